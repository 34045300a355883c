"""What somebody sent into a thread, opened for one officer; noted before it is read."""

from __future__ import annotations

from console.answer import Answer, Refused
from console.audit import kept
from console.opened_file import opened
from console.page import Guest
from console.registration_places import Places
from console.thread_places import found, spot_of
from console.visit import Visit
from storage import documents
from storage.audit import Head
from storage.statement import Tx
from storage.threads import RECORD


async def file(guest: Guest) -> Answer:
    """GET: the bytes. Raises Refused where the file did not come into this chat, or is not on the shelf."""
    stored, head = await guest.house.database.run(lambda tx: _noted(tx, guest))
    await kept(guest.house, head)
    id = guest.asked.params["id"]
    return await opened(guest.house, stored, f"{RECORD}-{id}", RECORD, id)


def _noted(tx: Tx, guest: Guest) -> tuple[str, Head | None]:
    """Its name on the shelf, and the row of the trail."""
    assert guest.session and guest.officer
    visit = Visit(tx, guest.house, guest.asked, guest.officer, guest.session, guest.house.clock(), True)
    places = Places(visit)
    one = found(visit, places)
    known = documents.get(tx, visit.vault, guest.asked.params["document"])
    if known is None or known.chat != one.chat or known.state != "kept" or known.file is None:
        raise Refused(404, RECORD, str(one.id), spot_of(places, one))
    visit.noted("thread_file_read", RECORD, one.id, spot_of(places, one))
    return known.file, visit.head
