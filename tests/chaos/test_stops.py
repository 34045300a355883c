"""The program is asked to stop in the middle of its work: it ends soon, loses nothing and says nothing twice."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import pytest

from bot.rehearsal.telegram import FakeTelegram, Nasty
from tests.chaos.dialogue import dialogues
from tests.chaos.people import workers
from tests.chaos.performance import Heard, perform, telegram
from tests.chaos.process import Bot
from tests.chaos.records import assert_each_registered_once, assert_nothing_left, count, rows
from tests.chaos.web_chat import Browser

pytestmark = pytest.mark.quiet
# Seconds. A stop takes a few tenths, and bot.app.GRACE more for what is on its way and does not end. Those that hang would
# hold it up for HANGS: far beyond whatever a busy machine makes of it. Those that listen would do so for ten, which is
# uvicorn's patience: it then says so.
LONGEST = 25.0
HANGS = 60.0
HELD_UP = "timeout graceful shutdown exceeded"
LISTENING = 5
SLOWLY = Nasty(slow=1, slow_seconds=0.1, methods=frozenset({"sendMessage"}))


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_stops_soon_with_pages_that_listen_and_messages_on_their_way(
    how: signal.Signals, code: int, furnished: Path, undisturbed: Heard
) -> None:
    """Three times over; Telegram takes its time over every message."""
    took: list[float] = []

    async def meanwhile(bot: Bot, fake: FakeTelegram) -> None:
        for moment in (40, 120, 200):
            while len(fake.sent) < moment:
                await asyncio.sleep(0.005)
            took.append(await stopped(bot, how, code))
            await bot.start()
            await bot.ready()

    people = workers(12)
    performance = asyncio.run(perform(furnished, people, nasty=SLOWLY, meanwhile=meanwhile))
    performance.assert_like(undisturbed)
    assert performance.repeats == 0
    assert max(took) < LONGEST and HELD_UP not in performance.log, took
    assert_each_registered_once(performance.url, performance.played)
    assert_nothing_left(performance.url, performance.fake)


async def stopped(bot: Bot, how: signal.Signals, code: int) -> float:
    """Stop it while browsers listen: the seconds that took. Each stream ends as one that is complete."""
    begun = [asyncio.Event() for _ in range(LISTENING)]
    async with asyncio.TaskGroup() as group:
        for one in begun:
            group.create_task(listen(bot, one))
        await asyncio.gather(*(one.wait() for one in begun))
        began = time.monotonic()
        assert await bot.stop(how) == code, bot.log
        return time.monotonic() - began


async def listen(bot: Bot, begun: asyncio.Event) -> None:
    async with Browser(bot) as browser:
        assert await browser.listens(begun)


def test_a_browser_that_sends_again_is_answered_once_whatever_is_stopped_or_killed(furnished: Path) -> None:
    """By the client's own id of each message."""
    messages = 60

    async def scene() -> None:
        async with Bot(furnished, {}) as bot, Browser(bot) as browser:
            await bot.ready()
            disturbing = asyncio.create_task(disturb(bot))
            answers = [await browser.says(f"pesan nomor {number}") for number in range(messages)]
            await disturbing
            await browser.says("pesan terakhir")
            assert len(answers) == messages
            assert len(browser.shown) == messages + 1
            assert await bot.stop() == 0
        for table in ("inbox", "outbox"):
            assert count(bot.database, table) == messages + 1

    asyncio.run(scene())


async def disturb(bot: Bot) -> None:
    for how in ("stop", "die"):
        await asyncio.sleep(0.3)
        if how == "stop":
            assert await bot.stop() == 0
            await bot.start()
        else:
            await bot.die()
        await bot.ready()


def test_a_telegram_that_hangs_does_not_hold_up_the_stop(furnished: Path) -> None:
    hanging = Nasty(slow=1, slow_seconds=HANGS, methods=frozenset({"sendMessage"}))

    async def scene() -> None:
        async with FakeTelegram(nasty=hanging) as fake, Bot(furnished, telegram(fake)) as bot:
            await bot.ready()
            await dialogues(fake, workers(1))[0].says("halo")
            while count(bot.database, "outbox") == 0:
                await asyncio.sleep(0.01)
            began = time.monotonic()
            assert await bot.stop() == 0
            assert time.monotonic() - began < LONGEST
            assert rows(bot.database, "SELECT state FROM outbox") == [("unknown",)]

    asyncio.run(scene())
