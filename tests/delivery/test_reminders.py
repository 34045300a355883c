"""A question that waits is asked again: once, by day, and not where somebody was faster."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import tasks
from bot.conversation.messages import Said
from bot.delivery.channel import ChannelError, Inbound
from tests.databases import DAY
from tests.delivery.desk import NAME, play, until
from tests.delivery.errands import HOUR, LOST, at, consented, fetched, reminders
from tests.delivery.house import House, house


async def a_question_waits(bot: House, hour: int = 10) -> None:
    """Somebody is asked something, and the hour comes."""
    await consented(bot, "1")
    bot.run_sender()
    at(bot, hour)


async def a_day_later(bot: House, more: int = 0) -> None:
    bot.ticking.ahead += DAY + more
    await tasks.remind(bot)


def test_a_question_that_waited_for_a_day_is_asked_again_once(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await a_question_waits(bot)
            for _ in range(3):
                await tasks.remind(bot)
            assert reminders(bot) == 0
            bot.ticking.ahead += DAY
            for _ in range(5):
                await tasks.remind(bot)
                bot.ticking.ahead += DAY
            await until(lambda: reminders(bot) == 1)
            await asyncio.sleep(0.2)
            assert reminders(bot) == 1

    play(scene())


def test_after_an_answer_the_next_question_is_reminded_of_too(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await a_question_waits(bot)
            await a_day_later(bot)
            await bot.say("1", "apa?")
            await a_day_later(bot, HOUR)
            await until(lambda: reminders(bot) == 2)

    play(scene())


def test_nobody_is_reminded_at_night(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await a_question_waits(bot, 2)
            bot.ticking.ahead += DAY
            for hour in (2, 5, 7, 20, 23):
                at(bot, hour)
                await tasks.remind(bot)
            assert (await bot.chat("1")).session.step == 3
            at(bot, 8)
            await tasks.remind(bot)
            await until(lambda: reminders(bot) == 1)

    play(scene())


def test_a_reminder_that_the_person_was_faster_than_is_silent(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            step = (await bot.chat("1")).session.step
            await bot.say("1", "apa?")
            late = Inbound(NAME, f"remind:1:{step}", "1", Said(remind=step))
            assert (await bot.inbox.receive(late)).queued is None
            assert (await bot.chat("1")).session.step == step + 1
            bot.run_sender()
            at(bot, 10)
            await a_day_later(bot)
            await until(lambda: reminders(bot) == 1)

    play(scene())


def test_a_closed_chat_is_not_written_to_for_a_reminder_or_a_lost_file(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await consented(bot, "1")
            await bot.show("1", "f7")
            while not await bot.nothing_waits():
                await asyncio.sleep(0.01)
            before = len(bot.post.arrived)
            await bot.inbox.receive(Inbound(NAME, "door", "1", blocked=True))
            bot.post.files["f7"] = ChannelError("refused", "gone")
            await fetched(bot, "lost")
            at(bot, 10)
            await a_day_later(bot)
            await asyncio.sleep(1.2)
            assert len(bot.post.arrived) == before
            assert (await bot.chat("1")).blocked
            await bot.say("1", "saya kembali")
            await until(lambda: len(bot.post.arrived) == before + 2)
            answer, sorry = bot.post.to("1")[-2:]  # an answer goes before news
            assert sorry.startswith(LOST) and not answer.startswith(LOST)

    play(scene())
