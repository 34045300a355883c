"""Somebody who uses WhatsApp, as a business gets to see them: by an id of its own, often by phone as well."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.rehearsal.whatsapp.answers import Json


@dataclass(frozen=True)
class Person:
    """`phone` in digits with its country, without a plus; `user_id` is the BSUID, which changes with the
    phone. Who has a username may keep the phone to themselves; `old_fashioned`: as told before there were
    BSUIDs.
    """

    phone: str
    user_id: str
    name: str = "Siti"
    username: str | None = None
    shows_phone: bool = True
    old_fashioned: bool = False

    @property
    def contact(self) -> Json:
        """The entry of contacts[]. What is not told is absent, not empty."""
        profile = {"name": self.name} | ({"username": self.username} if self.username else {})
        return {"profile": profile} | self._ids("wa_id", "user_id")

    @property
    def sender(self) -> Json:
        """The fields of messages[] that say who wrote."""
        return self._ids("from", "from_user_id")

    def recipient(self, by_phone: bool) -> Json:
        """The fields of statuses[] that say whom a message was for; `by_phone`: it was sent to the phone."""
        told = {"recipient_id": self.phone} if by_phone or self.shows_phone else {}
        return told if self.old_fashioned else told | {"recipient_user_id": self.user_id}

    def _ids(self, phone: str, user_id: str) -> Json:
        ids: Json = {phone: self.phone} if self.shows_phone else {}
        return ids if self.old_fashioned else ids | {user_id: self.user_id}

    def moved(self, phone: str, user_id: str) -> Person:
        """The same person with another phone."""
        return replace(self, phone=phone, user_id=user_id)


def person(
    number: int,
    name: str = "Siti",
    username: str | None = None,
    *,
    shows_phone: bool = True,
    old_fashioned: bool = False,
) -> Person:
    """An invented one; `number` 0-9999999 makes phone and id."""
    phone, user_id = f"628120{number:07}", f"ID.{7_000_000_000_000_000 + number}"
    return Person(phone, user_id, name, username, shows_phone, old_fashioned)
