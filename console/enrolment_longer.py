"""What a list costs if it goes on for some months more: a row for each, with what the budget leaves."""

from __future__ import annotations

from datetime import date

from bot.conversation.words import Words
from bot.enrolment.reckoned import Reckoned, longer
from console.enrolment_places import Lists
from console.table import Cell, Table, number, text
from rules.enrolment import Enrolment
from rules.reckoning import Longer

COLUMNS = ("longer", "longer_people", "longer_added", "longer_total", "longer_left", "longer_short")


def table_of(lists: Lists, one: Enrolment, made: Reckoned) -> Table | None:
    """None for a list on which nobody is. Raises NoRate where the law's tables do not reach so far."""
    if not made.bill.count:
        return None
    visit = lists.visit
    words = visit.house.words(visit.asked.language)
    found = longer(visit.tx, one, lists.programmes[one.programme], made.bill)
    return Table(COLUMNS, [_row(each, words) for each in found])


def _row(each: Longer, words: Words) -> list[Cell]:
    rupiah = words.language.formats.rupiah
    return [
        text(words("enrolment.more_months", count=each.more)), number(each.bill.count),
        Cell(rupiah(each.added), number=True), Cell(rupiah(each.bill.total), number=True),
        Cell(_left(each, words), number=True), text(_short(each, words)),
    ]  # fmt: skip


def _left(each: Longer, words: Words) -> str:
    rupiah = words.language.formats.rupiah
    if each.left is None:
        return words("enrolment.longer_no_budget")
    return rupiah(each.left) if each.left >= 0 else words("enrolment.longer_lacks", sum=rupiah(-each.left))


def _short(each: Longer, words: Words) -> str:
    """From when the money is not enough, or no budget is noted; else that it is enough."""
    if each.short_from:
        return words("enrolment.longer_from", month=_month(each.short_from))
    if each.unbudgeted:
        return words("enrolment.longer_unbudgeted", month=_month(each.unbudgeted[0]))
    return words("enrolment.longer_enough")


def _month(day: date) -> str:
    return f"{day:%m-%Y}"
