"""A scene on WhatsApp: a bot of its own, which is clean when it ends; and bodies made by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp

from bot.rehearsal.whatsapp import (
    APP_SECRET,
    NUMBER_ID,
    FakeWhatsApp,
    person,
)
from bot.rehearsal.whatsapp.payloads import SIGNATURE, signed
from tests.chaos.people import workers
from tests.chaos.process import Bot
from tests.chaos.whatsapp_dialogue import Dialogue
from tests.chaos.whatsapp_performance import FAST, assert_log_is_clean, settled, subscribed, whatsapp

PEOPLE = workers(4)
Play = Callable[[FakeWhatsApp, Bot], Awaitable[None]]


def scene(folder: Path, play: Play) -> None:
    """Play it with a bot of its own, which breaks no rule, says nothing personal to its log and stops well."""

    async def performing() -> None:
        async with FakeWhatsApp(limits=FAST) as fake, Bot(folder, whatsapp(fake)) as bot:
            await subscribed(fake, bot)
            await play(fake, bot)
            await settled(fake)
            assert await bot.stop() == 0, bot.log
            fake.assert_clean()
            assert_log_is_clean(bot.log, PEOPLE)

    asyncio.run(performing())


async def until(one: Dialogue, said: str) -> None:
    """Play the script up to before this."""
    for line in one.worker.script[: one.worker.script.index(said)]:
        await one.says(line)
        await one.hears()


async def posted(bot: Bot, body: bytes, signature: str | None = None) -> int:
    """The status that a body gets; signed rightly where nothing else is said."""
    headers = {SIGNATURE: signed(APP_SECRET, body) if signature is None else signature}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.url}/whatsapp/webhook", data=BytesIO(body), headers=headers) as answer,
    ):
        return answer.status


def payload(*messages: Any, **value: Any) -> bytes:
    """A body with these messages of one change."""
    told = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER_ID}}
    changes = [{"field": "messages", "value": told | {"messages": list(messages)} | value}]
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}
    ).encode()


def said(number: int, text: str = "halo", **more: Any) -> dict[str, Any]:
    """A message of somebody, by hand."""
    who = person(number)
    one = {"from": who.phone, "from_user_id": who.user_id, "id": f"wamid.{number}", "timestamp": "1795000000"}
    return one | {"type": "text", "text": {"body": text}} | more
