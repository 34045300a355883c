"""A stage in front of another, on which nobody taps: whatever a transcript taps is answered with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.app import App
from bot.catalogues import LANGUAGES, catalogues
from bot.conversation.keywords import folded
from bot.rehearsal.stage import Act, Shown, Stage
from storage.outbox import Queued

CALLS_BACK = {folded(catalogues(language)["common"]["officer.menu"]) for language in LANGUAGES}


@dataclass
class ByNumber:
    """Everything else is done by the stage behind it. `typed` counts the numbers."""

    stage: Stage
    typed: int = 0
    _shown: dict[str, Shown] = field(default_factory=dict)

    async def prepare(self) -> dict[str, Any]:
        return await self.stage.prepare()

    async def open(self, app: App) -> None:
        await self.stage.open(app)

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        return self._seen(
            phone, await self.stage.play(phone, act if again else self._numbered(phone, act), again)
        )

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        return self._seen(phone, await self.stage.since(phone, queued))

    async def close(self) -> None:
        await self.stage.close()

    async def end(self) -> None:
        await self.stage.end()

    def _seen(self, phone: str, shown: list[Shown]) -> list[Shown]:
        if shown:
            self._shown[phone] = shown[-1]
        return shown

    def _numbered(self, phone: str, act: Act) -> Act:
        """The number of the option that is tapped, or written out, as the newest message counts them."""
        last = self._shown.get(phone)
        if last is None or act.old or act.kind not in ("tap", "text"):
            return act
        wanted = folded(act.value)
        if wanted in CALLS_BACK and len(last.options) == 1:
            return Act("text", "0")  # a 1 would be for the officer
        place = next((n for n, label in enumerate(last.options, last.first) if folded(label) == wanted), None)
        if place is None or wanted.isdecimal():
            return act
        self.typed += 1
        return Act("text", str(place))
