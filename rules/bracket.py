"""The bracket an income lies in, by the dated table brackets.toml. Knows no contribution and no benefit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from rules.dated import NoRate, Row, find, read, text_of

ROUNDING = "bpu.bracket_rounding"
FIRST_INCOME, LAST_INCOME = "income_from", "income_until"


class BadIncome(ValueError):
    """An income that cannot be: the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Incomes a month in rupiah, as printed, both included, and the base that counts for them.

    The highest bracket has no last income; the row with the rounding has neither (None).
    """

    row: Row
    first: int | None
    last: int | None

    @property
    def base(self) -> int:
        return self.row.whole


def bracket(income: int, on: date) -> Bracket:
    """The bracket of an income in rupiah a month on a day (PP 44/2015, Lampiran II).

    Raises `BadIncome` for an income below zero and `NoRate` where the table does not reach that day.
    """
    if income < 0:
        raise BadIncome("An income cannot be below zero.")
    known = [one for one in brackets() if one.row.in_force(on) and one.first is not None]
    if not known:
        raise NoRate("bpu.bracket", on)
    step = find((one.row for one in brackets()), ROUNDING, on).whole
    rounded = income // step * step
    return max((one for one in known if (one.first or 0) <= rounded), key=lambda one: one.first or 0)


@cache
def brackets() -> tuple[Bracket, ...]:
    """Every row of brackets.toml, in its order."""
    return read_brackets(text_of("brackets"))


def read_brackets(text: str) -> tuple[Bracket, ...]:
    """The rows of a table of brackets in TOML; raise `Wrong` for a mistake in it."""
    return tuple(
        Bracket(row, _income(table.values.get(FIRST_INCOME)), _income(table.values.get(LAST_INCOME)))
        for row, table in read(text, own=(FIRST_INCOME, LAST_INCOME))
    )


def _income(value: object) -> int | None:
    return value if isinstance(value, int) else None
