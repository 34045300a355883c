"""Several processes on one PostgreSQL: each does its parts, and together they serve one conversation."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.dialogue import Dialogue, dialogues
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.people import workers
from tests.chaos.performance import Heard, load_programmes, telegram, together
from tests.chaos.process import Bot
from tests.chaos.web_chat import Browser

CODE = re.compile(r"(?<=: )[A-Z0-9]{8}\b")


def test_one_process_for_the_web_and_one_for_telegram_serve_one_person(
    postgres_url: str, tmp_path: Path, undisturbed: Heard
) -> None:
    """Somebody registers on Telegram, takes a code there and sees the registration in the web chat."""
    load_programmes(tmp_path, database_url=postgres_url)

    async def scene() -> None:
        async with FakeTelegram() as fake:
            told = telegram(fake) | {"database_url": postgres_url}
            talking = Bot(tmp_path, told, ["--only", "sender,telegram,jobs"])
            page = Bot(tmp_path, told, ["--only", "web"])
            async with talking, page, Browser(page) as browser:
                await asyncio.gather(talking.ready(), page.ready())
                one = dialogues(fake, workers(1))[0]
                await one.play()
                assert one.heard == undisturbed[one.worker.habit]
                shown = await seen_on_the_web(browser, await code_of(one))
                assert one.worker.name in shown
                assert "BAN-" in shown
                assert (await talking.stop(), await page.stop()) == (0, 0)
            fake.assert_clean()
            assert_nothing_personal(talking.log + page.log, workers(1))

    asyncio.run(scene())


async def code_of(one: Dialogue) -> str:
    """The code with which another phone may speak for the same person."""
    for said in ("data saya", "[Pakai HP lain juga]"):
        await one.says(said)
        told = await one.hears()
    found = CODE.search(told)
    assert found, told
    return found[0]


async def seen_on_the_web(browser: Browser, code: str) -> str:
    """What the web chat says of the registration, once the code and the birth date were given."""
    for said in ("halo", "setuju", "punya kode", code, "17-8-1985"):
        await browser.says(said)
    return await browser.says("status")


def test_what_one_process_hears_another_sends(postgres_url: str, tmp_path: Path, undisturbed: Heard) -> None:
    """One takes the webhook's updates and sends nothing, two others send and hear nothing."""
    load_programmes(tmp_path, database_url=postgres_url)
    beginning = [replace(one, script=one.script[:8]) for one in workers(12)]

    async def scene() -> None:
        async with FakeTelegram() as fake:
            told = telegram(fake, "webhook") | {"database_url": postgres_url}
            hearing = Bot(tmp_path, told, ["--only", "web,telegram"])
            senders = [Bot(tmp_path, told, ["--only", "sender,jobs"]) for _ in range(2)]
            async with hearing, senders[0], senders[1]:
                await asyncio.gather(*(bot.ready() for bot in (hearing, *senders)))
                talking = dialogues(fake, beginning)
                await together(talking, None)
            for one in talking:
                assert one.heard == undisturbed[one.worker.habit][:8]
                assert one.repeats == 0

    asyncio.run(scene())
