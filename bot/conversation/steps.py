"""The questions of a conversation laid out for walking along them: what is needed of each, at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.conversation.derived import Many
from bot.conversation.question import Question
from bot.conversation.session import Answers


class Step(NamedTuple):
    """`conditions`: names with the codes that call for the question; `referred`: other conditions name it."""

    name: str
    question: Question
    conditions: tuple[tuple[str, frozenset[str]], ...]
    gathers: bool
    referred: bool


def laid_out(questions: Iterable[Question], referred: frozenset[str]) -> tuple[Step, ...]:
    """The steps of these questions; those of rows may all be referred to."""
    return tuple(
        Step(q.name, q, conditions(q), q.gathers, q.name in referred or "." in q.name) for q in questions
    )


def conditions(question: Question) -> tuple[tuple[str, frozenset[str]], ...]:
    """`when`, as it is compared at every step."""
    wanted = {name: (codes,) if isinstance(codes, str) else codes for name, codes in question.when.items()}
    return tuple((name, frozenset(codes)) for name, codes in wanted.items())


def rows_of(question: Many, answers: Answers) -> list[str]:
    """The ids of the rows there are."""
    answer = answers.get(question.name)
    return question.rows(answer) if answer and question.keeps(answer) else []
