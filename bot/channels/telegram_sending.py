"""How a reply goes out on Telegram: as a text, as a file with a caption, or as a file and then its text.

What is to be said is never kept back by a file: where one can't be had or is refused, the text goes alone.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, TimedOut

from bot.channels.telegram_replies import arguments
from bot.channels.telegram_request import GARBAGE, Nonsense
from bot.conversation.messages import File
from bot.outgoing import Outgoing
from bot.sounds import sound_of
from storage.outbox import Queued

CAPTION = 1024  # as Telegram counts: in halves of UTF-16
LARGEST_PHOTO = 10 * 1024 * 1024  # a larger picture goes as a document
LARGEST = 50 * 1024 * 1024


class Sending:
    """Sends by a bot. `outgoing` gives the files; without it a reply goes without its file."""

    def __init__(self, bot: Bot, outgoing: Outgoing | None) -> None:
        self._bot = bot
        self.outgoing = outgoing
        self._ahead: set[int] = set()  # replies whose file is there and whose text is not yet

    async def send(self, queued: Queued, asked_phone: bool) -> Message:
        """Send one reply; the message with its text. Raises TelegramError, or GARBAGE as the library does."""
        given = arguments(queued.reply, asked_phone)
        file = queued.reply.file
        content = await self._content(file)
        if file and content and length(given["text"]) <= CAPTION:
            with suppress(BadRequest):
                return await self._captioned(queued, file, content, given)
        elif file and content and queued.id not in self._ahead:
            await self._before(queued, file, content)
        sent = await self._bot.send_message(int(queued.address), **given, disable_notification=False)
        self._ahead.discard(queued.id)
        return sent

    async def _content(self, file: File | None) -> bytes | None:
        if file is None or self.outgoing is None:
            return None
        content = await self.outgoing.found(file)
        return content if content and len(content) <= LARGEST else None

    async def _captioned(self, queued: Queued, file: File, content: bytes, given: dict[str, Any]) -> Message:
        caption = {"caption": given["text"], "reply_markup": given["reply_markup"]}
        return await self._give(int(queued.address), file, content, caption)

    async def _before(self, queued: Queued, file: File, content: bytes) -> None:
        """The file alone. Where nobody knows whether it arrived the text goes on all the same.

        When the text then has to be tried again, the file is not sent a second time.
        """
        with suppress(BadRequest, TimedOut, Nonsense, *GARBAGE):
            await self._give(int(queued.address), file, content, {})
        self._ahead.add(queued.id)

    async def _give(self, chat: int, file: File, content: bytes, more: dict[str, Any]) -> Message:
        upload = InputFile(content, file.name or None)
        if file.kind == "photo" and len(content) <= LARGEST_PHOTO:
            return await self._bot.send_photo(chat, upload, **more)
        if file.kind == "audio":
            heard = sound_of(content) == "opus"
            return await (self._bot.send_voice if heard else self._bot.send_audio)(chat, upload, **more)
        return await self._bot.send_document(chat, upload, **more)


def length(text: str) -> int:
    """As Telegram counts characters."""
    return len(text.encode("utf-16-le", "replace")) // 2
