"""What becomes of what was sent: states only rise, what nobody knows is settled by its status, what failed is
sent again, held or given up, by its code.
"""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.whatsapp_errors import MEANINGS, meaning
from bot.channels.whatsapp_pace import Throughput
from bot.channels.whatsapp_sending import TOO_FAST
from bot.delivery.channel import ChannelError
from bot.rehearsal.whatsapp import NUMBER_ID, Nasty, Trouble
from storage.reports import TRIES
from tests.test_metrics import TOLD, documented
from tests.whatsapp.desk import Desk, desk, play


def status(row: dict[str, Any], state: str, wamid: str = "wamid.x", **more: Any) -> bytes:
    """A webhook about one reply."""
    told = {"id": wamid, "status": state, "biz_opaque_callback_data": f"{row['id']}.{row['at']}"} | more
    value = {"metadata": {"phone_number_id": NUMBER_ID}, "statuses": [told]}
    return json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]}).encode()


async def last(bot: Desk) -> dict[str, Any]:
    return (await bot.rows())[-1]


def test_a_send_that_timed_out_is_settled_by_its_status(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.app.whatsapp.graph.timeout = 3.0
            bot.fake.statuses.silent = True
            bot.fake.order(Trouble.SILENT)
            await seat.says("menu")
            await seat.next()
            await bot.reach("read", "read", "unknown")
            await asyncio.sleep(1.2)
            assert len(seat.messages) == 3  # nobody sends it twice
            assert await bot.post(status(await last(bot), "delivered", seat.last.id)) == 200
            row = await last(bot)
            assert (row["state"], row["provider_id"], row["problem"]) == ("delivered", seat.last.id, None)

    play(scene())


def test_without_a_status_it_stays_unknown(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.statuses.silent = True
            bot.fake.order(Trouble.GARBAGE)
            await seat.says("menu")
            await bot.reach("read", "read", "unknown")
            await bot.says(seat, "halo")
            await seat.next()
            await bot.reach("read", "read", "unknown", "sent")

    play(scene())


@pytest.mark.parametrize(
    ("reported", "state"),
    [
        (["sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered", "failed"], "delivered"),
        (["failed", "sent"], "failed"),
        (["failed", "delivered"], "delivered"),
        (["read", "read", "sent"], "read"),
    ],
)
def test_states_only_rise_in_whatever_order_they_are_told(
    database_url: str, tmp_path: Path, reported: list[str], state: str
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            bot.fake.statuses.silent = True
            seat = bot.fake.person(7)
            await bot.says(seat, "halo")
            await bot.reach("sent")
            row = await last(bot)
            for one in reported:
                assert await bot.post(status(row, one, seat.last.id)) == 200
            assert await bot.states() == [state]

    play(scene())


def test_a_reply_of_another_database_is_never_taken_for_ours(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            bot.fake.statuses.silent = True
            await bot.says(bot.fake.person(7), "halo")
            await bot.reach("sent")
            row = await last(bot)
            await bot.post(status(row | {"at": row["at"] - 1}, "read"))
            await bot.post(status(row | {"id": row["id"] + 1}, "read"))
            assert await bot.states() == ["sent"]

    play(scene())


@pytest.mark.parametrize(
    "code", [131000, 131016, 130429, 131056, 4, 80007, 190, 10, 131031, 131042, 131045, 131048]
)
def test_what_may_go_later_waits(
    tmp_path: Path, sqlite_url: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seconds stand for the minutes that some codes ask for."""
    wait = meaning(code).after
    hurried = {
        number: type(one)(one.kind, min(one.after, 0.3), one.then, one.tell)
        for number, one in MEANINGS.items()
    }
    monkeypatch.setattr("bot.channels.whatsapp_errors.MEANINGS", hurried)
    monkeypatch.setattr("bot.channels.whatsapp_sending.TOO_FAST", dict.fromkeys(TOO_FAST, 0.3))

    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = bot.fake.person(7)
            bot.fake.order(code)
            await seat.says("halo")
            assert "Setuju?" in (await seat.next()).text
            await bot.settled()
            assert await bot.states() == ["read"]
            assert bot.fake.counts[f"messages {code}"] == 1

    assert wait >= 0 and meaning(code).kind in ("down", "later")
    play(scene())


@pytest.mark.parametrize(
    "code", [100, 131008, 131009, 131049, 130472, 131050, 131051, 131062, 131021, 131030]
)
def test_what_will_never_be_taken_is_given_up_and_the_next_goes(
    tmp_path: Path, sqlite_url: str, code: int
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.order(code)
            await seat.says("menu")
            await bot.reach("read", "read", "failed")
            assert (await last(bot))["problem"] == f"code {code}"
            assert "Halo, Bapak/Ibu" in (await bot.says(seat, "halo")).text

    play(scene())


def test_whoever_cannot_be_reached_is_written_to_again_when_they_write(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.order(131026)
            await seat.says("menu")
            await bot.reach("read", "read", "held")
            assert "Halo, Bapak/Ibu" in (await bot.says(seat, "halo")).text or seat.last.text
            await seat.next()
            await bot.settled()
            assert await bot.states() == ["read"] * 4

    play(scene())


@pytest.mark.parametrize(
    ("code", "states"),
    [
        (131000, ["read", "read", "failed", "read"]),
        (131026, ["read", "read", "failed", "held"]),
        (131049, ["read", "read", "failed"]),
    ],
)
def test_what_fails_after_it_was_taken(
    database_url: str, tmp_path: Path, code: int, states: list[str]
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.fail(code)
            await seat.says("menu")
            await bot.reach(*states)

    play(scene())


def test_what_fails_again_and_again_is_given_up(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.fail(131000, times=20)
            await seat.says("menu")
            async with asyncio.timeout(60):
                while len(await bot.states("failed")) < 3:
                    await asyncio.sleep(0.05)
            await asyncio.sleep(2.5)
            assert len(await bot.states("failed")) <= TRIES + 1

    play(scene())


def test_every_known_code_has_a_meaning_that_delivery_knows() -> None:
    kinds = {"down", "later", "unsure", "blocked", "refused", "closed", "unwanted", "capped"}
    assert {one.kind for one in MEANINGS.values()} <= kinds
    assert {one.then for one in MEANINGS.values()} <= {"", "again", "hold", "shut", "unwanted", "capped"}
    assert all(one.then == "again" for one in MEANINGS.values() if one.kind in ("down", "later"))
    assert meaning(299).tell and meaning(None, 401).tell
    assert meaning(None, 429).kind == "later"
    assert (meaning(987654, 500).kind, meaning(987654, 400).kind) == ("down", "refused")


def test_the_operator_is_told_once_and_sees_it_until_it_is_over(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            bot.fake.account.expired = True
            await seat.says("menu")
            base = bot.hook.removesuffix("/whatsapp/webhook")
            async with aiohttp.ClientSession() as session, asyncio.timeout(60):
                while not (ready := await (await session.get(f"{base}/readyz")).json())["whatsapp"]:
                    await asyncio.sleep(0.02)
                assert "does not accept PAYUNG_WHATSAPP_TOKEN" in ready["whatsapp"][0]
                metrics = await (await session.get(f"{base}/metrics")).text()
                assert 'payung_whatsapp_trouble{code="190"} 1.0' in metrics

    with caplog.at_level(logging.INFO):
        play(scene())
    assert caplog.text.count("WhatsApp does not accept PAYUNG_WHATSAPP_TOKEN") == 1


def test_what_is_paid_for_is_counted_once(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        priced = "2026-01-01 service=100; 2026-02-01 service=350 utility=400; 2100-01-01 service=9"
        async with desk(database_url, tmp_path, whatsapp_prices=priced) as bot:
            bot.fake.statuses.silent = True
            await bot.says(bot.fake.person(7), "halo")
            await bot.reach("sent")
            row = await last(bot)
            paid: dict[str, Any] = {
                "pricing": {"billable": True, "category": "service", "pricing_model": "PMP"}
            }
            free: dict[str, Any] = {"pricing": {"billable": False, "category": "service"}}
            await bot.says(bot.fake.person(8), "halo")
            await bot.reach("sent", "sent")
            told = [("sent", paid), ("delivered", paid), ("delivered", paid), ("read", paid)]
            for state, pricing in told:
                await bot.post(status(row, state, **pricing))
            other = await last(bot)
            for state, pricing in (("sent", free), ("delivered", free), ("read", free)):
                await bot.post(status(other, state, **pricing))
            base = bot.hook.removesuffix("/whatsapp/webhook")
            async with aiohttp.ClientSession() as session:
                metrics = await (await session.get(f"{base}/metrics")).text()
            assert 'payung_whatsapp_billable_total{category="service"} 1.0' in metrics
            assert "payung_whatsapp_cost_total 350.0" in metrics
            assert set(TOLD.findall(metrics)) == set(documented())

    play(scene())


def test_what_is_told_to_be_read_before_it_is_told_to_have_arrived_is_counted_too(
    sqlite_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            bot.fake.statuses.silent = True
            await bot.says(bot.fake.person(7), "halo")
            await bot.reach("sent")
            paid: dict[str, Any] = {"pricing": {"billable": True, "category": "service"}}
            for state in ("read", "delivered", "sent"):
                await bot.post(status(await last(bot), state, **paid))
            assert bot.app.whatsapp.bills.counts == {"service": 1}

    play(scene())


def test_nothing_is_lost_or_sent_twice_whatever_goes_wrong(database_url: str, tmp_path: Path) -> None:
    nasty = Nasty(seed=4, twice=0.3, reorder=0.2, flood=0.1, pair=0.1, broken=0.1)

    async def scene() -> None:
        async with desk(database_url, tmp_path, fake_nasty=nasty) as bot:
            seats = [bot.fake.person(number) for number in range(5)]
            for seat in seats:
                await seat.says("halo")
            async with asyncio.timeout(60):
                while any(not seat.messages for seat in seats):
                    await asyncio.sleep(0.02)
            await bot.settled()
            assert all(len(seat.messages) == 1 for seat in seats)

    play(scene())


def test_the_number_s_pace_is_even_after_a_burst_and_nothing_waits_long_on_its_way() -> None:
    async def scene() -> None:
        loop, took = asyncio.get_running_loop(), []
        for _ in range(5):  # the machine may be busy at some of them
            pace, began = Throughput(50), loop.time()
            for _ in range(50):
                await pace.turn()
            burst = loop.time() - began
            for _ in range(10):
                await pace.turn()
            took.append((loop.time() - began, burst))
        assert min(burst for _, burst in took) < 0.2
        assert 0.15 < min(took)[0] < 0.6
        pace.slow_down(60)
        with pytest.raises(ChannelError) as refused:
            await pace.turn()
        assert refused.value.kind == "later" and 30 < refused.value.after < 61

    play(scene())
