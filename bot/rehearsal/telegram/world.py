"""Everything the stand-in remembers: chats, people's taps, files, commands, the bot's calls and its mistakes.

Does not know HTTP nor how updates reach the bot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.rehearsal.telegram.answers import Json, bad_request
from bot.rehearsal.telegram.files import Files
from bot.rehearsal.telegram.rooms import BotMessage, Room

TAP_SECONDS = 900
"""How long a tap can be answered. Telegram does not say; after a quarter of an hour it refuses."""


@dataclass
class Tap:
    """A callback query. `at` in seconds."""

    room: Room
    at: float
    answered: bool = False


@dataclass(frozen=True)
class Called:
    """One call of the bot, with the code and the description of its answer. `at` in seconds since 1970."""

    method: str
    params: Json
    code: int
    description: str
    at: float


@dataclass
class World:
    """What is true in this rehearsal. `now` gives seconds since 1970."""

    token: str
    now: Callable[[], float]
    rooms: dict[int, Room] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    sent: list[BotMessage] = field(default_factory=list)
    updates: list[Json] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _last_tap: int = 4_382_000_000_000_000

    @property
    def bot(self) -> Json:
        """The bot's User, with what only getMe tells."""
        return self.user | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    @property
    def user(self) -> Json:
        """The bot's User."""
        number = int(self.token.partition(":")[0])
        return {"id": number, "is_bot": True, "first_name": "Payung", "username": "payung_rehearsal_bot"}

    def next_tap(self) -> int:
        """The id of a tap about to be made."""
        self._last_tap += 1
        return self._last_tap

    def room(self, chat_id: object) -> Room:
        """The chat that a call means. Raises Refused where the bot cannot know such a chat."""
        room = self.rooms.get(chat_id) if isinstance(chat_id, int) else None
        if room is None:
            raise bad_request("chat not found")
        return room

    def open(self, facts: Json) -> Room:
        """The chat with this Chat, made where it is new."""
        room = self.rooms.setdefault(int(facts["id"]), Room(facts))
        room.facts = facts
        return room

    def learn(self, update: Json) -> None:
        """Takes in the chats, message ids and taps of an update that somebody wrote by hand."""
        for message in messages_in(update):
            room = self.open(message["chat"])
            room.last_id = max(room.last_id, int(message["message_id"]))
            room.upgraded_to = message.get("migrate_to_chat_id", room.upgraded_to)
        self._learn_tap(update.get("callback_query"))
        if member := update.get("my_chat_member"):
            self.open(member["chat"]).blocked = member["new_chat_member"]["status"] in ("kicked", "left")

    def _learn_tap(self, query: Json | None) -> None:
        if query and "message" in query:
            self.taps[query["id"]] = Tap(self.rooms[query["message"]["chat"]["id"]], self.now())

    def note(self, called: Called, fault: bool) -> None:
        """Writes a call down, and whether it broke a rule."""
        self.calls.append(called)
        if fault:
            self.violations.append(f"{called.method}: {called.description} {shortened(called.params)}")


def messages_in(update: Json) -> Iterator[Json]:
    """The Messages that an update holds, at its own level and behind a tap."""
    for value in update.values():
        if isinstance(value, dict):
            held = value.get("message", value)
            if isinstance(held, dict) and "message_id" in held and "chat" in held:
                yield held


def shortened(params: Json) -> str:
    """The fields of a call for people to read, long ones cut."""
    texts = (f"{name}={value!r}" for name, value in params.items())
    return "(" + ", ".join(text if len(text) <= 160 else text[:157] + "..." for text in texts) + ")"
