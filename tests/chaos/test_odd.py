"""Odd things that people and their phones do, and updates that nobody can read: each is answered in its way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from bot.catalogues import catalogues
from bot.rehearsal.telegram import FakeTelegram, Trouble
from bot.rehearsal.telegram.files import FileTrouble
from tests.chaos.dialogue import PATIENCE, SMALL_PHOTO, Dialogue, dialogues
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.people import PHOTO, workers
from tests.chaos.performance import telegram, together
from tests.chaos.process import SECRET, Bot, payung, sqlite_url
from tests.chaos.records import count, rows

WORDS = catalogues("id")["common"]
NEWS = catalogues("id")["news"]
PEOPLE = workers(4)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def scene(folder: Path, play: Callable[[FakeTelegram, Bot], Awaitable[None]], mode: str = "polling") -> None:
    """Play it with a bot of its own, which breaks no rule, says nothing personal to its log and stops well."""

    async def performing() -> None:
        async with FakeTelegram() as fake, Bot(folder, telegram(fake, mode)) as bot:
            await bot.ready()
            await play(fake, bot)
            assert await bot.stop() == 0, bot.log
            fake.assert_clean()
            assert_nothing_personal(bot.log, PEOPLE)

    asyncio.run(performing())


async def until(one: Dialogue, said: str) -> None:
    """Play the script up to before this."""
    for line in one.worker.script[: one.worker.script.index(said)]:
        await one.says(line)
        await one.hears()


def test_an_update_that_cannot_be_read_does_not_stop_the_others_of_its_batch(furnished: Path) -> None:
    chat = {"id": 1002, "type": "private", "first_name": "Nurul"}
    broken: list[dict[str, Any]] = [
        {"message": {"message_id": 7, "date": "kemarin", "chat": chat, "text": PEOPLE[2].nik}},
        {"message": "bukan pesan"},
    ]

    async def play(fake: FakeTelegram, bot: Bot) -> None:
        talking = dialogues(fake, PEOPLE)
        await fake.down()
        for one, update in zip(talking, [*broken, None, None], strict=True):
            if update:
                fake.inject(update)
            await one.says("halo")
        await talking[0].seat.does_something_new()
        await fake.up()
        await asyncio.gather(*(one.hears() for one in talking))
        async with asyncio.timeout(60):
            while count(sqlite_url(furnished), "quarantine") != len(broken):
                await asyncio.sleep(0.01)

    scene(furnished, play)
    listed = payung(furnished, "quarantine")
    assert listed.stdout.startswith("2 waiting")
    assert_nothing_personal(listed.stdout + listed.stderr, PEOPLE)


def test_only_what_bears_the_secret_and_is_an_update_is_taken_by_the_webhook(furnished: Path) -> None:
    async def play(fake: FakeTelegram, bot: Bot) -> None:
        for secret, body, status in (
            ("", b'{"update_id": 1}', 403),
            ("tebakan", b'{"update_id": 1}', 403),
            ("r\u00e1hasia", b'{"update_id": 1}', 403),
            (SECRET, b"bukan json", 400),
            (SECRET, b"[]", 400),
            (SECRET, b'{"message": {}}', 400),
            (SECRET, b" " * 1_000_001, 413),
            (SECRET, b'{"update_id": 1}', 200),
        ):
            assert await posted(bot, secret, body) == status, (secret, body[:20])

    scene(furnished, play, mode="webhook")


async def posted(bot: Bot, secret: str, body: bytes) -> int:
    headers = {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.url}/telegram/webhook", data=body, headers=headers) as answer,
    ):
        return answer.status


def test_somebody_elses_number_an_edit_and_a_tap_under_a_forgotten_message_are_understood(
    furnished: Path,
) -> None:
    async def play(fake: FakeTelegram, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[3:])[0]
        await until(one, one.worker.phone)
        await one.seat.shares_contact(own=False)
        assert (await one.hears()).startswith(WORDS["unread.contact"])
        said = await one.seat.says("0812")
        await one.hears()
        await one.seat.edits(said, "08123")
        assert (await one.hears()).startswith(WORDS["unread.edited"])
        await one.seat.shares_contact(own=True)
        await one.hears()
        await one.seat.taps(one.seat.last.data[0], forgotten=True)
        assert "[Bekerja]" in await one.hears()

    scene(furnished, play)


def test_who_blocks_the_bot_is_written_to_again_only_after_letting_it_in(furnished: Path) -> None:
    async def play(fake: FakeTelegram, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        fake.order(Trouble.FLOOD, 10, method="sendMessage")  # time enough to be blocked in
        await one.says("halo")
        while "sendMessage 429" not in fake.stats()["counts"]:
            await asyncio.sleep(0.01)
        await one.seat.blocks()
        async with asyncio.timeout(PATIENCE):
            while rows(sqlite_url(furnished), "SELECT state FROM outbox") != [("held",)]:
                await asyncio.sleep(0.01)
        await one.seat.unblocks()
        await one.hears()
        await one.says("[Setuju]")
        await one.hears()

    scene(furnished, play)


def test_a_group_is_told_once_that_the_bot_talks_in_private(furnished: Path) -> None:
    async def play(fake: FakeTelegram, bot: Bot) -> None:
        group = fake.group(-77)
        members = [one.seat.person for one in dialogues(fake, PEOPLE)]
        for member in members:
            await group.says(member, "halo semua")
        await together(dialogues(fake, PEOPLE[3:]), None)
        assert [message.text for message in group.messages] == [WORDS["unread.group"]]

    scene(furnished, play)


def test_a_photo_that_cannot_be_fetched_is_told_of_and_keeps_nobody_waiting(furnished: Path) -> None:
    async def play(fake: FakeTelegram, bot: Bot) -> None:
        one, other = dialogues(fake, PEOPLE[:2])
        await asyncio.gather(until(one, PHOTO), until(other, PHOTO))
        await one.seat.sends_photo(SMALL_PHOTO, trouble=FileTrouble.EXPIRED)
        await other.seat.sends_photo(SMALL_PHOTO, trouble=FileTrouble.CUT)
        review = await one.hears()
        assert (await one.hears()).startswith(NEWS["file.gone"])
        await one.says("[Kirim]")
        assert "<number>" in await one.hears()
        assert "[Kirim]" in review and "[Kirim]" in await other.hears()

    scene(furnished, play)
