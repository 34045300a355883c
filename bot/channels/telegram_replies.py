"""Replies as Telegram shows them: text, inline buttons, a button that shares one's own number."""

from __future__ import annotations

from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.conversation.messages import Option, Reply

TEXT = 4096
BUTTONS = 100
SHORT = 12  # labels up to this length stand two to a row
CALLBACK = 64
SHARE = {"id": "Bagikan nomor saya", "en": "Share my number"}


def arguments(reply: Reply, asked_phone: bool = False) -> dict[str, Any]:
    """The arguments of send_message besides the chat. `asked_phone`: take the share button away again."""
    return {"text": text(reply), "reply_markup": markup(reply, asked_phone)}


def text(reply: Reply) -> str:
    """Options beyond what fits into buttons stand in the text, to be answered by number."""
    body = reply.text
    if len(reply.options) > BUTTONS:
        body += "\n\n" + "\n".join(f"{n}. {option.label}" for n, option in enumerate(reply.options, 1))
    return body if len(body) <= TEXT else body[: TEXT - 1] + "…"


def markup(
    reply: Reply, asked_phone: bool
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if reply.ask == "phone":
        return share(reply)
    if reply.options and len(reply.options) <= BUTTONS:
        return InlineKeyboardMarkup(rows(reply))
    return ReplyKeyboardRemove() if asked_phone else None


def share(reply: Reply) -> ReplyKeyboardMarkup:
    """Sharing a number needs a keyboard of its own; the options stand on it as words, after their numbers.
    Where the number is known already, its own button has the first one.
    """
    own = SHARE.get(reply.language, SHARE["id"])
    first = KeyboardButton(f"1. {own}" if reply.own_number else own, request_contact=True)
    numbered = enumerate(reply.options, 2 if reply.own_number else 1)
    others = [[KeyboardButton(f"{number}. {option.label}")] for number, option in numbered]
    return ReplyKeyboardMarkup([[first], *others], resize_keyboard=True, one_time_keyboard=True)


def rows(reply: Reply) -> list[list[InlineKeyboardButton]]:
    """Short labels two by two, long ones alone; numbered, as a number to type always works."""
    made: list[list[InlineKeyboardButton]] = []
    for number, option in enumerate(reply.options, 1):
        button = InlineKeyboardButton(label(number, option, reply), callback_data=option.id[:CALLBACK])
        pair = made and len(made[-1]) == 1 and _short(option) and len(made[-1][0].text) <= SHORT + 3
        if pair:
            made[-1].append(button)
        else:
            made.append([button])
    return made


def label(number: int, option: Option, reply: Reply) -> str:
    return f"{number}. {option.label}" if reply.numbered and len(reply.options) > 1 else option.label


def _short(option: Option) -> bool:
    return len(option.label) <= SHORT
