"""Counts what an operator watches (storage/measures.py), at most every few seconds, however often asked.

Knows no format; bot/health.py writes it for Prometheus.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.database import Database
from storage.measures import MEASURES, Measure, measured
from storage.statement import Row

FRESH = 10_000  # milliseconds for which a count is good
Gauged = tuple[tuple[str, ...], float]  # the labels, and the value


@dataclass
class Measuring:
    """What was counted last stands for whoever asks soon after; nobody counts twice at a time."""

    database: Database
    clock: Callable[[], int]
    local: Callable[[int], datetime]
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _at: int | None = None
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def gauges(self) -> list[tuple[str, str, Sequence[str], list[Gauged]]]:
        """Name, what it is, names of the labels, and the values of each measure. Raises StorageDown."""
        async with self._alone:
            now = self.clock()
            if self._at is None or not 0 <= now - self._at < FRESH:
                today = self.local(now).date().isoformat()
                self._rows = await self.database.read(lambda tx: measured(tx, now, today))
                self._at = now
        return [(one.name, one.about, one.labels, _gauged(one, self._rows[one.name])) for one in MEASURES]

    def forget(self) -> None:
        """Whoever asks next counts anew."""
        self._at = None


def _gauged(measure: Measure, rows: Sequence[Row]) -> list[Gauged]:
    return [
        (tuple(str(row[label] or "") for label in measure.labels), row["value"] / measure.unit)
        for row in rows
    ]
