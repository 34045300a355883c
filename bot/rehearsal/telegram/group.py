"""A group that the bot is in, and its move to a supergroup with another id."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.inflow import Inject
from bot.rehearsal.telegram.person import Seat
from bot.rehearsal.telegram.rooms import BotMessage, Room
from bot.rehearsal.telegram.updates import Person
from bot.rehearsal.telegram.world import World


@dataclass
class Group:
    """The chat of several people."""

    world: World
    inject: Inject
    room: Room
    _seats: dict[Person, Seat] = field(default_factory=dict)

    def seat(self, person: Person) -> Seat:
        """This person in this group: taps, sends and waits here as in a private chat."""
        return self._seats.setdefault(person, Seat(self.world, self.inject, self.room, person))

    @property
    def messages(self) -> list[BotMessage]:
        """What the bot wrote here."""
        return self.room.sent

    async def says(self, person: Person, text: str) -> Json:
        """Somebody writes a text."""
        return await self.seat(person).says(text)

    async def upgrades(self, person: Person, number: int) -> Group:
        """The group becomes a supergroup with another id (-100...); calls to the old one are told so."""
        facts = {"id": number, "title": self.room.facts["title"], "type": "supergroup"}
        new = Group(self.world, self.inject, self.world.open(facts))
        await self.seat(person).sends({"migrate_to_chat_id": number})
        await new.seat(person).sends({"migrate_from_chat_id": self.room.id})
        return new
