"""Who wrote: the BSUID, the telephone number, or both; and what each is worth as an address.

Chats stand under the BSUID ("ID.1349..."). The number is an address only where no BSUID was told, and the
chat moves to the BSUID as soon as one is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.whatsapp_payload import Contact, Message

BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
DIGITS = re.compile(r"[0-9]{5,20}")


@dataclass(frozen=True)
class Sender:
    """`user_id` is the BSUID, `number` the telephone number in digits; at least one of them is there."""

    user_id: str | None
    number: str | None

    @property
    def address(self) -> str:
        return self.user_id or self.number or ""

    @property
    def phone(self) -> str | None:
        """The number as it is dialled: always with its plus, or readers would take it for a local one."""
        return phone(self.number)

    @property
    def formerly(self) -> tuple[str, ...]:
        """What the same person's chat may have been called before."""
        return (self.number,) if self.user_id and self.number else ()


def sender(message: Message, contacts: Sequence[Contact]) -> Sender:
    """Who wrote a message. Raises ValueError where nobody can be answered."""
    own = _contact(message, contacts)
    user_id = _checked(BSUID, message.from_user_id or own.user_id)
    number = _checked(DIGITS, (message.sender or own.wa_id or "").lstrip("+"))
    if not (user_id or number):
        raise ValueError("a message from nobody")
    return Sender(user_id, number)


def _contact(message: Message, contacts: Sequence[Contact]) -> Contact:
    """The contact of a message: the one with its number or id; where it has neither, the only one."""
    for contact in contacts:
        same_id = message.from_user_id is not None and contact.user_id == message.from_user_id
        if same_id or (message.sender is not None and contact.wa_id == message.sender):
            return contact
    nameless = message.sender is None and message.from_user_id is None
    return contacts[0] if nameless and len(contacts) == 1 else Contact()


def _checked(form: re.Pattern[str], told: str | None) -> str | None:
    return told if told and form.fullmatch(told) else None


def phone(number: str | None) -> str | None:
    return f"+{number}" if number else None


def recipient(address: str) -> dict[str, str]:
    """The fields of a message that say whom it is for."""
    return {"recipient": address} if BSUID.fullmatch(address) else {"to": address}
