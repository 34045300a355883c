"""What a line is held against: its group, the programme, the villages of the region, the records so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.groups.living import moved_up
from bot.groups.room import Room
from bot.groups.villages import Villages
from bot.places import fill
from rules.groups import Group
from rules.lines import Line
from rules.programmes import Programme
from rules.records import Person, Registration
from storage import registrations
from storage.statement import Tx
from storage.vault import Vault

REST = "other"  # the kind of work for whoever fits no other, where a programme has one


@dataclass(frozen=True)
class Ground:
    """One group in one transaction. `chat`: the coordinator's; `now` in milliseconds, `today` a local day."""

    tx: Tx
    vault: Vault
    group: Group
    programme: Programme
    chat: int | None
    now: int
    today: date

    @cached_property
    def room(self) -> Room:
        """Nobody else takes a place of the programme until the commit."""
        registrations.lock(self.tx, self.programme.code)
        while moved_up(self.tx, self.vault, self.group, self.now):  # who waits comes before who comes now
            pass
        fill(self.tx, self.vault, self.programme, self.now, thorough=False)
        return Room(self.tx, self.programme, self.group)

    @cached_property
    def villages(self) -> Villages:
        return Villages.of(self.tx, self.programme.region)

    def registration(self, person: Person) -> Registration | None:
        """What the person has, or had, in the programme."""
        found = registrations.of_person(self.tx, self.vault, person.id)
        return next((one for one in found if one.programme == self.programme.code), None)

    def category(self, line: Line) -> str | None:
        """The kind of work: as picked, as the column says, that of the group, or the programme's "other"."""
        offered = {category.code for category in self.programme.offered}
        picked = line.person.get("category")
        if picked in offered:
            return str(picked)
        by_word = work_meant(self.programme, str(line.person.get("work") or ""))
        return by_word or self.group.category or (REST if REST in offered else None)

    def village(self, line: Line) -> str | None:
        """The code of the village: the group's, or the one the column names."""
        if self.group.kind == "village":
            return self.group.place
        meant = self.villages.meant(str(line.person.get("village") or ""))
        return meant[0] if len(meant) == 1 else None


def work_meant(programme: Programme, work: str) -> str | None:
    """The kind of work a column means, by code, label or synonym."""
    said = " ".join(work.lower().split())
    for category in programme.offered:
        names = {category.code, category.label.id.lower(), category.label.en.lower(), *category.synonyms}
        if said and said in names:
            return category.code
    return None
