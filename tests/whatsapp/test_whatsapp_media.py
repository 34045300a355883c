"""Files on WhatsApp: fetched and checked, refused for their size before they are loaded, sent with what is said."""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels import whatsapp_media
from bot.channels.whatsapp_media import same
from bot.conversation.messages import File, Option, Reply
from bot.delivery.channel import ChannelError
from bot.rehearsal.pictures import bytes_of
from bot.rehearsal.sounds import silence
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.whatsapp import FileTrouble, Seat
from storage.documents import get
from storage.outbox import Queued
from storage.statement import Statement
from storage.tables import documents
from tests.databases import VAULT
from tests.whatsapp.desk import Desk, desk, play

KTP = bytes_of("ktp.jpg")
UPLOAD = Upload("ktp.jpg", "image/jpeg", KTP)
FILES = Statement(documents.select())


async def report(bot: Desk, seat: Seat) -> None:
    """To where a photo of the identity card is asked for."""
    said = ("daftar", "1", "banjarmasin", "6371011708859004", "1", "SITI AMINAH", "Banjarmasin", "17-8-1985",
            "GALUH", "1", "Banjarmasin Timur", "Pekapuran Raya", "Jl. Melati 5", "081234567890", "1", "1", "1",
            "1", "Pasar Lima", "Senin-Sabtu", "1500000", "lewati", "tidak ada")  # fmt: skip
    for text in said:
        await bot.says(seat, text)
    assert "foto KTP" in seat.last.text


async def kept(bot: Desk) -> Any:
    """The one file that was sent, once it is kept or lost."""
    async with asyncio.timeout(60):
        while (
            not (rows := await bot.app.database.read(lambda tx: tx.all(FILES)))
            or rows[0]["state"] == "waiting"
        ):
            await asyncio.sleep(0.02)
    return await bot.app.database.read(lambda tx: get(tx, VAULT, rows[0]["id"]))


@pytest.mark.parametrize("trouble", [FileTrouble.NONE, FileTrouble.EXPIRED])
@pytest.mark.parametrize("links", [True, False])
def test_a_photo_is_fetched_by_its_link_or_by_a_fresh_one(
    sqlite_url: str, tmp_path: Path, trouble: FileTrouble, links: bool
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            await report(bot, seat)
            seat.links = links
            await seat.sends_photo(KTP, trouble=trouble)
            assert "Mohon diperiksa dulu" in (await seat.next()).text
            found = await kept(bot)
            assert (found.state, found.kind) == ("kept", "photo")
            fresh = not links or trouble is FileTrouble.EXPIRED
            assert bot.fake.counts.get("media", 0) == int(fresh)
            bot.fake.assert_clean()

    play(scene())


def test_a_file_that_is_gone_is_said_to_be_lost(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            await report(bot, seat)
            await seat.sends_photo(KTP, trouble=FileTrouble.GONE)
            await seat.next()
            assert "tidak sampai kepada kami" in (await seat.next()).text
            assert (await kept(bot)).state == "lost"

    play(scene())


@pytest.mark.parametrize("trouble", [FileTrouble.ALTERED, FileTrouble.CUT])
def test_other_bytes_than_were_told_are_not_taken(
    sqlite_url: str, tmp_path: Path, trouble: FileTrouble
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            fields = seat._kept(UPLOAD, "image", trouble)
            with pytest.raises(ChannelError) as refused:
                await bot.app.whatsapp.fetch(json.dumps(fields))
            assert refused.value.kind == "down"  # tried again

    play(scene())


def test_what_is_too_large_is_not_even_loaded(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whatsapp_media, "LARGEST", len(KTP) - 1)

    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            for links in (True, False):
                seat.links = links
                fields = seat._kept(UPLOAD, "image")
                with pytest.raises(ChannelError) as refused:
                    await bot.app.whatsapp.fetch(json.dumps(fields))
                assert (refused.value.kind, refused.value.problem) == ("refused", "over the limit")
            assert bot.fake.counts.get("download", 0) == 1  # with a link: its length was told first

    play(scene())


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/x",
        "http://lookaside.fbsbx.com/x",
        "https://fbsbx.com.evil.example/x",
        "ftp://127.0.0.1/x",
        "x",
    ],
)
def test_nobody_but_meta_is_shown_the_token(sqlite_url: str, tmp_path: Path, link: str) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            with pytest.raises(ChannelError, match="not Meta's"):
                await bot.app.whatsapp.graph.download(link, 10)
            assert bot.app.whatsapp.graph._may_see_token("https://lookaside.fbsbx.com/x")

    play(scene())


def test_a_checksum_is_read_in_base64_and_in_hex() -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    assert (
        same(b"x", digest) and same(b"x", "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=") and same(b"x", "")
    )
    assert not same(b"y", digest)


async def sends(bot: Desk, seat: Seat, reply: Reply, number: int = 1) -> None:
    await bot.app.whatsapp.send(Queued(number, 1, "whatsapp", seat.person.user_id, reply, at=bot.clock()))


def test_a_picture_and_a_paper_go_with_what_is_said(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            example = File("contoh.png", "photo", "picture:example")
            for number in range(2):
                await sends(bot, seat, Reply("Seperti ini", file=example), number)
                shown = await seat.next()
                assert shown.is_photo and shown.text == "Seperti ini"
            assert bot.fake.counts["upload"] == 1  # once for everybody
            paper = await asyncio.to_thread(bot.app.shelf.put, b"%PDF-1.7\n" + b"x" * 200)
            pdf = File("laporan.pdf", "document", f"shelf:{paper}")
            await sends(bot, seat, Reply("Ini laporannya", file=pdf))
            shown = await seat.next()
            assert shown.file and (shown.file.name, shown.file.kind) == ("laporan.pdf", "document")
            await sends(bot, seat, Reply("x" * 2000, file=pdf), 9)
            first, then = await seat.next(), await seat.next()
            assert first.file and not first.text and first.tracker is None
            assert then.text == "x" * 2000 and then.file is None
            assert seat.room.typing  # it takes a while
            bot.fake.assert_clean()

    play(scene())


@pytest.mark.parametrize("code", [131053, 100])
def test_what_is_to_be_said_is_never_kept_back_by_a_file(sqlite_url: str, tmp_path: Path, code: int) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            bot.fake.order(code, name="upload")
            paper = await asyncio.to_thread(bot.app.shelf.put, b"%PDF-1.7\n" + b"x" * 200)
            odd = await asyncio.to_thread(bot.app.shelf.put, b"PK\x03\x04 nothing that WhatsApp takes")
            for source in (f"shelf:{paper}", f"shelf:{odd}", "shelf:none"):
                await sends(bot, seat, Reply("Ini laporannya", file=File("a.pdf", "document", source)))
                shown = await seat.next()
                assert (shown.kind, shown.text) == ("text", "Ini laporannya")

    play(scene())


def test_an_upload_that_may_go_later_waits(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            bot.fake.order(131000, name="upload")
            reply = Reply("Seperti ini", file=File("contoh.png", "photo", "picture:example"))
            with pytest.raises(ChannelError) as refused:
                await sends(bot, seat, reply)
            assert refused.value.kind == "down"
            await sends(bot, seat, reply)
            assert (await seat.next()).is_photo

    play(scene())


def recorded(bot: Desk, name: str, content: bytes) -> File:
    """A recording of ours."""
    file = bot.app.recordings.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return File(file.name, "audio", f"spoken:1:{name}")


@pytest.mark.parametrize("ending", ["ogg", "mp3"])
def test_a_recording_goes_before_what_it_says(sqlite_url: str, tmp_path: Path, ending: str) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            sound = recorded(bot, f"id/register/nik.ask.{ending}", silence(ending))
            for number in range(2):
                await sends(bot, seat, Reply("Berapa NIK?", (Option("1:yes", "Ya"),), file=sound), number)
                first, then = await seat.next(), await seat.next()
                assert first.kind == "audio" and first.file and first.file.upload.content == silence(ending)
                assert (then.text, then.titles) == ("Berapa NIK?", ["Ya"])
            assert bot.fake.counts["upload"] == 1  # once for everybody
            bot.fake.assert_clean()

    play(scene())


@pytest.mark.parametrize("content", [b"OggS and nothing to hear", silence("ogg", channels=2)])
def test_a_sound_of_another_kind_is_not_handed_to_whatsapp(
    sqlite_url: str, tmp_path: Path, content: bytes
) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            await sends(
                bot, seat, Reply("Berapa NIK?", file=recorded(bot, "id/register/nik.ask.ogg", content))
            )
            assert (await seat.next()).text == "Berapa NIK?"
            assert "upload" not in bot.fake.counts
            bot.fake.assert_clean()

    play(scene())
