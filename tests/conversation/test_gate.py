"""Nothing is talked about before the consent; then the first thing the person wrote is answered."""

from __future__ import annotations

from bot.conversation.messages import Attachment, Said
from bot.conversation.session import Session
from tests.conversation.chat import AGREED, Chat, asking
from tests.conversation.kitchen import QUESTIONS, dialogue

NEW = Session()


def test_the_first_message_is_met_with_the_gate() -> None:
    chat = Chat(session=NEW)
    chat.say("halo")
    assert (chat.under_way, chat.text) == (["gate"], "Setuju?")


def test_after_the_gate_the_first_message_is_answered() -> None:
    chat = Chat(session=NEW)
    chat.all("saya mau masak", "setuju")
    assert (chat.under_way, chat.asked, chat.session.known) == (["kitchen"], "who", {"consent": "1"})


def test_a_link_is_followed_after_the_gate() -> None:
    chat = Chat(session=NEW)
    chat.send(Said(start="LAIN"))
    chat.say("setuju")
    assert chat.answers == {"who": "other"}


def test_a_link_opened_at_the_gate_is_followed_after_it() -> None:
    chat = Chat(session=NEW)
    chat.say("halo")
    chat.send(Said(start="LAIN"))
    chat.send(Said(start=""))
    chat.say("setuju")
    assert chat.answers == {"who": "other"}


def test_what_is_wanted_at_the_gate_is_kept_and_the_last_goes_before() -> None:
    chat = Chat(session=NEW)
    chat.all("halo", "samping", "hm", "dapur")
    assert (chat.heard("gate.kept"), chat.asked) == (True, "consent")
    chat.all("hm", "setuju")
    assert chat.under_way == ["kitchen"]


def test_what_nobody_understands_at_the_gate_takes_nothing_away() -> None:
    chat = Chat(session=NEW)
    chat.all("dapur", "begitu ya", "setuju")
    assert chat.under_way == ["kitchen"]


def test_a_link_goes_before_what_is_typed_at_the_gate() -> None:
    chat = Chat(session=NEW)
    chat.send(Said(start="LAIN"))
    chat.all("samping", "setuju")
    assert chat.answers == {"who": "other"}


def test_who_asks_for_an_officer_at_the_gate_meets_one_after_it() -> None:
    chat = Chat(session=NEW)
    chat.all("halo", "petugas", "setuju")
    assert chat.under_way == ["officer"]


def test_the_gate_is_asked_in_a_sentence_where_its_text_stands_above() -> None:
    chat = Chat(session=NEW)
    chat.say("halo")
    assert "Setuju?" in chat.text
    for message in ("hm", "dapur", "menu"):
        chat.say(message)
        assert "Boleh?" in chat.text and "Setuju?" not in chat.text
    chat.send(Said(unread="voice"))
    assert "Boleh?" in chat.text


def test_the_gate_is_asked_in_full_for_who_wants_help_in_another_language_or_a_day_later() -> None:
    chat = Chat(session=NEW)
    chat.all("halo", "bantuan")
    assert "Setuju?" in chat.text
    chat.send(Said(remind=chat.session.step))
    assert "Setuju?" in chat.text
    chat.say("english")
    assert "Setuju?" in chat.text


def test_a_new_text_of_the_gate_is_shown_in_full() -> None:
    chat = Chat(session=NEW)
    chat.say("halo")
    chat.dialogue = dialogue(version="2")
    chat.say("hm")
    assert "Setuju?" in chat.text


def test_a_greeting_leads_to_the_menu() -> None:
    chat = Chat(session=NEW)
    chat.all("halo", "setuju")
    assert (chat.under_way, chat.heard("menu.ask")) == ([], True)


def test_who_declines_is_asked_again_at_the_next_message() -> None:
    chat = Chat(session=NEW)
    chat.all("halo", "tidak")
    assert ("Tidak apa-apa." in chat.text, chat.under_way) == (True, [])
    chat.say("dapur")
    assert chat.under_way == ["gate"]


def test_the_gate_is_left_by_no_command() -> None:
    chat = Chat(session=NEW)
    chat.say("halo")
    for word in ("menu", "petugas", "batal", "kembali", "lewati", "dapur", "samping"):
        chat.say(word)
        assert (chat.under_way, chat.asked) == (["gate"], "consent")


def test_help_is_given_at_the_gate() -> None:
    chat = Chat(session=NEW)
    chat.all("halo", "bantuan")
    assert (chat.heard("help.consent"), chat.asked) == (True, "consent")
    assert not chat.heard("help.commands")  # they do not work yet


def test_the_language_may_be_switched_at_the_gate() -> None:
    chat = Chat(session=NEW)
    chat.all("dapur", "english")
    assert (chat.reply.language, chat.asked) == ("en", "consent")
    chat.say("setuju")
    assert (chat.under_way, chat.reply.language) == (["kitchen"], "en")


def test_what_can_not_be_read_is_met_with_the_gate_too() -> None:
    photo = Said(attachment=Attachment("d", "photo"))
    for said in (Said(unread="voice"), photo, Said(choice="7:kitchen"), Said()):
        chat = Chat(session=NEW)
        chat.send(said)
        assert chat.under_way == ["gate"]
        chat.say("setuju")
        assert chat.under_way == []


def test_a_button_tapped_before_a_new_consent_is_followed_after_it() -> None:
    chat = Chat(session=AGREED)
    chat.say("halo")
    chat.dialogue = dialogue(version="2")
    chat.all("[Samping]", "setuju")
    assert chat.under_way == ["aside"]


def test_a_very_long_first_message_is_remembered_in_part() -> None:
    chat = Chat(session=NEW)
    chat.say("dapur " + "😀" * 4000)
    assert len(chat.session.known["first"]["text"]) == 500
    chat.say("setuju")
    assert chat.under_way == ["kitchen"]


def test_a_new_consent_is_asked_in_the_middle_and_the_talk_goes_on_after_it() -> None:
    chat = asking(*QUESTIONS)
    chat.all("saya", "cerita")
    chat.dialogue = dialogue(chat.dialogue.conversations["kitchen"], version="2")
    chat.say("6371015708859001")
    assert (chat.under_way, chat.asked) == (["kitchen", "gate"], "consent")
    chat.say("setuju")
    assert (chat.heard("resumed"), chat.asked, chat.session.known) == (True, "nik", {"consent": "2"})
    assert chat.answers == {"who": "self", "story": "cerita"}


def test_who_declines_a_new_consent_leaves_nothing_behind() -> None:
    chat = asking(*QUESTIONS)
    chat.say("saya")
    chat.dialogue = dialogue(version="2")
    chat.all("cerita", "tidak")
    assert chat.session.talks == ()


def test_switching_the_language_of_a_new_consent_keeps_what_waits() -> None:
    chat = asking(*QUESTIONS)
    chat.say("saya")
    chat.dialogue = dialogue(version="2")
    chat.all("cerita", "english", "setuju")
    assert (chat.under_way, chat.answers, chat.reply.language) == (["kitchen"], {"who": "self"}, "en")


def test_what_was_written_before_a_new_consent_does_not_start_anything_later() -> None:
    chat = asking(*QUESTIONS[:1])
    chat.dialogue = dialogue(chat.dialogue.conversations["kitchen"], version="2")
    chat.all("samping", "setuju", "saya")
    assert (chat.services.last(), chat.under_way) == ({"who": "self"}, [])


def test_who_has_agreed_is_not_asked() -> None:
    chat = Chat(session=AGREED)
    chat.say("dapur")
    assert chat.under_way == ["kitchen"]
