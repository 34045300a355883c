"""Which days make sense: for a programme, a group, a decree, an act. Knows no programme and no form.

The measures stand in measures/days.toml, each with its reason.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "measures" / "days.toml"


@dataclass(frozen=True)
class Reach:
    """What days.toml says: the first and the last day, and years at most."""

    first: date
    last: date
    of_period: int
    before_list: int


@cache
def reach() -> Reach:
    """As it stands in the file."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    days = told["reach"]
    return Reach(
        days["first"], days["last"], told["period"]["most_years"], told["decree"]["most_years_before"]
    )


def reached(day: date) -> bool:
    """Does it lie within the days that make sense?"""
    return reach().first <= day <= reach().last


def day_of(typed: str) -> date | None:
    """The day that was typed as 2026-12-31; None for any other text, and for a day that makes no sense."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day.isoformat() == typed and reached(day) else None


def longer(first: date, last: date, years: int) -> bool:
    """Are these days, both included, more than so many years?"""
    return (last.year - years, last.month, last.day) >= (first.year, first.month, first.day)
