"""A city's office for tests: who has every right in Denpasar, three people there, and the records made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.app import App
from console.page import Page
from rules.officers import Officer
from rules.records import Registration
from storage import (
    documents,
    people,
)
from storage.documents import Document
from storage.statement import Tx
from tests.console.test_registration_pages import registered

PROGRAMME = "denpasar"
NAMES = ("NI KADEK HIDUP", "I NYOMAN WAFAT", "NI PUTU DAFTAR")
JPEG = b"\xff\xd8\xff\xe0" + bytes(500)
PARAMETER = re.compile(r"\{(\w+)(?::int)?\}")


@dataclass
class Room:
    """`maker` has every right in Denpasar and made it all; `alive`, `dead` and `listed` are the people in it;
    `records`: the beginning of a path -> what it names there.
    """

    maker: Officer
    alive: Registration
    dead: Registration
    listed: Registration
    records: dict[str, dict[str, str]] = field(default_factory=dict)

    def address(self, page: Page) -> str:
        """Where a page of one of these records is. Raises LookupError where none was made for it."""
        wanted = set(PARAMETER.findall(page.path))
        known = [path for path in self.records if f"{page.path}/".startswith(f"{path}/")]
        values = self.records.get(max(known, key=len, default=""), {})
        if not wanted <= set(values):
            raise LookupError(f"no record is made for {page.path}: add one to tests/console/city_records.py")
        return PARAMETER.sub(lambda found: values[found[1]], page.path) + values.get("?", "")


async def person(app: App, name: str) -> Registration:
    """Somebody whose name stands nowhere else; none of them looks like another."""
    number = NAMES.index(name) + 1
    born = date(1980 + number, number, number)
    nik = f"51710{number}{born:%d%m%y}900{number}"
    return await registered(app, name=name, nik=nik, birth_date=born.isoformat())


async def chat_of(app: App, one: Registration) -> Any:
    return (await app.database.read(lambda tx: people.chats_of(tx, one.person)))[0]


async def kept(app: App, one: Registration, id: str) -> None:
    """A photo that came into the chat of that person."""
    chat = await chat_of(app, one)
    file = app.shelf.put(JPEG + id.encode())

    def keep(tx: Tx) -> None:
        documents.add(tx, app.vault, Document(id, chat["id"], "photo", "foto.jpg", "waiting"), app.clock())
        documents.filed(tx, id, file, 400, "photo")

    await app.database.run(keep)
