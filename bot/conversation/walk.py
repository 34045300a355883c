"""Reading the list of questions from the top: which of them apply, which answers count, what comes next.

Done at every step, and again for each fact the bot looks up; so a walk goes on from where the one before it
stopped, as far as nothing before that place has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from operator import is_
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.question import Question
from bot.conversation.session import Answers
from bot.conversation.steps import Step

UNASKED = object()


@dataclass
class Walk:
    """One reading of the list. It stops at `pending`, the first question without a whole answer, which is all
    that most of a turn asks for, and goes on to the end when `questions` or more `answers` are wanted.
    """

    conversation: Conversation
    stored: Answers
    steps: Sequence[Step]
    ahead: Iterator[Step]
    pending: Question | None = None
    before: int = 0  # the number of questions that apply before `pending`
    ended: bool = False
    _questions: list[Question] = field(default_factory=list)
    _answers: Answers = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _codes_then: dict[str, str] | None = None  # the codes before `pending`, once the walk has gone on

    @property
    def questions(self) -> list[Question]:
        """Those that apply, in order."""
        self._end()
        return self._questions

    @property
    def answers(self) -> Answers:
        """Those that count, in the order of their questions: an answer that does not apply has no say."""
        if len(self._answers) < len(self.stored):
            self._end()
        return self._answers

    def find(self, name: str) -> Question | None:
        """The question of this name, if it applies."""
        return next((question for question in self.questions if question.name == name), None)

    def go_on(self) -> None:
        """Meet the questions ahead, to the first that is pending or, after it, to the end."""
        stored, questions, answers, codes = self.stored, self._questions, self._answers, self._codes
        for name, question, conditions, gathers, referred in self.ahead:
            for other, wanted in conditions:
                if codes.get(other) not in wanted:
                    break
            else:
                questions.append(question)
                if name in stored and (not gathers or whole(question, stored[name])):
                    answers[name] = answer = stored[name]
                    if referred:
                        codes[name] = answer if type(answer) is str else code(question, answer)
                elif self.pending is None:
                    self.pending, self.before = question, len(questions) - 1
                    return
        self.ended = True

    def _end(self) -> None:
        if not self.ended:
            self._codes_then = dict(self._codes)
            self.go_on()

    def follow(self, last: Walk) -> None:
        """Take over the way of `last` up to what was pending there, where nothing has changed on it."""
        if last.pending is None or last.steps is not self.steps:
            return
        answers = dict(islice(last._answers.items(), last.before))
        now = map(self.stored.get, answers, repeat(UNASKED))
        if all(map(is_, now, answers.values())):
            self._questions, self._answers = last._questions[: last.before], answers
            self._codes = dict(last._codes_then or last._codes)
            self.ahead = islice(self.steps, self.conversation.places[last.pending.name], None)


def walk(conversation: Conversation, answers: Answers, last: Walk | None = None) -> Walk:
    """Read the list with these answers; `last` is a walk of the same conversation to go on from."""
    steps = conversation.steps(answers)
    walked = Walk(conversation, answers, steps, iter(steps))
    if last:
        walked.follow(last)
    walked.go_on()
    return walked


def code(question: Question, answer: Any) -> str:
    """What `when` compares with."""
    return "skipped" if answer is None else question.code(answer)


def whole(question: Question, answer: Any) -> bool:
    """Is there no more to come?"""
    return answer is None or question.complete(answer)
