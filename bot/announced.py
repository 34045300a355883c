"""Fulfils handlers/announcement_services.py: what a chat is told, and whether it wants to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.announcement_services import Told
from storage import (
    announcement_people,
    announcement_stops,
    announcements,
    catalogue,
    codes,
    officer_chats,
    officers,
)
from storage.announcements import Announcement

if TYPE_CHECKING:
    from bot.services import Records


@dataclass(frozen=True)
class Announced:
    """For the chat of these records."""

    records: Records

    def meant(self, announcement: int) -> Told | None:
        tx, vault, chat = self.records.tx, self.records.vault, self.records.chat
        one = announcements.by_id(tx, vault, announcement)
        if one is None or announcement_people.why_not(tx, announcement, chat.id):
            return None
        return self._told(one)

    def tried_out(self, announcement: int) -> Told | None:
        one = announcements.by_id(self.records.tx, self.records.vault, announcement)
        return self._told(one) if one else None

    def _told(self, one: Announcement) -> Told:
        programmes = self.records.programmes()
        programme = next((known for known in programmes if known.code == one.segment.programme), None)
        named = programme.region_name if programme else ""
        return Told(one.texts, named or catalogue.region_name(self.records.tx, one.spot.city))

    def silence(self, silent: bool) -> None:
        if silent:
            announcement_stops.stop(self.records.tx, self.records.chat.id, self.records.now)
        else:
            announcement_stops.again(self.records.tx, self.records.chat.id)

    def silent(self) -> bool:
        return announcement_stops.silent(self.records.tx, self.records.chat.id)

    def officer_code(self, code: str) -> tuple[str, str]:
        found = codes.look(self.records.tx, self.records.vault, code, self.records.now)
        if found is None or found.kind != officer_chats.KIND:
            return "unknown", ""
        officer = officers.by_id(self.records.tx, self.records.vault, int(found.payload or 0))
        return found.state, officer.name if officer else ""

    def join_officer(self, code: str) -> bool:
        tx, vault, now = self.records.tx, self.records.vault, self.records.now
        found = codes.look(tx, vault, code, now)
        if found is None or not codes.use(tx, vault, code, self.records.chat.id, now):
            return False
        officer_chats.join(tx, int(found.payload or 0), self.records.chat.id, now)
        return True
