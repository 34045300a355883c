"""The first talk with Telegram: again and again until it answers; the web chat need not wait for it."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import TelegramError

from bot.channels.telegram import BadToken, Telegram
from bot.channels.telegram_request import GARBAGE
from bot.channels.telegram_troubles import trouble
from bot.conversation.words import Words
from bot.delivery.line import back_off

log = logging.getLogger(__name__)


async def greeted(telegram: Telegram, webhook: str | None, words: dict[str, Words]) -> bool:
    """True once Telegram knows us; False when it does not accept the token."""
    failures = 0
    while True:
        try:
            await telegram.greet(webhook, words)
        except BadToken:
            return False
        except (TelegramError, *GARBAGE) as error:
            failures += 1
            if failures in (1, 10) or failures % 100 == 0:
                log.warning("%s; trying again", trouble(error))
            await asyncio.sleep(back_off(failures))
        else:
            log.info("Telegram is ready: @%s", telegram.username)
            return True
