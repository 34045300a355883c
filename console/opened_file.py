"""A file that somebody sent, opened for one officer: from the shelf, with its media type."""

from __future__ import annotations

import asyncio

from bot.files import format_of
from console.answer import File, Refused
from console.house import House
from storage.documents import Shelf
from storage.errors import StorageError

FOLDER = "documents"
# Only pictures are shown, which can do nothing; all else is saved: a PDF may hold programs, a page certainly.
SHOWN = {"jpeg": ("image/jpeg", "jpg"), "png": ("image/png", "png"), "webp": ("image/webp", "webp")}
SAVED = {"pdf": "pdf"}


async def opened(house: House, stored: str, name: str, record: str, id: str) -> File:
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
