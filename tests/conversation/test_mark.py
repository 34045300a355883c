"""The mark of a release differs whenever the questions do, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.choices import Choice
from bot.conversation.derived import Many
from bot.conversation.money import Money
from bot.conversation.question import Question
from bot.conversation.questions import Text
from tests.conversation.chat import only
from tests.conversation.kitchen import CHILD, dialogue, ends

A, B, WHAT = Text("a"), Text("b"), Text("what")


def test_a_release_without_a_change_is_none() -> None:
    assert dialogue(only(A, WHAT)).mark == dialogue(only(A, WHAT, finish=ends("other"))).mark


@pytest.mark.parametrize(
    "other",
    [
        (A, B, WHAT),
        (WHAT, A),
        (A, Text("what", optional=True)),
        (A, Money("what")),
        (A, Text("what", was="b")),
        (A, Text("what", when={"a": "x"})),
        (A, Choice("what", ("x",))),
        (A, Many("what", questions=CHILD)),
    ],
)
def test_every_change_of_the_questions_is_a_release(other: tuple[Question, ...]) -> None:
    assert dialogue(only(A, WHAT)).mark != dialogue(only(*other)).mark


def test_a_change_inside_rows_is_a_release() -> None:
    one, other = (only(Many("children", questions=questions)) for questions in (CHILD, CHILD[1:2]))
    assert dialogue(one).mark != dialogue(other).mark


def test_a_language_more_or_less_is_a_release() -> None:
    release = dialogue()
    assert release.mark != replace(release, languages={"id": release.languages["id"]}).mark
