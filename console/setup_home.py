"""The set-up's first page: the programmes of one's area, the cities, the table of regions."""

from __future__ import annotations

from console.answer import Answer, View
from console.setup_ground import HERE, path_of, spot_of
from console.table import Cell, Table, link, number, slice_of, text
from console.visit import Visit
from rules.officers import Spot
from rules.programme import Programme
from storage import catalogue

COLUMNS = ("programme", "setup_code", "setup_region", "setup_categories", "quota")


def mine(visit: Visit) -> list[Programme]:
    """The programmes of one's area, whole ones: a village's or an office's administrator has none."""
    return [one for one in catalogue.all_programmes(visit.tx) if visit.sees(spot_of(one))]


def whole_cities(visit: Visit) -> bool:
    """Has the officer a whole city, or all of them? Then programmes may be made there, and regions named."""
    return any(area.kind in ("all", "city") for area in visit.officer.areas)


def listed(visit: Visit) -> Answer:
    """GET: nothing of any person, so that nothing is noted."""
    programmes = mine(visit)
    part = slice_of(visit.asked.query.get("page", ""), len(programmes))
    shown = programmes[part.start : part.start + part.size]
    cities = {one.region: one.region_name for one in programmes if visit.sees(Spot(one.region))}
    changes = visit.may("setup.change") and whole_cities(visit)
    values = {
        "table": Table(COLUMNS, [_row(visit, one) for one in shown]), "part": part,
        "cities": [(f"{HERE}/cities/{region}", name) for region, name in sorted(cities.items())],
        "may_add": changes, "may_import": changes,
    }  # fmt: skip
    return View("setup.html", values)


def _row(visit: Visit, one: Programme) -> list[Cell]:
    name = one.name[visit.asked.language]
    return [link(path_of(one.code), name), text(one.code), text(one.region_name), number(len(one.offered)),
            number(one.quota)]  # fmt: skip
