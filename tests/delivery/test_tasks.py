"""What the program does by itself: fetch a file, remind once, tidy up; all of it in the program as it is."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from bot import tasks
from bot.catalogues import languages
from bot.conversation.messages import Reply, Said
from bot.conversation.words import Words
from bot.delivery.channel import ChannelError, Inbound
from bot.files import TOO_LARGE
from bot.photos import looked
from bot.rehearsal.pictures import bytes_of, picture
from handlers.news import REASONS
from storage import codes, documents, inbox, jobs, outbox, tries
from storage.documents import Document
from storage.outbox import Queued
from storage.statement import Statement, Tx
from storage.tables import documents as table
from storage.tables import jobs as jobs_table
from tests.databases import DAY, VAULT, chat
from tests.delivery.desk import NAME, hangs, play, says, until
from tests.delivery.house import House, house

JOBS = Statement(jobs_table.select())
PHOTO = picture()
HOUR = 3600 * 1000
WORDS = Words(languages()["id"])
NEWS = Words(languages()["id"], "news")
LOST = NEWS("file.gone")
REMINDER = WORDS("reminder")


async def consented(bot: House, address: str) -> None:
    """Somebody who has agreed, whose last question waits."""
    for text in ("halo", "1", "daftar"):
        await bot.say(address, text, f"{address}:{text}:{bot.clock()}")
    assert (await bot.chat(address)).session.talks


async def document(bot: House) -> Document:
    """The one file that is known of."""
    [row] = await bot.database.read(lambda tx: tx.all(Statement(table.select())))
    found = await bot.database.read(lambda tx: documents.get(tx, VAULT, row["id"]))
    assert found
    return found


async def tried(bot: House) -> int:
    """How often the one fetch has failed."""
    rows = await bot.database.read(lambda tx: tx.all(JOBS))
    return sum(row["attempts"] for row in rows if row["kind"] == "fetch")


async def fetched(bot: House, state: str) -> Document:
    while (found := await document(bot)).state != state:
        await asyncio.sleep(0.01)
    return found


def at(bot: House, hour: int) -> None:
    """Put the clock forward to when it is that hour next, in the city: less than a day."""
    now = bot.local(bot.clock())
    then = datetime.combine(now.date(), time(hour), now.tzinfo)
    then += timedelta(1) if then <= now else timedelta(0)
    bot.ticking.ahead += int((then - now).total_seconds() * 1000)


def test_a_photo_is_fetched_and_kept_encrypted(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await consented(bot, "1")
            bot.post.files["f7"] = PHOTO
            assert (await bot.show("1", "f7")).jobs
            kept = await fetched(bot, "kept")
            assert kept.file
            content = bot.shelf.get(kept.file)
            assert looked(content).problems == ()
            assert (kept.kind, kept.size, kept.source) == ("photo", len(content), "f7")
            await bot.rested()
            assert LOST not in "".join(bot.post.to("1"))

    play(scene())


def test_a_photo_that_comes_twice_is_fetched_once(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            assert (await bot.show("1", "f7")).jobs
            assert not (await bot.show("1", "f7")).jobs
            assert await bot.database.read(lambda tx: jobs.due(tx, bot.clock())) == 1

    play(scene())


def test_a_fetch_that_fails_is_tried_again(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            bot.post.files["f7"] = ChannelError("down", "network")
            await bot.show("1", "f7")
            while not await tried(bot):
                await asyncio.sleep(0.01)
            assert (await document(bot)).state == "waiting"
            bot.post.files["f7"] = PHOTO
            bot.ticking.ahead += 61_000
            await fetched(bot, "kept")

    play(scene())


def said_of_files(bot: House) -> list[str]:
    """What the person was told of files that could not be kept."""
    starts = tuple(NEWS(f"file.{reason}") for reason in REASONS)
    return [text for text in bot.post.to("1") if text.startswith(starts)]


def told(bot: House) -> int:
    """How often the person was told that a file is lost."""
    return sum(text.startswith(LOST) for text in bot.post.to("1"))


async def lost_and_told(bot: House) -> None:
    await fetched(bot, "lost")
    await until(lambda: told(bot) == 1)


def test_what_the_platform_will_not_give_is_told(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            bot.post.files["f7"] = ChannelError("refused", "too large")
            await consented(bot, "1")
            await bot.show("1", "f7")
            await lost_and_told(bot)

    play(scene())


def test_what_is_no_picture_or_too_large_is_told(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await consented(bot, "1")
            cases = (
                (b"MZ program", "unknown"),
                (b"", "unknown"),
                (PHOTO + b"x" * TOO_LARGE, "too_large"),
                (PHOTO[:20_000], "broken"),
                (bytes_of("terkunci.pdf"), "encrypted"),
            )
            for number, (content, reason) in enumerate(cases, 1):
                bot.post.files[str(number)] = content
                await bot.show("1", str(number))
                await until(lambda n=number: len(said_of_files(bot)) == n)
                assert said_of_files(bot)[-1].startswith(NEWS(f"file.{reason}"))
            assert list(bot.settings.data_dir.glob("documents/??/*")) == []

    play(scene())


def test_a_fetch_that_is_given_up_is_told_once(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await consented(bot, "1")
            bot.post.files["f7"] = ChannelError("down", "network")
            await bot.show("1", "f7")
            while (await document(bot)).state == "waiting":
                bot.ticking.ahead += 61_000
                bot.worker.wake()
                await asyncio.sleep(0.05)
            await lost_and_told(bot)
            await bot.rested()
            assert told(bot) == 1

    play(scene())


def test_who_is_killed_before_telling_tells_it_the_next_time_and_only_once(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await bot.show("1", "f7")
            noted = await document(bot)
            payload = {"document": noted.id, "channel": NAME, "address": "1"}
            for _ in range(2):
                await tasks.lost(bot, payload)
            assert (await document(bot)).state == "lost"
            told = Inbound(NAME, f"lost:{noted.id}", "1", Said(news="file:gone"))
            assert (await bot.inbox.receive(told)).again

    play(scene())


def test_a_question_that_waited_for_a_day_is_asked_again_once(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            bot.run_sender()
            at(bot, 10)
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


def reminders(bot: House, address: str = "1") -> int:
    return sum(text.startswith(REMINDER) for text in bot.post.to(address))


def test_after_an_answer_the_next_question_is_reminded_of_too(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            bot.run_sender()
            at(bot, 10)
            bot.ticking.ahead += DAY
            await tasks.remind(bot)
            await bot.say("1", "apa?")
            bot.ticking.ahead += DAY + HOUR
            await tasks.remind(bot)
            await until(lambda: reminders(bot) == 2)

    play(scene())


def test_nobody_is_reminded_at_night(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await consented(bot, "1")
            bot.run_sender()
            at(bot, 2)
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
            bot.ticking.ahead += DAY
            await tasks.remind(bot)
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
            bot.ticking.ahead += DAY
            await tasks.remind(bot)
            await asyncio.sleep(1.2)
            assert len(bot.post.arrived) == before
            assert (await bot.chat("1")).blocked
            await bot.say("1", "saya kembali")
            await until(lambda: len(bot.post.arrived) == before + 2)
            answer, sorry = bot.post.to("1")[-2:]  # an answer goes before news
            assert sorry.startswith(LOST) and not answer.startswith(LOST)

    play(scene())


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
