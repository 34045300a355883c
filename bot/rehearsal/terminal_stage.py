"""The terminal as a stage: messages go straight into the inbox."""

from __future__ import annotations

import itertools
from typing import Any

from bot.app import App
from bot.conversation.messages import Reply, Said
from bot.delivery.channel import Inbound, Incoming
from bot.rehearsal.stage import PDF, PHOTO, Act, Impossible, Shown

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
            said, incoming = self.message(phone, act)
            self._last = Inbound(NAME, str(next(self._keys)), phone, said, incoming)
        handled = await self._app.inbox.receive(self._last)
        if handled.queued is None:
            return []
        reply = handled.queued.reply
        self.shown.setdefault(phone, []).append(reply)
        return [shown(reply)]

    async def close(self) -> None:
        """Nothing is open."""

    def message(self, phone: str, act: Act) -> tuple[Said, Incoming | None]:
        """What a channel would have made of it."""
        match act.kind:
            case "text":
                return Said(text=act.value), None
            case "tap":
                return Said(choice=self.option(phone, act)), None
            case "photo":
                return Said(), self.kept("photo", act.value, PHOTO)
            case "file":
                return Said(), self.kept("document", act.value, PDF)
            case "contact":
                own = act.value == "contact"
                return (Said(phone=CONTACT) if own else Said(unread="contact")), None
            case "edit":
                return Said(unread="edited"), None
            case "link":
                return Said(start=act.value), None
            case "voice" | "sticker":
                return Said(unread=act.kind), None
        raise Impossible(act.kind)

    def kept(self, kind: str, name: str, content: bytes) -> Incoming:
        return Incoming(kind, name, file=self._app.shelf.put(content), size=len(content))

    def option(self, phone: str, act: Act) -> str:
        """The id of a button by its label: on the newest message, or (old) on one before it."""
        messages = self.shown.get(phone, [])
        for reply in reversed(messages[:-1] if act.old else messages[-1:]):
            for option in reply.options:
                if option.label == act.value:
                    return option.id
        raise LookupError(f"there is no button [{act.value}]")


def shown(reply: Reply) -> Shown:
    return Shown(reply.text, tuple(option.label for option in reply.options))
