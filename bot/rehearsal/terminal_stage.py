"""The terminal as a stage: messages go straight into the inbox."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from bot.app import App
from bot.conversation.messages import Reply, Said
from bot.delivery.channel import Inbound, Incoming
from bot.files import Unreadable
from bot.rehearsal.pictures import bytes_of
from bot.rehearsal.stage import SENT, Act, Impossible, Shown, brought
from storage.coordinating import coordinates
from storage.outbox import Queued

NAME = "terminal"
CONTACT = "+6281234567890"


class TerminalStage:
    """Remembers what each phone was shown, so that a button can be found by its label."""

    def __init__(self) -> None:
        self._keys = itertools.count(1)
        self.shown: dict[str, list[Reply]] = {}

    async def prepare(self) -> dict[str, Any]:
        return {}

    async def end(self) -> None:
        """Nothing is left."""

    async def open(self, app: App) -> None:
        self._app = app

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        if not again:
            self._last = [
                Inbound(NAME, str(next(self._keys)), phone, said, incoming)
                for said, incoming in await self.messages(phone, act)
            ]
        found = [await self._received(phone, one) for one in self._last]
        return [shown(reply) for reply in found if reply]

    async def _received(self, phone: str, inbound: Inbound) -> Reply | None:
        handled = await self._app.inbox.receive(inbound)
        if handled.queued is None:
            return None
        self.shown.setdefault(phone, []).append(handled.queued.reply)
        return handled.queued.reply

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        own = [one.reply for one in queued if (one.channel, one.address) == (NAME, phone)]
        self.shown.setdefault(phone, []).extend(own)
        return [shown(reply) for reply in own]

    async def close(self) -> None:
        """Nothing is open."""

    async def messages(self, phone: str, act: Act) -> list[tuple[Said, Incoming | None]]:
        """What a channel would have made of it: a message for each file of an album."""
        if act.kind not in SENT:
            return [(self.said(phone, act), None)]
        group = f"album{next(self._keys)}" if act.messages > 1 else None
        return [(Said(), await self.kept(phone, name, group)) for name in act.names]

    def said(self, phone: str, act: Act) -> Said:
        match act.kind:
            case "text":
                return Said(text=act.value)
            case "tap":
                return Said(choice=self.option(phone, act))
            case "contact":
                return Said(phone=CONTACT) if act.value == "contact" else Said(unread="contact")
            case "edit":
                return Said(unread="edited")
            case "link":
                return Said(start=act.value)
            case "voice" | "sticker":
                return Said(unread=act.kind)
        raise Impossible(act.kind)

    async def kept(self, phone: str, name: str, group: str | None) -> Incoming:
        """A file as a channel brings it, kept already. Raises Impossible for what can't be kept."""
        lists = await self._app.database.read(lambda tx: coordinates(tx, NAME, phone))
        try:
            kept = await self._app.keeper.keep(bytes_of(name), lists)
        except Unreadable as unreadable:
            raise Impossible(f"a file that is {unreadable.reason}") from None
        return Incoming(kept.kind, name, file=kept.file, size=kept.size, group=group, problem=kept.problem)

    def option(self, phone: str, act: Act) -> str:
        """The id of a button by its label: on the newest message, or (old) on one before it."""
        messages = self.shown.get(phone, [])
        for reply in reversed(messages[:-1] if act.old else messages[-1:]):
            for option in reply.options:
                if option.label == act.value:
                    return option.id
        raise LookupError(f"there is no button [{act.value}]")


def shown(reply: Reply) -> Shown:
    """A reply as it is read in the terminal."""
    file = brought(reply.file.kind, reply.file.name) if reply.file else ""
    return Shown(reply.text, tuple(option.label for option in reply.options), file)
