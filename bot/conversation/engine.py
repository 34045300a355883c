"""What to ask next. Pure functions: the same answers always give the same question.

The whole memory of a conversation is the dictionary of its answers; the list of questions is read
again from the top after each of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.conversation import Conversation
from bot.conversation.derived import Many
from bot.conversation.question import Context, Question
from bot.conversation.session import Answers


def applies(question: Question, codes: Mapping[str, str]) -> bool:
    """Do the answers seen so far call for this question?"""
    return all(
        codes.get(name) in ((wanted,) if isinstance(wanted, str) else wanted)
        for name, wanted in question.when.items()
    )


def path(conversation: Conversation, answers: Answers) -> list[Question]:
    """The questions that apply, in order. An answer that no longer applies has no say."""
    asked: list[Question] = []
    codes: dict[str, str] = {}
    for question in conversation.questions:
        if not applies(question, codes):
            continue
        if isinstance(question, Many) and answers.get(question.name):
            asked += question.expanded(question.rows(answers[question.name]))
        asked.append(question)
        if answered(question, answers):
            codes[question.name] = code(question, answers)
    return asked


def code(question: Question, answers: Answers) -> str:
    answer = answers[question.name]
    return "skipped" if answer is None else question.code(answer)


def answered(question: Question, answers: Answers) -> bool:
    """Has this question a whole answer that still holds?"""
    if question.name not in answers:
        return False
    answer = answers[question.name]
    return answer is None or (question.keeps(answer) and question.complete(answer))


def next_question(conversation: Conversation, answers: Answers, asking: str | None = None) -> Question | None:
    """The one being asked again, else the first without an answer, else None: all is answered."""
    questions = path(conversation, answers)
    again = (q for q in questions if q.name == asking)
    unanswered = (q for q in questions if not answered(q, answers))
    return next(again, None) or next(unanswered, None)


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
    return {q.name: answers[q.name] for q in path(conversation, answers) if answered(q, answers)}


def changed(conversation: Conversation, answers: Answers, name: str, context: Context) -> Answers:
    """The answers after `name` was answered anew: those that depend on it and no longer hold are asked again."""
    kept = dict(answers)
    stale = {name}
    for question in conversation.questions:
        if question.name in kept and stale & set(question.of) and question.name != name:
            here = context.of(answers=kept, current=kept[question.name])
            if not question.still_good(kept[question.name], here):
                del kept[question.name]
                stale.add(question.name)
    return kept


def renamed(conversation: Conversation, answers: Answers) -> Answers:
    """Answers kept under a question's older name are found under its new one."""
    older = {q.was: q.name for q in conversation.questions if q.was}
    return {older.get(name, name): answer for name, answer in answers.items()}
