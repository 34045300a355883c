"""What WhatsApp holds until people write: seen where it belongs, a page at a time, and tried again."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.app import App
from bot.conversation.messages import Reply
from console.held_pages import SIZE
from rules.cases import Case
from rules.groups import Group
from rules.officers import ALL, Area
from rules.records import Event
from storage import cases, chats, groups, outbox, people
from storage.outbox import BROADCAST, NOTIFICATION, Queued
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.test_registration_pages import VILLAGE, registered

__all__ = ["site"]

OTHER = Area("city", "73.71")


def test_what_is_held_is_seen_and_tried_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        def hold(tx: Tx) -> int:
            app = desk.app
            chat = chats.enter(tx, app.vault, "whatsapp", "62812", app.clock(), "id").id
            reply = Reply("Petugas menulis: mohon kirim akta kematian.")
            queued = Queued(0, chat, "whatsapp", "62812", reply, at=app.clock())
            outbox.add(tx, app.vault, queued, "held", 0)
            return chat

        chat = await desk.app.database.run(hold)
        who = await officer(desk.app, "cases", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get("/held")
        assert "mohon kirim akta kematian" in desk.text and "1 pesan" in desk.text
        await desk.post(f"/held/{chat}/again")
        assert "Dicoba lagi" in desk.text and "Tidak ada pesan yang ditahan" in desk.text
        await desk.post(f"/held/{chat}/again", {}, 404)
        assert await desk.acts(who) == ["held_read", "held_sent", "held_read", "refused"]

    at_desks(site, scene)


def test_held_announcements_are_on_their_own_page_and_stay_held(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app

        def hold(tx: Tx) -> tuple[int, int]:
            chat = held_for(tx, app, "both", "Petugas menulis: mohon kirim akta.")
            held_for(tx, app, "both", "Pengumuman: kantor pindah.", BROADCAST)
            return chat, held_for(tx, app, "only", "Pengumuman: kantor pindah.", BROADCAST)

        before = await held_now(app)
        chat, only = await app.database.run(hold)
        await desk.sit_down(await officer(app, "cases"))
        text = await desk.get("/held")
        assert "mohon kirim akta" in text and "1 pesan" in text and "kantor pindah" not in text
        await desk.post(f"/held/{only}/again", {}, 404)
        await desk.get("/held")
        await desk.post(f"/held/{chat}/again")
        assert await held_now(app) - before == 2

    at_desks(site, scene)


def held_for(tx: Tx, app: App, address: str, text: str, priority: int = NOTIFICATION) -> int:
    """Something is held for a WhatsApp chat; the chat."""
    chat = chats.enter(tx, app.vault, "whatsapp", address, app.clock(), "id").id
    queued = Queued(0, chat, "whatsapp", address, Reply(text), priority, at=app.clock())
    outbox.add(tx, app.vault, queued, "held", 0)
    return chat


async def held_now(app: App) -> int:
    return len(await app.database.read(lambda tx: outbox.held(tx, app.vault)))


def test_held_messages_come_a_page_at_a_time_the_oldest_first_and_are_counted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app, many = desk.app, SIZE + 2

        def hold(tx: Tx) -> None:
            for number in range(many):
                held_for(tx, app, f"waits-{number}", f"Kabar ke-{number}.")

        await desk.sit_down(await officer(app, "cases", areas=(Area("city", "64.72"),)))
        before = await desk.get("/threads")
        counted = int(before.partition("Pesan yang ditahan (")[2].partition(")")[0])
        await app.database.run(hold)
        assert f"Pesan yang ditahan ({counted + many})" in await desk.get("/threads")
        assert f"{counted + many} orang belum menerima pesan" in await desk.get("/")
        pages = [await desk.get(f"/held?page={page}") for page in range(1, -(-(counted + many) // SIZE) + 1)]
        told = [line for page in pages for line in re.findall(r"Kabar ke-(\d+)\.", page)]
        assert told == [str(number) for number in range(many)]
        assert all(page.count(" pesan, ") <= SIZE for page in pages)

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("area", "sees"),
    [(CITY, True), (Area("programme", "denpasar"), True), (Area("village", VILLAGE), True), (ALL, True),
     (Area("village", "51.71.03.2009"), False), (OTHER, False), (Area("office", "denpasar/dinas"), False)],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("by", ["registration", "case", "group"])
def test_what_is_held_is_seen_and_counted_where_its_chat_belongs(
    site: Site, area: Area, sees: bool, by: str
) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        here = await registered(app)

        def belongs(tx: Tx) -> None:
            chat = held_for(tx, app, f"{by}-{here.id}", "Kabar untuk Anda.")
            if by == "registration":
                people.link(tx, chat, here.person, "self", app.clock())
            elif by == "case":
                case = Case(0, "", "death", here.person, "", {}, app.clock())
                cases.add(tx, app.vault, case, None, Event("reported", app.clock(), "person"), chat)
            else:
                led(tx, app, chat)

        await desk.sit_down(await officer(app, "cases", areas=(area,)))
        before = "Pesan yang ditahan (0)" in await desk.get("/threads")
        await app.database.run(belongs)
        assert before and f"Pesan yang ditahan ({int(sees)})" in await desk.get("/threads")
        assert ("Kabar untuk Anda." in await desk.get("/held")) is sees

    at_desks(site, scene)


def led(tx: Tx, app: App, chat: int) -> None:
    """The chat coordinates the group of a village."""
    days = date(2026, 1, 1), date(2026, 12, 31)
    wanted = Group(0, "denpasar", "village", VILLAGE, "Pedagang", None, *days, "village_fund")
    made = groups.add(tx, app.vault, wanted, Event("opened", app.clock(), "operator"), None)
    groups.let_in(tx, app.vault, made.id, chat, {"name": "I MADE"}, app.clock())


@pytest.mark.parametrize(
    ("areas", "told"),
    [((CITY,), "tidak ditampilkan"), ((OTHER,), "tidak ditampilkan"), ((CITY, OTHER), "Kabar tentang"),
     ((ALL,), "Kabar tentang"), ((Area("city", "63.71"),), "Tidak ada pesan")],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("second", ["registration", "case"])
def test_what_is_held_for_people_of_two_cities_is_read_by_who_sees_them_all(
    site: Site, areas: tuple[Area, ...], told: str, second: str
) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        here = await registered(app)
        there = await registered(app, programme="makassar", village="73.71.01.1001")

        def hold(tx: Tx) -> int:
            chat = chats.enter(tx, app.vault, "whatsapp", f"62{here.id}", app.clock(), "id").id
            people.link(tx, chat, here.person, "self", app.clock())
            if second == "registration":
                people.link(tx, chat, there.person, "family", app.clock())
            else:
                case = Case(0, "", "death", there.person, "", {}, app.clock())
                cases.add(tx, app.vault, case, None, Event("reported", app.clock(), "person"), chat)
            reply = Reply("Kabar tentang keluarga Anda.")
            queued = Queued(0, chat, "whatsapp", f"62{here.id}", reply, at=app.clock())
            outbox.add(tx, app.vault, queued, "held", 0)
            return chat

        chat = await app.database.run(hold)
        await desk.sit_down(await officer(app, "cases", areas=areas))
        text = await desk.get("/held")
        assert told in text and ("Kabar tentang" in text) is (told == "Kabar tentang")
        await desk.post(f"/held/{chat}/again", {}, 404 if told == "Tidak ada pesan" else 200)

    at_desks(site, scene)
