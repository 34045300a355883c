"""Questions that people ask, and the answers of the day. Words: answers.po, locales/id/questions.txt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.conversation.question import Context
from bot.conversation.words import Language, Words
from handlers.answer_facts import facts, transport_differs
from handlers.city import hospitals_told, office_told


def answer(key: str, context: Context) -> str:
    """What is said to a question: with the sums, days and regulations of today, and what the city tells."""
    office, hospitals = before(office_told(context)), before(hospitals_told(context))
    city = {"office": office, "contact": office, "hospitals": hospitals}
    return told(key, context.words.language, context.now.date(), city)


def told(key: str, language: Language, on: date, city: Mapping[str, str]) -> str:
    """The same of any day; `city`: what it tells of itself, as {office}, {contact} and {hospitals}."""
    words, known = Words(language, "answers"), facts(on, language.formats)
    transport = words("transport.told", **known) if transport_differs(on) else ""
    return words(f"answer.{key}", **known, transport_told=after(transport), **city)


def after(paragraph: str) -> str:
    """A line behind another; "" where there is nothing to say."""
    return f"\n{paragraph}" if paragraph else ""


def before(paragraph: str) -> str:
    """What the city tells, as the lines before the rest; "" where it tells nothing."""
    return f"{paragraph.strip()}\n" if paragraph else ""


def title(key: str, language: Language) -> str | None:
    """What stands on a button for a question, at most 24 letters; None where there is no such question."""
    return Words(language, "answers").find(f"title.{key}")
