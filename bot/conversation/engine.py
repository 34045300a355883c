"""What to ask next. Pure functions: the same answers always give the same question.

The whole memory of a conversation is the dictionary of its answers; the list of questions is read
again from the top after each of them.
"""

from __future__ import annotations

from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.question import Context, Doubtful, Invalid, Question
from bot.conversation.session import Answers
from bot.conversation.steps import rows_of
from bot.conversation.walk import walk


def unfolded(conversation: Conversation, answers: Answers) -> list[Question]:
    """All questions, whether they apply or not, with those of the rows there are."""
    return [step.question for step in conversation.steps(answers)]


def path(conversation: Conversation, answers: Answers) -> list[Question]:
    """The questions that apply, in order."""
    return walk(conversation, answers).questions


def next_question(conversation: Conversation, answers: Answers, asking: str | None = None) -> Question | None:
    """The one being asked again, else the first without an answer, else None: all is answered."""
    walked = walk(conversation, answers)
    return (walked.find(asking) if asking else None) or walked.pending


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
    for question in conversation.dependants(kept):
        if question.name == name or question.name not in kept or stale.isdisjoint(question.of):
            continue
        here = context.of(answers=kept, current=kept[question.name])
        if not gone.isdisjoint(question.of) or not holds(question, kept[question.name], here):
            del kept[question.name]
            stale.add(question.name)
            gone.add(question.name)
    return kept


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
    """The first question whose answer may not be given any more: an option that is offered no longer."""
    for question in path(conversation, answers):
        answer = answers.get(question.name)
        if answer is None or question.silent:
            continue
        if not question.still_good(answer, context.of(current=answer)):
            return question
    return None
