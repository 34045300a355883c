"""Monthly reports as files: made on a thread apart, kept sealed on the shelf, fetched by who made them."""

from __future__ import annotations

import asyncio
from functools import partial
from urllib.parse import urlencode

from bot.reports.making import FORMATS, MEDIA, Maker, Wanted
from console.answer import Answer, File, Go, Refused
from console.audit import noted
from console.house import ROOT, House
from console.page import Guest
from console.report_ground import Ground, areas_of
from rules.officers import Spot
from storage import made_reports, officer_sessions
from storage.audit import Head
from storage.documents import Shelf
from storage.made_reports import MadeReport
from storage.statement import Tx

HERE = f"{ROOT}/reports"
RECORD = "report"


async def make(guest: Guest) -> Answer:
    """POST: make one and keep it; one at a time, however many ask."""
    asked, house = guest.asked, guest.house
    format = asked.one("format") if asked.one("format") in FORMATS else FORMATS[0]
    wanted = await house.database.read(partial(_wanted, guest))
    maker = Maker(house.database, house.vault, house.local, house.words(asked.language))
    async with house.drawing:
        content = await maker.made(wanted, format)
        file = await asyncio.to_thread(_shelf(house).put, content)
    return await guest.run(partial(_kept, guest, wanted, format, file))


def _wanted(guest: Guest, tx: Tx) -> Wanted:
    """Raises Refused."""
    return Ground(guest.visit(tx, writes=False)).wanted(
        guest.asked.one("programme"), guest.asked.one("month")
    )


def _kept(guest: Guest, wanted: Wanted, format: str, file: str, tx: Tx) -> tuple[Answer, Head]:
    """Noted with its row in the trail; the next page says that it is there."""
    house, (session, officer) = guest.house, guest.known
    code = "" if wanted.together else wanted.programmes[0].code
    one = MadeReport(0, officer.id, code, wanted.month.written, format, areas_of(officer), file, wanted.now)
    id = made_reports.add(tx, one)
    officer_sessions.leave(tx, house.vault, session.hash, "reports.made", {})
    spot = Spot(wanted.programmes[0].region, code) if code else None
    head = noted(tx, house, officer.id, "report_made", RECORD, id, spot, month=one.month, format=format)
    query = urlencode({"programme": code, "month": one.month})
    return Go(f"{HERE}?{query}#made"), head


async def fetch(guest: Guest) -> Answer:
    """GET: one's own report, while one's areas are what they were; that it was fetched is noted first."""
    _, officer = guest.known
    one = await guest.house.database.read(lambda tx: made_reports.by_id(tx, guest.asked.id()))
    if one is None or one.officer != officer.id or one.areas != areas_of(officer):
        raise Refused(404, RECORD, str(guest.asked.id()))
    content = await asyncio.to_thread(_shelf(guest.house).get, one.file)
    return await guest.run(partial(_fetched, guest, one, content))


def _fetched(guest: Guest, one: MadeReport, content: bytes, tx: Tx) -> tuple[Answer, Head]:
    house, (_, officer) = guest.house, guest.known
    head = noted(tx, house, officer.id, "report_read", RECORD, one.id, month=one.month)
    name = f"payung-{one.programme or 'semua'}-{one.month}.{one.format}"
    return File(content, name, MEDIA[one.format]), head


def _shelf(house: House) -> Shelf:
    return Shelf(house.data_dir / "documents", house.vault)
