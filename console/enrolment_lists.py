"""The enrolment lists of an officer's area, and whose cover ends soon. Numbers alone, nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from console.answer import Answer, View
from console.enrolment_places import Lists
from console.house import ROOT
from console.registration_places import Places
from console.table import Cell, Table, link, number, slice_of, tag, text
from console.visit import Visit
from rules.enrolment import FORESEEN, Enrolment, on
from storage import endings, enrolment_rows
from storage.endings import Ahead

HERE = f"{ROOT}/enrolment"
COLUMNS = ("list", "programme", "of_whom", "months", "people", "state")
SIZE = 20


@dataclass(frozen=True)
class Ending:
    """Whose cover of a programme ends on which days, and how many of them are on a list for later months."""

    programme: str
    name: str
    days: tuple[tuple[date, int], ...]
    ahead: Ahead


def listed(visit: Visit) -> Answer:
    """GET: the lists, and who lapses within 60 days."""
    lists = Lists(visit)
    mine = lists.mine()
    part = slice_of(visit.asked.query.get("page", ""), len(mine), SIZE)
    shown = mine[part.start : part.start + part.size]
    visit.noted("enrolment_lists_read", count=len(shown))
    table = Table(COLUMNS, [_row(lists, one) for one in shown])
    values = {"table": table, "part": part, "endings": list(ending(lists)),
              "may_make": visit.may("enrolment.make")}  # fmt: skip
    return View("enrolments.html", values)


def _row(lists: Lists, one: Enrolment) -> list[Cell]:
    visit = lists.visit
    words = visit.house.words(visit.asked.language)
    counts = enrolment_rows.counts(visit.tx, one.id)
    return [
        link(f"{HERE}/{one.id}", words("enrolment.number", number=one.id)), text(one.programme),
        text(lists.told(one)), text(f"{one.starts:%m-%Y} – {one.ends:%m-%Y}"), number(on(counts)),
        tag(words(f"enrolment.state.{one.state}"), one.state),
    ]  # fmt: skip


def ending(lists: Lists) -> Iterator[Ending]:
    """For each programme of which something is the officer's, where cover ends there within 60 days."""
    visit = lists.visit
    today, places = visit.house.local(visit.now).date(), Places(visit)
    for programme in lists.programmes.values():
        asked = places.strips(programme.code), today, today + FORESEEN
        if days := endings.foreseen(visit.tx, *asked):
            ahead = endings.ahead(visit.tx, *asked)
            yield Ending(programme.code, programme.name[visit.asked.language], tuple(days), ahead)
