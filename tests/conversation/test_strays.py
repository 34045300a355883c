"""What nobody asked for: a file in the middle of something else, a number typed at the menu."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.choices import Choice
from bot.conversation.conversation import Start
from bot.conversation.messages import Attachment, Said
from bot.conversation.questions import Document, Photo, Text
from tests.conversation.chat import Chat, only
from tests.conversation.kitchen import dialogue, ends

WHO = Choice("who", ("self", "other"))
TAKER = replace(
    only(Document("paper", kinds=("photo", "document", "sheet")), Text("what")),
    name="aside",
    finish=ends("aside"),
)
ASIDE_FIRST = replace(only(Text("what")), name="aside", finish=ends("aside"))
LINKS = {"NO-7": Start("kitchen", {"who": "other"})}


def chat_of(*questions: object, taken_in: tuple[str | None, ...] = ("kitchen", None)) -> Chat:
    """The kitchen, whose stray files another conversation takes while one of `taken_in` is under way."""
    return Chat(
        replace(
            dialogue(only(*questions), TAKER),
            stray=lambda services, under_way, file: "aside" if under_way in taken_in else None,
            typed=lambda text, services: LINKS.get(text),
        )
    )


def test_a_file_at_a_list_of_buttons_is_taken_and_the_list_waits() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.say("dapur")
    chat.photo(document="p")
    assert (chat.under_way, chat.answers, chat.asked) == (["kitchen", "aside"], {"paper": "p"}, "what")
    chat.say("akta")
    assert (chat.under_way, chat.asked) == (["kitchen"], "who")
    assert chat.services.last("aside") == {"paper": "p", "what": "akta"}


def test_a_file_at_the_menu_is_taken() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.say("halo")
    chat.document("p")
    assert (chat.under_way, chat.answers) == (["aside"], {"paper": "p"})


def test_a_file_that_is_asked_for_is_the_answer() -> None:
    chat = chat_of(Photo("photo"), Text("story"))
    chat.say("dapur")
    chat.photo(document="p")
    assert (chat.under_way, chat.answers) == (["kitchen"], {"photo": "p"})


@pytest.mark.parametrize("question", [Choice("who", ("self", "other"), undisturbed=True), Text("what")])
def test_a_question_for_words_or_for_what_happened_is_asked_again(question: Choice | Text) -> None:
    chat = chat_of(question, Text("story"))
    chat.say("dapur")
    chat.photo()
    assert (chat.under_way, chat.answers, chat.asked) == (["kitchen"], {}, question.name)


def test_where_the_dialogue_wants_no_file_the_question_is_asked_again() -> None:
    chat = chat_of(WHO, Text("story"), taken_in=(None,))
    chat.say("dapur")
    chat.photo()
    assert (chat.under_way, chat.answers, chat.asked) == (["kitchen"], {}, "who")


def test_before_the_gate_no_file_is_taken() -> None:
    chat = chat_of(WHO, Text("story"), taken_in=("kitchen", "gate", None))
    chat.session = chat.session.but(known={})
    chat.photo()
    chat.now += timedelta(minutes=1)  # not one album
    chat.photo()
    assert chat.under_way == ["gate"]


def test_the_files_of_an_album_stay_together_beside_a_list() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.say("dapur")
    for one in ("p", "q"):
        chat.send(Said(attachment=Attachment(one, "photo", "g")))
    assert (chat.answers, chat.services.beside) == ({"paper": "p"}, [("p", "q")])


def test_a_number_typed_at_the_menu_leads_where_it_belongs() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.all("halo", "NO-7")
    assert (chat.under_way, chat.answers, chat.asked) == (["kitchen"], {"who": "other"}, "story")


def test_other_words_at_the_menu_mean_what_they_did() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.all("halo", "xyzzy")
    assert (chat.heard("not_understood"), chat.under_way) == (True, [])
    chat.say("bahasa")
    assert chat.under_way == ["language"]


def test_in_a_conversation_the_number_is_an_answer() -> None:
    chat = chat_of(Text("story"), Text("extra"))
    chat.all("dapur", "NO-7")
    assert chat.answers == {"story": "NO-7"}


def test_a_number_that_was_written_first_is_followed_after_the_gate() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.session = chat.session.but(known={})
    chat.all("NO-7", "[Setuju]")
    assert (chat.under_way, chat.answers) == (["kitchen"], {"who": "other"})


def test_a_list_is_taken_where_a_question_for_words_is_pending() -> None:
    chat = chat_of(Text("story"), Text("extra"))
    chat.say("dapur")
    chat.send(Said(attachment=Attachment("l", "sheet", "daftar.xlsx")))
    assert chat.under_way == ["kitchen", "aside"]


def test_the_one_who_takes_files_is_told_which() -> None:
    seen: list[Attachment] = []
    chat = Chat(replace(dialogue(TAKER), stray=lambda services, under_way, file: seen.append(file)))
    chat.document("p")
    assert seen == [Attachment("p", "document")]


def test_two_lists_sent_at_once_are_no_album() -> None:
    chat = chat_of(WHO, Text("story"))
    chat.say("halo")
    for one in ("l", "m"):
        chat.send(Said(attachment=Attachment(one, "sheet", "daftar.xlsx", "g")))
    assert chat.services.beside == []


def test_of_a_long_first_text_only_its_beginning_is_kept_and_leads_nowhere() -> None:
    chat = Chat(replace(dialogue(only(WHO, Text("story"))), typed=lambda text, services: LINKS["NO-7"]))
    chat.session = chat.session.but(known={})
    chat.all("x" * 600, "[Setuju]")
    assert chat.under_way == []


def test_what_stands_above_the_menu_for_one_chat_can_be_picked() -> None:
    chat = Chat(replace(dialogue(ASIDE_FIRST), menu=("kitchen",), own_menu=lambda services: ("aside",)))
    chat.say("halo")
    assert [option.label for option in chat.reply.options] == ["Samping", "Masak"]
    old = chat.option("Samping")
    chat.all("halo", "halo")
    chat.send(Said(choice=old))
    assert chat.under_way == ["aside"]
