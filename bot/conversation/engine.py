"""What to ask next. Pure functions: the same answers always give the same question.

The whole memory of a conversation is the dictionary of its answers; the list of questions is read
again from the top after each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import Many
from bot.conversation.question import Context, Doubtful, Invalid, Question
from bot.conversation.session import Answers


@dataclass
class Walk:
    """The list read once: the questions that apply, in order, and the answers that count.

    `pending` is the first without a whole answer that still holds.
    """

    conversation: Conversation
    stored: Answers
    questions: list[Question] = field(default_factory=list)
    answers: Answers = field(default_factory=dict)
    pending: Question | None = None
    codes: dict[str, str] = field(default_factory=dict)

    def meet(self, question: Question) -> None:
        """Go past one question."""
        if question.when and not applies(question, self.codes):
            return
        self.questions.append(question)
        if not answered(question, self.stored):
            self.pending = self.pending or question
            return
        name = question.name
        self.answers[name] = self.stored[name]
        if name in self.conversation.referred or "." in name:
            self.codes[name] = code(question, self.stored)

    def find(self, name: str | None) -> Question | None:
        """The question of this name, if it applies."""
        return next((q for q in self.questions if q.name == name), None) if name else None


def walk(conversation: Conversation, answers: Answers) -> Walk:
    """Read the list from the top. An answer that no longer applies has no say."""
    walked = Walk(conversation, answers)
    for question in conversation.questions:
        if isinstance(question, Many) and applies(question, walked.codes):
            for row in question.expanded(rows_of(question, answers)):
                walked.meet(row)
        walked.meet(question)
    return walked


def rows_of(question: Many, answers: Answers) -> list[str]:
    """The ids of the rows there are."""
    answer = answers.get(question.name)
    return question.rows(answer) if answer and question.keeps(answer) else []


def applies(question: Question, codes: Mapping[str, str]) -> bool:
    """Do the answers seen so far call for this question?"""
    for name, wanted in question.when.items():
        given = codes.get(name)
        if given != wanted and (isinstance(wanted, str) or given not in wanted):
            return False
    return True


def path(conversation: Conversation, answers: Answers) -> list[Question]:
    """The questions that apply, in order."""
    return walk(conversation, answers).questions


def code(question: Question, answers: Answers) -> str:
    """What `when` compares with."""
    answer = answers[question.name]
    return "skipped" if answer is None else question.code(answer)


def answered(question: Question, answers: Answers) -> bool:
    """Has this question a whole answer that still holds?"""
    if question.name not in answers:
        return False
    answer = answers[question.name]
    if answer is None:
        return question.optional or question.silent
    return question.keeps(answer) and question.complete(answer)


def next_question(conversation: Conversation, answers: Answers, asking: str | None = None) -> Question | None:
    """The one being asked again, else the first without an answer, else None: all is answered."""
    walked = walk(conversation, answers)
    return walked.find(asking) or walked.pending


def previous_question(
    conversation: Conversation, answers: Answers, current: Question | None
) -> Question | None:
    """The one asked before `current` on the path (None: before the review)."""
    questions = [q for q in path(conversation, answers) if not q.silent]
    names = [q.name for q in questions]
    position = names.index(current.name) if current and current.name in names else len(names)
    return questions[position - 1] if position else None


def progress(conversation: Conversation, answers: Answers, current: Question) -> tuple[int, int]:
    """Which question this is, of how many as far as is known now."""
    names = [q.name for q in path(conversation, answers) if not q.silent]
    return names.index(current.name) + 1, len(names)


def final_answers(conversation: Conversation, answers: Answers) -> Answers:
    """The answers that still apply, in the order of the questions."""
    return walk(conversation, answers).answers


def changed(conversation: Conversation, answers: Answers, name: str, context: Context) -> Answers:
    """The answers after `name` was answered anew, without the ones that depend on it and no longer hold.

    Those are asked again. The answers of rows that were removed are forgotten with their rows.
    """
    if name not in conversation.leant_on and "." not in name:
        return answers
    kept = without_lost_rows(conversation, answers, name)
    stale, gone = {name}, set[str]()
    for question in every(conversation, kept):
        if question.name == name or question.name not in kept or stale.isdisjoint(question.of):
            continue
        here = context.of(answers=kept, current=kept[question.name])
        if not gone.isdisjoint(question.of) or not holds(question, kept[question.name], here):
            del kept[question.name]
            stale.add(question.name)
            gone.add(question.name)
    return kept


def every(conversation: Conversation, answers: Answers) -> Iterator[Question]:
    """All questions, whether they apply or not, those of rows too."""
    for question in conversation.questions:
        if isinstance(question, Many):
            yield from question.expanded(rows_of(question, answers))
        yield question


def holds(question: Question, answer: Any, context: Context) -> bool:
    """Would the answer be taken as it is, were it given now?"""
    if answer is None:
        return not question.silent
    try:
        good = question.still_good(answer, context)
        if good and question.check:
            question.check(answer, context)
    except (Invalid, Doubtful):
        return False
    return good


def without_lost_rows(conversation: Conversation, answers: Answers, name: str) -> Answers:
    """A copy of the answers; of the rows of `name` only those that are left."""
    question = next((q for q in conversation.rows_of if q.name == name), None)
    if question is None:
        return dict(answers)
    left = tuple(f"{name}.{row}." for row in rows_of(question, answers))
    return {
        key: answer
        for key, answer in answers.items()
        if not key.startswith(f"{name}.") or key.startswith(left)
    }


def withdrawn(conversation: Conversation, answers: Answers, context: Context) -> Question | None:
    """The first question whose answer may not be given any more, such as an option that is offered no longer."""
    for question in path(conversation, answers):
        answer = answers.get(question.name)
        if answer is None or question.silent:
            continue
        if not question.still_good(answer, context.of(current=answer)):
            return question
    return None
