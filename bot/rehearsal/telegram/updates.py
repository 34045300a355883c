"""Updates as the Bot API writes them, without their number: pure, from who, where, when and what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.rooms import BotMessage

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?")


@dataclass(frozen=True)
class Person:
    """Somebody who uses Telegram. `language_code` is the language of their app."""

    id: int
    first_name: str = "Siti"
    language_code: str = "id"

    @property
    def user(self) -> Json:
        """The User of the Bot API."""
        names = {"first_name": self.first_name, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, **names}

    @property
    def private_chat(self) -> Json:
        """The Chat of the Bot API."""
        return {"id": self.id, "type": "private", "first_name": self.first_name}


@dataclass(frozen=True)
class Place:
    """Where and when something is written; `date` in seconds since 1970."""

    chat: Json
    number: int
    date: int


def message(person: Person, place: Place, content: Json) -> Json:
    """A Message that a person wrote. `content`: what is in it, such as {"text": ...}."""
    base = {"message_id": place.number, "from": person.user, "chat": place.chat, "date": place.date}
    return base | content


def words(text: str) -> Json:
    """The content of a text message, with its command marked."""
    found = COMMAND.match(text)
    mark = [{"type": "bot_command", "offset": 0, "length": found.end()}] if found else None
    return {"text": text} | ({"entities": mark} if mark else {})


def edited(old: Json, text: str, date: int) -> Json:
    """The update for a message whose text was changed."""
    kept = {name: value for name, value in old.items() if name not in ("text", "entities")}
    return {"edited_message": kept | {"edit_date": date} | words(text)}


def tap(person: Person, number: str, shown: Json, data: str) -> Json:
    """The update for a tap on a button under a message of the bot."""
    head = {"id": number, "from": person.user, "chat_instance": str(-person.id * 1_000_003)}
    return {"callback_query": head | {"message": shown, "data": data}}


def forgotten(old: BotMessage) -> Json:
    """A message that is too old to be told again: only where it was."""
    return {"chat": old.json["chat"], "message_id": old.id, "date": 0}


def member_changed(person: Person, place: Place, bot: Json, before: str, after: str) -> Json:
    """The update for a bot that was blocked, unblocked, put into a group or out of it."""
    head = {"chat": place.chat, "from": person.user, "date": place.date}
    return {
        "my_chat_member": head
        | {"old_chat_member": _member(bot, before), "new_chat_member": _member(bot, after)}
    }


def _member(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def poll_answer(person: Person) -> Json:
    """The update for a vote in a poll, which Payung has no use for."""
    return {
        "poll_answer": {
            "poll_id": "5310",
            "user": person.user,
            "option_ids": [0],
            "option_persistent_ids": ["0"],
        }
    }


def of_the_future(person: Person, kind: str) -> Json:
    """An update of a kind that no Bot API knows yet."""
    return {kind: {"user": person.user, "weight": 3, "news": {"of": "tomorrow"}}}
