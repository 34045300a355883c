"""The official table of regions from a CSV file: looked at as a whole first, stored a part at a time."""

from __future__ import annotations

import asyncio
from functools import partial

from console.answer import Answer, View
from console.audit import kept, noted
from console.form import Form, Problem
from console.house import House
from console.page import Guest
from console.setup_home import whole_cities
from console.visit import Visit
from rules.officers import Officer, Spot, sees
from rules.region_rows import Changes, Read, changes, read_rows
from storage import catalogue
from storage.audit import Head
from storage.region_parts import save_in_parts
from storage.statement import Tx

LARGEST = 8_000_000  # bytes: the table of the whole country is a third of it
SHOWN = 50  # faults told; the rest is counted
FIELD = "table"
CITY, PROVINCE = len("51.71"), len("51")


def form(visit: Visit) -> Answer:
    """GET: how many regions there are, and the field for a file."""
    values = {"form": Form(), "whole": whole_cities(visit), "result": None, "faults": (), "more": 0,
              "count": catalogue.count_regions(visit.tx)}  # fmt: skip
    return View("setup_regions.html", values)


async def imported(guest: Guest) -> Answer:
    """POST: every fault with its line and nothing stored, or all rows of one's own regions stored."""
    house, officer = guest.house, guest.officer
    assert officer
    read = await asyncio.to_thread(read_rows, guest.asked.files.get(FIELD, b""), partial(ours, officer))
    found = Changes()
    if not read.faults:
        found = changes(await _before(house, read), read.rows)
        await save_in_parts(house.database, read.rows)
        await kept(house, await house.database.run(lambda tx: _noted(tx, house, officer, read, found)))
    return _page(read, found, officer, await house.database.read(catalogue.count_regions))


async def _before(house: House, read: Read) -> dict[str, str]:
    """The names there are now, a province at a time: the whole country would keep messages waiting."""
    names: dict[str, str] = {}
    for province in sorted({code[:PROVINCE] for code, _ in read.rows}):
        names |= await house.database.read(partial(catalogue.names_of_province, code=province))
    return names


def _noted(tx: Tx, house: House, officer: Officer, read: Read, found: Changes) -> Head:
    return noted(tx, house, officer.id, "regions_imported", count=len(read.rows), left_out=read.left_out,
                 added=found.added, renamed=len(found.renamed))  # fmt: skip


def ours(officer: Officer, code: str) -> bool:
    """May this officer name the region? Provinces and other cities are for who has everything."""
    return officer.everywhere or (len(code) >= CITY and sees(officer, Spot(code[:CITY])))


def _page(read: Read, found: Changes, officer: Officer, count: int) -> View:
    problems: dict[str, Problem] = {}
    if read.faults and not read.faults[0].line:
        problems[FIELD] = (f"setup.rows.{read.faults[0].kind}", {})
    values = {
        "form": Form({}, problems), "whole": any(area.kind in ("all", "city") for area in officer.areas),
        "result": None if read.faults else read, "count": count, "changed": found,
        "renamed": found.renamed[:SHOWN], "moved": found.moved[:SHOWN],
        "faults": [one for one in read.faults if one.line][:SHOWN], "more": max(0, len(read.faults) - SHOWN),
    }  # fmt: skip
    return View("setup_regions.html", values, 422 if read.faults else 200)
