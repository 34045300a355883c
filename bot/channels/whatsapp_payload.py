"""A webhook's JSON as msgspec reads it: only what is needed, each message and status on its own.

msgspec and not pydantic: it reads a message in a few microseconds, and this is read for every one.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType, field

T = TypeVar("T")


class Contact(Struct):
    """Who wrote. Either of the two may be missing: `user_id` with old senders, `wa_id` where it is hidden."""

    wa_id: str | None = None
    user_id: str | None = None


class Text(Struct):
    body: str = ""


class Media(Struct):
    id: str
    mime_type: str = ""
    sha256: str = ""
    caption: str = ""
    filename: str = ""
    url: str | None = None


class Picked(Struct):
    id: str = ""


class Filled(Struct):
    """A Flow that was filled in; its answers are JSON in a text."""

    response_json: str = "{}"


class Interactive(Struct):
    button_reply: Picked | None = None
    list_reply: Picked | None = None
    nfm_reply: Filled | None = None


class Button(Struct):
    """A template's quick reply."""

    payload: str = ""
    text: str = ""


class Phone(Struct):
    phone: str = ""
    wa_id: str | None = None


class Card(Struct):
    """A shared contact. `origin` is contact_request where it is the sender's own, shared on request."""

    phones: list[Phone] = field(default_factory=list)
    origin: str = ""


class System(Struct):
    type: str = ""
    wa_id: str | None = None
    user_id: str | None = None
    previous_user_id: str | None = None


class Context(Struct):
    id: str | None = None


class Message(Struct):
    """One message. `sender` is the telephone number, `from_user_id` the BSUID."""

    id: str
    type: str
    timestamp: str | int = 0
    sender: str | None = field(default=None, name="from")
    from_user_id: str | None = None
    group_id: str | None = None
    context: Context | None = None
    text: Text | None = None
    image: Media | None = None
    document: Media | None = None
    interactive: Interactive | None = None
    button: Button | None = None
    contacts: list[Card] | None = None
    system: System | None = None


class Pricing(Struct):
    billable: bool | None = None
    category: str = "unknown"


class Error(Struct):
    code: int = 0


class Status(Struct):
    """What became of a message of ours. `tracker` is what we have called it."""

    id: str
    status: str
    tracker: str = field(default="", name="biz_opaque_callback_data")
    pricing: Pricing | None = None
    errors: list[Error] = field(default_factory=list)


class Metadata(Struct):
    phone_number_id: str = ""


class Value(Struct):
    metadata: Metadata | None = None
    contacts: list[Raw] = field(default_factory=list)
    messages: list[Raw] = field(default_factory=list)
    statuses: list[Raw] = field(default_factory=list)
    errors: list[Raw] = field(default_factory=list)


class Change(Struct):
    field: str = ""
    value: Raw | UnsetType = UNSET


class Entry(Struct):
    changes: list[Raw] = field(default_factory=list)


class Payload(Struct):
    entry: list[Raw]


_decoders: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def read(kind: type[T], raw: Raw | bytes) -> T:
    """A part of a webhook. Raises msgspec.DecodeError, of which ValidationError is one."""
    decoder = _decoders.get(kind) or _decoders.setdefault(kind, msgspec.json.Decoder(kind))
    found: T = decoder.decode(raw)
    return found
