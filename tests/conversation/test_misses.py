"""Who is not understood three times in a row is offered a person; whatever is understood ends the count."""

from __future__ import annotations

from bot.conversation.choices import Choice
from bot.conversation.messages import Said
from bot.conversation.misses import MISSES
from bot.conversation.money import Money
from bot.conversation.questions import Nik, Text
from bot.conversation.session import Session
from rules.regencies import provinces, regencies
from tests.conversation.chat import Chat, asking

WHO, NIK = Choice("who", ("self", "other")), Nik("nik", regencies=regencies(), provinces=provinces())
PERSON = "Tanya petugas"


def test_the_third_time_a_person_is_offered_beside_the_question() -> None:
    chat = asking(WHO, NIK)
    chat.all("entah", "entah")
    assert not chat.heard("misses.offer") and PERSON not in chat.labels
    chat.say("entah")
    assert chat.heard("misses.offer") and chat.labels == ["Saya", "Orang lain", PERSON]
    chat.tap(PERSON)
    assert chat.under_way == ["kitchen", "officer"]


def test_its_number_is_counted_with_the_others() -> None:
    chat = asking(WHO, NIK)
    chat.all("entah", "entah", "entah", "3")
    assert chat.under_way == ["kitchen", "officer"]


def test_alone_beside_a_question_its_number_is_one() -> None:
    chat = asking(NIK, Text("what"))
    chat.all("12", "13", "14")
    assert chat.labels == [PERSON]
    chat.say("1")
    assert (chat.asked, chat.under_way) == ("message", ["kitchen", "officer"])


def test_where_a_number_is_an_answer_it_is_no_option() -> None:
    chat = asking(Money("income"), Text("what"))
    chat.all("-5", "entah", "entah")
    assert chat.labels == [PERSON]
    chat.say("1")
    assert chat.under_way == ["kitchen"] and chat.asked == "income"
    chat.all("1500000")
    assert chat.asked == "what" and chat.labels == []


def test_what_is_understood_ends_the_count() -> None:
    chat = asking(WHO, NIK)
    chat.all("entah", "entah", "bantuan", "entah", "entah")
    assert PERSON not in chat.labels
    chat.say("entah")
    assert PERSON in chat.labels
    chat.all("saya", "12")
    assert PERSON not in chat.labels and chat.session.known[MISSES]["count"] == 1


def test_at_the_menu_the_numbers_stay_as_they_were() -> None:
    chat = Chat()
    chat.all("xyzzy", "xyzzy")
    before = chat.labels
    chat.say("xyzzy")
    assert chat.labels == (before if PERSON in before else [*before, PERSON])
    chat.say(str(chat.labels.index(PERSON) + 1))
    assert chat.under_way == ["officer"]


def test_voice_notes_count_and_reminders_do_not() -> None:
    chat = asking(WHO, NIK)
    chat.send(Said(unread="voice"))
    chat.say("entah")
    chat.send(Said(remind=chat.session.step))
    chat.send(Said(unread="voice"))
    assert chat.labels[-1] == PERSON


def test_nobody_is_offered_before_the_gate_or_where_one_is_being_brought() -> None:
    chat = Chat(session=Session())
    chat.all("halo", "entah", "entah", "entah")
    assert PERSON not in chat.labels
    chat = Chat()
    chat.say("petugas")
    for _ in range(4):
        chat.send(Said(unread="voice"))
    assert chat.asked == "message" and chat.labels == []


def test_signs_without_a_word_are_no_answer() -> None:
    chat = asking(Text("what"))
    chat.say("🙏")
    assert (chat.asked, chat.answers) == ("what", {})
    chat.say("👍 baik")
    assert chat.services.finished == [("kitchen", {"what": "👍 baik"})]


def test_a_question_about_the_question_is_answered() -> None:
    chat = asking(NIK, Text("what"), Text("story", undisturbed=True))
    chat.say("kenapa harus NIK?")
    assert chat.heard("why.nik") and chat.asked == "nik"
    chat.all("6371015708859001", "[Benar]", "buat apa itu")
    assert chat.heard("help.text") and chat.asked == "what"
    chat.all("meja", "kenapa? karena licin")
    assert chat.services.finished[0][1]["story"] == "kenapa? karena licin"
