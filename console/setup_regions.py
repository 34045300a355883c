"""The official table of regions from a CSV file: looked at as a whole first, stored a part at a time.

New names for old ones are shown first, and stored when the file comes again from who has seen them.
"""

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
from storage.region_parts import names_now, parts, save_in_parts
from storage.statement import Tx

LARGEST = 8_000_000  # bytes: the table of the whole country is a third of it
SHOWN = 50  # faults told; the rest is counted
FIELD = "table"
CITY = len("51.71")


def form(visit: Visit) -> Answer:
    """GET: how many regions there are, and the field for a file."""
    values = {"form": Form(), "whole": whole_cities(visit), "result": None, "faults": (), "more": 0,
              "asks": False, "count": catalogue.count_regions(visit.tx)}  # fmt: skip
    return View("setup_regions.html", values)


async def imported(guest: Guest) -> Answer:
    """POST: every fault with its line and nothing stored; what would get another name and nothing stored; or
    all rows of one's own regions stored.
    """
    house, officer = guest.house, guest.officer
    assert officer
    read = await asyncio.to_thread(read_rows, guest.asked.files.get(FIELD, b""), partial(ours, officer))
    found = Changes()
    if not read.faults:
        found = changes(await names_now(house.database, (code for code, _ in read.rows)), read.rows)
    sure = found.seal == guest.asked.one("base")
    if not read.faults and (sure or not found.renamed):
        # Noted first: killed in the middle, nobody would know the old names any more.
        await kept(house, await house.database.run(lambda tx: _noted(tx, house, officer, read, found)))
        await save_in_parts(house.database, read.rows)
    return _page(read, found, officer, await house.database.read(catalogue.count_regions), sure)


def _noted(tx: Tx, house: House, officer: Officer, read: Read, found: Changes) -> Head:
    """With the old names of what is called otherwise now, so many a row."""
    head = noted(tx, house, officer.id, "regions_imported", count=len(read.rows), left_out=read.left_out,
                 added=found.added, renamed=len(found.renamed))  # fmt: skip
    for names in parts(found.old_names):
        head = noted(tx, house, officer.id, "regions_renamed", before=names)
    return head


def ours(officer: Officer, code: str) -> bool:
    """May this officer name the region? Provinces and other cities are for who has everything."""
    return officer.everywhere or (len(code) >= CITY and sees(officer, Spot(code[:CITY])))


def _page(read: Read, found: Changes, officer: Officer, count: int, sure: bool) -> View:
    """`sure`: what has another name now was seen before."""
    stored = not read.faults and (sure or not found.renamed)
    problems: dict[str, Problem] = {}
    if read.faults and not read.faults[0].line:
        problems[FIELD] = (f"setup.rows.{read.faults[0].kind}", {})
    values = {
        "form": Form({}, problems), "whole": any(area.kind in ("all", "city") for area in officer.areas),
        "result": read if stored else None, "count": count, "changed": found,
        "asks": bool(found.renamed) and not stored, "more_names": max(0, len(found.renamed) - SHOWN),
        "renamed": found.renamed[:SHOWN], "moved": found.moved[:SHOWN],
        "faults": [one for one in read.faults if one.line][:SHOWN], "more": max(0, len(read.faults) - SHOWN),
    }  # fmt: skip
    return View("setup_regions.html", values, 422 if read.faults else 200)
