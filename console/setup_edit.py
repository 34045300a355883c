"""Changing a part of a programme: fill in, see what would differ, save. A row is a category or a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from console.answer import Answer, Refused, View
from console.form import Form
from console.setup_fields import HINTED, Part
from console.setup_ground import Ground, found, path_of, read
from console.setup_told import part_of
from console.setup_typed import YES, filled, put_all, typed
from console.visit import Visit
from rules.programme_edit import ROWS, Fields
from rules.programme_reader import write_programme

NEW = "new"
DAYS = ("periods", "accepting")


@dataclass(frozen=True)
class Desk:
    """One form: of a part, or of one row of it. `row` is the code or the first day of the row, or "new"."""

    ground: Ground
    part: Part
    name: str
    row: str

    @property
    def visit(self) -> Visit:
        return self.ground.visit

    @property
    def code(self) -> str:
        assert self.ground.programme
        return self.ground.programme.code

    @property
    def action(self) -> str:
        return f"{path_of(self.code)}/edit"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(entry.path for entry in self.part.entries)

    def fields(self) -> Fields:
        """The programme as it is, to be written into."""
        assert self.ground.programme
        return write_programme(self.ground.programme)

    def table(self, values: Fields) -> Fields:
        """Where in these fields the form writes; a new row is added. Raises Refused for one that is gone."""
        if not self.part.rows:
            return values
        rows: list[Fields] = values[self.part.rows]
        if self.row == NEW:
            rows.append({"label": {}} if self.part.rows == "categories" else {})
            return rows[-1]
        mine = [one for one in rows if str(one[ROWS[self.part.rows]]) == self.row]
        if not mine:
            raise Refused(404, "programme", self.code)
        return mine[0]

    @property
    def removes(self) -> bool:
        """Is this period or window to go? A kind of work never goes: registrations may name it."""
        return self.part.rows in DAYS and self.row != NEW and YES in self.visit.asked.many("remove")

    @property
    def begun(self) -> bool:
        """Has it begun? What has been stays: a claim asks about the day of an accident."""
        return self.row <= self.visit.house.local(self.visit.now).date().isoformat()

    def page(self, form: Form) -> View:
        values: dict[str, Any] = {
            "programme": self.ground.programme, "part": self.part, "name": self.name, "row": self.row,
            "form": form, "base": self.ground.number, "action": self.action,
            "with_hint": HINTED, "removable": self.part.rows in DAYS and self.row != NEW and not self.begun,
        }  # fmt: skip
        return View("setup_edit.html", values, 200 if form.good else 422)


def desk(visit: Visit, name: str, row: str) -> Desk:
    """Raises Refused for another area's programme, and for a form that does not exist."""
    ground, part = found(visit), part_of(name)
    if part is None or bool(part.rows) != bool(row):
        raise Refused(404, "programme", visit.asked.params["code"][:40])
    return Desk(ground, part, name, row)


def shown(visit: Visit) -> Answer:
    """GET: the form as the programme is now."""
    query = visit.asked.query
    one = desk(visit, query.get("part", ""), query.get("row", ""))
    values = one.fields()
    table = one.table(values)
    form = filled(table, one.part.entries)
    if one.part.rows == "categories":
        form |= _of_category(values["categories"], table)
    return one.page(Form(form))


def _of_category(rows: list[Fields], table: Fields) -> dict[str, Any]:
    """The place in the menu; a new one is offered at once."""
    fresh = {"active": ("yes",), "verified": ("yes",)} if "code" not in table else {}
    return {"place": str(_at(rows, table) + 1), **fresh}


def change(visit: Visit) -> Answer:
    """POST: what is wrong, what would change, or saved; `again` goes back to the form as it was filled in."""
    one = desk(visit, visit.asked.one("part"), visit.asked.one("row"))
    form = Form(typed(visit.asked, one.part.entries))
    if one.ground.moved:
        return one.page(Form(form.values, {"content": ("setup.meanwhile", {})}))
    if visit.asked.one("again"):
        return one.page(form)
    if one.removes and one.begun:
        return one.page(Form(form.values, {"content": ("setup.begun", {})}))
    values = one.fields()
    prefix = written(one, values)
    after, wrong = read(values)
    if after is None:
        return one.page(Form(form.values, one.ground.problems(wrong, one.names, prefix)))
    return one.ground.settled(after, one.action)


def written(one: Desk, values: Fields) -> str:
    """Write what was typed into the fields; where its row stands then: "periods 2."."""
    table = one.table(values)
    put_all(table, one.part.entries, one.visit.asked)
    if not one.part.rows:
        return ""
    rows: list[Fields] = values[one.part.rows]
    if one.removes:
        del rows[_at(rows, table)]
        return ""
    if one.part.rows == "categories":
        _named(rows, table)
        _placed(rows, table, one.visit.asked.one("place"))
    else:
        rows.sort(key=lambda row: str(row.get("from", "")))
    return f"{one.part.rows} {_at(rows, table) + 1}."


def _named(rows: list[Fields], table: Fields) -> None:
    """A new kind of work gets a code of its English name; nobody has to think of one."""
    if "code" in table:
        return
    taken = {row["code"] for row in rows if "code" in row}
    label = str(table.get("label", {}).get("en", "")).lower()
    plain = re.sub(r"[^a-z0-9]+", "_", label).strip("_") or "work"
    code = plain if plain[0].isalpha() else f"work_{plain}"
    ways = (code, *(f"{code}_{number}" for number in range(2, len(taken) + 3)))
    table["code"] = next(way for way in ways if way not in taken)


def _placed(rows: list[Fields], table: Fields, place: str) -> None:
    """Move the row to its place in the menu; one that is no number leaves it where it is."""
    if place.isascii() and place.isdigit() and len(place) < 5:
        del rows[_at(rows, table)]
        rows.insert(max(int(place), 1) - 1, table)


def _at(rows: list[Fields], table: Fields) -> int:
    return next(number for number, row in enumerate(rows) if row is table)
