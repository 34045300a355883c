"""Every question that somebody has written down gets its answer, complete, and each says where it comes from."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.catalogues import LANGUAGES, catalogues, languages
from bot.conversation.words import Words
from bot.understanding.phrases import asking
from bot.understanding.shelf import question
from handlers.answer_facts import facts

KEYS = sorted(key.removeprefix("answer.") for key in catalogues("id")["answers"] if key.startswith("answer."))
PHRASES = asking()
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("key", KEYS)
def test_every_answer_is_given_to_a_question_as_people_ask_it(key: str) -> None:
    given = [
        phrase for phrase, of in PHRASES if of == key and (near := question(phrase)).sure and near.key == key
    ]
    assert given, "nobody ever gets this answer"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_answer_is_complete(key: str, language: str) -> None:
    words = Words(languages()[language], "answers")
    told = {
        **facts(TODAY, words.language.formats),
        "office": "X\n",
        "contact": "X\n",
        "hospitals": "X\n",
        "transport_told": "\nX",
    }
    wanted = set(re.findall(r"\{(\w+)\}", words.find(f"answer.{key}") or ""))
    assert wanted <= set(told)
    assert "{" not in words(f"answer.{key}", **told)


@pytest.mark.parametrize(
    ("on", "relief"), [(date(2026, 3, 10), False), (date(2026, 11, 20), True), (date(2027, 1, 1), False)]
)
def test_what_somebody_pays_themselves_names_the_regulation_of_the_relief(on: date, relief: bool) -> None:
    known = facts(on, languages()["id"].formats)
    assert ("PP 50/2025" in known["self_rules"]) is relief
    assert (known["self_month"] == known["month"]) is not relief
