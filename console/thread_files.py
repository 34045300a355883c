"""What somebody sent into a thread, opened for one officer; noted before it is read."""

from __future__ import annotations

from console.answer import Answer, Refused
from console.opened_file import opened
from console.page import Guest
from console.registration_places import Places
from console.thread_places import found, spot_of
from console.visit import Visit
from storage import documents
from storage.threads import RECORD


async def file(guest: Guest) -> Answer:
    """GET: the bytes. Raises Refused where the file did not come into this chat, or is not on the shelf."""
    return await opened(guest, RECORD, _noted)


def _noted(visit: Visit) -> tuple[str, str]:
    """What it is called, and its name on the shelf."""
    places = Places(visit)
    one = found(visit, places)
    known = documents.get(visit.tx, visit.vault, visit.asked.params["document"])
    if known is None or known.chat != one.chat or known.state != "kept" or known.file is None:
        raise Refused(404, RECORD, str(one.id), spot_of(places, one))
    visit.noted("thread_file_read", RECORD, one.id, spot_of(places, one))
    return f"{RECORD}-{visit.asked.params['id']}", known.file
