"""Tables of dated rows in TOML: the law as data. Knows no rule by name and no person.

A table has `[[rows]]`; what a row does not say itself it takes from the table's `[common]`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from rules.fields import Table, Wrong

FOLDER = Path(__file__).parent
UNITS = (
    *("percent_of_base", "percent_of_contribution", "percent_of_relief", "percent", "times"),
    *("rupiah", "rupiah_a_year", "pieces", "rank", "day_of_month"),
    *("hours", "working_days", "months", "years", "children"),
)


class NoRate(LookupError):
    """The table has no row of a `rule` in force `on` that day."""

    def __init__(self, rule: str, on: date) -> None:
        super().__init__(f"No rate for {rule} is known on {on}.")
        self.rule = rule
        self.on = on


@dataclass(frozen=True, slots=True)
class Row:
    """One dated row. `unit` says what `value` is: rupiah, a percentage, months and so on (UNITS)."""

    rule: str
    value: Decimal
    unit: str
    valid_from: date
    valid_until: date | None
    regulation: str
    source: str
    verified: bool
    note: str | None

    @property
    def whole(self) -> int:
        """The value as a whole number, for the units that have no half."""
        return rounded(self.value)

    def amount(self, base: int) -> int:
        """Rupiah for a base in rupiah, to the nearest whole rupiah; `base` counts for percentages alone."""
        return rounded(self.value * base / 100 if self.unit.startswith("percent") else self.value)

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    @property
    def changes(self) -> frozenset[date]:
        """The days on which this row begins to count and first counts no more."""
        ended = {self.valid_until + timedelta(days=1)} if self.valid_until else set()
        return frozenset({self.valid_from} | ended)


def rounded(exact: Decimal) -> int:
    """To the nearest whole number, a half upwards."""
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def find(rows: Iterable[Row], rule: str, on: date) -> Row:
    """The row of a rule in force on a day; raises `NoRate`."""
    for row in rows:
        if row.rule == rule and row.in_force(on):
            return row
    raise NoRate(rule, on)


def beginning(rows: Iterable[Row], start: str, on: date) -> tuple[Row, ...]:
    """The rows in force on a day whose rule begins with `start`, in the order of the table."""
    return tuple(row for row in rows if row.rule.startswith(start) and row.in_force(on))


@cache
def table(name: str) -> tuple[Row, ...]:
    """Every row of the table rules/<name>.toml that has no fields of its own."""
    return tuple(row for row, _ in read(text_of(name)))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def read(
    text: str, own: Collection[str] = (), units: Collection[str] = UNITS
) -> tuple[tuple[Row, Table], ...]:
    """The rows of a table in TOML, each with all its fields; `own` names the fields beyond those of a row.

    Raises `Wrong` for a bad or unknown field, a row that ends before it begins, two rows in force at once.
    """
    file = tomllib.loads(text, parse_float=Decimal)
    common = Table(file).table("common").values if "common" in file else {}
    tables = [Table({**common, **table.values}, table.place) for table in Table(file).tables("rows")]
    read_rows = tuple((_row(table, own, units), table) for table in tables)
    _check([row for row, _ in read_rows])
    return read_rows


def _row(table: Table, own: Collection[str], units: Collection[str]) -> Row:
    table.only([*(field.name for field in fields(Row)), *own])
    return Row(
        rule=table.text("rule"),
        value=table.decimal("value"),
        unit=table.choice("unit", units),
        valid_from=table.day("valid_from"),
        valid_until=table.maybe(table.day, "valid_until"),
        regulation=table.text("regulation"),
        source=table.text("source"),
        verified=table.flag("verified"),
        note=table.maybe(table.text, "note"),
    )


def _check(rows: list[Row]) -> None:
    for row in rows:
        if row.valid_until and row.valid_until < row.valid_from:
            raise Wrong(f"The row of {row.rule} from {row.valid_from} ends before it begins.")
    for before, row in (
        (one, two) for at, two in enumerate(rows) for one in rows[:at] if one.rule == two.rule
    ):
        if before.in_force(row.valid_from) or row.in_force(before.valid_from):
            raise Wrong(f"Two rows of {row.rule} are in force on {max(before.valid_from, row.valid_from)}.")
