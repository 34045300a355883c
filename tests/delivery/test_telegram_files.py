"""A reply's file on Telegram: with its text as the caption, before a text that is too long, never in its way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram import LARGEST_FILE, Telegram
from bot.channels.telegram_updates import inbound, parsed
from bot.conversation.messages import File, Option, Reply
from bot.delivery.channel import OVER_LIMIT, ChannelError
from bot.files import LARGEST_SHEET
from bot.outgoing import Outgoing
from bot.rehearsal.lists import listed
from bot.rehearsal.sounds import silence
from bot.rehearsal.telegram import TOKEN, FakeTelegram, Nasty, Seat, Trouble
from storage.documents import Shelf
from storage.outbox import Queued
from tests.databases import VAULT

JPEG = b"\xff\xd8\xff\xe0" + b"contoh" * 200
LIST = listed("tegal harum 97.xlsx")
PDF = b"%PDF-1.4\nlaporan\n%%EOF\n"
YES_NO = (Option("1:yes", "Ya"), Option("1:no", "Tidak"))
CAPTION, LONG = "x" * 1024, "y" * 1025
Scene = Callable[["Stand"], Awaitable[None]]


class Stand:
    """A bot, its shelf, and the one person it writes to."""

    def __init__(self, fake: FakeTelegram, telegram: Telegram, shelf: Shelf, seat: Seat) -> None:
        self.fake, self.telegram, self.shelf, self.seat = fake, telegram, shelf, seat

    def file(self, content: bytes, name: str, kind: str = "document") -> File:
        return File(name, kind, f"shelf:{self.shelf.put(content)}")

    async def send(self, text: str, file: File | None, ask: str | None = None) -> str | None:
        options = YES_NO if ask is None else ()
        return await self.telegram.send(
            Queued(5, 1, "telegram", "7", Reply(text, options, file=file, ask=ask))
        )

    @property
    def seen(self) -> list[tuple[str, str, str | None]]:
        """What the person sees: how it was sent, its text, the name of its file."""
        return [(one.method, one.text, one.file.name if one.file else None) for one in self.seat.messages]


def rehearse(scene: Scene, folder, with_files: bool = True) -> None:
    @asynccontextmanager
    async def opened():
        async with FakeTelegram(nasty=Nasty(hang_seconds=0.2)) as fake:
            shelf = Shelf(folder / "documents", VAULT)
            given = Outgoing(shelf) if with_files else None
            telegram = Telegram(TOKEN, fake.url, outgoing=given)
            try:
                yield Stand(fake, telegram, shelf, fake.person(7))
            finally:
                await telegram.close()

    async def run() -> None:
        async with opened() as stand:
            await scene(stand)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("content", "name", "kind", "method"),
    [
        (PDF, "Laporan Agustus é.pdf", "document", "sendDocument"),
        (JPEG, "contoh.jpg", "photo", "sendPhoto"),
        (JPEG, "contoh.jpg", "document", "sendDocument"),
        (JPEG.ljust(10 * 1024 * 1024 + 1), "besar.jpg", "photo", "sendDocument"),
        (silence("ogg"), "nik.ask.ogg", "audio", "sendVoice"),
        (silence("mp3"), "nik.ask.mp3", "audio", "sendAudio"),
    ],
)
def test_a_file_and_its_text_are_one_message(tmp_path, content, name, kind, method):
    async def scene(stand: Stand) -> None:
        number = await stand.send(CAPTION, stand.file(content, name, kind))
        assert stand.seen == [(method, CAPTION, name)]
        last = stand.seat.last
        assert (str(last.id), last.labels) == (number, ["1. Ya", "2. Tidak"])
        assert last.file and last.file.content == content
        stand.fake.assert_clean()

    rehearse(scene, tmp_path)


def test_a_photo_is_shown_as_a_picture_and_a_document_is_not(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Seperti ini", stand.file(JPEG, "contoh.jpg", "photo"))
        await stand.send("Ini laporannya", stand.file(PDF, "laporan.pdf"))
        assert [one.is_photo for one in stand.seat.messages] == [True, False]
        assert stand.seat.last.json["document"]["mime_type"] == "application/pdf"

    rehearse(scene, tmp_path)


@pytest.mark.parametrize("text", [LONG, "🌂" * 513])
def test_a_text_too_long_for_a_caption_follows_its_file_with_its_buttons(tmp_path, text):
    async def scene(stand: Stand) -> None:
        number = await stand.send(text, stand.file(PDF, "laporan.pdf"))
        assert stand.seen == [("sendDocument", "", "laporan.pdf"), ("sendMessage", text, None)]
        assert [one.labels for one in stand.seat.messages] == [[], ["1. Ya", "2. Tidak"]]
        assert str(stand.seat.last.id) == number
        stand.fake.assert_clean()

    rehearse(scene, tmp_path)


def test_a_file_that_is_missing_does_not_keep_the_text_back(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Ini laporannya", File("laporan.pdf", "document", "shelf:ab12"))
        await stand.send(LONG, File("laporan.pdf", "document", "shelf:ab12"))
        assert stand.seen == [("sendMessage", "Ini laporannya", None), ("sendMessage", LONG, None)]

    rehearse(scene, tmp_path)


def test_without_a_shelf_a_reply_goes_without_its_file(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Ini laporannya", stand.file(PDF, "laporan.pdf"))
        assert stand.seen == [("sendMessage", "Ini laporannya", None)]

    rehearse(scene, tmp_path, with_files=False)


@pytest.mark.parametrize("content", [b"OggS and nothing to hear", silence("ogg", channels=2)])
def test_a_sound_that_telegram_refuses_does_not_keep_the_text_back(tmp_path, content):
    async def scene(stand: Stand) -> None:
        await stand.send("Berapa NIK?", stand.file(content, "nik.ask.ogg", "audio"))
        assert stand.seen == [("sendMessage", "Berapa NIK?", None)]

    rehearse(scene, tmp_path)


def test_a_sound_is_heard_in_the_chat(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Berapa NIK?", stand.file(silence("ogg"), "nik.ask.ogg", "audio"))
        await stand.send("Ini laporannya", stand.file(PDF, "laporan.pdf"))
        assert [one.is_sound for one in stand.seat.messages] == [True, False]

    rehearse(scene, tmp_path)


@pytest.mark.parametrize("text", ["Seperti ini", LONG])
def test_a_file_that_telegram_refuses_does_not_keep_the_text_back(tmp_path, text):
    async def scene(stand: Stand) -> None:
        await stand.send(text, stand.file(b"not a picture", "contoh.jpg", "photo"))
        assert stand.seen == [("sendMessage", text, None)]
        assert stand.seat.last.labels == ["1. Ya", "2. Tidak"]

    rehearse(scene, tmp_path)


def test_a_file_over_50_mb_is_not_even_tried(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Ini laporannya", stand.file(PDF.ljust(50 * 1024 * 1024 + 1), "laporan.pdf"))
        assert stand.seen == [("sendMessage", "Ini laporannya", None)]
        stand.fake.assert_clean()

    rehearse(scene, tmp_path)


TROUBLES = {
    Trouble.FLOOD: "later",
    Trouble.BROKEN: "down",
    Trouble.GARBAGE: "unsure",
    Trouble.RESET: "unsure",
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_goes_wrong_with_a_file_is_told_as_with_a_text(tmp_path, trouble):
    async def scene(stand: Stand) -> None:
        stand.fake.order(trouble, method="sendDocument")
        with pytest.raises(ChannelError) as failed:
            await stand.send("Ini laporannya", stand.file(PDF, "laporan.pdf"))
        assert failed.value.kind == TROUBLES[trouble]
        assert "sendMessage" not in [call.method for call in stand.fake.calls]

    rehearse(scene, tmp_path)


def test_a_person_who_blocked_the_bot_is_told_as_blocked(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.seat.blocks()
        for text in ("Ini laporannya", LONG):
            with pytest.raises(ChannelError) as failed:
                await stand.send(text, stand.file(PDF, "laporan.pdf"))
            assert failed.value.kind == "blocked"

    rehearse(scene, tmp_path)


def test_a_long_text_that_is_tried_again_does_not_bring_its_file_twice(tmp_path):
    async def scene(stand: Stand) -> None:
        file = stand.file(PDF, "laporan.pdf")
        stand.fake.order(Trouble.BROKEN, method="sendMessage")
        with pytest.raises(ChannelError) as failed:
            await stand.send(LONG, file)
        assert failed.value.kind == "down"
        await stand.send(LONG, file)
        assert [method for method, _, _ in stand.seen] == ["sendDocument", "sendMessage"]

    rehearse(scene, tmp_path)


def test_a_file_that_may_have_arrived_does_not_keep_a_long_text_back(tmp_path):
    async def scene(stand: Stand) -> None:
        stand.fake.order(Trouble.GARBAGE, method="sendDocument")
        await stand.send(LONG, stand.file(PDF, "laporan.pdf"))
        assert [method for method, _, _ in stand.seen] == ["sendDocument", "sendMessage"]

    rehearse(scene, tmp_path)


def test_a_file_takes_the_share_button_away_again(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Nomor HP?", None, ask="phone")
        assert stand.seat.keyboard
        await stand.send("Ini laporannya", stand.file(PDF, "laporan.pdf"), ask="photo")
        assert stand.seat.keyboard == []
        stand.fake.assert_clean()

    rehearse(scene, tmp_path)


LISTS = [
    ("daftar.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("daftar.XLS", "application/octet-stream"),
    ("daftar", "application/vnd.ms-excel"),
    ("daftar.ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("daftar.csv", "text/csv"),
    ("daftar.txt", "text/plain"),
    ("daftar", "text/comma-separated-values"),
]


@pytest.mark.parametrize(("name", "mime"), LISTS)
def test_a_list_comes_in_as_what_its_sender_calls_it_until_it_is_fetched(tmp_path, name, mime):
    async def scene(stand: Stand) -> None:
        await stand.seat.sends_file(LIST, name, mime)
        (update,) = stand.fake.updates
        found = inbound(parsed(update, stand.telegram.bot))
        assert found and found.incoming and (found.incoming.kind, found.incoming.name) == ("sheet", name)
        assert found.incoming.source and await stand.telegram.fetch(found.incoming.source) == LIST

    rehearse(scene, tmp_path)


@pytest.mark.parametrize("name", ["surat.docx", "akta.pdf", "daftar.zip", "xlsx"])
def test_another_file_is_none(tmp_path, name):
    async def scene(stand: Stand) -> None:
        await stand.seat.sends_file(PDF, name, "application/octet-stream")
        (update,) = stand.fake.updates
        found = inbound(parsed(update, stand.telegram.bot))
        assert found and found.incoming and found.incoming.kind == "document"

    rehearse(scene, tmp_path)


def test_a_list_of_20_mb_is_fetched_whole_and_a_larger_file_is_told_as_too_large(tmp_path):
    large = b"1;NI WAYAN SARI\r\n" * (LARGEST_SHEET // 17)

    async def scene(stand: Stand) -> None:
        await stand.seat.sends_file(large, "daftar.csv", "text/csv")
        for size in (LARGEST_FILE + 1, 25_000_000):
            await stand.seat.sends_file(LIST, "daftar.csv", "text/csv", size=size)
        found = [inbound(parsed(update, stand.telegram.bot)) for update in stand.fake.updates]
        first, *others = [one.incoming.source or "" for one in found if one and one.incoming]
        assert await stand.telegram.fetch(first) == large
        for source in others:
            with pytest.raises(ChannelError) as failed:
                await stand.telegram.fetch(source)
            assert (failed.value.kind, failed.value.problem) == ("refused", OVER_LIMIT)

    rehearse(scene, tmp_path)


def test_a_list_that_comes_back_is_a_document_with_its_name(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.send("Ini daftarnya, dengan keterangan.", stand.file(LIST, "Hasil tegal harum é.xlsx"))
        assert stand.seen == [
            ("sendDocument", "Ini daftarnya, dengan keterangan.", "Hasil tegal harum é.xlsx")
        ]
        assert stand.seat.last.file and stand.seat.last.file.content == LIST
        stand.fake.assert_clean()

    rehearse(scene, tmp_path)


def test_the_files_of_an_album_come_in_with_their_group(tmp_path):
    async def scene(stand: Stand) -> None:
        await stand.seat.sends_photo(JPEG, album="13579")
        await stand.seat.sends_file(PDF, "surat.pdf", "application/pdf", album="13579")
        await stand.seat.sends_photo(JPEG)
        found = [inbound(parsed(update, stand.telegram.bot)) for update in stand.fake.updates]
        files = [one.incoming for one in found if one and one.incoming]
        assert [(one.kind, one.group) for one in files] == [
            ("photo", "13579"), ("document", "13579"), ("photo", None),
        ]  # fmt: skip

    rehearse(scene, tmp_path)
