"""One message in one transaction: its key, the new session, what changed in the records, the reply."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.conversation.conversation import Dialogue
from bot.conversation.messages import AGAIN, Attachment, Reply, Said, Template
from bot.conversation.session import Session
from bot.conversation.turn import turn
from bot.conversation.words import Words
from bot.delivery.channel import Inbound, Incoming
from bot.delivery.numbers import Numbers
from bot.delivery.progress import Heard, back, still_waits
from storage import chats, contacts, documents, inbox, jobs, moves, outbox
from storage.chats import Chat
from storage.documents import Document
from storage.outbox import BROADCAST, NOTIFICATION, REPLY, Queued
from storage.statement import Tx
from storage.vault import Vault

REMINDER = Template("reminder")
LEASE = 15_000  # milliseconds in which the process that wrote a reply sends it itself


@dataclass(frozen=True)
class Handled:
    """What became of a message. `again`: its key was known, nothing was done; `problem`: why it could not be
    played and waits in quarantine.
    """

    queued: Queued | None = None
    again: bool = False
    jobs: bool = False
    problem: str | None = None


@dataclass(frozen=True)
class Step:
    """`services` makes what the conversations look up and write with; `local` turns milliseconds into the
    city's time; `sending` names the channels whose replies this process sends; `stored` those on which a
    stored reply is a delivered one.
    """

    vault: Vault
    dialogue: Dialogue
    services: Callable[[Tx, Chat, int], Any]
    local: Callable[[int], datetime]
    sending: frozenset[str]
    stored: frozenset[str]

    def play(self, tx: Tx, inbound: Inbound, now: int) -> Handled:
        """Handle a message; everything or nothing. `now` in milliseconds."""
        if inbound.moved:
            return self.moved(tx, inbound, now)
        chat, said = self.enter(tx, inbound, now), self.with_attachment(inbound)
        if not inbox.first_time(tx, self.vault, inbound.channel, inbound.key, chat.id, said, now):
            return Handled(again=True)
        if inbound.blocked is not None:
            return self.door(tx, chat, inbound.blocked)
        if said.choice == AGAIN and self.comes_anyway(tx, chat):
            return self.asked_for(tx, chat, now)
        if inbound.incoming and said.attachment:
            self.receive(tx, chat, inbound.incoming, said.attachment, now)
        numbers = Numbers(tx, self.vault, chat.id)
        meant = self.quoting(tx, chat, inbound, numbers.meant(inbound, said, chat.session.shown, now))
        session, reply = self.turn(tx, chat, meant, now)
        offered = reply and numbers.offered(reply)
        keep = self.aside
        if by_the_person(said):
            keep = self.heard
            heard = Heard(chat.id, self.dialogue, chat.session, session, meant, chat.left)
            heard.note(tx, lambda: self.day(now))
        queued = keep(tx, chat, numbers.shown(session, offered), offered, now)
        if reply and (said.remind is not None or self.waits_on(chat, said, session)):
            chats.reminded(tx, chat.id, session.step)
        return Handled(queued, jobs=inbound.incoming is not None)

    def waits_on(self, chat: Chat, said: Said, session: Session) -> bool:
        """Does news leave the question that was reminded of waiting? Nobody gives up twice by it."""
        return chat.left and said.news is not None and still_waits(self.dialogue, chat.session, session)

    def enter(self, tx: Tx, inbound: Inbound, now: int) -> Chat:
        """The chat of a message, also where the channel has called its person something else before."""
        where = (inbound.channel, inbound.address)
        return chats.enter(tx, self.vault, *where, now, inbound.language, inbound.formerly)

    def day(self, now: int) -> str:
        """The city's day (ISO)."""
        return self.local(now).date().isoformat()

    def moved(self, tx: Tx, inbound: Inbound, now: int) -> Handled:
        """The person is called something else from now on; who is not known here stays unknown."""
        if not inbox.first_time(tx, self.vault, inbound.channel, inbound.key, None, None, now):
            return Handled(again=True)
        moves.move(tx, inbound.channel, inbound.formerly, inbound.address)
        if inbound.phone and inbound.old_phone:
            contacts.phone_changed(tx, self.vault, inbound.channel, inbound.old_phone, inbound.phone, now)
        return Handled()

    def quoting(self, tx: Tx, chat: Chat, inbound: Inbound, said: Said) -> Said:
        """What was said; with the question that the message it replies to has asked."""
        quoted = inbound.quotes and outbox.quoted(tx, self.vault, chat.id, inbound.quotes)
        if not quoted:
            return said
        return replace(said, quotes=f"{quoted.conversation or ''}/{quoted.question or ''}")

    def turn(self, tx: Tx, chat: Chat, said: Said, now: int) -> tuple[Session, Reply | None]:
        services = self.services(tx, chat, now)
        session, reply = turn(self.dialogue, chat.session, said, self.local(now), services)
        if reply and said.remind is not None:
            return session, replace(reply, template=REMINDER, passing=True)
        return session, reply

    def heard(self, tx: Tx, chat: Chat, session: Session, reply: Reply | None, now: int) -> Queued | None:
        """The person said something, so whatever was held may go, before the reply."""
        chats.save(tx, self.vault, chat, back(session), now)
        if chat.blocked or chat.quiet:
            outbox.unhold(tx, chat.id)
        return self.queue(tx, replace(chat, blocked=False), reply, now) if reply else None

    def aside(self, tx: Tx, chat: Chat, session: Session, reply: Reply | None, now: int) -> Queued | None:
        """A reminder, or news: it does not open a chat that is closed to us, and goes after all answers; what
        is said to many goes last.
        """
        chats.say_first(tx, self.vault, chat, session)
        if reply is None:
            return None
        return self.queue(tx, chat, reply, now, BROADCAST if reply.broadcast else NOTIFICATION)

    def comes_anyway(self, tx: Tx, chat: Chat) -> bool:
        """Is what a template tells of held for this chat, and may go now? Or on its way: a tap may be here
        before it is noted that the template has arrived.
        """
        held = outbox.unhold(tx, chat.id) if chat.quiet else 0
        return held > 0 or outbox.is_announced(tx, self.vault, chat.id)

    def asked_for(self, tx: Tx, chat: Chat, now: int) -> Handled:
        """The person asks for what is held: no other answer is needed."""
        chats.save(tx, self.vault, chat, chat.session, now)
        return Handled()

    def door(self, tx: Tx, chat: Chat, blocked: bool) -> Handled:
        """The person closed or opened the chat."""
        chats.block(tx, chat.id, blocked)
        (outbox.hold if blocked else outbox.unhold)(tx, chat.id)
        return Handled()

    def with_attachment(self, inbound: Inbound) -> Said:
        """The file gets an id of ours that is the same whenever the message comes again."""
        if inbound.incoming is None:
            return inbound.said
        id = hashlib.sha256(f"{inbound.channel}:{inbound.address}:{inbound.key}".encode()).hexdigest()[:32]
        incoming = inbound.incoming
        return replace(inbound.said, attachment=Attachment(id, incoming.kind, incoming.name, incoming.group))

    def receive(self, tx: Tx, chat: Chat, incoming: Incoming, attachment: Attachment, now: int) -> None:
        """Note the file; where its bytes are not here yet, ask for them in the same commit."""
        noted = Document(
            attachment.document, chat.id, attachment.kind, incoming.name, "waiting", incoming.source
        )
        documents.add(tx, self.vault, noted, now)
        if incoming.file:
            documents.filed(tx, attachment.document, incoming.file, incoming.size, incoming.kind)
            if incoming.problem:
                documents.seen(tx, attachment.document, incoming.problem)
            return
        payload = {"document": attachment.document, "channel": chat.channel, "address": chat.address}
        jobs.add(tx, self.vault, "fetch", payload, now)

    def queue(self, tx: Tx, chat: Chat, reply: Reply, now: int, priority: int = REPLY) -> Queued:
        """Put a reply on its way; in a closed chat it waits until the person opens it again."""
        queued = Queued(0, chat.id, chat.channel, chat.address, reply, priority, at=now)
        if chat.channel in self.stored:
            return outbox.add(tx, self.vault, queued, "sent", 0)
        if chat.blocked:
            return outbox.add(tx, self.vault, queued, "held", 0)
        lease = now + LEASE if chat.channel in self.sending else 0
        return outbox.add(tx, self.vault, queued, "waiting", lease)

    def set_aside(self, tx: Tx, inbound: Inbound, problem: str, now: int) -> Handled:
        """A message that could not be played waits for an operator; the person gets a kind sentence."""
        chat = self.enter(tx, inbound, now)
        if not inbox.first_time(tx, self.vault, inbound.channel, inbound.key, chat.id, inbound.said, now):
            return Handled(again=True)
        inbox.set_aside(tx, self.vault, inbound.channel, inbound.key, inbound.address, inbound, problem, now)
        if (chat.blocked or chat.quiet) and by_the_person(inbound.said):
            self.door(tx, chat, False)
            chat = replace(chat, blocked=False)
        words = Words(self.dialogue.languages[chat.session.language])
        reply = Reply(words("set_aside"), language=chat.session.language)
        return Handled(self.queue(tx, chat, reply, now), problem=problem)

    def set_aside_raw(
        self, tx: Tx, channel: str, key: str, address: str, raw: Any, problem: str, now: int
    ) -> Handled:
        """A message that can't be read, or of a chat that can't: kept for an operator, nobody to answer."""
        if not inbox.first_time(tx, self.vault, channel, key, None, None, now):
            return Handled(again=True)
        inbox.set_aside(tx, self.vault, channel, key, address, raw, problem, now)
        return Handled(problem=problem)


def by_the_person(said: Said) -> bool:
    """Did somebody say this, or does it come from inside: a reminder, or news?"""
    return said.remind is None and said.news is None
