"""A programme is changed by one process while somebody talks with another: nothing breaks, nothing is restarted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, open_app
from bot.conversation.messages import Reply, Said
from bot.delivery.channel import Inbound
from bot.load import SHIPPED, load_programmes
from bot.rehearsal.begun import begin
from bot.settings import Bare
from rules.programme import Programme
from rules.programmes import load_all
from storage import catalogue, city_words, inbox
from storage.statement import Tx
from tests.databases import database_url

__all__ = ["database_url"]
KEY = SecretStr("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
SITI = "5171036506859003 SITI AMINAH, born 1985-06-25, in denpasar"


class Phone:
    """Somebody who talks with one process; what the last reply was."""

    def __init__(self, app: App) -> None:
        self.app, self.numbers = app, count()

    async def hears(self, said: Said) -> Reply:
        handled = await self.app.inbox.receive(Inbound("terminal", f"m{next(self.numbers)}", "a", said))
        assert handled.problem is None and handled.queued
        self.reply = handled.queued.reply
        return self.reply

    async def types(self, text: str) -> Reply:
        return await self.hears(Said(text=text))

    async def taps(self, label: str) -> Reply:
        (choice,) = [one.id for one in self.reply.options if one.label == label]
        return await self.hears(Said(choice=choice))


def together(url: str, folder: Path, scene: Callable[[Phone, App], Awaitable[None]]) -> None:
    """Two processes on one database: one that talks, one whose console changes programmes."""

    async def run() -> None:
        settings = Bare(database_url=url, data_dir=folder, data_key=KEY)
        talking, changing = [await open_app(settings, only=frozenset({"web"})) for _ in range(2)]
        try:
            await load_programmes(changing, load_all(SHIPPED))
            phone = Phone(talking)
            await phone.types("halo")
            await phone.taps("Setuju")
            await scene(phone, changing)
            assert await talking.database.run(inbox.count_quarantined) == 0
        finally:
            await talking.stop()
            await changing.stop()

    asyncio.run(run())


async def change(app: App, change: Callable[[Programme], Programme]) -> None:
    """As the console saves it."""

    def work(tx: Tx) -> int:
        programme = catalogue.one(tx, "denpasar")
        assert programme
        return catalogue.save_programme(tx, change(programme), app.clock())

    await app.database.run(work)


def stopped(code: str) -> Callable[[Programme], Programme]:
    def change(programme: Programme) -> Programme:
        kinds = (replace(one, active=one.active and one.code != code) for one in programme.categories)
        return replace(programme, categories=tuple(kinds))

    return change


def removed(code: str) -> Callable[[Programme], Programme]:
    def change(programme: Programme) -> Programme:
        kinds = tuple(one for one in programme.categories if one.code != code)
        return replace(programme, categories=kinds)

    return change


async def at(phone: Phone, question: str) -> Reply:
    """A registration under way, with that question asked."""
    await begin(phone.app, f"{SITI}, up to {question}")
    return await phone.types("halo")


def labels(reply: Reply) -> set[str]:
    return {one.label for one in reply.options}


def test_a_kind_of_work_that_was_stopped_while_it_was_offered_is_not_taken(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(phone: Phone, console: App) -> None:
        assert "Petani" in labels(await at(phone, "category"))
        await change(console, stopped("farmer"))
        again = await phone.taps("Petani")
        assert again.question == "category" and "Petani" not in labels(again) and "Perajin" in labels(again)
        assert (await phone.taps("Perajin")).question == "work_place"

    together(database_url, tmp_path, scene)


def test_a_kind_of_work_that_is_gone_before_it_is_sent_is_asked_again(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(phone: Phone, console: App) -> None:
        await at(phone, "review")
        await change(console, removed("casual_worker"))  # the first one, which was picked
        asked = await phone.taps("Kirim")
        assert asked.question == "category" and "Buruh serabutan" not in labels(asked)
        assert "Kirim" in labels(await phone.taps("Petani"))
        assert "DEN-000001" in (await phone.taps("Kirim")).text

    together(database_url, tmp_path, scene)


def test_a_window_that_was_closed_and_a_kind_that_was_added_hold_with_the_next_message(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(phone: Phone, console: App) -> None:
        await at(phone, "category")
        await change(console, lambda one: replace(one, categories=(*one.categories, replace(
            one.categories[0], code="parking", label=replace(one.categories[0].label, id="Juru parkir"),
            synonyms=("parkir",)))))  # fmt: skip
        assert "Juru parkir" in labels(await phone.types("parkir"))  # only what was shown can be meant
        assert (await phone.types("parkir")).question == "work_place"
        await phone.types("batal")
        await change(console, lambda one: replace(one, accepting=()))
        closed = await phone.hears(Said(start="denpasar"))
        assert closed.question != "nik"

    together(database_url, tmp_path, scene)


def test_what_a_city_tells_is_heard_at_once(database_url: str, tmp_path: Path) -> None:
    async def scene(phone: Phone, console: App) -> None:
        await phone.types("di mana kantor")
        assert "belum ada pada kami" in (await phone.taps("Kota Denpasar")).text
        await console.database.run(
            lambda tx: city_words.save(tx, "51.71", "office", "id", "Jalan Contoh", console.clock())
        )
        await phone.types("di mana kantor")
        assert "Alamat: Jalan Contoh" in (await phone.taps("Kota Denpasar")).text

    together(database_url, tmp_path, scene)
