"""What people ask officers: who has waited longest, the talk as the person saw it, and the answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.app import App
from bot.conversation.messages import Said
from bot.conversation.session import Session
from bot.delivery.channel import Inbound
from console import thread_queue
from handlers.welcome import VERSION
from rules.officers import ALL, Area
from storage import chats, people, threads
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.test_registration_pages import VILLAGE, registered, told

__all__ = ["site"]

OTHER = Area("city", "73.71")


async def says(app: App, chat: str, *texts: str, language: str = "id") -> None:
    """A person writes in the web chat; who has not been here before has agreed to the terms."""

    def met(tx: Tx) -> None:
        found = chats.enter(tx, app.vault, "web", chat, app.clock(), "id")
        if not found.session.known:
            chats.save(
                tx, app.vault, found, Session(language=language, known={"consent": VERSION}), app.clock()
            )

    await app.database.run(met)
    for number, text in enumerate(texts):
        key = f"{chat}:{text}:{number}:{app.clock()}"
        await app.inbox.receive(Inbound("web", key, chat, Said(text)))


async def asked(app: App, chat: str, question: str, language: str = "id") -> int:
    """The thread of somebody who asks for a person."""
    await says(app, chat, "petugas", question, language=language)
    rows = await app.database.read(lambda tx: threads.listed(tx, app.vault, "open", 100))
    return max(one.id for one, _ in rows)


def test_who_has_waited_longest_comes_first_and_is_answered_in_the_same_chat(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first = await asked(desk.app, "one", "kartu saya hilang, bagaimana?")
        second = await asked(desk.app, "two", "kantor buka jam berapa?")
        who = await officer(desk.app, "cases", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get("/")
        assert "2 pertanyaan menunggu jawaban" in desk.text
        await desk.get("/threads")
        assert desk.page.index("kartu saya hilang") < desk.page.index("kantor buka")
        await desk.get(f"/threads/{first}")
        assert "kartu saya hilang" in desk.text and "Apa yang ingin ditanyakan" in desk.text
        await desk.post(f"/threads/{first}/answer", {"text": "Ketik KARTU, Pak.", "then": "wait"})
        assert "Jawaban dikirim." in desk.text
        assert await told(desk.app) == ["word:1"]
        await desk.get("/threads")
        assert "kartu saya hilang" not in desk.text and "kantor buka" in desk.text
        await says(desk.app, "one", "sudah, terima kasih")
        await desk.get(f"/threads/{first}")
        assert "sudah, terima kasih" in desk.text and "menunggu jawaban" in desk.text
        await desk.post(f"/threads/{first}/close")
        await desk.get("/threads?state=closed")
        assert "kartu saya hilang" in desk.text
        assert (await desk.acts(who))[:4] == ["threads_read", "thread_read", "thread_answered", "thread_read"]
        assert second

    at_desks(site, scene)


def test_a_wrong_answer_is_said_and_nothing_is_sent(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        thread = await asked(desk.app, "one", "apa kabar kartu saya?")
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get(f"/threads/{thread}?quick=card")
        assert "Kartu bisa dilihat di sini" in desk.page
        await desk.post(f"/threads/{thread}/answer", {"text": "   "}, 422)
        assert "masih kosong" in desk.text
        await desk.post(f"/threads/{thread}/answer", {"text": "a" * 1001}, 422)
        assert "paling banyak 1000" in desk.text and "a" * 1001 in desk.page
        await desk.post(f"/threads/{thread}/close")
        await desk.post(f"/threads/{thread}/answer", {"text": "terlambat"})
        assert "sudah ditutup" in desk.text
        await desk.post(f"/threads/{thread}/close")
        assert "sudah ditutup" in desk.text
        assert await told(desk.app) == [f"thread:{thread}"]

    at_desks(site, scene)


def test_a_ready_answer_is_in_the_language_of_the_chat_whatever_the_officer_reads(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        local = await asked(desk.app, "one", "apa kabar kartu saya?")
        guest = await asked(desk.app, "two", "where is my card?", language="en")
        await desk.sit_down(await officer(desk.app, "verifier"))
        for language in ("id", "en"):
            await desk.get(f"/threads/{local}?quick=card&language={language}")
            assert f'<html lang="{language}">' in desk.page
            assert "Kartu bisa dilihat di sini" in desk.page and "You can see the card here" not in desk.page
            await desk.get(f"/threads/{guest}?quick=card")
            assert f'<html lang="{language}">' in desk.page
            assert "You can see the card here" in desk.page and "Kartu bisa dilihat" not in desk.page
            await desk.get(f"/threads/{guest}?quick=nothing")
            assert "You can see the card here" not in desk.page

    at_desks(site, scene)


def test_two_officers_see_who_has_it_and_hand_it_over(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        thread = await asked(desk.app, "one", "kapan cair?")
        first, second = await officer(desk.app, "cases"), await officer(desk.app, "verifier")
        viewer = await officer(desk.app, "viewer")
        await desk.sit_down(first)
        await other.sit_down(second)
        await desk.get(f"/threads/{thread}")
        await other.get(f"/threads/{thread}")
        await desk.post(f"/threads/{thread}/take")
        await other.post(f"/threads/{thread}/take")
        assert "Petugas lain lebih dulu" in other.text and first.name in other.text
        await desk.get(f"/threads/{thread}")
        assert viewer.name not in desk.page
        await desk.post(f"/threads/{thread}/hand", {"officer": str(viewer.id)})
        assert "tidak menjawab warga" in desk.text
        await desk.post(f"/threads/{thread}/hand", {"officer": str(second.id)})
        found = await desk.app.database.read(lambda tx: threads.by_id(tx, desk.app.vault, thread))
        assert found and found.officer == second.id
        await desk.post(f"/threads/{thread}/hand", {"officer": ""})
        found = await desk.app.database.read(lambda tx: threads.by_id(tx, desk.app.vault, thread))
        assert found and found.officer is None

    at_desks(site, scene, browsers=2)


def test_a_question_of_another_city_does_not_exist(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)  # in Denpasar

        def address(tx: Tx) -> str:
            return str(people.chats_of(tx, one.person)[0]["address"])

        thread = await asked(desk.app, await desk.app.database.read(address), "kapan aktif?")
        who = await officer(desk.app, "cases", areas=(Area("city", "63.71"),))
        await desk.sit_down(who)
        await desk.get("/threads")
        assert "kapan aktif" not in desk.page
        for path in ("", "/answer", "/take", "/hand", "/close"):
            if path:
                await desk.post(f"/threads/{thread}{path}", {"text": "halo"}, 404)
            else:
                await desk.get(f"/threads/{thread}", 404)
            assert (await desk.last()).entry.act == "refused"
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        await desk.get(f"/threads/{thread}")
        assert "kapan aktif?" in desk.text

    at_desks(site, scene)


def test_behind_the_backlog_of_another_city_the_list_is_as_long_as_its_count(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread_queue, "MOST", 2)

    async def scene(desk: Desk) -> None:
        async def asks(question: str, **where: Any) -> None:
            one = await registered(desk.app, **where)
            address = await desk.app.database.read(lambda tx: people.chats_of(tx, one.person)[0]["address"])
            await asked(desk.app, str(address), question)

        for _ in range(3):
            await asks("bagaimana di Makassar?", programme="makassar", village="73.71.01.1001")
        await asks("kapan aktif?")
        here = (Area("programme", "denpasar"), Area("village", VILLAGE))
        for areas in ((CITY,), here[:1], here[1:], (CITY, *here)):  # also where one lies in the other
            await desk.sit_down(await officer(desk.app, "cases", areas=areas))
            await desk.get("/")
            assert "1 pertanyaan menunggu jawaban" in desk.text
            await desk.get("/threads")
            assert "kapan aktif?" in desk.page and "di Makassar" not in desk.page
            assert "menunggu jawaban (1)" in desk.text
        office = await officer(desk.app, "cases", areas=(Area("office", "denpasar/dlh"),))
        await desk.sit_down(office)  # no thread is an office's
        assert "menunggu jawaban (0)" in await desk.get("/threads") and "kapan aktif?" not in desk.text
        await desk.sit_down(await officer(desk.app, "cases", areas=(ALL,)))
        await desk.get("/threads")
        assert "di Makassar" in desk.page

    at_desks(site, scene)


@pytest.mark.parametrize("act", ["hand", "take"])
def test_an_older_page_takes_a_thread_from_nobody_who_has_it_now(site: Site, act: str) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        thread = await asked(desk.app, "one", "kapan cair?")
        first, second, third = [await officer(desk.app, "cases") for _ in range(3)]
        await desk.sit_down(first)
        await desk.post(f"/threads/{thread}/take")
        await desk.sit_down(second)
        await desk.get(f"/threads/{thread}")  # the first one has it, as this page says
        await other.sit_down(third)
        await other.get(f"/threads/{thread}")
        await other.post(f"/threads/{thread}/take", {"from_other": "yes"})
        fields = {"officer": str(first.id)} if act == "hand" else {"from_other": "yes"}
        assert "Petugas lain lebih dulu" in await desk.post(f"/threads/{thread}/{act}", fields)
        found = await desk.app.database.read(lambda tx: threads.by_id(tx, desk.app.vault, thread))
        assert found and found.officer == third.id
        await desk.post(f"/threads/{thread}/{act}", fields)  # now it is seen who has it
        found = await desk.app.database.read(lambda tx: threads.by_id(tx, desk.app.vault, thread))
        assert found and found.officer == (first if act == "hand" else second).id

    at_desks(site, scene, 2)


def test_an_answer_that_is_sent_twice_reaches_the_person_once(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        thread, who = await asked(desk.app, "one", "kartu saya hilang"), await officer(desk.app, "cases")
        for one in (desk, other):  # two windows of one officer
            await one.sit_down(who)
            await one.get(f"/threads/{thread}")
        fields = {"text": "Ketik KARTU, Bu.", "then": "wait"}
        await asyncio.gather(*(one.post(f"/threads/{thread}/answer", fields) for one in (desk, other)))
        assert sorted("tidak dikirim dua kali" in one.text for one in (desk, other)) == [False, True]
        assert len(await told(desk.app)) == 1
        assert (await desk.acts(who)).count("thread_answered") == 1

    at_desks(site, scene, 2)


def test_nobody_answers_what_they_have_not_seen_and_what_was_typed_stays(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        thread = await asked(desk.app, "one", "kartu saya hilang")
        for one in (desk, other):
            await one.sit_down(await officer(desk.app, "cases"))
            await one.get(f"/threads/{thread}")
        await desk.post(f"/threads/{thread}/answer", {"text": "Ketik KARTU, Bu.", "then": "wait"})
        [news] = await told(desk.app)
        await desk.app.inbox.receive(Inbound("web", news, "one", Said(news=news)))
        text = await other.post(f"/threads/{thread}/answer", {"text": "Datang saja.", "then": "close"}, 422)
        assert "sementara itu ada pesan baru" in text and "Ketik KARTU, Bu." in text
        assert "Datang saja.</textarea>" in other.page
        await says(desk.app, "one", "saya tidak bisa jalan")
        text = await other.post(f"/threads/{thread}/answer", {"text": "Datang saja.", "then": "close"}, 422)
        assert "saya tidak bisa jalan" in text
        await other.post(f"/threads/{thread}/answer", {"text": "Petugas akan datang.", "then": "wait"})
        assert "Jawaban dikirim." in other.text
        assert len(await told(desk.app)) == 1

    at_desks(site, scene, 2)


def test_nothing_is_closed_over_a_message_that_has_just_come(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        thread = await asked(desk.app, "one", "halo?")
        await desk.sit_down(await officer(desk.app, "cases"))
        await desk.get(f"/threads/{thread}")
        await says(desk.app, "one", "tolong, suami saya meninggal kemarin")
        text = await desk.post(f"/threads/{thread}/close")
        assert "belum ditutup" in text and "suami saya meninggal kemarin" in text
        found = await desk.app.database.read(lambda tx: threads.by_id(tx, desk.app.vault, thread))
        assert found and found.waits and await told(desk.app) == []
        await desk.post(f"/threads/{thread}/close")
        assert await told(desk.app) == [f"thread:{thread}"]

    at_desks(site, scene)
