"""A file that somebody sent, opened for one officer: noted first, then read from the shelf."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.files import format_of
from console.answer import File, Refused
from console.audit import kept
from console.house import House
from console.page import Guest
from console.visit import Visit
from storage.audit import Head
from storage.documents import Shelf
from storage.errors import StorageError
from storage.statement import Tx

FOLDER = "documents"
# Only pictures are shown, which can do nothing; all else is saved: a PDF may hold programs, a page certainly.
SHOWN = {"jpeg": ("image/jpeg", "jpg"), "png": ("image/png", "png"), "webp": ("image/webp", "webp")}
SAVED = {"pdf": "pdf"}


async def opened(guest: Guest, record: str, noted: Callable[[Visit], tuple[str, str]]) -> File:
    """The bytes of a file of the `record` in the path.

    `noted` notes in the audit trail that it is read, and returns how it is called for the browser and its
    name on the shelf. Raises Refused where `noted` does, or where the file is not there.
    """

    def work(tx: Tx) -> tuple[tuple[str, str], Head | None]:
        visit = guest.visit(tx)
        return noted(visit), visit.head

    (name, stored), head = await guest.house.database.run(work)
    await kept(guest.house, head)
    return await _read(guest.house, stored, name, record, guest.asked.params["id"])


async def _read(house: House, stored: str, name: str, record: str, id: str) -> File:
    """The bytes under their name on the shelf, called `name` for the browser. Raises Refused where they are
    not there; `record` and `id` are what the audit trail then names.
    """
    shelf = Shelf(house.data_dir / FOLDER, house.vault)
    try:
        content = await asyncio.to_thread(shelf.get, stored)
    except (FileNotFoundError, StorageError):
        raise Refused(404, record, id) from None
    format = format_of(content) or ""
    if format in SHOWN:
        media, ending = SHOWN[format]
        return File(content, f"{name}.{ending}", media, shown=True)
    return File(content, f"{name}.{SAVED.get(format, 'bin')}")
