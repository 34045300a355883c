"""What is asked next: pure functions of the questions and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.conversation import engine
from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Lookup, Many, Tell
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Text
from bot.conversation.walk import walk
from bot.conversation.words import Words
from tests.conversation.chat import NOW, only
from tests.conversation.kitchen import LANGUAGES, QUESTIONS, Pantry

WHO = Choice("who", ("self", "other", "both"))
FORKED = only(WHO, Text("a", when={"who": "self"}), Text("b", when={"who": ("other", "both")}), Text("what"))


def names(conversation: Conversation, answers: Mapping[str, Any]) -> list[str]:
    return [question.name for question in engine.path(conversation, dict(answers))]


def context() -> Context:
    return Context(NOW, Words(LANGUAGES["id"], "kitchen"), Pantry())


def test_a_question_is_asked_when_its_condition_holds() -> None:
    assert names(FORKED, {}) == ["who", "what"]
    assert names(FORKED, {"who": "self"}) == ["who", "a", "what"]


def test_a_condition_may_name_several_answers() -> None:
    assert names(FORKED, {"who": "other"}) == names(FORKED, {"who": "both"}) == ["who", "b", "what"]


def test_an_answer_off_the_path_calls_for_nothing() -> None:
    conversation = only(
        WHO,
        Choice("fruit", ("apple", "pear"), when={"who": "self"}),
        Text("a", when={"fruit": "pear"}),
    )
    assert names(conversation, {"who": "self", "fruit": "pear"}) == ["who", "fruit", "a"]
    assert names(conversation, {"who": "other", "fruit": "pear"}) == ["who"]


def test_a_skipped_answer_can_be_asked_for() -> None:
    conversation = only(Text("a", optional=True), Text("b", when={"a": "skipped"}))
    assert names(conversation, {"a": None}) == ["a", "b"]
    assert names(conversation, {"a": "x"}) == ["a"]


def test_the_first_unanswered_question_is_next() -> None:
    assert engine.next_question(FORKED, {}) is WHO
    after = engine.next_question(FORKED, {"who": "self", "what": "x"})
    assert after is not None
    assert after.name == "a"


def test_a_question_asked_again_comes_first() -> None:
    again = engine.next_question(FORKED, {"who": "self"}, asking="who")
    assert again is WHO


def test_a_question_asked_again_that_does_not_apply_is_passed_over() -> None:
    again = engine.next_question(FORKED, {"who": "self"}, asking="b")
    assert again is not None
    assert again.name == "a"


def test_nothing_is_next_when_all_is_answered() -> None:
    assert engine.next_question(FORKED, {"who": "self", "a": "x", "what": "y"}) is None


def test_the_question_before_is_the_one_before_on_the_path() -> None:
    answers = {"who": "other", "b": "x"}
    what = engine.next_question(FORKED, answers)
    before = engine.previous_question(FORKED, answers, what)
    assert before is not None
    assert before.name == "b"
    assert engine.previous_question(FORKED, answers, WHO) is None


def test_before_the_review_comes_the_last_question_to_a_person() -> None:
    conversation = only(WHO, Tell("thanks"))
    assert engine.previous_question(conversation, {"who": "self", "thanks": True}, None) is WHO


def test_progress_counts_what_is_asked_of_people_as_far_as_is_known() -> None:
    fact = Lookup("fact", find=lambda c: "x")
    conversation = only(WHO, fact, Text("a", when={"who": "self"}), Text("what"))
    what = conversation.questions[-1]
    assert engine.progress(conversation, {}, WHO) == (1, 2)
    assert engine.progress(conversation, {"who": "self", "fact": "x", "a": "y"}, what) == (3, 3)


def test_final_answers_are_those_that_apply_in_the_order_of_the_questions() -> None:
    answers = {"what": "y", "a": "gone", "b": "x", "who": "both", "elsewhere": 1}
    assert list(engine.final_answers(FORKED, answers).items()) == [("who", "both"), ("b", "x"), ("what", "y")]


def test_an_answer_that_disappears_comes_back_with_its_condition() -> None:
    answers = {"who": "self", "a": "x"}
    assert "a" not in engine.final_answers(FORKED, answers | {"who": "other"})
    assert engine.final_answers(FORKED, answers | {"who": "self"})["a"] == "x"


def test_rows_stand_before_the_question_they_are_rows_of() -> None:
    conversation = only(Many("children", questions=(Text("name"),)), Text("what"))
    answers = {"children": {"rows": ["1", "3"], "done": False}}
    assert names(conversation, answers) == ["children.1.name", "children.3.name", "children", "what"]


def test_rows_of_a_question_that_does_not_apply_are_not_asked() -> None:
    children = Many("children", questions=(Text("name"),), when={"who": "self"})
    answers = {"who": "other", "children": {"rows": ["1"], "done": False}}
    assert names(only(WHO, children), answers) == ["who"]


def refuse(answer: Any, context: Context) -> None:
    if answer == context.answers["a"]:
        raise Invalid("same")


LEANING = only(
    Text("a"),
    Lookup("fact", of=("a",), find=lambda c: c.answers["a"]),
    Text("b", of=("fact",)),
    Text("c", of=("a",), check=refuse),
    Text("d", of=("a",)),
)


def test_a_fact_is_looked_up_again_when_what_it_is_of_changes() -> None:
    answers = {"a": "new", "fact": "old", "b": "x", "c": "x", "d": "x"}
    assert engine.changed(LEANING, answers, "a", context()) == {"a": "new", "c": "x", "d": "x"}


def test_an_answer_is_checked_again_when_what_it_is_of_changes() -> None:
    answers = {"a": "same", "c": "same", "d": "x"}
    assert engine.changed(LEANING, answers, "a", context()) == {"a": "same", "d": "x"}


def test_an_answer_on_which_none_depends_changes_nothing_else() -> None:
    answers = {"a": "x", "fact": "x", "d": "y"}
    assert engine.changed(LEANING, answers, "d", context()) == answers


def test_an_answer_of_what_has_gone_goes_too() -> None:
    conversation = only(
        Choice("who", ("self", "other")),
        Choice("fruit", lambda c: [], of=("who",)),
        Text("place", of=("fruit",)),
    )
    answers = {"who": "self", "fruit": "gone", "place": "x"}
    assert engine.changed(conversation, answers, "who", context()) == {"who": "self"}


def test_the_walk_is_the_same_whether_it_goes_on_or_starts_anew() -> None:
    conversation = only(*QUESTIONS)
    answers: dict[str, Any] = {}
    last = None
    given = [("who", "other"), ("agrees", {"code": "yes"}), ("story", None), ("nik", "6" * 16), ("name", "X"),
             ("born", "1985-08-17"), ("happened", "2026-11-20T05:00"), ("income", 9), ("fact", {"code": "rich"}),
             ("wealth", "x"), ("phone", None), ("fruit", "apple"), ("place", "p1")]  # fmt: skip
    for name, answer in [*given, ("who", "self"), ("story", "x"), ("who", "other")]:
        answers = answers | {name: answer}
        went_on = walk(conversation, answers, last)
        anew = walk(conversation, answers)
        assert (went_on.pending, went_on.questions) == (anew.pending, anew.questions)
        assert went_on.answers == anew.answers
        last = went_on


@pytest.mark.parametrize(
    "questions",
    [
        (Text("a"), Text("a")),
        (Text("a", when={"b": "x"}), Text("b")),
        (Text("a", of=("b",)),),
        (Text("a.b"),),
    ],
)
def test_questions_that_could_never_work_are_refused_when_written(questions: tuple[Text, ...]) -> None:
    with pytest.raises(ValueError, match="kitchen"):
        only(*questions)
