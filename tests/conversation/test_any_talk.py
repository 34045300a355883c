"""People who say whatever comes to mind talk with the whole program: nobody meets a fault, nothing is set aside."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, open_app
from bot.conversation.messages import Reply, Said
from bot.delivery.channel import Inbound, Incoming
from bot.load import SHIPPED, load_programmes
from bot.settings import Bare
from rules.programmes import load_all
from storage import inbox
from tests.conversation.chat import checked

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
PEOPLE, MESSAGES = 12, 110
TYPED = {
    "nik": ["6472031203759002", "123", "6371015708850000"],
    "date": ["12-3-1975", "5-3-2015", "kemarin", "17 agustus", "31-2-2001"],
    "phone": ["081234567890", "0511-330123", "12", "081234567890 atau 081234567891"],
    "photo": ["nanti", "tidak ada fotonya"],
    None: [
        "Siti Aminah",
        "Jl. Melati 5 RT 3",
        "50rb sehari",
        "1,5 juta",
        "0",
        "Pasar Lima",
        "Alalak",
        "a",
        "x" * 400,
    ],
}
SAID = ("daftar", "cek", "status", "data saya", "bahasa", "petugas", "kembali", "batal", "lewati", "menu", "bantuan",
        "halo", "english", "ya", "tidak", "1", "2", "3", "9", "{nama}", "\x00", "🙏", "saya mau daftar pak", "9" * 5000,
        "sambung", "ABCDEFGH", "lanjut", "kirim", "ubah", "😀" * 500)  # fmt: skip
UNREAD = ("voice", "sticker", "video", "location", "contact", "edited", "group")


class Person:
    """One person at one phone, whose whims follow from a number."""

    def __init__(self, number: int) -> None:
        self.address = f"+62812{number:07}"
        self.whim = random.Random(number)
        self.facts = {"nik": f"637101570885{9000 + number}", "date": "17-8-1985", "phone": "0812 3456 7890"}
        self.reply: Reply | None = None
        self.stuck = 0

    def messages(self) -> Iterator[Inbound]:
        for number in range(MESSAGES):
            said, incoming = self.whims()
            yield Inbound("terminal", f"{self.address}:{number}", self.address, said, incoming)

    def hear(self, reply: Reply) -> None:
        """Who hears the same question again and again gives up."""
        again = self.reply is not None and self.reply.question == reply.question is not None
        self.stuck = self.stuck + 1 if again else 0
        self.reply = reply

    def whims(self) -> tuple[Said, Incoming | None]:
        """Mostly a fair answer to what is asked; sometimes anything else."""
        kind = self.whim.random()
        if self.stuck > 5:
            return Said(text="batal"), None
        if self.reply and self.reply.options and kind < 0.75:
            options = self.reply.options[: 1 if kind < 0.5 and self.reply.question else None]
            return Said(choice=self.whim.choice(options).id), None
        if self.reply and kind < 0.75 and self.reply.ask in self.facts:
            return Said(text=self.facts[self.reply.ask]), None
        if self.reply and kind < 0.88:
            return Said(text=self.whim.choice(TYPED.get(self.reply.ask, TYPED[None]))), None
        if kind < 0.96:
            return Said(text=self.whim.choice(SAID)), None
        return self.whim.choice([  # whatever else a telephone can send
            (Said(unread=self.whim.choice(UNREAD)), None),
            (Said(start=self.whim.choice(["", "banjarmasin", "SAMARINDA", "QWERTYUI"])), None),
            (Said(choice=f"{self.whim.randint(1, 9)}:{self.whim.choice(['yes', 'send', 'register', ''])}"), None),
            (Said(phone="+6281234567899"), None),
            (Said(), Incoming("photo", "ktp.jpg", source="somewhere")),
        ])  # fmt: skip


async def talk(app: App, person: Person) -> None:
    """All that one person says, and what holds of every reply."""
    for inbound in person.messages():
        handled = await app.inbox.receive(inbound)
        assert handled.problem is None
        if handled.queued is not None:
            person.hear(checked(handled.queued.reply))
            braces = {"{", "}"} & set(handled.queued.reply.text)
            assert not braces or "{nama}" in handled.queued.reply.text.lower()


async def all_talk(folder: Path) -> int:
    """How many messages wait in quarantine when all have said what they had to say."""
    url = f"sqlite:///{folder / 'payung.db'}"
    settings = Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY))
    app = await open_app(settings, only=frozenset({"web"}))
    try:
        await load_programmes(app, load_all(SHIPPED))
        await asyncio.gather(*(talk(app, Person(number)) for number in range(PEOPLE)))
        return await app.database.run(inbox.count_quarantined)
    finally:
        await app.stop()


def test_whatever_people_say_they_are_answered(tmp_path: Path) -> None:
    assert asyncio.run(all_talk(tmp_path)) == 0
