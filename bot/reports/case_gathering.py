"""Counts the figures of cases: by kind and status, how long it took, whether the legal clocks were kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rules.case_clock import decided_of, happened_on, paid_of, sent_of
from rules.cases import Case
from rules.figures import CaseFigures
from rules.kept_clocks import stand
from rules.programme import Programme
from rules.records import Event
from rules.spread import Spread
from storage import case_figures
from storage.statement import Row

if TYPE_CHECKING:
    from bot.reports.gathering import Gathering

YEAR = 365 * 24 * 3600 * 1000
Sees = Callable[[str, int | None], bool]


def cases_of(gathering: Gathering, programme: Programme, sees: Sees | None) -> CaseFigures:
    """Of a programme, or of the part of it that may be seen; clocks and times of those reported in the twelve
    months up to the end of the month.
    """
    tx, until = gathering.tx, gathering.month.until
    counts = Counter[tuple[str, str]]()
    for row in _seen(case_figures.counts(tx, programme.code, until), sees):
        counts[row["kind"], row["status"]] += row["count"]
    newest = case_figures.newest(tx, gathering.vault, programme.code, until - YEAR, until)
    found = [one.case for one in newest if sees is None or sees(one.village, one.group)]
    return CaseFigures(
        counts, _clocks(programme.local(gathering.now), found),
        _took(programme, ((case, sent_of(case)) for case in found)),
        _took(programme, ((case, decided_of(case)) for case in found)),
        _took(programme, ((case, paid_of(case)) for case in found)),
    )  # fmt: skip


def _seen(rows: Iterable[Row], sees: Sees | None) -> list[Row]:
    return [row for row in rows if sees is None or sees(row["village"] or "", row["group_id"])]


def _clocks(now: datetime, found: Iterable[Case]) -> dict[str, Counter[str]]:
    counted = defaultdict[str, Counter[str]](Counter)
    for code, state in (pair for case in found for pair in stand(case, now.replace(tzinfo=None))):
        counted[code][state] += 1
    return dict(counted)


def _took(programme: Programme, done: Iterable[tuple[Case, Event | None]]) -> Spread:
    """Whole days from the report to the day that an officer has given; none of what was done before it."""
    return Spread(Counter(_days(programme, case, event) for case, event in done if event))


def _days(programme: Programme, case: Case, event: Event) -> int:
    reported = programme.local(case.created_at)
    return max(0, (happened_on(event, reported.tzinfo or UTC) - reported.date()).days)
