"""The program's start with WhatsApp and without: nothing is loaded in vain, nothing waits for Meta."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.rehearsal.whatsapp import Nasty, Trouble
from bot.settings import BadSettings, Bare
from tests.whatsapp.desk import desk, play

PROGRAM = """
import sys
import bot.app, bot.routes, bot.tasks
print(*sorted(name for name in sys.modules if "whatsapp" in name or name in ("aiohttp", "telegram")))
"""


def test_without_a_token_nothing_of_it_is_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


def test_without_a_token_there_is_no_route(tmp_path: Path, sqlite_url: str) -> None:
    async def scene() -> None:
        with pytest.raises(AssertionError):
            async with desk(sqlite_url, tmp_path, whatsapp_token=None):
                pass

    play(scene())


def test_meta_need_not_answer_for_the_program_to_start(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path, fake_nasty=Nasty(broken=1.0)) as bot:
            base = bot.hook.removesuffix("/whatsapp/webhook")
            async with aiohttp.ClientSession() as session:
                assert (await session.get(f"{base}/")).status == 200
            seat = bot.fake.person(7)
            await seat.says("halo")
            while not await bot.states():
                await asyncio.sleep(0.01)
            bot.fake.switch(Nasty())
            assert "Setuju?" in (await seat.next()).text

    with caplog.at_level(logging.INFO):
        play(scene())
    assert caplog.text.count("WhatsApp does not answer as it should") == 1


def test_a_slow_turn_shows_that_it_is_being_answered(tmp_path: Path, sqlite_url: str) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            typing, last = bot.app.whatsapp.typing, seat.room.known[-1]
            with typing.heard(seat.person.user_id, last):
                await asyncio.sleep(1.2)
            while last not in seat.room.typing:  # a slow machine may have shown it for turns before
                await asyncio.sleep(0.01)
            assert seat.room.read == seat.room.typing and set(seat.room.typing) <= set(seat.room.known)
            before = len(seat.room.read)
            bot.fake.order(Trouble.RESET, name=None)
            typing.show(seat.person.user_id)
            await asyncio.sleep(0.2)  # nothing is lost
            assert "Halo, Bapak/Ibu" in (await bot.says(seat, "halo")).text
            assert len(seat.room.read) <= before + 1

    play(scene())


@pytest.mark.parametrize("prices", ["x", "2026-10-01 service", "2026-10-01 service=x", "service=3"])
def test_prices_that_make_no_sense_are_named(prices: str) -> None:
    with pytest.raises(ValueError, match="must be like 2026-10-01"):
        Bare(whatsapp_prices=prices)


def test_a_version_that_makes_no_sense_is_named() -> None:
    with pytest.raises(ValueError, match="whatsapp_api_version"):
        Bare(whatsapp_api_version="26")
    assert issubclass(BadSettings, Exception)
