"""What delivery asks of a channel, and the one message it brings in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.conversation.messages import Said
from storage.outbox import Queued

Clock = Callable[[], int]
OVER_LIMIT = "over the limit"  # of a file that a channel refuses to give for its size


def system_clock() -> int:
    """Now, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Incoming:
    """A file that came with a message. `source` is how the channel finds it again; `file` names it when it is
    already kept, with its `size` in bytes, and `problem` why it is hard to read. Files sent as one album bear
    the same `group`.
    """

    kind: str
    name: str = ""
    source: str | None = None
    file: str | None = None
    size: int = 0
    group: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Inbound:
    """One message of one chat. `key` is the platform's own id of it: the same key is handled once.

    `language` is the channel's hint for a new chat. `blocked`: the person closed (True) or opened (False)
    the chat to us, and said nothing. `phone` is the person's number (+62...) where the channel tells it;
    `formerly` what else the channel may have called the same person; `moved`: it tells just that, and that
    the number is `phone` now and was `old_phone`. `quotes`: the platform's id of the message it replies to.
    """

    channel: str
    key: str
    address: str
    said: Said = field(default_factory=Said)
    incoming: Incoming | None = None
    language: str = "id"
    blocked: bool | None = None
    phone: str | None = None
    formerly: tuple[str, ...] = ()
    moved: bool = False
    old_phone: str | None = None
    quotes: str | None = None


@dataclass(frozen=True)
class Pace:
    """How fast one chat may be written to: messages a second, after a burst; and how many at once in all."""

    per_second: float = 1.0
    burst: int = 20
    at_once: int = 64


class ChannelError(Exception):
    """A send that did not go well. `kind`:

    down: nothing arrived, try again with back-off; later: try again after `after` seconds;
    unsure: it may have arrived; blocked: the person does not let us write; refused: it never will be taken;
    closed: the person has not written for too long for anything but a template; of announcements alone:
    unwanted: the person has stopped them on the platform; capped: the platform delivers no more for now.
    """

    def __init__(self, kind: str, problem: str, after: float = 0) -> None:
        super().__init__(problem)
        self.kind = kind
        self.problem = problem
        self.after = after


class Channel(Protocol):
    """One way to reach people."""

    @property
    def name(self) -> str: ...

    @property
    def pace(self) -> Pace: ...

    @property
    def window(self) -> int | None:
        """For how long (milliseconds) after the person's last word anything may be sent; None: for ever."""
        ...

    async def send(self, queued: Queued) -> str | None:
        """Send one reply, or its template where it is `outside`; the platform's id of it.

        Raises ChannelError.
        """
        ...

    async def fetch(self, source: str) -> bytes:
        """The bytes of a file a person sent. Raises ChannelError."""
        ...


Details = Mapping[str, Any]
