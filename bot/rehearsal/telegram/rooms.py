"""A chat as the person sees it: the bot's messages with their buttons, the keyboard, who is blocked.

Does not know HTTP, nor which of the bot's calls are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.bell import Bell
from bot.rehearsal.telegram.calls import Upload


@dataclass(frozen=True)
class Button:
    """A button under a message (`data`: what a tap sends) or of the reply keyboard (a tap sends its label).

    `action` is the name of the field that makes it more than a label: callback_data, url, request_contact ...
    """

    label: str
    data: str | None = None
    action: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class BotMessage:
    """What the bot sent to one chat. `text` is the text or the caption; `json` the Message of the Bot API;
    `file` what came with it, as it was uploaded or kept.
    """

    chat_id: int
    id: int
    method: str
    text: str
    json: Json
    buttons: Rows = ()
    keyboard: Rows | None = None
    file: Upload | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons under it, in reading order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def is_photo(self) -> bool:
        """Whether its file is shown as a picture."""
        return self.file is not None and "photo" in self.json

    @property
    def is_sound(self) -> bool:
        """Whether its file is played in the chat."""
        return self.file is not None and not {"voice", "audio"}.isdisjoint(self.json)

    @property
    def data(self) -> list[str]:
        """What the buttons under it send, in reading order; buttons that send nothing are left out."""
        return [button.data for row in self.buttons for button in row if button.data is not None]

    def button(self, wanted: str) -> Button:
        """The button with this label or data. Raises LookupError where a tap would send nothing."""
        for button in (button for row in self.buttons for button in row):
            if wanted in (button.label, button.data) and button.data is not None:
                return button
        raise LookupError(f"no button {wanted!r} that sends something under message {self.id}: {self.labels}")


def inline_rows(markup: Mapping[str, Any] | None) -> Rows:
    """The buttons of an InlineKeyboardMarkup; none for another markup."""
    return _rows((markup or {}).get("inline_keyboard", []))


def keyboard_rows(markup: Mapping[str, Any]) -> Rows | None:
    """The reply keyboard that is shown from now on; None where the markup leaves it as it is."""
    if "remove_keyboard" in markup:
        return ()
    return _rows(markup["keyboard"]) if "keyboard" in markup else None


def _rows(rows: list[list[Json | str]]) -> Rows:
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Json | str) -> Button:
    if isinstance(button, str):
        return Button(button)
    action = next((name for name in button if name not in ("text", "style", "icon_custom_emoji_id")), "")
    return Button(button["text"], button.get("callback_data"), action)


@dataclass
class Room:
    """One chat. `facts`: its Chat of the Bot API; `sent`: what the bot wrote, as it is now; `arrivals`: all
    that it ever wrote; `gone`: ids of deleted messages; `actions`, `toasts`: what was shown for a moment.
    """

    facts: Json
    sent: list[BotMessage] = field(default_factory=list)
    arrivals: list[BotMessage] = field(default_factory=list)
    keyboard: Rows = ()
    actions: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    blocked: bool = False
    upgraded_to: int | None = None
    last_id: int = 0
    bell: Bell = field(default_factory=Bell)

    @property
    def id(self) -> int:
        """The chat's id."""
        return int(self.facts["id"])

    @property
    def private(self) -> bool:
        """Whether it is the chat of one person."""
        return bool(self.facts["type"] == "private")

    def next_id(self) -> int:
        """The id of a message about to be written here, by whomever."""
        self.last_id += 1
        return self.last_id

    def has(self, message_id: int) -> bool:
        """Whether such a message was written here and is still there."""
        return 0 < message_id <= self.last_id and message_id not in self.gone

    def find(self, message_id: int) -> BotMessage | None:
        """The bot's message with this id, or None."""
        return next((message for message in reversed(self.sent) if message.id == message_id), None)

    def receive(self, message: BotMessage) -> None:
        """The bot's new message appears."""
        self.sent.append(message)
        self.arrivals.append(message)
        if message.keyboard is not None:
            self.keyboard = message.keyboard
        self.bell.ring()

    def change_buttons(self, message: BotMessage, markup: Json | None) -> BotMessage:
        """The buttons under a message are replaced, or removed."""
        json = {name: value for name, value in message.json.items() if name != "reply_markup"}
        rows = inline_rows(markup)
        changed = replace(message, buttons=rows, json=json | ({"reply_markup": markup} if rows else {}))
        self.sent[self.sent.index(message)] = changed
        self.bell.ring()
        return changed

    def remove(self, message_id: int) -> None:
        """The message is deleted, whoever wrote it."""
        self.gone.add(message_id)
        self.sent = [message for message in self.sent if message.id != message_id]
        self.bell.ring()
