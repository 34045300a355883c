"""A message that no handler can play stops nobody: it is kept, the person is told, it is played again."""

from __future__ import annotations

import asyncio
import logging
from argparse import Namespace
from pathlib import Path

import pytest

from bot.commands import quarantine
from storage import inbox
from storage.database import Database
from storage.statement import Row, Statement
from storage.tables import chats as chats_table
from storage.tables import documents as documents_table
from tests.databases import VAULT
from tests.delivery.desk import NAME, desk, play, says, until
from tests.delivery.house import KEY, house


async def set_aside(database: Database) -> list[Row]:
    return [row for row, _ in await database.read(lambda tx: inbox.quarantined(tx, VAULT))]


def test_the_person_gets_a_kind_sentence_and_the_next_messages_work(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.step.broken.add("rusak 6371015708859001")
            handled = await bot.write("1", "rusak 6371015708859001")
            assert handled.problem and handled.queued
            await bot.write("1", "b")
            await bot.write("2", "c")
            await bot.settled(3)
            sorry, second = bot.post.to("1")
            assert sorry and "rusak" not in sorry
            assert (second, bot.post.to("2")) == ("b", ["c"])
            [row] = await set_aside(bot.database)
            assert (row["channel"], row["address"]) == (NAME, "1")
            assert row["problem"].startswith("RuntimeError at desk.py:")

    with caplog.at_level(logging.INFO):
        play(scene())
    assert "a message went to quarantine: RuntimeError at desk.py" in caplog.text
    assert "6371015708859001" not in caplog.text


def test_nothing_of_a_message_that_failed_is_kept_but_the_message(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.step.broken.add("rusak")
            await bot.write("1", "a")
            await bot.write("1", "rusak")
            assert await bot.heard("1") == ["a"]
            [(_, message)] = await bot.database.read(lambda tx: inbox.quarantined(tx, VAULT))
            assert message["said"]["text"] == "rusak"

    play(scene())


def test_the_answers_keep_their_order_around_it_also_when_all_come_at_once(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.step.broken.add("rusak")
            await asyncio.gather(*(bot.write("1", text) for text in ("a", "rusak", "b", "c")))
            await bot.settled(4)
            first, _, *rest = bot.post.to("1")
            assert [first, *rest] == ["a", "b", "c"]

    play(scene())


def test_it_is_set_aside_once_however_often_it_comes(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.step.broken.add("rusak")
            handled = [await bot.write("1", "rusak") for _ in range(3)]
            assert [each.again for each in handled] == [False, True, True]
            assert len(await set_aside(bot.database)) == 1
            await bot.settled(1)
            assert len(bot.post.to("1")) == 1

    play(scene())


def test_a_message_of_a_form_that_nobody_reads_is_kept(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            raw = {"update_id": 7, "message": {"strange": True}}
            for _ in range(2):
                await bot.inbox.receive_unreadable(NAME, "7", raw, KeyError("chat"))
            [(row, message)] = await bot.database.read(lambda tx: inbox.quarantined(tx, VAULT))
            assert message == raw
            assert row["problem"].startswith("KeyError")

    play(scene())


def test_a_chat_whose_session_cannot_be_opened_loses_no_message_and_stops_nobody(database_url: str) -> None:
    spoil = Statement(chats_table.update().where(chats_table.c.address == "1").values(session=b"spoilt"))

    async def scene() -> None:
        async with desk(database_url) as bot:
            await bot.write("1", "a")
            await bot.database.run(lambda tx: tx.run(spoil))
            done = await asyncio.gather(bot.write("1", "b"), bot.write("2", "c"))
            assert done[0].problem and done[0].queued is None and done[1].queued
            assert (await bot.write("1", "b")).again
            [(row, message)] = await bot.database.read(lambda tx: inbox.quarantined(tx, VAULT))
            assert (row["address"], message["said"]["text"]) == ("1", "b")

    play(scene())


def test_a_closed_chat_whose_message_fails_is_open_again(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.step.broken.add("rusak")
            bot.post.trouble["1"].append(says("blocked"))
            await bot.write("1", "a")
            while await bot.states() != ["held"]:
                await asyncio.sleep(0.01)
            await bot.write("1", "rusak")
            assert await bot.settled(2) == ["sent", "sent"]
            assert bot.post.to("1")[0] == "a"

    play(scene())


@pytest.fixture
def operator(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The operator's shell."""
    monkeypatch.chdir(tmp_path)
    settings = {"DATABASE_URL": database_url, "DATA_DIR": str(tmp_path), "DATA_KEY": KEY}
    for name, value in settings.items():
        monkeypatch.setenv(f"PAYUNG_{name}", value)
    return database_url


def command(action: str) -> int:
    return quarantine.run(Namespace(action=action))


def test_an_operator_sees_what_waits_and_plays_it_again(
    operator: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scene() -> None:
        async with house(operator, tmp_path) as bot:
            bot.broken.add("1")
            await bot.say("1", "halo 6371015708859001")
            await until(lambda: len(bot.post.to("1")) == 1)
            bot.broken.clear()
            assert await asyncio.to_thread(command, "list") == 0
            listed = capsys.readouterr().out
            assert listed.startswith("1 waiting\n") and "RuntimeError at house.py" in listed
            assert "6371015708859001" not in listed
            assert await asyncio.to_thread(command, "replay") == 0
            assert capsys.readouterr().out.rstrip().endswith("played")
            await until(lambda: len(bot.post.to("1")) == 2)
            assert bot.post.to("1")[1] != bot.post.to("1")[0]
            assert (await bot.chat("1")).session.step > 0
            assert await asyncio.to_thread(command, "list") == 0
            assert capsys.readouterr().out.startswith("0 waiting")

    play(scene())


def test_what_cannot_be_played_again_either_is_said_to_wait(
    operator: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scene() -> None:
        async with house(operator, tmp_path, started=False) as bot:
            bot.broken.add("1")
            await bot.say("1", "halo")
            [(row, message)] = await bot.database.read(lambda tx: inbox.quarantined(tx, VAULT))
            assert "waits again" in await quarantine.play_again(bot, row, message)
            [left] = await set_aside(bot.database)
            assert left["key"] == f"replay:{row['id']}"

    play(scene())


def test_a_photo_is_played_again_with_its_file(operator: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(operator, tmp_path, started=False) as bot:
            bot.broken.add("1")
            assert (await bot.show("1", "file-7")).problem
            bot.broken.clear()
            [(row, message)] = await bot.database.read(lambda tx: inbox.quarantined(tx, VAULT))
            assert await quarantine.play_again(bot, row, message) == "played"
            assert await set_aside(bot.database) == []
            document = Statement(documents_table.select())
            [noted] = await bot.database.read(lambda tx: tx.all(document))
            assert VAULT.open(noted["source"], "documents.source") == b"file-7"

    play(scene())
