"""Age in completed years, and birthdays. Days are local dates; no clock."""

from __future__ import annotations

from datetime import date


def completed_years(birth_date: date, on: date) -> int:
    """The age on a day in completed years; below zero before the birth.

    Who was born on 29 February is a year older on 1 March in a year without that day.
    """
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def birthday(birth_date: date, age: int) -> date:
    """The day on which somebody becomes `age` years old."""
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:  # 29 February in a year without it
        return date(year, 3, 1)
