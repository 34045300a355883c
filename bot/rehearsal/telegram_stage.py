"""Telegram as a stage: the real adapter polls a stand-in of the Bot API, each phone is a person there."""

from __future__ import annotations

import re
from typing import Any

from bot.app import App
from bot.rehearsal.stage import PDF, PHOTO, Act, Impossible, Shown
from bot.rehearsal.telegram import TOKEN, BotMessage, Button, FakeTelegram, Seat

NUMBERED = re.compile(r"^\d+\. ")
WAIT = 10.0  # seconds for a reply


class TelegramStage:
    """The stand-in and its people stay when the bot restarts."""

    def __init__(self) -> None:
        self._fake = FakeTelegram()
        self._seats: dict[str, Seat] = {}
        self._last: dict[str, Any] = {}
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
            await self._app.telegram.handle(self._last, self._app.inbox)
            return []
        await self._do(seat, phone, act)
        return [shown(await seat.next(WAIT), seat)]

    def _person(self, phone: str) -> Seat:
        seat = self._fake.person(9000 + ord(phone[0]))
        seat.inject = self._inject
        return seat

    def _inject(self, update: dict[str, Any]) -> None:
        """Every update is kept, so that it can come once more."""
        self._last = {**update, "update_id": self._fake.next_update_id()}
        self._fake.inject(self._last)

    async def _do(self, seat: Seat, phone: str, act: Act) -> None:
        match act.kind:
            case "text":
                self._sent[phone] = await seat.says(act.value)
            case "tap":
                await self._tap(seat, act)
            case "photo":
                await seat.sends_photo(PHOTO)
            case "file":
                await seat.sends_file(PDF, act.value, "application/pdf")
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

    async def _tap(self, seat: Seat, act: Act) -> None:
        """A button under the newest message or (old) one before it, or on the keyboard below."""
        messages = seat.messages[:-1] if act.old else seat.messages[-1:]
        for message in reversed(messages):
            if data := data_of(message, act.value):
                await seat.taps(data, message)
                return
        if act.value not in seat.keyboard:
            raise LookupError(f"there is no button [{act.value}]")
        await seat.taps_reply_keyboard(act.value)


def data_of(message: BotMessage, label: str) -> str | None:
    """What the button of this label sends."""
    buttons = (button for row in message.buttons for button in row)
    return next((button.data for button in buttons if bare(button) == label), None)


def bare(button: Button) -> str:
    """The label without its number."""
    return NUMBERED.sub("", button.label)


def shown(message: BotMessage, seat: Seat) -> Shown:
    """The message with its buttons; the one that shares a number is Telegram's own."""
    below = [button for row in message.keyboard or () for button in row]
    buttons = [button for row in message.buttons for button in row] or below
    return Shown(message.text, tuple(bare(b) for b in buttons if b.action != "request_contact"))
