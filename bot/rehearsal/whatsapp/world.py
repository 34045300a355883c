"""Everything the stand-in remembers: people's chats, files, templates, bills, the bot's calls and mistakes.

Does not know HTTP nor how webhooks reach the bot.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.rehearsal.whatsapp.account import Account
from bot.rehearsal.whatsapp.answers import Json, Refused, wrong
from bot.rehearsal.whatsapp.bills import Bills
from bot.rehearsal.whatsapp.gates import Gates
from bot.rehearsal.whatsapp.media import Media
from bot.rehearsal.whatsapp.people import Person
from bot.rehearsal.whatsapp.rooms import BotMessage, Room
from bot.rehearsal.whatsapp.templates import Templates


@dataclass(frozen=True)
class Called:
    """One call of the bot with the status of its answer (0: connection reset), the error's code (0: none) and
    its details. `name`: messages, read, upload, media, download, node. `at` in seconds since 1970.
    """

    name: str
    params: Json
    status: int
    code: int
    details: str
    at: float


@dataclass
class World:
    """What is true in this rehearsal. `now` gives seconds since 1970; `sending` is told of each message that
    the bot sent, and to whom.
    """

    account: Account
    now: Callable[[], float]
    gates: Gates = field(default_factory=Gates)
    rooms: list[Room] = field(default_factory=list)
    media: Media = field(default_factory=Media)
    templates: Templates = field(default_factory=Templates)
    bills: Bills = field(default_factory=Bills)
    sent: list[BotMessage] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sending: list[Callable[[Room, BotMessage], None]] = field(default_factory=list)
    _ids: int = 0

    def next_id(self) -> str:
        """The id of a message about to be written, by whomever."""
        self._ids += 1
        made = hashlib.sha256(f"{self.account.number_id}:{self._ids}".encode()).digest()
        return f"wamid.HBgM{b64encode(made).decode()}"

    def open(self, person: Person) -> Room:
        """The chat with somebody, made where it is new."""
        known = self._with(phone=person.phone) or self._with(user_id=person.user_id)
        if known is None:
            self.rooms.append(known := Room(person))
        return known

    def room(self, params: Json) -> Room:
        """The chat that a call means. Raises Refused where there can be none."""
        phone, user_id = str(params.get("to", "")).lstrip("+"), str(params.get("recipient", ""))
        if phone == self.account.phone:
            raise Refused(131021, fault=True)
        if user_id and any(user_id in room.former for room in self.rooms):
            raise Refused(131009, "The recipient has another business-scoped user ID now.")
        found = self._with(phone=phone) if phone else self._with(user_id=user_id)
        if found is None:
            raise Refused(131026, "Nobody with this phone number or user ID uses WhatsApp.", fault=True)
        return found

    def _with(self, phone: str | None = None, user_id: str | None = None) -> Room | None:
        for room in self.rooms:
            if room.person.phone == phone or room.person.user_id == user_id:
                return room
        return None

    def heard(self, wamid: str) -> Room:
        """The chat of a person's message. Raises Refused: there is no such message."""
        room = next((room for room in self.rooms if wamid in room.known), None)
        if room is None:
            raise wrong("Message ID does not exist or is not one that a person sent.")
        return room

    def learn(self, message: Json) -> None:
        """Takes in who wrote a message that somebody made by hand, and its id."""
        phone, user_id = message.get("from"), message.get("from_user_id")
        room = self._with(phone=phone) if phone else self._with(user_id=user_id)
        if room is None and phone and user_id:
            room = self.open(Person(phone, user_id))
        if room is not None:
            room.known.append(message["id"])
            room.heard_at = self.now()

    def note(self, called: Called, fault: bool) -> None:
        """Writes a call down, and whether it broke a rule."""
        self.calls.append(called)
        went_wrong = f" {called.code or called.status}" if called.status != 200 else ""
        self.counts[f"{called.name}{went_wrong}"] += 1
        if fault:
            self.violations.append(f"{called.name}: {called.details} {shortened(called.params)}")


def shortened(params: Json) -> str:
    """The fields of a call for people to read, long ones cut."""
    texts = (f"{name}={value!r}" for name, value in params.items())
    return "(" + ", ".join(text if len(text) <= 160 else text[:157] + "..." for text in texts) + ")"
