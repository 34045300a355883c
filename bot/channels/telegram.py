"""Telegram: python-telegram-bot as a typed client and parser; the polling loop and the webhook are our own.

An update is confirmed only after its step is committed: PTB's own loop confirms first and loses on a crash.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, BotCommand, File, Update
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram_request import GARBAGE, AiohttpRequest
from bot.channels.telegram_sending import Sending
from bot.channels.telegram_troubles import SENSELESS, problem, trouble
from bot.channels.telegram_updates import NAME, UPDATES, inbound, parsed
from bot.conversation.questions import Phone
from bot.conversation.words import Words
from bot.delivery.channel import OVER_LIMIT, ChannelError, Pace
from bot.delivery.inbox import Inbox
from bot.delivery.line import back_off
from bot.outgoing import Outgoing
from storage.errors import StorageDown
from storage.outbox import Queued

LONG_POLL = 25  # seconds
LARGEST_FILE = 20_000_000  # what the Bot API lets a bot download
DOWNLOAD = 80.0  # seconds that may take: less than a job has
COMMANDS = ("daftar", "cek", "status", "data", "menu", "bantuan", "petugas", "batal")

log = logging.getLogger(__name__)


class BadToken(Exception):
    """Telegram does not know the token."""


class Telegram:
    """One bot. `secret` guards the webhook; `pace` is what one chat may be sent; `outgoing` gives the files
    of replies, which go without where it is missing.
    """

    name = NAME
    window = None

    def __init__(
        self,
        token: str,
        api_url: str,
        secret: str = "",
        pace: Pace | None = None,
        outgoing: Outgoing | None = None,
    ) -> None:
        self.pace = pace or Pace()
        self._secret = secret.encode()
        self._requests = AiohttpRequest(self.pace.at_once), AiohttpRequest(4, timeout=30)
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        self.sending = Sending(self.bot, outgoing)
        self._answering: set[asyncio.Task[None]] = set()
        self._asked_phone: set[str] = set()
        self.username = ""
        self.polled_at = 0.0

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()

    # Out

    async def send(self, queued: Queued) -> str | None:
        """Send one message; Telegram's id of it. Raises ChannelError."""
        asked = queued.address in self._asked_phone
        try:
            sent = await self.sending.send(queued, asked)
        except TelegramError as error:
            raise problem(error) from None
        except GARBAGE:
            raise ChannelError("unsure", SENSELESS) from None
        self._note_keyboard(queued)
        return str(sent.message_id)

    def _note_keyboard(self, queued: Queued) -> None:
        """The button that shares a number is taken away with the next message."""
        if queued.reply.ask == Phone.hint:
            self._asked_phone.add(queued.address)
        else:
            self._asked_phone.discard(queued.address)

    async def fetch(self, source: str) -> bytes:
        """The bytes of a file. Raises ChannelError: refused when Telegram will not give it."""
        try:
            found = await self.bot.get_file(source)
            if (found.file_size or 0) > LARGEST_FILE:
                raise ChannelError("refused", OVER_LIMIT)
            return await downloaded(found)
        except TelegramError as error:
            raise problem(error) from None
        except GARBAGE:
            raise ChannelError("down", SENSELESS) from None

    # In

    async def handle(self, raw: dict[str, Any], inbox: Inbox) -> None:
        """One update, to the end: returns when its step is on disk. Raises StorageDown."""
        try:
            update = parsed(raw, self.bot)
            message = inbound(update)
        except Exception as error:
            await inbox.receive_unreadable(self.name, str(raw.get("update_id")), raw, error)
            return
        if message:
            await inbox.receive(message)
        if update.callback_query:
            self._answer(update)

    def _answer(self, update: Update) -> None:
        """Stop the little clock on the button; when that fails nothing is lost."""
        task = asyncio.create_task(self._stop_clock(update))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _stop_clock(self, update: Update) -> None:
        try:
            if update.callback_query:
                await update.callback_query.answer()
        except TelegramError as error:
            log.debug("a button's clock could not be stopped: %s", type(error).__name__)

    async def webhook(self, secret: str, body: bytes, inbox: Inbox) -> int:
        """An update posted by Telegram; the HTTP status to answer with."""
        if not self._secret or not hmac.compare_digest(secret.encode("utf-8", "replace"), self._secret):
            return 403
        try:
            raw = json.loads(body)
        except ValueError:
            return 400
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return 400
        try:
            await self.handle(raw, inbox)
        except StorageDown:
            return 503
        return 200

    async def poll(self, inbox: Inbox) -> None:
        """Fetch updates until cancelled; the offset moves only past what is committed."""
        offset, failures = 0, 0
        while True:
            try:
                offset = await self._round(offset, inbox)
                failures = 0
            except (TelegramError, StorageDown, *GARBAGE) as error:
                failures += 1
                if failures in (1, 10) or failures % 100 == 0:
                    log.warning("%s; trying again", trouble(error))
                await asyncio.sleep(back_off(failures))

    async def _round(self, offset: int, inbox: Inbox) -> int:
        asked = {"offset": offset, "timeout": LONG_POLL, "allowed_updates": json.dumps(UPDATES)}
        # Not through Bot.get_updates: one update that its types can't read would hide the whole batch.
        url = f"{self.bot.base_url}/getUpdates?{urlencode(asked)}"
        found: Any = await self._requests[1].post(url, read_timeout=LONG_POLL)
        updates: list[dict[str, Any]] = found
        self.polled_at = asyncio.get_running_loop().time()
        await asyncio.gather(*(self.handle(update, inbox) for update in updates))
        return max([offset, *(int(update["update_id"]) + 1 for update in updates)])

    async def greet(self, webhook_url: str | None, words: dict[str, Words]) -> None:
        """Tell Telegram where updates go and what the command menu says. Raises BadToken, TelegramError."""
        try:
            me = await self.bot.get_me()
        except InvalidToken:
            raise BadToken from None
        self.username = me.username or ""
        for language, said in words.items():
            commands = [BotCommand(name, said(f"command_menu.{name}")) for name in COMMANDS]
            await self.bot.set_my_commands(commands, language_code=None if language == "id" else language)
        if webhook_url:
            await self.bot.set_webhook(
                webhook_url, allowed_updates=UPDATES, secret_token=self._secret.decode()
            )
        else:
            await self.bot.delete_webhook()


async def downloaded(found: File) -> bytes:
    """The bytes behind a link that was just given. Raises ChannelError where nothing is behind it."""
    try:
        return bytes(await found.download_as_bytearray(read_timeout=DOWNLOAD))
    except InvalidToken:  # so the library reads a 404; the link was asked for with the same token
        raise ChannelError("refused", "404") from None
