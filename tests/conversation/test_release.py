"""A new release in the middle of a chat."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.choices import Choice, Consent, MultiChoice
from bot.conversation.conversation import Dialogue
from bot.conversation.derived import End, Lookup, Many, Tell
from bot.conversation.messages import Said
from bot.conversation.question import Question
from bot.conversation.questions import Nik, PersonName, Text
from rules.regencies import provinces, regencies
from tests.conversation.chat import Chat, asking, only
from tests.conversation.kitchen import CHILD, dialogue, fruit

A, B, WHAT = Text("a"), Text("b"), Text("what")
WHO = Choice("who", ("self", "other"))


def release(chat: Chat, *questions: Question, review: bool = False) -> Chat:
    """From now on the kitchen asks these questions."""
    chat.dialogue = dialogue(only(*questions, review=review))
    return chat


def test_a_question_added_later_on_is_asked_in_its_turn() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    release(chat, A, WHAT, B)
    chat.say("y")
    assert (chat.asked, chat.answers) == ("b", {"a": "x", "what": "y"})


def test_an_answer_is_never_taken_for_a_question_added_before_it() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    release(chat, B, A, WHAT)
    chat.say("y")
    assert (chat.answers, chat.asked) == ({"a": "x", "what": "y"}, "b")


def test_a_button_of_the_question_that_was_shown_still_answers_it() -> None:
    chat = asking(A, WHO, WHAT)
    chat.say("x")
    release(chat, A, MultiChoice("tools", ("saw", "nail")), WHO, WHAT)
    chat.tap("Orang lain")
    assert (chat.answers, chat.asked) == ({"a": "x", "who": "other"}, "tools")


def test_a_number_for_the_options_of_a_question_that_is_gone_answers_nothing() -> None:
    chat = asking(WHO, WHAT)
    release(chat, MultiChoice("tools", ("saw", "nail")), WHAT)
    chat.say("2")
    assert (chat.answers, chat.asked, chat.heard("resumed")) == ({}, "tools", True)


def test_an_answer_to_a_question_that_is_gone_answers_no_other() -> None:
    chat = asking(A, WHAT)
    release(chat, WHAT)
    chat.say("x")
    assert (chat.answers, chat.asked) == ({}, "what")
    chat.say("y")
    assert chat.services.last() == {"what": "y"}


def test_the_last_question_may_go_while_it_is_asked() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    release(chat, A)
    chat.say("y")
    assert (chat.services.last(), chat.under_way) == ({"a": "x"}, [])


def test_a_question_added_after_the_review_was_shown_is_asked_first() -> None:
    chat = asking(A, review=True)
    chat.say("x")
    release(chat, A, B, review=True)
    chat.say("kirim")
    assert (chat.asked, chat.services.finished) == ("b", [])
    chat.all("y", "kirim")
    assert chat.services.last() == {"a": "x", "b": "y"}


def test_a_fact_added_before_the_pending_question_is_looked_up() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    release(chat, A, Lookup("fact", find=lambda context: "found"), Tell("thanks"), WHAT)
    chat.say("y")
    assert chat.services.last() == {"a": "x", "fact": "found", "thanks": True, "what": "y"}


def test_an_end_added_before_the_pending_question_ends_after_it() -> None:
    chat = asking(WHO, WHAT)
    chat.say("2")
    release(chat, WHO, End("refused", when={"who": "other"}), WHAT)
    chat.say("y")
    assert ("Tanyakan dulu." in chat.text, chat.under_way, chat.services.finished) == (True, [], [])


def test_a_talk_that_waits_meets_what_was_added_when_it_goes_on() -> None:
    chat = asking(A, WHAT)
    chat.all("x", "samping")
    release(chat, A, Lookup("fact", find=lambda context: "found"), WHAT)
    chat.say("z")
    assert (chat.asked, chat.answers) == ("what", {"a": "x", "fact": "found"})


def test_a_renamed_question_keeps_its_answer() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    release(chat, Text("b", was="a"), WHAT)
    chat.say("y")
    assert chat.services.last() == {"b": "x", "what": "y"}


def test_a_question_renamed_while_it_is_asked_takes_the_answer() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    release(chat, A, Text("story", was="what"))
    chat.say("y")
    assert chat.services.last() == {"a": "x", "story": "y"}


def test_an_answer_under_the_new_name_wins_over_the_old_one() -> None:
    chat = asking(B, A, WHAT)
    chat.all("new", "old")
    release(chat, Text("b", was="a"), WHAT)
    chat.say("y")
    assert chat.services.last() == {"b": "new", "what": "y"}


def test_rows_and_their_questions_are_renamed_too() -> None:
    chat = asking(Many("children", questions=CHILD), WHAT)
    chat.all("tambah", "Ani", "5-3-2015", "tidak", "selesai")
    released = (PersonName("what", was="name"), *CHILD[1:])
    release(chat, Many("a", questions=released, was="children"), WHAT)
    chat.say("y")
    final = chat.services.last()
    assert (final["a"]["rows"], final["a.1.what"], final["a.1.school"]) == (["1"], "ANI", "no")


def test_an_option_that_is_offered_no_more_is_asked_again() -> None:
    chat = asking(WHO, A, WHAT)
    chat.all("2", "x")
    release(chat, Choice("who", ("self",)), A, WHAT)
    chat.say("y")
    assert (chat.asked, chat.answers) == ("who", {"a": "x", "what": "y"})


def test_a_consent_to_an_older_text_is_asked_again() -> None:
    chat = asking(Consent("agrees", version="1"), A, WHAT)
    chat.all("ya", "x")
    release(chat, Consent("agrees", version="2"), A, WHAT)
    chat.say("y")
    assert (chat.asked, "agrees" in chat.answers) == ("agrees", False)


def test_a_question_that_may_not_be_skipped_any_more_is_asked() -> None:
    chat = asking(Text("a", optional=True), WHAT)
    chat.say("lewati")
    release(chat, A, WHAT)
    chat.say("y")
    assert (chat.asked, chat.answers) == ("a", {"what": "y"})


def without(release: Dialogue, gone: str) -> Dialogue:
    """A release that talks about everything but one thing."""
    left = {name: conversation for name, conversation in release.conversations.items() if name != gone}
    return replace(release, conversations=left, menu=("officer",))


def test_a_conversation_that_is_gone_is_left() -> None:
    chat = asking(A, WHAT)
    chat.all("x", "samping")
    chat.dialogue = without(chat.dialogue, "aside")
    chat.say("z")
    assert (chat.under_way, chat.asked, chat.answers) == (["kitchen"], "what", {"a": "x"})
    chat.say("y")
    assert chat.services.last() == {"a": "x", "what": "y"}


def test_when_every_conversation_under_way_is_gone_the_menu_is_shown() -> None:
    chat = asking(A, WHAT)
    chat.say("menu")
    chat.dialogue = without(chat.dialogue, "kitchen")
    chat.say("xyzzy")
    assert (chat.under_way, chat.labels) == ([], ["Tanya petugas"])


def test_a_language_that_is_gone_gives_way_to_the_first() -> None:
    chat = asking(A, WHAT)
    chat.all("bahasa", "english")
    chat.dialogue = replace(chat.dialogue, languages={"id": chat.dialogue.languages["id"]})
    chat.say("x")
    assert (chat.reply.language, chat.asked) == ("id", "what")


def doubted() -> Chat:
    chat = asking(Nik("nik", regencies=regencies(), provinces=provinces()), WHAT)
    chat.say("6371015708859001")
    return chat


def test_a_doubt_about_a_question_that_is_gone_is_dropped() -> None:
    chat = release(doubted(), WHAT)
    chat.say("ya")
    assert (chat.answers, chat.asked) == ({}, "what")


def test_a_doubt_that_has_no_words_any_more_is_dropped() -> None:
    chat = doubted()
    talk = chat.session.talks[0]
    assert talk.doubt is not None
    doubt = replace(talk.doubt, reason="once_there_was")
    chat.session = replace(chat.session, talks=(replace(talk, doubt=doubt),))
    release(chat, Nik("nik", regencies=regencies(), provinces=provinces(), read_back=False), WHAT)
    chat.say("6371015708859001")
    assert chat.answers == {"nik": "6371015708859001"}


def test_a_doubt_outlives_a_release_that_does_not_touch_it() -> None:
    chat = release(doubted(), Nik("nik", regencies=regencies(), provinces=provinces()), WHAT, B)
    chat.say("ya")
    assert chat.answers == {"nik": "6371015708859001"}


def test_a_reminder_after_a_release_asks_what_is_pending_now() -> None:
    chat = asking(A, WHAT)
    release(chat, WHO, Choice("fruit", fruit))
    chat.send(Said(remind=chat.session.step))
    assert chat.asked == "who"


def test_a_message_in_a_group_leaves_a_session_to_be_brought_over_later() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    before = chat.session
    release(chat, Text("b", was="a"), Text("a", was="what"))
    chat.send(Said(unread="group"))
    assert chat.session.talks == before.talks
    chat.say("y")
    assert chat.services.last() == {"b": "x", "a": "y"}
