"""What keeps the program from starting is said in one clear sentence, and what can wait is waited for."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.rehearsal.telegram import TOKEN, FakeTelegram
from storage.migrate import newest
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.performance import furnish, telegram
from tests.chaos.process import KEY, SECRET, Bot, payung, sqlite_url
from tests.chaos.web_chat import Browser
from tests.ports import free_port

NOBODY = "http://127.0.0.1:1"  # nothing listens there
PASSWORD = "sandi-rahasia"
OTHER_TOKEN = "654321:WRONG-abcdefghijklmnopqrstuvwxyz012345"


def complaint(folder: Path, *arguments: str, **settings: object) -> str:
    """The one sentence with which `payung serve` gives up."""
    ended = payung(folder, "serve", *arguments, **({"port": free_port(), "log_level": "ERROR"} | settings))
    assert ended.returncode == 2, ended.stderr
    assert ended.stdout == ""
    assert_nothing_personal(ended.stderr)
    assert PASSWORD not in ended.stderr
    (sentence,) = ended.stderr.splitlines()
    assert sentence.startswith("payung: ")
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("timezone", "Mars/Olympus", "PAYUNG_TIMEZONE: is not a time zone"),
        ("data_key", None, "PAYUNG_DATA_KEY is missing"),
        ("data_key", "###", "PAYUNG_DATA_KEY is not base64"),
        ("data_key", b64encode(b"kurang panjang").decode(), "PAYUNG_DATA_KEY must be 32 bytes"),
        ("port", 70000, "PAYUNG_PORT"),
        ("host", "tidak.ada.invalid", "tidak.ada.invalid:"),
        ("database_url", f"mysql://payung:{PASSWORD}@127.0.0.1/payung", "PAYUNG_DATABASE_URL"),
        ("database_url", f"postgresql://payung:{PASSWORD}@127.0.0.1:pintu/payung", "PAYUNG_DATABASE_URL"),
        ("database_url", f"postgresql://payung:{PASSWORD}@127.0.0.1:1/payung", "The database cannot be used"),
        ("database_url", "sqlite://payung.db", "PAYUNG_DATABASE_URL"),
        ("database_url", "sqlite:////proc/payung/payung.db", "The data folder /proc/payung cannot be used"),
        ("log_level", "LOUD", "PAYUNG_LOG_LEVEL"),
        ("telegram_mode", "pigeon", "PAYUNG_TELEGRAM_MODE"),
        ("telegram_api_url", "nowhere", "PAYUNG_TELEGRAM_API_URL"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, setting: str, value: object, named: str) -> None:
    assert named in complaint(tmp_path, **{setting: value})


@pytest.mark.parametrize(
    ("secret", "named"), [(None, "is needed in webhook mode"), ("tidak boleh begini", "1-256 letters")]
)
def test_a_webhook_needs_a_secret_that_telegram_takes(tmp_path: Path, secret: str | None, named: str) -> None:
    told = {"telegram_token": TOKEN, "telegram_mode": "webhook", "telegram_secret": secret}
    sentence = complaint(tmp_path, **told)
    assert "PAYUNG_TELEGRAM_SECRET" in sentence
    assert named in sentence


def test_an_unknown_part_is_named(tmp_path: Path) -> None:
    assert "--only does not know pigeons" in complaint(tmp_path, "--only", "web,pigeons")


def test_a_data_folder_below_a_file_or_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    for folder in (tmp_path / "berkas", tmp_path / "berkas" / "data"):
        assert f"{folder} cannot be used" in complaint(tmp_path, database_url=sqlite_url(folder))


def test_a_file_that_is_no_database_and_a_folder_in_its_place_are_named(tmp_path: Path) -> None:
    (tmp_path / "payung.db").write_text("bukan basis data " * 100)
    assert "file is not a database" in complaint(tmp_path)
    (tmp_path / "payung.db").unlink()
    (tmp_path / "payung.db").mkdir()
    assert "The database cannot be used" in complaint(tmp_path)


def test_the_database_of_a_newer_release_is_refused_and_left_alone(furnished: Path) -> None:
    with closing(sqlite3.connect(furnished / "payung.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    sentence = complaint(furnished)
    assert "newer release (version 9999)" in sentence
    assert newest() in sentence


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"127.0.0.1:{port} cannot be used" in complaint(tmp_path, port=port)


def test_a_postgresql_that_lets_nobody_in_in_time_is_given_up(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        url = f"postgresql+psycopg://payung:{PASSWORD}@127.0.0.1:{silent.getsockname()[1]}/payung"
        assert "The database cannot be used" in complaint(tmp_path, database_url=url)
        assert time.monotonic() - began < 60


def test_a_database_that_does_not_exist_is_named(tmp_path: Path, postgres_url: str) -> None:
    nowhere = postgres_url.replace("/payung_test", "/payung_nowhere")
    assert "does not exist" in complaint(tmp_path, database_url=nowhere)


def test_another_data_key_is_refused_before_anything_is_written(spoken: Path) -> None:
    other = b64encode(b"k" * 32).decode()
    assert "another PAYUNG_DATA_KEY" in complaint(spoken, data_key=other)
    assert "another PAYUNG_DATA_KEY" in complaint(spoken, data_key=f"{other},{b64encode(b'l' * 32).decode()}")


def test_a_new_data_key_before_the_old_one_is_taken(spoken: Path) -> None:
    async def scene() -> None:
        told = {"data_key": f"{b64encode(b'k' * 32).decode()},{KEY}"}
        async with Bot(spoken, told) as bot:
            await bot.ready()

    asyncio.run(scene())


@pytest.fixture
def spoken(furnished: Path) -> Iterator[Path]:
    """A folder whose bot somebody has spoken with."""

    async def scene() -> None:
        async with Bot(furnished, {}) as bot, Browser(bot) as browser:
            await bot.ready()
            await browser.says("halo")
            assert await bot.stop() == 0

    asyncio.run(scene())
    yield furnished
    shutil.rmtree(furnished)


@pytest.mark.parametrize("token", [OTHER_TOKEN, "bukan-token", "ada spasi: di sini"])
def test_a_wrong_token_ends_the_program_in_one_sentence(tmp_path: Path, token: str) -> None:
    async def scene() -> str:
        async with FakeTelegram() as fake:
            told = telegram(fake) | {"telegram_token": token}
            return await asyncio.to_thread(complaint, tmp_path, **told)

    sentence = asyncio.run(scene())
    assert "Telegram does not accept PAYUNG_TELEGRAM_TOKEN" in sentence
    assert token not in sentence


def test_while_telegram_cannot_be_reached_the_web_chat_works_and_the_log_says_so_once(
    furnished: Path,
) -> None:
    told = {"telegram_token": TOKEN, "telegram_api_url": NOBODY}

    async def scene() -> str:
        async with Bot(furnished, told) as bot, Browser(bot) as browser:
            await bot.ready()
            assert "Setuju?" in await browser.says("halo")
            while "Telegram cannot be reached" not in bot.log:
                await asyncio.sleep(0.05)
            await asyncio.sleep(3.5)
            assert await bot.stop() == 0
            return bot.log

    log = asyncio.run(scene())
    assert log.count("Telegram cannot be reached") == 1, log
    assert_nothing_personal(log)


def test_a_webhook_address_that_telegram_refuses_is_said_once(furnished: Path) -> None:
    async def scene() -> str:
        async with FakeTelegram() as fake:
            told = telegram(fake, "webhook") | {"public_url": "http://payung.example"}
            async with Bot(furnished, told) as bot:
                await bot.ready()
                while "PAYUNG_PUBLIC_URL" not in bot.log:
                    await asyncio.sleep(0.05)
                await asyncio.sleep(1.5)
                return bot.log

    log = asyncio.run(scene())
    assert log.count("PAYUNG_PUBLIC_URL") == 1
    assert_nothing_personal(log)


def test_an_empty_setting_is_one_that_is_not_set(furnished: Path) -> None:
    async def scene() -> None:
        empty = dict.fromkeys(("telegram_token", "telegram_secret", "whatsapp_token", "timezone"), "")
        async with Bot(furnished, empty) as bot, Browser(bot) as browser:
            await bot.ready()
            assert "Setuju?" in await browser.says("halo")

    asyncio.run(scene())


def test_the_database_is_brought_to_this_release_as_often_as_one_likes(tmp_path: Path) -> None:
    told = [payung(tmp_path, "migrate") for _ in range(2)]
    assert [one.returncode for one in told] == [0, 0]
    assert {one.stdout for one in told} == {f"version {newest()}\n"}


def test_a_folder_is_made_where_there_is_none(tmp_path: Path, loaded: Path) -> None:
    inside = tmp_path / "data" / "payung"
    assert payung(tmp_path, "migrate", database_url=sqlite_url(inside)).returncode == 0
    furnish(inside, loaded)
    assert SECRET not in str(inside)
