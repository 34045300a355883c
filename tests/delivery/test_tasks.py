"""What the program does by itself: tidy up, its work by the clock, and an end to it at a stop."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from bot import tasks
from bot.conversation.messages import Reply, Said
from storage import codes, inbox, outbox, tries
from storage.outbox import Queued
from storage.statement import Tx
from tests.databases import DAY, VAULT, chat
from tests.delivery.desk import NAME, hangs, play, says, until
from tests.delivery.errands import HOUR, at, consented, reminders
from tests.delivery.house import house


def test_what_nobody_needs_any_more_is_dropped_and_the_rest_stays(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await bot.database.run(partial(litter, now=bot.clock()))
            bot.ticking.ahead += 91 * DAY
            await bot.database.run(partial(litter, now=bot.clock()))
            await tasks.tidy(bot)
            counts = {}
            for name in ("inbox", "outbox", "tries", "codes"):
                counts[name] = await bot.database.read(partial(count, name))
            assert counts == {"inbox": 1, "outbox": 3, "tries": 1, "codes": 1}

    play(scene())


def count(table: str, tx: Tx) -> int:
    return int(tx.execute(f"SELECT count(*) AS count FROM {table}", {}).fetchone()["count"])


def litter(tx: Tx, now: int) -> None:
    """Something of each kind; of the replies one is sent and one still waits."""
    mine = chat(tx)
    inbox.first_time(tx, VAULT, NAME, f"k{now}", mine, Said("x"), now)
    for state in ("sent", "waiting"):
        outbox.add(tx, VAULT, Queued(0, mine, NAME, "1", Reply("x"), at=now), state, 0)
    tries.wrong(tx, VAULT.find(str(now), "tries.nik"), now)
    codes.make(tx, VAULT, "join", None, now + HOUR)


def test_the_program_does_its_periodic_work_by_itself(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            at(bot, 10)
            bot.ticking.ahead += DAY
            await bot.start()
            await until(lambda: reminders(bot) == 1)

    play(scene())


def test_nothing_is_left_on_its_way_at_a_stop(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            arriving = asyncio.Event()
            bot.post.trouble["1"].append(hangs(arriving))
            bot.post.trouble["2"].append(says("down", 3600))
            await bot.say("1", "halo")
            await bot.say("2", "halo")
            await until(lambda: bot.post.now == 1 and not bot.post.trouble["2"])
            asyncio.get_running_loop().call_later(0.2, arriving.set)
        assert len(bot.post.to("1")) == 1
        async with house(database_url, tmp_path) as again:
            await until(lambda: len(again.post.to("2")) == 1)
            assert again.post.to("1") == []

    play(scene())
