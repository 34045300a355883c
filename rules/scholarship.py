"""Scholarships of a member's children by their ages, by the dated table scholarships.toml. Knows no claim."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rules.dated import Row, beginning, find, table
from rules.item import Impossible, Item, rupiah

AMOUNT = "scholarship.amount."


def scholarships(ages: Iterable[int], on: date) -> tuple[Item, ...]:
    """One item for each child that has years of school or study left, in the order given (PP 82/2019).

    `ages` are completed years on that day. Only so many children count as the table says: those with the
    most left. The sum stays within the ceiling. Raises `Impossible` for an age below zero and `NoRate`.
    """
    items = [item for age in ages if (item := _of_child(age, on)).amount]
    most = sorted(items, key=lambda item: -item.amount)[: _whole("children", on)]
    chosen = [item for item in items if any(item is one for one in most)]
    return within(chosen, _whole("total", on))


def _of_child(age: int, on: date) -> Item:
    """A child's item; one of 0 rupiah where no year is left."""
    if age < 0:
        raise Impossible("A child's age cannot be below zero.")
    rows = beginning(_rows(), AMOUNT, on) or (find(_rows(), f"{AMOUNT}tk", on),)
    left = [(row, years) for row in rows if (years := years_left(_level(row), age, on))]
    formula = " + ".join(f"{_level(row).upper()} {years} x {rupiah(row.whole)}" for row, years in left)
    amount = sum(years * row.whole for row, years in left)
    return Item("scholarship", amount, formula.replace("STUDY", "S1"), rows[0].regulation)


def years_left(level: str, age: int, on: date) -> int:
    """The years of a level (`tk`, `sd`, `smp`, `sma`, `study`) a child of an age still has before it."""
    first, years = _whole(f"age.{level}", on), _whole(f"years.{level}", on)
    if age < first:
        return years
    return max(0, min(first + years, _whole("ends_at", on)) - age)


def level_at(age: int, on: date) -> str | None:
    """The level a child of an age is in; None before the first and from the age at which it ends."""
    reached = [_level(row) for row in beginning(_rows(), AMOUNT, on) if age >= _first_age(row, on)]
    return reached[-1] if reached and age < _whole("ends_at", on) else None


def within(items: list[Item], ceiling: int) -> tuple[Item, ...]:
    """The items, the last ones cut where together they would pass the ceiling."""
    kept: list[Item] = []
    for item in items:
        room = ceiling - sum(one.amount for one in kept)
        formula = f"min({item.formula}; {rupiah(room)})"
        short = Item(item.name, room, formula, item.rule)
        kept.append(item if item.amount <= room else short)
    return tuple(item for item in kept if item.amount)


def _first_age(row: Row, on: date) -> int:
    return _whole(f"age.{_level(row)}", on)


def _level(row: Row) -> str:
    return row.rule.removeprefix(AMOUNT)


def _whole(rule: str, on: date) -> int:
    return find(_rows(), f"scholarship.{rule}", on).whole


def _rows() -> tuple[Row, ...]:
    return table("scholarships")
