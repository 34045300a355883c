"""What stands between the questions, the end, side talks, links and the language."""

from __future__ import annotations

from typing import Any

from bot.conversation.choices import Choice, MultiChoice
from bot.conversation.derived import End, Lookup, Tell
from bot.conversation.messages import Said
from bot.conversation.money import Money
from bot.conversation.question import Context
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, asking, only
from tests.conversation.kitchen import dialogue, ends, fact, fruit

A, WHAT = Text("a"), Text("what")
WHO = Choice("who", ("self", "other"))
REFUSED = End("refused", when={"who": "other"})
INCOME = (Money("income"), Lookup("fact", of=("income",), find=fact), Text("wealth", when={"fact": "rich"}))


def test_a_fact_is_looked_up_once_and_may_call_for_a_question() -> None:
    chat = asking(*INCOME, WHAT)
    chat.all("6 juta", "warisan")
    assert (chat.asked, chat.services.looked_up) == ("what", [6_000_000])


def test_a_text_may_mention_what_was_looked_up() -> None:
    chat = asking(*INCOME, WHAT)
    chat.say("6 juta")
    assert chat.text == "Dari banyak?"


def test_a_fact_is_looked_up_again_when_what_it_is_of_changes() -> None:
    chat = asking(*INCOME, WHAT)
    chat.all("6 juta", "kembali", "1 juta")
    assert (chat.asked, chat.services.looked_up) == ("what", [6_000_000, 1_000_000])


def test_a_fact_that_is_nothing_is_a_fact() -> None:
    chat = asking(Lookup("fact", find=lambda context: None), WHAT)
    assert (chat.asked, chat.answers) == ("what", {"fact": None})


def test_something_is_said_once_on_the_way() -> None:
    chat = asking(Choice("fruit", fruit), Tell("thanks", of=("fruit",)), WHAT)
    chat.say("pir")
    assert chat.text == "Terima kasih untuk Pir.\n\nApa?"
    chat.all("kembali", "pir")
    assert chat.text == "Apa?"
    chat.all("kembali", "apel")
    assert chat.text.startswith("Terima kasih untuk Apel.")


def test_a_conversation_may_end_early() -> None:
    chat = asking(WHO, REFUSED, WHAT)
    chat.say("2")
    assert ("Tanyakan dulu." in chat.text, chat.under_way, chat.services.finished) == (True, [], [])


def test_an_early_end_may_do_its_own_work() -> None:
    end = End("refused", when={"who": "other"}, finish=ends("early", words="refused.say"))
    chat = asking(WHO, end, WHAT)
    chat.say("2")
    assert chat.services.last("early") == {"who": "other"}


def test_only_the_answers_that_count_are_handed_over() -> None:
    chat = asking(WHO, Text("a", when={"who": "other"}), WHAT, review=True)
    chat.all("2", "x", "y", "ubah", "1", "1", "kirim")
    assert chat.services.last() == {"who": "self", "what": "y"}


def test_a_question_sees_only_the_answers_that_count() -> None:
    seen: list[dict[str, Any]] = []

    def look(answer: Any, context: Context) -> None:
        seen.append(dict(context.answers))

    chat = asking(WHO, Text("a", when={"who": "other"}), Text("what", check=look), review=True)
    chat.all("2", "x", "kembali", "kembali", "1", "y")
    assert seen == [{"who": "self"}]


def test_an_answer_whose_question_returns_is_not_asked_again() -> None:
    chat = asking(WHO, Text("a", when={"who": "other"}), WHAT, review=True)
    chat.all("2", "x", "y", "ubah", "[Untuk]", "1", "ubah", "[Untuk]", "2")
    assert chat.heard("review.ask")
    assert "A: x" in chat.text


def test_an_option_withdrawn_before_the_end_is_asked_again_with_what_depends_on_it() -> None:
    depends = Tell("thanks", of=("fruit",))
    chat = asking(Choice("fruit", fruit), depends, WHAT, review=True)
    chat.all("pir", "x")
    del chat.services.fruit["pear"]
    chat.say("kirim")
    assert (chat.heard("errors.not_an_option"), chat.asked, chat.services.finished) == (True, "fruit", [])
    chat.all("apel", "kirim")
    assert chat.services.last()["fruit"] == "apple"


def test_several_choices_of_which_one_was_withdrawn_are_asked_again() -> None:
    chat = asking(MultiChoice("fruit", fruit), review=True)
    chat.say("1, 2")
    del chat.services.fruit["pear"]
    chat.say("kirim")
    assert chat.asked == "fruit"


def test_a_side_talk_returns_to_the_question_that_waits() -> None:
    chat = asking(A, WHAT)
    chat.all("x", "samping", "y")
    assert chat.services.last("aside") == {"what": "y"}
    assert (chat.heard("resumed"), chat.asked, chat.answers) == (True, "what", {"a": "x"})


def test_cancelling_a_side_talk_leaves_the_main_one() -> None:
    chat = asking(A, WHAT)
    chat.all("x", "samping", "batal")
    assert (chat.under_way, chat.asked) == (["kitchen"], "what")
    chat.all("samping", "menu", "batal")
    assert (chat.under_way, chat.asked) == (["kitchen"], "what")


def test_side_talks_do_not_pile_up() -> None:
    chat = asking(A, WHAT)
    for _ in range(5):
        chat.all("samping", "petugas", "bahasa", "dapur")
    assert sorted(chat.under_way) == ["aside", "kitchen", "language", "officer"]


def test_naming_the_talk_under_way_goes_on_with_it() -> None:
    chat = asking(A, WHAT)
    chat.all("x", "dapur")
    assert (chat.heard("resumed"), chat.asked, chat.answers) == (True, "what", {"a": "x"})


def test_what_follows_begins_at_once() -> None:
    kitchen = only(A, finish=ends("kitchen", then="aside"))
    chat = Chat(dialogue(kitchen))
    chat.all("dapur", "x")
    assert (chat.under_way, chat.text) == (["aside"], "Selesai, .\n\nApa?")


def test_a_link_begins_a_conversation_with_answers() -> None:
    chat = Chat(dialogue(only(WHO, WHAT)))
    chat.send(Said(start="LAIN"))
    assert (chat.answers, chat.asked) == ({"who": "other"}, "what")


def test_a_link_in_the_middle_changes_one_answer_and_keeps_the_rest() -> None:
    chat = Chat(dialogue(only(WHO, A, WHAT)))
    chat.all("dapur", "saya", "x")
    chat.send(Said(start="LAIN"))
    assert (chat.answers, chat.asked) == ({"who": "other", "a": "x"}, "what")
    chat.send(Said(start="DAPUR"))
    assert (chat.answers, chat.asked) == ({"who": "other", "a": "x"}, "what")


def test_an_unknown_link_leads_nowhere_and_none_greets() -> None:
    chat = Chat()
    for code, key in (("NOWHERE", "unknown_link"), ("", "hello")):
        chat.send(Said(start=code))
        assert (chat.heard(key), chat.under_way) == (True, [])


def test_the_language_is_switched_in_the_middle_and_back() -> None:
    chat = asking(A, Choice("who", ("self", "other")), WHAT, progress=True)
    chat.all("x", "bahasa", "english")
    assert (chat.reply.language, "Question 2 of 3" in chat.text) == ("en", True)
    chat.all("back", "y", "language", "1", "saya")
    assert (chat.reply.language, "Pertanyaan 3 dari 3" in chat.text) == ("id", True)
    assert chat.answers == {"a": "y", "who": "self"}


def test_a_text_may_have_another_wording_for_another_answer() -> None:
    nik = Text("nik")
    for typed, text in (("saya", "NIK?"), ("orang lain", "NIK orang itu?")):
        chat = asking(WHO, nik, variant="who")
        chat.say(typed)
        assert chat.text == text


def test_a_conversation_without_a_review_ends_with_its_last_answer() -> None:
    chat = asking(A)
    chat.say("x")
    assert (chat.services.last(), chat.under_way) == ({"a": "x"}, [])


def test_a_detail_that_nobody_knows_is_left_blank() -> None:
    chat = asking(Text("name"))
    chat.say("{nik} {")
    assert chat.text.startswith("Selesai, {nik} {.")
    chat = asking(A)
    chat.say("x")
    assert chat.text.startswith("Selesai, .")


def test_a_long_review_fits_into_a_message() -> None:
    letters = [Text(name, longest=3000) for name in ("a", "b", "story", "what")]
    chat = asking(*letters, review=True)
    chat.all(*("x" * 3000 for _ in letters))
    assert (chat.heard("review.ask"), "Cerita: xxx" in chat.text, chat.text.count("…")) == (True, True, 4)


def test_a_long_last_text_gives_way_to_what_is_asked_next() -> None:
    chat = asking(Text("name", longest=5000))
    chat.say("y" * 4500)
    assert (len(chat.text), chat.heard("menu.ask")) == (4096, True)
