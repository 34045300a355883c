"""The photo of the KTP that somebody registered with: opened for one officer, noted first, then read.

A photo that was sent in place of a typed NIK is not here: it was read and dropped (docs/ktp.md).
"""

from __future__ import annotations

from console.answer import Answer, Refused
from console.opened_file import opened
from console.page import Guest
from console.registration_places import Places
from console.visit import Visit
from rules.records import Registration
from storage import documents
from storage.documents import Document
from storage.registrations import RECORD

PHOTO = "ktp_photo"  # the question of handlers/register.py


def photos_of(visit: Visit, one: Registration) -> list[Document]:
    """The photo, and those that came with it, in their order."""
    first = one.details.get(PHOTO)
    if not first:
        return []
    known = [documents.get(visit.tx, visit.vault, id) for id in documents.together(visit.tx, str(first))]
    return [document for document in known if document]


async def file(guest: Guest) -> Answer:
    """GET: the bytes. Raises Refused where the file is not of this registration, or not on the shelf."""
    return await opened(guest, RECORD, _noted)


def _noted(visit: Visit) -> tuple[str, str]:
    """What it is called, and its name on the shelf."""
    places, wanted = Places(visit), visit.asked.params["document"]
    one = places.found(visit.asked.id())
    spot, mine = places.spot_of(one), photos_of(visit, one)
    visit.must("personal.show", spot)
    for place, document in enumerate(mine, 1):
        if document.id == wanted and document.state == "kept" and document.file:
            visit.noted("registration_file_read", RECORD, one.id, spot, file=place)
            return f"{one.number}-{place}", document.file
    raise Refused(404, RECORD, str(one.id), spot)
