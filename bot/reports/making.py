"""Makes a monthly report as a file: counted in short readings, one a programme, drawn on a thread apart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.words import Words
from bot.reports.composing import report_of_all, report_of_one, service_of, teller_of
from bot.reports.gathering import Gathering, Sees
from bot.reports.months import Local, clock_of
from bot.reports.section import Report
from rules.figures import Figures, Month
from rules.programme import Programme
from storage.database import Database
from storage.statement import Tx
from storage.vault import Vault

FORMATS = ("pdf", "xlsx")
MEDIA = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Wanted:
    """A report of one programme, or of several side by side (also where `together` is only one). `parts`: of
    which of them only what may be seen counts. `by` made it at `now` (milliseconds).
    """

    programmes: Sequence[Programme]
    month: Month
    by: str
    now: int
    together: bool = False
    parts: Mapping[str, Sees] = field(default_factory=dict)

    @property
    def alone(self) -> Programme | None:
        return None if self.together else self.programmes[0]


@dataclass(frozen=True)
class Maker:
    """Where the figures are, and in whose words they are told."""

    database: Database
    vault: Vault
    local: Callable[[int], datetime]
    words: Words

    async def made(self, wanted: Wanted, format: str) -> bytes:
        """The file, as one of FORMATS."""
        report = await self.report(wanted)
        return await asyncio.to_thread(drawn, report, self.words, format)

    async def report(self, wanted: Wanted) -> Report:
        """Programme by programme, so that nobody waits long for the reading connection."""
        figures = [await self._figures(wanted, one) for one in wanted.programmes]
        service = await self.database.read(
            lambda tx: service_of(self._gathering(tx, wanted), wanted.programmes)
        )
        teller = await self.database.read(lambda tx: teller_of(tx, self.words, wanted.programmes))
        at = self._clock(wanted)(wanted.now)
        if wanted.together:
            return report_of_all(figures, service, teller, at, wanted.by)
        return report_of_one(figures[0], service, teller, at, wanted.by)

    async def _figures(self, wanted: Wanted, programme: Programme) -> Figures:
        sees = wanted.parts.get(programme.code)
        return await self.database.read(lambda tx: self._gathering(tx, wanted).of(programme, sees))

    def _gathering(self, tx: Tx, wanted: Wanted) -> Gathering:
        return Gathering(tx, self.vault, wanted.month, wanted.now, self._clock(wanted))

    def _clock(self, wanted: Wanted) -> Local:
        return clock_of(wanted.alone, self.local)


def drawn(report: Report, words: Words, format: str) -> bytes:
    """Slow, and its libraries are slow to import: not for the event loop."""
    if format == "pdf":
        from bot.reports.pdf import pdf

        return pdf(report, words)
    from bot.reports.xlsx import xlsx

    return xlsx(report, words)
