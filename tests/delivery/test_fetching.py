"""A file that somebody sent is fetched by the program itself: kept, tried again, or told to be lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import tasks
from bot.conversation.messages import Said
from bot.delivery.channel import ChannelError, Inbound
from bot.files import TOO_LARGE
from bot.photos import looked
from bot.rehearsal.pictures import bytes_of
from handlers.news import REASONS
from storage import jobs
from tests.delivery.desk import NAME, play, until
from tests.delivery.errands import LOST, NEWS, PHOTO, consented, document, fetched, tried
from tests.delivery.house import House, house


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
