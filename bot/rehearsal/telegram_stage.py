"""Telegram as a stage: the real adapter polls a stand-in of the Bot API, each phone is a person there."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import Sequence
from typing import Any

from bot.app import App
from bot.rehearsal.pictures import bytes_of
from bot.rehearsal.stage import Act, Impossible, Shown, brought
from bot.rehearsal.telegram import TOKEN, BotMessage, Button, FakeTelegram, Seat
from storage import outbox
from storage.outbox import Queued

NAME = "telegram"
NUMBERED = re.compile(r"^\d+\. ")
WAIT = 60.0  # seconds for a reply; mostly it is there at once
TAKEN_WAIT = 0.005


class TelegramStage:
    """The stand-in and its people stay when the bot restarts."""

    def __init__(self) -> None:
        self._fake = FakeTelegram()
        self._seats: dict[str, Seat] = {}
        self._last: list[dict[str, Any]] = []
        self._sent: dict[str, Any] = {}

    async def prepare(self) -> dict[str, Any]:
        await self._fake.start()
        return {
            "telegram_token": TOKEN,
            "telegram_api_url": self._fake.url,
            "telegram_chat_pace": 1000.0,  # the people here read fast
        }

    async def open(self, app: App) -> None:
        self._app = app
        await app.start()

    async def close(self) -> None:
        """The bot stops; the people stay."""

    async def end(self) -> None:
        await self._fake.stop()

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        seat = self._seats.get(phone) or self._seats.setdefault(phone, self._person(phone))
        if again:
            for update in self._last:
                await self._app.telegram.handle(update, self._app.inbox)
            return []
        self._last = []
        before = await self._stored(seat)
        await self._do(seat, phone, act)
        replies = await self._replies(seat) - before  # none while an officer has the chat
        return [await _next(seat) for _ in range(replies)]

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        seat = self._seats.get(phone)
        own = [one for one in queued if seat and one.address == str(seat.room.id)]
        return [await _next(seat) for _ in own] if seat else []

    async def _replies(self, seat: Seat) -> int:
        """How many replies there are once the bot has dealt with all that was sent to it."""
        async with asyncio.timeout(WAIT):
            while self._fake.waiting:
                await asyncio.sleep(TAKEN_WAIT)
        return await self._stored(seat)

    async def _stored(self, seat: Seat) -> int:
        address, vault = str(seat.room.id), self._app.vault
        return len(await self._app.database.read(lambda tx: outbox.after(tx, vault, NAME, address, 0)))

    def _person(self, phone: str) -> Seat:
        seat = self._fake.person(9000 + ord(phone[0]))
        seat.inject = self._inject
        return seat

    def _inject(self, update: dict[str, Any]) -> None:
        """Every update is kept, so that it can come once more."""
        self._last.append({**update, "update_id": self._fake.next_update_id()})
        self._fake.inject(self._last[-1])

    async def _do(self, seat: Seat, phone: str, act: Act) -> None:
        match act.kind:
            case "text":
                self._sent[phone] = await seat.says(act.value)
            case "tap":
                await self._tap(seat, act)
            case "photo" | "file":
                await self._send_files(seat, act)
            case "contact":
                await seat.shares_contact("+6281234567890", own=act.value == "contact")
            case "voice":
                await seat.sends_voice()
            case "sticker":
                await seat.sends_sticker()
            case "edit":
                await seat.edits(self._sent[phone], act.value)
            case "link":
                await seat.starts(act.value)
            case _:
                raise Impossible(act.kind)

    async def _send_files(self, seat: Seat, act: Act) -> None:
        album = f"album{self._fake.next_update_id()}" if act.messages > 1 else None
        for name in act.names:
            if act.kind == "photo":
                await seat.sends_photo(bytes_of(name), album=album)
            else:
                mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
                await seat.sends_file(bytes_of(name), name, mime, album=album)

    async def _tap(self, seat: Seat, act: Act) -> None:
        """A button under the newest message or (old) one before it, or on the keyboard below."""
        messages = seat.messages[:-1] if act.old else seat.messages[-1:]
        for message in reversed(messages):
            if data := data_of(message, act.value):
                await seat.taps(data, message)
                return
        words = next((words for words in seat.keyboard if NUMBERED.sub("", words) == act.value), None)
        if words is None:
            raise LookupError(f"there is no button [{act.value}]")
        await seat.taps_reply_keyboard(words)


def data_of(message: BotMessage, label: str) -> str | None:
    """What the button of this label sends."""
    buttons = (button for row in message.buttons for button in row)
    return next((button.data for button in buttons if bare(button) == label), None)


def bare(button: Button) -> str:
    """The label without its number."""
    return NUMBERED.sub("", button.label)


async def _next(seat: Seat) -> Shown:
    """The next reply; the text of one that was too long for a caption stands in a message of its own."""
    first = await seat.next(WAIT)
    if first.file is None or first.text:
        return shown(first, first)
    return shown(first, await seat.next(WAIT))


def shown(first: BotMessage, message: BotMessage) -> Shown:
    """The file of the first with the text and buttons of the other, which may be the same; the button that
    shares a number is Telegram's own.
    """
    below = [button for row in message.keyboard or () for button in row]
    buttons = [button for row in message.buttons for button in row] or below
    own = any(b.action == "request_contact" and NUMBERED.match(b.label) for b in buttons)
    labels = tuple(bare(b) for b in buttons if b.action != "request_contact")
    kind = "photo" if first.is_photo else "audio" if first.is_sound else "file"
    file = brought(kind, first.file.name) if first.file else ""
    return Shown(message.text, labels, file, first=2 if own else 1)
