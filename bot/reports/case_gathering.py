"""Counts the figures of cases: by kind and status, how long it took, whether the legal clocks were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from rules.figures import CaseFigures
from rules.kept_clocks import Told, payment_clock, report_clock
from rules.spread import Spread
from storage import case_figures
from storage.statement import Row

if TYPE_CHECKING:
    from bot.reports.gathering import Gathering

DAY = 24 * 3600 * 1000
YEAR = 365 * DAY
Sees = Callable[[str, int | None], bool]


def cases_of(gathering: Gathering, programme: str, sees: Sees | None) -> CaseFigures:
    """Of a programme, or of the part of it that may be seen; times of those reported in the twelve months up
    to the end of the month.
    """
    tx, until = gathering.tx, gathering.month.until
    counts = Counter[tuple[str, str]]()
    for row in _seen(case_figures.counts(tx, programme), sees):
        counts[row["kind"], row["status"]] += row["count"]
    rows = _seen(case_figures.times(tx, gathering.vault, programme, until - YEAR, until), sees)
    told, now = [_told(gathering, row) for row in rows], gathering.local(gathering.now)
    return CaseFigures(
        counts, Counter(map(report_clock, told)), Counter(payment_clock(one, now) for one in told),
        _took(rows, "at_sent"), _took(rows, "at_paid"),
    )  # fmt: skip


def _seen(rows: Iterable[Row], sees: Sees | None) -> list[Row]:
    return [row for row in rows if sees is None or sees(row["village"] or "", row["group_id"])]


def _told(gathering: Gathering, row: Row) -> Told:
    moments = [gathering.local(at) if at else None for at in (row["at_sent"], row["at_paid"])]
    reported = gathering.local(row["created_at"])
    return Told(row["kind"], row["cause"], _local(row["happened"], reported), reported, *moments)


def _local(told: str | None, like: datetime) -> datetime | None:
    return datetime.fromisoformat(told).replace(tzinfo=like.tzinfo) if told else None


def _took(rows: Iterable[Row], until: str) -> Spread:
    """Whole days from the report."""
    return Spread(Counter((row[until] - row["created_at"]) // DAY for row in rows if row[until]))
