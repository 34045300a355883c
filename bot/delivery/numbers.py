"""A person's own telephone number, where the channel tells it: noted, and offered where one is asked for.

It is evidence, not identity: whoever writes may share a telephone, and a number may change hands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.keywords import folded
from bot.conversation.messages import OWN_NUMBER, Reply, Said
from bot.conversation.questions import Phone
from bot.conversation.session import Session
from bot.delivery.channel import Inbound
from storage import contacts
from storage.statement import Tx
from storage.vault import Vault

ASKED = Phone.hint
Shown = tuple[tuple[str, str], ...]
OFFERED: Shown = ((OWN_NUMBER, ""),)  # the channel's own words label it


@dataclass(frozen=True)
class Numbers:
    """Of one chat, in the transaction of its message."""

    tx: Tx
    vault: Vault
    chat: int

    def meant(self, inbound: Inbound, said: Said, shown: Shown, now: int) -> Said:
        """What was said; with the number where a tap, or the number of that button, means it. A number that
        was told is noted.
        """
        if known := inbound.phone or said.phone:
            contacts.note_phone(self.tx, self.vault, self.chat, known, now)
        typed = shown[:1] == OFFERED and folded(said.text) == "1"
        if typed or (said.choice and said.choice.endswith(f":{OWN_NUMBER}")):
            return replace(said, phone=contacts.phone_of(self.tx, self.vault, self.chat))
        return said

    def offered(self, reply: Reply) -> Reply:
        """A question for a number says whether the own one is known."""
        if reply.ask != ASKED or contacts.phone_of(self.tx, self.vault, self.chat) is None:
            return reply
        return replace(reply, own_number=True)

    def shown(self, session: Session, reply: Reply | None) -> Session:
        """The own number, where it is offered, stands first: the other options are counted after it."""
        if reply is None or not reply.own_number or session.shown[:1] == OFFERED:
            return session
        return session.but(shown=(*OFFERED, *session.shown))
