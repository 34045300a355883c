"""Files as people really send them: huge, broken, wrongly named, thirty at once: none lost, memory bounded."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.channels.web_refusals import WHY
from bot.rehearsal.pictures import bytes_of, picture
from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.dialogue import Dialogue, dialogues
from tests.chaos.people import workers
from tests.chaos.performance import telegram
from tests.chaos.process import Bot
from tests.chaos.records import count, rows
from tests.chaos.web_chat import Browser

MOST = 420  # megabytes at the peak: the program, uploads in memory (80), one picture being opened
FILES = 30


def large(width: int, height: int) -> bytes:
    """A photo of so many pixels."""
    made = BytesIO()
    Image.open(BytesIO(picture())).resize((width, height)).save(made, "JPEG", quality=60)
    return made.getvalue()


def peak(bot: Bot) -> int:
    """The most memory that the bot has used, in megabytes."""
    for line in Path(f"/proc/{bot.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    raise LookupError("VmHWM")


@pytest.fixture(scope="module")
def forty() -> bytes:
    return large(7300, 5500)


def test_thirty_photos_of_forty_megapixels_at_once_are_kept_in_bounded_memory(
    furnished: Path, forty: bytes
) -> None:
    async def one(bot: Bot) -> None:
        async with Browser(bot) as page:
            await page.says("halo")
            while (await page.shows("foto.jpg", forty))[0] != 200:  # no room: the page sends it again
                await asyncio.sleep(0.2)

    async def scene() -> None:
        async with Bot(furnished, {}) as bot:
            await bot.ready()
            await asyncio.gather(*(one(bot) for _ in range(FILES)))
            assert count(bot.database, "documents WHERE state = 'kept'") == FILES
            assert peak(bot) < MOST, peak(bot)
            assert await bot.stop() == 0

    asyncio.run(scene())


def test_thirty_photos_in_a_second_from_one_person_are_one_answer(furnished: Path) -> None:
    async def scene() -> None:
        async with FakeTelegram() as fake, Bot(furnished, telegram(fake)) as bot:
            await bot.ready()
            [one] = dialogues(fake, workers(1))
            await reported(one)
            await asyncio.gather(*(one.seat.sends_photo(picture()) for _ in range(FILES)))
            assert "Ini surat apa" in (await one.seat.next()).text
            while count(bot.database, "documents WHERE state = 'kept'") < FILES:
                await asyncio.sleep(0.1)
            assert count(bot.database, "documents WHERE album IS NOT NULL") == FILES - 1
            await one.seat.says("Surat lain")
            assert "Surat lain sudah kami simpan" in (await one.seat.next()).text
            assert rows(bot.database, "SELECT count(*) FROM events WHERE kind = 'document'") == [(1,)]
            assert await bot.stop() == 0
            fake.assert_clean()

    asyncio.run(scene())


async def reported(one: Dialogue) -> None:
    """An accident, as shortly as it can be told; the conversation is at the menu then."""
    for said in (
        "halo", "Setuju", "lapor kecelakaan", "Tidak, sudah aman", "Orang lain", "lewati", "Budi Santoso",
        "kemarin jam 5 pagi", "Benar", "Di tempat kerja", "Pasar Lima", "menyapu", "jatuh", "kaki", "Belum diobati",
        "Siti Aminah", "Keluarga", "0812 3456 7890", "Kirim",
    ):  # fmt: skip
        await one.seat.says(said)
        await one.seat.next()


BAD = {
    "a program that is called a photo": (b"MZ\x90\x00" + bytes(5000), "unknown"),
    "a photo that was cut short": (bytes_of("rusak.jpg"), "broken"),
    "a locked PDF": (bytes_of("terkunci.pdf"), "encrypted"),
    "half a PDF": (b"%PDF-1.7\n" + bytes(1000), "broken"),
    "nothing": (b"", "unknown"),
    "11 MB": (picture() + bytes(11_000_000), "too_large"),
}


def test_what_cannot_be_opened_is_refused_in_one_sentence_and_the_talk_goes_on(furnished: Path) -> None:
    async def scene() -> None:
        async with Bot(furnished, {}) as bot, Browser(bot) as page:
            await bot.ready()
            await page.says("halo")
            for about, (content, reason) in BAD.items():
                status, why = await page.shows("akta.jpg", content)
                assert (status // 100, why) == (4, WHY[reason]["id"]), about
            assert count(bot.database, "documents") == 0
            assert await page.says("setuju")
            assert await bot.stop() == 0

    asyncio.run(scene())
