"""Where conversations end is counted: finished, cancelled, silent for a day, taken up again; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot import tasks
from storage.statement import Statement
from storage.tables import progress
from tests.databases import DAY
from tests.delivery.desk import play
from tests.delivery.house import House, house
from tests.delivery.test_tasks import at, consented

ROWS = Statement(progress.select().order_by(progress.c.id))
HOUR = 3600 * 1000


async def counted(bot: House) -> Mapping[tuple[str, str, str], int]:
    """How often each outcome was noted."""
    rows = await bot.database.read(lambda tx: tx.all(ROWS))
    found: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = row["conversation"], row["question"], row["outcome"]
        found[key] = found.get(key, 0) + row["count"]
    return found


def test_a_conversation_that_is_finished_and_one_that_is_cancelled(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            assert await counted(bot) == {("welcome", "", "finished"): 1}
            await bot.say("1", "batal")
            assert await counted(bot) == {
                ("welcome", "", "finished"): 1, ("register", "for_whom", "stopped"): 1,
            }  # fmt: skip
            for text in ("bahasa", "2"):
                await bot.say("1", text)
            assert (await counted(bot))["language", "", "finished"] == 1

    play(scene())


def test_the_same_message_again_counts_nothing_more(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            for _ in range(3):
                await bot.say("1", "batal", "the same key")
            assert sum((await counted(bot)).values()) == 2

    play(scene())


def test_a_question_that_waits_for_a_day_is_left_until_somebody_comes_back(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            await consented(bot, "2")
            at(bot, 10)
            bot.ticking.ahead += DAY
            for _ in range(2):
                await tasks.remind(bot)
            left = ("register", "for_whom", "left")
            assert (await counted(bot))[left] == 2
            await bot.say("1", "apa?")
            await bot.say("1", "apa itu?")
            found = await counted(bot)
            assert (found[left], found["register", "for_whom", "resumed"]) == (2, 1)

    play(scene())


def test_what_is_stored_tells_of_nobody() -> None:
    assert {column.name for column in progress.columns} == {
        "id", "day", "conversation", "question", "outcome", "count",
    }  # fmt: skip
