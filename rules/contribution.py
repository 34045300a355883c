"""What one member of a programme costs in a month, by the dated table contributions.toml. Knows no relief."""

from __future__ import annotations

from datetime import date
from functools import cache

from rules.dated import NoRate, Row, find, read, text_of
from rules.programme import Programme

__all__ = ["NoRate", "contribution", "rate", "rates", "read_rates"]

UNITS = ("percent_of_base", "rupiah")


def contribution(programme: Programme, on: date, category: str | None = None, with_jht: bool = False) -> int:
    """Rupiah for one person and the month of the day `on`.

    `category` chooses that category's own package where it has one; `with_jht` adds the JHT where the
    programme leaves it open. Raises `NoRate` where the table does not reach that day.
    """
    parts = dict.fromkeys(
        (*_package(programme, category), *(("jht",) if with_jht and programme.jht_optional else ()))
    )
    return sum(rate(f"bpu.{part}", on).amount(programme.contribution_base) for part in parts)


def rate(rule: str, on: date) -> Row:
    """The row of a rule (`bpu.jkk`, `bpu.jkm`, `bpu.jht`) in force on a day; raises `NoRate`."""
    return find(rates(), rule, on)


@cache
def rates() -> tuple[Row, ...]:
    """Every row of contributions.toml."""
    return read_rates(text_of("contributions"))


def read_rates(text: str) -> tuple[Row, ...]:
    """The rows of a table in TOML; raise `Wrong` for a bad field or for two rows in force at once."""
    return tuple(row for row, _ in read(text, units=UNITS))


def _package(programme: Programme, category: str | None) -> tuple[str, ...]:
    found = programme.category(category) if category else None
    return found.package if found and found.package else programme.package
