"""An announcement on WhatsApp: a template rings after a day of silence, STOP takes back what is held."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.announcing import announce
from bot.announcing_people import look
from bot.rehearsal.whatsapp import Seat
from rules.records import Event, Registration
from storage import chats, people, registrations
from storage.outbox import BROADCAST
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.announcing import FAST, act, now, written
from tests.delivery.announcing import totals as counted
from tests.whatsapp.desk import DAY, HOUR, Desk, desk, play
from tests.whatsapp.test_whatsapp_window import tell

TEXT = "Kantor layanan pindah mulai Senin."


async def registered(bot: Desk, *seats: Seat) -> None:
    """These people have registered in Denpasar."""

    def write(tx: Tx) -> None:
        for number, seat in enumerate(seats):
            chat = chats.enter(tx, VAULT, "whatsapp", seat.person.user_id, 0, "id").id
            details = {"nik": f"517103570885{9000 + number}", "name": "NI WAYAN SARI"}
            person = people.save(tx, VAULT, details, 0).id
            people.link(tx, chat, person, "self", 0)
            wish = Registration(0, "", "denpasar", person, "farmer", None, "", {}, 0)
            registrations.add(tx, VAULT, wish, "DEN", Event("submitted", 0, "person"), chat)

    await bot.app.database.run(write)


async def sent(bot: Desk, by: str = "made") -> int:
    """Written, counted, sent."""
    id = await written(bot.app, login=by, id=TEXT)
    await announce(bot.app, FAST)
    await act(bot.app, id, "send")
    await announce(bot.app, FAST)
    return id


async def totals(bot: Desk, id: int) -> dict[str, int]:
    await look(bot.app, await now(bot.app, id))
    return await counted(bot.app, id)


def test_within_a_day_the_text_itself_and_its_states_grow(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await registered(bot, seat)
            id = await sent(bot)
            assert TEXT in (await seat.next()).text and seat.last.kind == "text"
            await bot.reach("read", "read", "read")
            assert await totals(bot, id) == {"read": 1}
            bot.fake.assert_clean()

    play(scene())


def test_after_a_day_a_template_rings_with_how_to_stop_and_a_tap_brings_the_text(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await registered(bot, seat)
            await bot.day_goes_by()
            id = await sent(bot)
            rung = await seat.next()
            assert (rung.kind, rung.titles) == ("template", ["Baca pengumuman"])
            assert "Ada pengumuman dari Kota Denpasar" in rung.text and "Balas STOP." in rung.text
            await bot.reach("read", "read", "held")
            assert await totals(bot, id) == {"held": 1}
            await seat.taps("Baca pengumuman")
            assert TEXT in (await seat.next()).text
            await bot.reach("read", "read", "read")
            assert await totals(bot, id) == {"read": 1}

    play(scene())


def test_stop_answers_the_template_and_the_text_never_comes(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await registered(bot, seat)
            await bot.day_goes_by()
            id = await sent(bot)
            rung = await seat.next()
            await bot.reach("read", "read", "held")
            await seat.says("STOP")
            assert "Pengumuman tidak kami kirim lagi" in (await seat.next()).text
            await bot.settled()
            assert await totals(bot, id) == {"stopped": 1}
            await seat.taps("Baca pengumuman", rung)  # nothing is held any more: the menu
            assert "Silakan pilih" in (await seat.next()).text
            assert not any(TEXT in one.text for one in seat.messages)

    play(scene())


def test_stopped_by_an_officer_what_is_held_is_called_back_and_a_tap_is_answered(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await registered(bot, seat)
            await bot.day_goes_by()
            id = await sent(bot)
            rung = await seat.next()
            await bot.reach("read", "read", "held")
            await act(bot.app, id, "stop")
            await announce(bot.app, FAST)
            assert await totals(bot, id) == {"waiting": 1}
            await seat.taps("Baca pengumuman", rung)
            assert "Silakan pilih" in (await seat.next()).text
            assert not any(TEXT in one.text for one in seat.messages)

    play(scene())


@pytest.mark.parametrize("code", [131000, 131047])
def test_what_fails_after_it_was_taken_goes_again_last_and_is_still_known(
    database_url: str, tmp_path: Path, code: int
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await registered(bot, seat)
            await bot.settled()
            bot.fake.fail(code)
            id = await sent(bot)
            while (await totals(bot, id)) != ({"read": 1} if code == 131000 else {"held": 1}):
                pass
            rows = [row for row in await bot.rows() if row["priority"] == BROADCAST]
            assert [row["state"] for row in rows] == ["failed", "read" if code == 131000 else "held"]

    play(scene())


@pytest.mark.parametrize("silent", [False, True], ids=["within a day", "after a day"])
@pytest.mark.parametrize("how", ["refused", "reported"])
@pytest.mark.parametrize(("code", "result"), [(131050, "stopped"), (131049, "capped")])
def test_what_meta_does_not_deliver_is_known_with_its_reason_and_not_tried_again(
    database_url: str, tmp_path: Path, code: int, result: str, how: str, silent: bool
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await registered(bot, seat)
            await bot.settled()
            bot.clock.ahead = DAY + HOUR if silent else 0
            (bot.fake.order if how == "refused" else bot.fake.fail)(code)
            id = await sent(bot)
            while (await totals(bot, id)) != {result: 1}:
                await asyncio.sleep(0.02)
            (row,) = [row for row in await bot.rows() if row["priority"] == BROADCAST]
            assert row["state"] == "failed"
            await bot.says(seat, "menu")  # nothing of it comes when the person writes
            await bot.settled()
            assert [one["id"] for one in await bot.rows() if one["priority"] == BROADCAST] == [row["id"]]
            again = await sent(bot, "other")  # the next one is for who has not stopped them
            after = {"stopped": 1} if code == 131050 else {"read": 1}
            while (await totals(bot, again)) != after:
                await asyncio.sleep(0.02)

    play(scene())


@pytest.mark.parametrize("how", ["refused", "reported"])
@pytest.mark.parametrize("code", [131049, 131050])
def test_a_bell_that_does_not_ring_takes_no_news_of_their_own_from_anybody(
    database_url: str, tmp_path: Path, code: int, how: str
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            (bot.fake.order if how == "refused" else bot.fake.fail)(code)
            await tell(bot, seat)
            await bot.settled()
            await bot.reach("read", "read", "held")
            await seat.says("halo")
            while not any("tidak sampai kepada kami" in one.text for one in seat.messages):
                await seat.next()

    play(scene())
