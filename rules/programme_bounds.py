"""How large the numbers and how long the texts of a programme may be. What is beyond is a slip: it
would break sums of dates, or fill a whole message.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.programme import Programme, Wording
from rules.programme_mistake import Mistake

OLDEST = 120  # years
MOST_PEOPLE = 10_000_000  # the most populous kabupaten has some six million
MOST_RUPIAH = 10**13
NAME, NOTE = 120, 600  # letters


def bounds(programme: Programme) -> Iterator[Mistake]:
    """Every value that is beyond them, with its field."""
    yield from _high("age.max", "age_high", programme.age.max, OLDEST)
    for field, people in _people(programme):
        yield from _high(field, "people_high", people, MOST_PEOPLE)
    for field, rupiah in _rupiah(programme):
        yield from _high(field, "sum_high", rupiah, MOST_RUPIAH)
    for field, text, most in _texts(programme):
        if len(text) > most:
            yield Mistake(field, "text_long", {"field": field, "length": len(text), "most": most})


def _high(field: str, kind: str, value: int | None, most: int) -> Iterator[Mistake]:
    if value is not None and value > most:
        yield Mistake(field, kind, {"field": field, "value": value, "most": most})


def _people(programme: Programme) -> Iterator[tuple[str, int | None]]:
    yield "quota", programme.quota
    yield "quota_per_village", programme.quota_per_village
    for number, period in enumerate(programme.periods, 1):
        yield f"periods {number}.people", period.people
    for number, category in enumerate(programme.categories, 1):
        yield f"categories {number}.quota", category.quota
        yield f"categories {number}.reported", category.reported


def _rupiah(programme: Programme) -> Iterator[tuple[str, int | None]]:
    yield "contribution_base", programme.contribution_base
    for number, period in enumerate(programme.periods, 1):
        yield f"periods {number}.budget", period.budget


def _texts(programme: Programme) -> Iterator[tuple[str, str, int]]:
    named = (("name", programme.name), ("run_by", programme.run_by), ("payer.label", programme.payer.label))
    for field, wording in named:
        yield from _both(field, wording, NAME)
    if programme.note:
        yield from _both("note", programme.note, NOTE)


def _both(field: str, wording: Wording, most: int) -> Iterator[tuple[str, str, int]]:
    yield f"{field}.id", wording.id, most
    yield f"{field}.en", wording.en, most
