"""Questions that people ask, and the answers of the day. Words: answers.po, locales/id/questions.txt."""

from __future__ import annotations

from bot.conversation.question import Context
from bot.conversation.words import Words
from bot.understanding.nearest import Found, questions
from handlers.answer_facts import facts
from handlers.city import hospitals_told, office_told

NEAR, AHEAD = 0.5, 0.04  # measured: tests/understanding
VERY_NEAR = 0.75  # as it stands in the file, but for a letter or a word


def found(text: str) -> Found | None:
    """The question that a text asks; None where none is near enough, or two are as near."""
    near = questions().nearest(text)
    if near is None or near.nearness < NEAR:
        return None
    return near if near.nearness >= VERY_NEAR or near.nearness - near.next >= AHEAD else None


def answer(key: str, context: Context) -> str:
    """What is said to a question: with the sums, days and regulations of today, and what the city tells."""
    language = context.words.language
    office = before(office_told(context))
    told = {"office": office, "contact": office, "hospitals": before(hospitals_told(context))}
    sums = facts(context.now.date(), language.formats)
    words = Words(language, "answers")
    return words(f"answer.{key}", **sums, **told)


def before(paragraph: str) -> str:
    """What the city tells, as the lines before the rest; "" where it tells nothing."""
    return f"{paragraph.strip()}\n" if paragraph else ""
