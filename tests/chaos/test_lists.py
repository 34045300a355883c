"""The bot is killed while it takes in a coordinator's list: each person once, and the same list brings nobody new."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.coordinators import (
    WAITING,
    Coordinator,
    assert_each_listed_once,
    begun,
    statuses,
)
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.performance import load_programmes, telegram
from tests.chaos.process import Bot, ManyLives, sqlite_url
from tests.chaos.records import count, end_leases

LINES, NOBODY = 2000, 6  # of the list: people, and rows with a title or a sum
LIST = f"paser opd {LINES}.xlsx"
KILLED_AT = (1, 400, 900, 1500, 1990)  # lines that are stored by then


@pytest.fixture
def on_sqlite(furnished: Path) -> str:
    return sqlite_url(furnished)


@pytest.fixture
def on_postgresql(postgres_url: str, tmp_path: Path) -> str:
    load_programmes(tmp_path, database_url=postgres_url)
    return postgres_url


async def brought(
    folder: Path, url: str, kind: type[Bot], killed_at: tuple[int, ...], *arguments: str
) -> str:
    """The list is brought twice, the first time over many deaths; the log."""
    await begun(url, folder)
    async with FakeTelegram() as fake:
        told = telegram(fake) | {"database_url": url}
        async with kind(folder, told, arguments) as bot:
            await bot.ready()
            one = await Coordinator.arrived(fake, url)
            patience = asyncio.create_task(ending_leases(bot, url))
            await one.brings(LIST)
            for lines in killed_at:
                await one.until_stored(lines)
                await bot.die()
            await one.until_done()
            people = LINES - WAITING
            assert_each_listed_once(url, people)
            assert statuses(url, 1) == {"accepted": people, "waiting": WAITING, "nobody": NOBODY}
            await one.brings(LIST)
            await one.until_done(2)
            assert_each_listed_once(url, people)
            assert statuses(url, 2) == {"known": people, "waiting": WAITING, "nobody": NOBODY}
            assert count(url, "quarantine") == count(url, "jobs WHERE kind = 'read_list'") == 0
            # One answer and one receipt each; what was sent and could not be noted comes once more.
            assert (len(set(one.heard("baris 16"))), count(url, "outbox")) == (2, 6)
            patience.cancel()
            assert await bot.stop() == 0
        fake.assert_clean()
        return bot.log


async def ending_leases(bot: Bot, url: str) -> None:
    """Whenever a new life is ready, what the one before had claimed is free."""
    seen = bot.log.count("ready on")
    while True:
        lives = bot.log.count("ready on")
        if lives > seen:
            end_leases(url)
        seen = lives
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("database", ["on_sqlite", pytest.param("on_postgresql", marks=pytest.mark.postgres)])
def test_a_list_survives_kills_in_the_middle_of_its_import(
    request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    url = request.getfixturevalue(database)
    assert_nothing_personal(asyncio.run(brought(tmp_path, url, ManyLives, KILLED_AT)))


# Seconds after a restart: the lease of what was killed and a look for work are fourteen of them, the rest is for a
# machine that is slow. Without an end of the lease it would never be gone on with.
RESUMED = 90.0


@pytest.mark.parametrize("database", ["on_sqlite", pytest.param("on_postgresql", marks=pytest.mark.postgres)])
def test_after_a_restart_a_list_is_gone_on_with_soon(
    request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    """Nobody helps here: the lease of the process that was killed has to end by itself."""
    url = request.getfixturevalue(database)

    async def scene() -> float:
        await begun(url, tmp_path)
        async with FakeTelegram() as fake, Bot(tmp_path, telegram(fake) | {"database_url": url}) as bot:
            await bot.ready()
            one = await Coordinator.arrived(fake, url)
            await one.brings(LIST)
            await one.until_stored(400)
            await bot.die()
            began, stored = time.monotonic(), one.stored()
            await one.until_stored(stored + 1)
            seconds = time.monotonic() - began
            await one.until_done()
            assert_each_listed_once(url, LINES - WAITING)
            assert await bot.stop() == 0
            return seconds

    assert asyncio.run(scene()) < RESUMED


def test_every_kind_of_commit_of_an_import_survives_a_kill_just_before_and_just_after_it(
    tmp_path: Path, on_sqlite: str
) -> None:
    book = tmp_path / "deaths"
    asyncio.run(brought(tmp_path, on_sqlite, ManyLives, (), str(book)))
    deaths = set(book.read_text().splitlines())
    for when in ("before", "after"):
        assert {f"{when} INSERT INTO {table}" for table in ("list_lines", "registrations", "lists")} <= deaths
