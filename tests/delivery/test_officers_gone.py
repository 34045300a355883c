"""Who writes where no officer has the chat any more hears so in the same turn, and what waits is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogues import languages
from bot.conversation.session import THREAD
from bot.conversation.words import Words
from bot.rehearsal.threads import act
from bot.thread_tasks import end_quiet
from rules.threads import CLOSED, OPEN
from tests.delivery.desk import play, until
from tests.delivery.errands import HOUR, at
from tests.delivery.house import House, house
from tests.delivery.test_quiet_threads import WORDS, asked, thread

COMMON = Words(languages()["id"])
ASKS = Words(languages()["id"], "register")("for_whom.ask")


async def answer(bot: House, text: str) -> str:
    """What the bot says to a text; "" where it is quiet."""
    queued = (await bot.say("1", text, f"{text}:{bot.clock()}")).queued
    return queued.reply.text if queued else ""


async def evening(bot: House, text: str) -> str:
    """A person writes late, a little more than a day after the evening before."""
    at(bot, 20)
    bot.ticking.ahead += HOUR
    await end_quiet(bot)
    return await answer(bot, text)


def test_who_writes_each_evening_gets_the_bot_back_and_the_question_stays(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            assert await evening(bot, "apa sudah dibaca?") == ""
            assert (await bot.chat("1")).session.known[THREAD] == (await thread(bot)).id
            bot.ticking.ahead += 5 * 60 * 1000
            said, one = await evening(bot, "masih menunggu"), await thread(bot)
            assert said.startswith(WORDS("waits", number=one.id)) and ASKS in said
            assert (one.state, one.quiet) == (OPEN, False)
            assert not (await bot.chat("1")).session.known.get(THREAD)
            await bot.say("1", "1")
            assert (await bot.chat("1")).session.talks[-1].answers["for_whom"] == "self"

    play(scene())


def test_what_is_written_after_a_quiet_day_reaches_the_officer_all_the_same(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            at(bot, 20)
            await act(bot, "the officer answers: Kartu yang mana, Bu?")
            bot.worker.wake()
            await until(lambda: "Kartu yang mana" in bot.post.to("1")[-1])
            bot.ticking.ahead += 25 * HOUR
            said, one = await answer(bot, "kartu biru"), await thread(bot)
            assert said.startswith(COMMON("officer.back")) and ASKS in said
            assert (one.state, one.quiet) == (OPEN, False)

    play(scene())


def test_who_is_in_despair_hears_a_kind_word_too(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            at(bot, 20)
            bot.ticking.ahead += 25 * HOUR
            said = await answer(bot, "rasanya pengen mati saja gak sanggup lagi")
            assert "Terima kasih sudah bercerita" in said

    play(scene())


@pytest.mark.parametrize("text", ["satu lagi, Pak", "terima kasih"])
def test_who_writes_before_the_closing_is_told_hears_of_it_at_once_and_once(
    database_url: str, tmp_path: Path, text: str
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await asked(bot)
            await act(bot, "the officer closes")
            said, one = await answer(bot, text), await thread(bot)
            assert not (await bot.chat("1")).session.known.get(THREAD)
            await bot.start()
            await bot.rested()
            closed = WORDS("closed.officer", number=one.id)
            assert said.startswith(closed) and ASKS in said and one.state == CLOSED
            assert sum(closed in each for each in bot.post.to("1")) == 1

    play(scene())


def test_no_more_announcements_is_obeyed_there_as_well(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await asked(bot)
            await act(bot, "the officer closes")
            waits = (await bot.chat("1")).session.talks
            await bot.say("1", "stop")
            assert (await bot.chat("1")).session.talks == waits
            await bot.start()
            await bot.rested()
            assert any(text.startswith(COMMON("stop.done")) for text in bot.post.to("1"))
            closed = WORDS("closed.officer", number=(await thread(bot)).id)
            assert sum(closed in text for text in bot.post.to("1")) == 1

    play(scene())
