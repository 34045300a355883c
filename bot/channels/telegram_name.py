"""What the bot is called on Telegram, for links to it: asked once, then noted in the data folder.

Where Telegram does not answer, the name is simply not known.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

FILE = "telegram-name"
PATIENCE = 3.0  # seconds for Telegram to answer


async def known_name(folder: Path, token: str, api_url: str) -> str:
    """The name without its @; "" where it is not known."""
    bot = token.partition(":")[0]  # the number of the bot: another token of the same bot changes nothing
    name = _noted(folder, bot) or await _asked(token, api_url)
    if name:
        _note(folder, bot, name)
    return name


def _noted(folder: Path, bot: str) -> str:
    try:
        number, _, name = (folder / FILE).read_text("utf-8").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return ""
    return name if number == bot else ""


def _note(folder: Path, bot: str, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(f"{bot} {name}\n", "utf-8")


async def _asked(token: str, api_url: str) -> str:
    from telegram import Bot  # slow to import: only where Telegram has to be asked
    from telegram.error import TelegramError

    from bot.channels.telegram_request import GARBAGE, AiohttpRequest

    request = AiohttpRequest(1)
    bot = Bot(token, base_url=f"{api_url}/bot", request=request, get_updates_request=request)
    try:
        async with asyncio.timeout(PATIENCE):
            return (await bot.get_me()).username or ""
    except (TelegramError, TimeoutError, *GARBAGE):
        return ""
    finally:
        await request.shutdown()
