"""A paper of a case, opened for one officer; noted before it is read."""

from __future__ import annotations

from console.answer import Answer, Refused
from console.case_checklist import files_of
from console.case_desk import opened
from console.opened_file import opened as opened_file
from console.page import Guest
from console.visit import Visit
from storage import documents
from storage.cases import RECORD


async def file(guest: Guest) -> Answer:
    """GET: the bytes. Raises Refused where the file is not of this case, or not on the shelf."""
    return await opened_file(guest, RECORD, _noted)


def _noted(visit: Visit) -> tuple[str, str]:
    """What it is called, and its name on the shelf."""
    desk, wanted = opened(visit), visit.asked.params["document"]
    of_case = [event.details["file"] for event in files_of(desk)]
    known = documents.get(visit.tx, visit.vault, wanted) if wanted in of_case else None
    if known is None or known.state != "kept" or known.file is None:
        raise Refused(404, RECORD, str(desk.case.id), desk.standing.spot)
    place = of_case.index(wanted) + 1
    desk.noted("case_file_read", file=place)
    return f"{desk.case.number}-{place}", known.file
