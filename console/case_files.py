"""A paper of a case, opened for one officer: noted first, then read from the shelf, off the database."""

from __future__ import annotations

from console.answer import Answer, Refused
from console.audit import kept
from console.case_checklist import files_of
from console.case_desk import opened
from console.opened_file import opened as opened_file
from console.page import Guest
from console.visit import Visit
from storage import documents
from storage.audit import Head
from storage.cases import RECORD
from storage.statement import Tx


async def file(guest: Guest) -> Answer:
    """GET: the bytes. Raises Refused where the file is not of this case, or not on the shelf."""
    name, stored, head = await guest.house.database.run(lambda tx: _noted(tx, guest))
    await kept(guest.house, head)
    return await opened_file(guest.house, stored, name, RECORD, guest.asked.params["id"])


def _noted(tx: Tx, guest: Guest) -> tuple[str, str, Head | None]:
    """What it is called, its name on the shelf, the row of the trail."""
    assert guest.session and guest.officer
    visit = Visit(tx, guest.house, guest.asked, guest.officer, guest.session, guest.house.clock(), True)
    desk, wanted = opened(visit), guest.asked.params["document"]
    of_case = [event.details["file"] for event in files_of(desk)]
    known = documents.get(tx, visit.vault, wanted) if wanted in of_case else None
    if known is None or known.state != "kept" or known.file is None:
        raise Refused(404, RECORD, str(desk.case.id), desk.standing.spot)
    place = of_case.index(wanted) + 1
    desk.noted("case_file_read", file=place)
    return f"{desk.case.number}-{place}", known.file, visit.head
