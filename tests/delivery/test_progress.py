"""Where conversations end is counted: finished, cancelled, silent for a day, taken up again; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot import tasks
from bot.load import load_programmes
from rules.records import Event
from storage import people, registrations
from storage.chats import Silent
from storage.progress import between
from storage.statement import Statement, Tx
from storage.tables import progress
from tests.databases import DAY, NOW, VAULT, person
from tests.delivery.desk import play
from tests.delivery.errands import at, consented
from tests.delivery.house import House, house
from tests.storage.test_registrations import PROGRAMMES, wish

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


async def programmes_of(bot: House) -> list[tuple[str, str]]:
    """Of which programme each end was, in order: programme and outcome."""
    return [(row["programme"], row["outcome"]) for row in await bot.database.read(lambda tx: tx.all(ROWS))]


def test_what_ends_is_of_the_programme_that_the_talk_or_the_chat_has(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await load_programmes(bot, [PROGRAMMES[code] for code in ("denpasar", "paser")])
            await consented(bot, "1")
            assert (await programmes_of(bot))[-1] == ("", "finished")  # the welcome: two cities, none chosen
            await bot.say("1", "saya sendiri")
            await bot.say("1", "Paser")
            assert (await bot.chat("1")).session.talks[-1].answers["programme"] == "paser"
            await bot.say("1", "batal")
            assert (await programmes_of(bot))[-1] == ("paser", "stopped")
            await bot.say("1", "bahasa")
            await bot.say("1", "2")
            assert (await programmes_of(bot))[-1] == ("", "finished")
            chat = (await bot.chat("1")).id
            await bot.database.run(lambda tx: belongs(tx, chat, "denpasar"))
            await bot.say("1", "bahasa", "again")
            await bot.say("1", "1", "in Indonesian")
            assert (await programmes_of(bot))[-1] == ("denpasar", "finished")
            await bot.database.run(lambda tx: belongs(tx, chat, "paser"))
            await bot.say("1", "bahasa", "once more")
            await bot.say("1", "1", "the same")
            assert (await programmes_of(bot))[-1] == ("", "finished")  # of two cities at once

    play(scene())


def belongs(tx: Tx, chat: int, programme: str) -> None:
    """The chat speaks for somebody who is registered there."""
    who = person(tx, {"denpasar": "5171031708809001", "paser": "6401011708809002"}[programme])
    people.link(tx, chat, who, "self", NOW)
    registrations.add(tx, VAULT, wish(who, programme), "X", Event("submitted", NOW, "person"), chat)


def test_where_there_is_one_programme_everything_is_of_it(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await load_programmes(bot, [PROGRAMMES["paser"]])
            await consented(bot, "1")
            assert await programmes_of(bot) == [("paser", "finished")]
            at(bot, 10)
            bot.ticking.ahead += DAY
            await tasks.remind(bot)
            await bot.say("1", "apa?")
            assert (await programmes_of(bot))[1:] == [("paser", "left"), ("paser", "resumed")]

    play(scene())


def test_what_is_stored_tells_of_nobody() -> None:
    assert {column.name for column in progress.columns} == {
        "id", "day", "programme", "conversation", "question", "outcome", "count",
    }  # fmt: skip


def test_who_comes_back_in_another_month_is_taken_off_the_month_they_had_left_in(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            at(bot, 10)
            bot.ticking.ahead += DAY
            await tasks.remind(bot)
            there = bot.local(bot.clock()).date().isoformat()
            bot.ticking.ahead += 40 * DAY
            await bot.say("1", "apa?")
            assert "left_on" not in (await bot.chat("1")).session.known
            rows = await bot.database.read(lambda tx: tx.all(ROWS))
            days = {row["outcome"]: row["day"] for row in rows if row["conversation"] == "register"}
            assert days == {"left": there, "resumed": there}
            await tasks.tidy(bot)
            bot.ticking.ahead += DAY
            await tasks.remind(bot)
            await bot.say("1", "apa itu?")
            found = await bot.database.read(lambda tx: between(tx, there, there))
            assert {row["outcome"]: row["count"] for row in found} == {"left": 1, "resumed": 1}

    play(scene())


def test_who_was_faster_than_the_job_has_not_left(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            chat = await bot.chat("1")
            await bot.say("1", "apa?")
            await tasks.remind_one(bot, Silent(chat.id, chat.channel, chat.address, chat.session.step))
            assert ("register", "for_whom", "left") not in await counted(bot)

    play(scene())
