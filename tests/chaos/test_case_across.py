"""A case begun on Telegram, given papers in the web chat, finished after a restart: one list of events."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.rehearsal.pictures import picture
from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.dialogue import Dialogue
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.people import Worker
from tests.chaos.performance import telegram
from tests.chaos.process import Bot
from tests.chaos.records import count, rows
from tests.chaos.web_chat import Browser

WIDOW = Worker(1, "6371015708859077", "SITI AMINAH", "RAHMAH", "Gang Melati 5", "0812 3456 7890")
REPORT = (
    "halo", "[Setuju]", "suami saya meninggal", "[Suami atau istri]", WIDOW.nik, "[Benar]", "Hasan Basri", "8-3-2026",
    "[Sakit]", "Siti Aminah", WIDOW.phone, "[Kirim]",
)  # fmt: skip
NUMBER = re.compile(r"DUK-\d{6}")
CODE = re.compile(r"(?<=Kode: )[A-Z0-9]{8}")
EVENTS = "SELECT kind, chat_id, record_id FROM events WHERE record = 'case' ORDER BY id"


def test_a_case_is_one_list_of_events_on_whatever_phone_and_after_whatever_restart(furnished: Path) -> None:
    async def scene() -> None:
        async with FakeTelegram() as fake, Bot(furnished, telegram(fake)) as bot, Browser(bot) as page:
            await bot.ready()
            widow = Dialogue(WIDOW, fake.person(1001, "Siti Aminah"))
            number, code = await reported(widow)
            left = await half_of_the_papers(page, number, code)
            assert left > 1
            assert await bot.stop() == 0
            await bot.start()
            await bot.ready()
            told = await the_other_papers(widow)
            assert "sudah lengkap" in told
            async with asyncio.timeout(60):
                while count(bot.database, "documents WHERE state = 'waiting'"):
                    await asyncio.sleep(0.02)
            assert await bot.stop() == 0
            happened = rows(bot.database, EVENTS)
            assert len({case for _, _, case in happened}) == 1
            assert len({chat for kind, chat, _ in happened if kind == "document"}) == 2
            assert [kind for kind, _, _ in happened if kind != "document"] == ["reported", "completed"]
            assert count(bot.database, "documents WHERE state = 'kept'") == len(happened) - 2
            assert count(bot.database, "quarantine") == 0
            fake.assert_clean()
            assert_nothing_personal(bot.log, [WIDOW])

    asyncio.run(scene())


async def reported(widow: Dialogue) -> tuple[str, str]:
    """Number and code of the case."""
    told = ""
    for said in REPORT:
        await widow.says(said)
        told = (await widow.seat.next()).text if said == REPORT[-1] else await widow.hears()
    number, code = NUMBER.search(told), CODE.search(told)
    assert number and code, told
    return number[0], code[0]


async def half_of_the_papers(page: Browser, number: str, code: str) -> int:
    """Opened with the code in the web chat; half of what is missing is sent. How much is left."""
    for said in ("halo", "Setuju", "buka laporan", number, code, "Kirim surat-surat"):
        await page.says(said)
    sent, left = 0, 99
    while left > sent:
        status, told = await page.shows("surat.jpg", picture())
        assert status == 200, told
        left = len([label for label in page.labels if label[0] != "✓"]) - 2  # "other paper", and this one
        await page.says(page.labels[0])
        sent += 1
    return left


async def the_other_papers(widow: Dialogue) -> str:
    """Sent on the phone that reported, whose conversation is at the menu; what is said in the end."""
    told = ""
    for _ in range(12):
        await widow.seat.sends_photo(picture())
        which = await widow.seat.next()
        label = next(button for row in which.buttons for button in row)
        await widow.seat.taps(label.data or "", which)
        told = (await widow.seat.next()).text
        if "sudah lengkap" in told:
            break
    return told
