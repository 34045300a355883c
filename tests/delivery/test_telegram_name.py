"""The bot's name for links: Telegram is asked once, and nobody waits long where it does not answer."""

from __future__ import annotations

import asyncio
import time

from bot.channels.telegram_name import FILE, known_name
from bot.rehearsal.telegram import TOKEN, FakeTelegram, Nasty, Trouble

NAME = "payung_rehearsal_bot"
ANOTHER = "4242:another-secret"
NOBODY = "http://127.0.0.1:9"


def test_telegram_is_asked_once(tmp_path):
    async def scene() -> None:
        async with FakeTelegram() as fake:
            assert await known_name(tmp_path / "var", TOKEN, fake.url) == NAME
            assert await known_name(tmp_path / "var", TOKEN, NOBODY) == NAME
            assert [call.method for call in fake.calls] == ["getMe"]
            assert TOKEN.partition(":")[2] not in (tmp_path / "var" / FILE).read_text()

    asyncio.run(scene())


def test_the_name_of_another_bot_is_not_taken_for_ours(tmp_path):
    async def scene() -> None:
        async with FakeTelegram() as fake:
            await known_name(tmp_path, TOKEN, fake.url)
        assert await known_name(tmp_path, ANOTHER, NOBODY) == ""
        assert (tmp_path / FILE).read_text() == f"{TOKEN.partition(':')[0]} {NAME}\n"

    asyncio.run(scene())


def test_without_an_answer_the_name_is_not_known_and_nothing_noted(tmp_path):
    async def scene() -> None:
        async with FakeTelegram(nasty=Nasty(hang_seconds=120)) as fake:
            for trouble in (Trouble.SILENT, Trouble.BROKEN, Trouble.GARBAGE, Trouble.RESET):
                fake.order(trouble, method="getMe")
                began = time.monotonic()
                assert await known_name(tmp_path, TOKEN, fake.url) == ""
                assert time.monotonic() - began < 20
        assert not (tmp_path / FILE).exists()

    asyncio.run(scene())


def test_a_note_that_cannot_be_read_is_written_anew(tmp_path):
    async def scene() -> None:
        (tmp_path / FILE).write_bytes(b"\xff\xfe")
        async with FakeTelegram() as fake:
            assert await known_name(tmp_path, TOKEN, fake.url) == NAME

    asyncio.run(scene())
