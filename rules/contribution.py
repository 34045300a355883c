"""What one member of a programme costs in a month, by the dated table contributions.toml. Knows no relief."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from rules.fields import Table, Wrong
from rules.programme import Programme

TABLE = Path(__file__).with_name("contributions.toml")
UNITS = ("percent_of_base", "rupiah")


class NoRate(LookupError):
    """The table has no row of a `rule` in force `on` that day."""

    def __init__(self, rule: str, on: date) -> None:
        super().__init__(f"No rate for {rule} is known on {on}.")
        self.rule = rule
        self.on = on


@dataclass(frozen=True, slots=True)
class Rate:
    """One dated row. `value` is a percentage of the base or an amount in rupiah, as `unit` says."""

    rule: str
    value: Decimal
    unit: str
    valid_from: date
    valid_until: date | None
    regulation: str
    source: str
    verified: bool
    note: str | None

    def amount(self, base: int) -> int:
        """Rupiah a month for a base in rupiah, to the nearest whole rupiah."""
        exact = self.value * base / 100 if self.unit == "percent_of_base" else self.value
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def contribution(programme: Programme, on: date, category: str | None = None, with_jht: bool = False) -> int:
    """Rupiah for one person and the month of the day `on`.

    `category` chooses that category's own package where it has one; `with_jht` adds the JHT where the
    programme leaves it open. Raises `NoRate` where the table does not reach that day.
    """
    parts = dict.fromkeys(
        (*_package(programme, category), *(("jht",) if with_jht and programme.jht_optional else ()))
    )
    return sum(rate(f"bpu.{part}", on).amount(programme.contribution_base) for part in parts)


def rate(rule: str, on: date) -> Rate:
    """The row of a rule (`bpu.jkk`, `bpu.jkm`, `bpu.jht`) in force on a day; raises `NoRate`."""
    for row in rates():
        if row.rule == rule and row.in_force(on):
            return row
    raise NoRate(rule, on)


@cache
def rates() -> tuple[Rate, ...]:
    """Every row of the table beside this file."""
    return read_rates(TABLE.read_text(encoding="utf-8"))


def read_rates(text: str) -> tuple[Rate, ...]:
    """The rows of a table in TOML; raise `Wrong` for a bad field or for two rows in force at once."""
    rows = tuple(map(_rate, Table(tomllib.loads(text, parse_float=Decimal)).tables("rows")))
    for row in rows:
        if row.valid_until and row.valid_until < row.valid_from:
            raise Wrong(f"The row of {row.rule} from {row.valid_from} ends before it begins.")
    for before, row in (
        (one, two) for at, two in enumerate(rows) for one in rows[:at] if one.rule == two.rule
    ):
        if before.in_force(row.valid_from) or row.in_force(before.valid_from):
            raise Wrong(f"Two rows of {row.rule} are in force on {max(before.valid_from, row.valid_from)}.")
    return rows


def _package(programme: Programme, category: str | None) -> tuple[str, ...]:
    found = programme.category(category) if category else None
    return found.package if found and found.package else programme.package


def _rate(table: Table) -> Rate:
    table.only([field.name for field in fields(Rate)])
    return Rate(
        rule=table.text("rule"),
        value=table.decimal("value"),
        unit=table.choice("unit", UNITS),
        valid_from=table.day("valid_from"),
        valid_until=table.maybe(table.day, "valid_until"),
        regulation=table.text("regulation"),
        source=table.text("source"),
        verified=table.flag("verified"),
        note=table.maybe(table.text, "note"),
    )
