"""Updates that the bot has not taken yet: numbered, kept until confirmed or expired, some to be given twice.

Does not know how they travel: polling.py and delivery.py take them from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.bell import Bell

MESSAGE_SECONDS = 86_400
TAP_SECONDS = 150
TAP_QUEUE = 3 << 33
SILENT_KINDS = frozenset(("chat_member", "message_reaction", "message_reaction_count"))


@dataclass(frozen=True)
class Held:
    """An update with its id. Those of one `queue` go one after the other; `expires_at` in seconds."""

    update: Json
    queue: int
    expires_at: float
    twice: bool = False

    @property
    def id(self) -> int:
        """The update_id."""
        return int(self.update["update_id"])


def kind_of(update: Json) -> str:
    """The name of the one field that says what happened."""
    return next(name for name in update if name != "update_id")


def queue_of(update: Json) -> int:
    """Messages queue by chat, taps by person in a queue of their own, all else by chat or else by person."""
    content = update[kind_of(update)]
    if kind_of(update) == "callback_query":
        return int(content["from"]["id"]) + TAP_QUEUE
    for name in ("chat", "user", "from"):
        if isinstance(content, dict) and name in content:
            return int(content[name]["id"])
    return 0


def seconds_kept(update: Json) -> int:
    """How long an update waits for the bot."""
    return TAP_SECONDS if kind_of(update) == "callback_query" else MESSAGE_SECONDS


class Pending:
    """The updates of one bot, oldest first. `confirmed`: the highest id that the bot will not see again."""

    def __init__(self, first_id: int, now: Callable[[], float]) -> None:
        self.held: dict[int, Held] = {}
        self.allowed: frozenset[str] | None = None
        self.bell = Bell()
        self.arrived: Callable[[Held], None] = lambda held: None
        self.last_id = first_id - 1
        self.confirmed = first_id - 1
        self._again: list[Held] = []
        self._now = now

    def allow(self, params: Json) -> None:
        """Takes over allowed_updates where a call has it; an empty list means the usual kinds."""
        if (names := params.get("allowed_updates")) is not None:
            self.allowed = frozenset(names) or None

    def allows(self, kind: str) -> bool:
        """Whether the bot wants such updates."""
        return kind in self.allowed if self.allowed else kind not in SILENT_KINDS

    def next_id(self) -> int:
        """The id of the next update."""
        self.last_id += 1
        return self.last_id

    def add(self, held: Held) -> None:
        """Takes an update in and wakes who waits for it."""
        self.held[held.id] = held
        self.last_id = max(self.last_id, held.id)
        self.arrived(held)
        self.bell.ring()

    def take(self, limit: int) -> list[Json]:
        """The oldest updates, which stay until confirmed; before them those that come a second time."""
        again, self._again = self._again[:limit], self._again[limit:]
        self._expire()
        waiting = sorted(self.held)[: limit - len(again)]
        return [held.update for held in again] + [self.held[number].update for number in waiting]

    def confirm_below(self, offset: int) -> None:
        """The bot has these; below 0 it wants only so many of the newest."""
        limit = offset if offset >= 0 else (sorted(self.held)[offset:] or [0])[0]
        for number in [number for number in self.held if number < limit]:
            held = self.done(number)
            if held and held.twice:
                self._again.append(held)

    def done(self, number: int) -> Held | None:
        """The bot has this one."""
        self.confirmed = max(self.confirmed, number)
        return self.held.pop(number, None)

    def drop(self) -> None:
        """Forgets what waits, as drop_pending_updates asks."""
        self.held.clear()
        self._again.clear()

    def waits(self, held: Held) -> bool:
        """Whether an update is still to be delivered."""
        return held.id in self.held and held.expires_at > self._now()

    def _expire(self) -> None:
        now = self._now()
        for held in [held for held in self.held.values() if held.expires_at <= now]:
            del self.held[held.id]
