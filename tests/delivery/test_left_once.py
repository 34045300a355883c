"""Who is silent for a day has given up once, whatever news comes meanwhile; who waits for an officer has not."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import tasks
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from bot.rehearsal.threads import act
from storage.progress import LEFT, RESUMED
from tests.databases import DAY
from tests.delivery.desk import NAME, play, until
from tests.delivery.errands import HOUR, LOST, at, consented, reminders
from tests.delivery.house import House, house
from tests.delivery.test_progress import counted
from tests.delivery.test_quiet_threads import asked


async def outcomes(bot: House) -> tuple[int, int]:
    """How often the first question of a registration was left, and gone on with."""
    found = await counted(bot)
    left, resumed = (found.get(("register", "for_whom", one), 0) for one in (LEFT, RESUMED))
    return left, resumed


async def news(bot: House, key: str) -> None:
    """The chat hears of something, and is asked again what waits."""
    await bot.inbox.receive(Inbound(NAME, key, "1", Said(news="file:gone")))


async def days_pass(bot: House, count: int = 1) -> None:
    for _ in range(count):
        bot.ticking.ahead += DAY
        await tasks.remind(bot)


def test_news_to_who_has_given_up_counts_nobody_twice_and_reminds_once(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            bot.run_sender()
            at(bot, 10)
            await days_pass(bot)
            for key in ("one", "two"):
                await news(bot, key)
                await days_pass(bot, 2)
            assert await outcomes(bot) == (1, 0)
            await until(lambda: sum(LOST in text for text in bot.post.to("1")) == 2)
            await asyncio.sleep(0.2)
            assert reminders(bot) == 1
            await bot.say("1", "apa?")
            assert await outcomes(bot) == (1, 1)

    play(scene())


def test_news_before_the_day_is_over_takes_no_reminder_away(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            at(bot, 10)
            await news(bot, "one")
            await days_pass(bot, 2)
            assert await outcomes(bot) == (1, 0)

    play(scene())


def test_who_waits_for_an_officer_has_given_up_nothing(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await asked(bot)
            await days_pass(bot, 2)
            assert await outcomes(bot) == (0, 0)
            await bot.say("1", "0")
            assert await outcomes(bot) == (0, 0)
            bot.ticking.ahead += HOUR
            await days_pass(bot)
            assert await outcomes(bot) == (1, 0)

    play(scene())


def test_an_officer_who_writes_to_who_has_given_up_counts_nobody_twice(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            for text in ("0", "1"):
                await bot.say("1", text, f"back {text}")
            await days_pass(bot)
            assert await outcomes(bot) == (1, 0)
            await act(bot, "the officer answers: Ketik KARTU, Bu.")
            bot.worker.wake()
            await until(lambda: any("Ketik KARTU" in text for text in bot.post.to("1")))
            await bot.say("1", "0", "once more")
            assert await outcomes(bot) == (1, 1)

    play(scene())


def test_who_writes_to_an_officer_has_not_come_back_to_the_question(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            for text in ("0", "1"):
                await bot.say("1", text, f"back {text}")
            await days_pass(bot)
            assert await outcomes(bot) == (1, 0)
            await act(bot, "the officer answers: Ketik KARTU, Bu.")
            bot.worker.wake()
            await until(lambda: any("Ketik KARTU" in text for text in bot.post.to("1")))
            for text in ("kartu yang mana?", "yang biru?", "baik"):
                await bot.say("1", text)
            assert await outcomes(bot) == (1, 0)
            await bot.say("1", "0", "once more")
            assert await outcomes(bot) == (1, 1)
            await bot.say("1", "apa?")
            assert await outcomes(bot) == (1, 1)

    play(scene())
