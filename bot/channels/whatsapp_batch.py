"""A webhook taken apart: every message, status and error in it, and the pieces that can't be read.

One piece that makes no sense never costs the others.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from bot.channels.whatsapp_payload import (
    Change,
    Contact,
    Entry,
    Error,
    Message,
    Payload,
    Status,
    Value,
    read,
)

T = TypeVar("T")
MESSAGES = "messages"
Json = dict[str, Any]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Heard:
    """A message, the contacts of its change, and the JSON it was."""

    message: Message
    contacts: tuple[Contact, ...]
    raw: bytes

    @property
    def kept(self) -> Json:
        """All of it as JSON, from which `heard_again` makes it anew."""
        return {"message": json_of(self.raw), "contacts": msgspec.to_builtins(self.contacts)}


def heard_again(kept: Json) -> Heard:
    """A message that was kept as JSON. Raises KeyError, msgspec.DecodeError."""
    raw = msgspec.json.encode(kept["message"])
    contacts = msgspec.convert(kept.get("contacts", ()), tuple[Contact, ...])
    return Heard(_timed(read(Message, raw)), contacts, raw)


@dataclass(frozen=True)
class Broken:
    """A piece that can't be read, as JSON, and why."""

    raw: Any
    error: Exception

    @property
    def key(self) -> str:
        """Its own id where it has one: it may come again."""
        message = self.raw.get("message") if isinstance(self.raw, dict) else None
        id = message.get("id") if isinstance(message, dict) else None
        return id if isinstance(id, str) and id else hashlib.sha256(msgspec.json.encode(self.raw)).hexdigest()


@dataclass
class Batch:
    """All that one webhook brings for one number. `others`: the fields of changes that are no messages."""

    messages: list[Heard] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def taken_apart(body: bytes, number: str) -> Batch:
    """What is in a webhook for the number of this id; what is for others of the account is left out.

    Messages stand in the order in which they were sent.
    """
    reading = _Reading(number)
    reading.each([body], Payload, lambda payload: reading.each(payload.entry, Entry, reading.entry))
    reading.batch.messages.sort(key=lambda heard: int(heard.message.timestamp))  # stable: the same second
    return reading.batch


@dataclass
class _Reading:
    number: str
    batch: Batch = field(default_factory=Batch)

    def each(
        self,
        raws: Iterable[Raw | bytes],
        kind: type[T],
        then: Callable[[T], None],
        kept: Callable[[bytes], Any] | None = None,
    ) -> None:
        """Read each on its own; what can't be read is put aside as `kept` has it."""
        for raw in raws:
            try:
                found = read(kind, raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                self.batch.broken.append(Broken((kept or json_of)(bytes(raw)), error))
            else:
                then(found)

    def entry(self, entry: Entry) -> None:
        self.each(entry.changes, Change, self.change)

    def change(self, change: Change) -> None:
        if change.field != MESSAGES:
            self.batch.others.append(change.field)
        elif isinstance(change.value, Raw):
            self.each([change.value], Value, self.value)

    def value(self, value: Value) -> None:
        if value.metadata and value.metadata.phone_number_id not in ("", self.number):
            log.debug("a webhook of another number of the account is passed over")
            return
        contacts: list[Contact] = []
        self.each(value.contacts, Contact, contacts.append)
        for raw in value.messages:
            self.message(bytes(raw), tuple(contacts))
        self.each(value.statuses, Status, self.batch.statuses.append)
        self.each(value.errors, Error, self.batch.errors.append)

    def message(self, raw: bytes, contacts: tuple[Contact, ...]) -> None:
        kept = msgspec.to_builtins(contacts)
        self.each(
            [raw],
            Message,
            lambda message: self.batch.messages.append(Heard(_timed(message), contacts, raw)),
            lambda raw: {"message": json_of(raw), "contacts": kept},
        )


def _timed(message: Message) -> Message:
    """With a moment that can be compared; one that makes no sense is long ago."""
    if not str(message.timestamp).isdecimal():
        message.timestamp = 0
    return message


def json_of(raw: bytes) -> Any:
    """JSON as it is, anything else as text."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return raw.decode("utf-8", "replace")
