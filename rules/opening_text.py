"""Opening hours as people type them: "08.00-12.00, 13.00-15.00" for one day, nothing where it is closed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from itertools import groupby

from rules.opening import DAYS, Hours, Span

HOUR = r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?"
ONE = re.compile(rf"{HOUR}\s*(?:-|–|s/d|sampai|until|to)\s*{HOUR}", re.ASCII)
BETWEEN = re.compile(r"\s*(?:,|;|\bdan\b|\band\b|&)\s*")


def read_spans(day: int, typed: str) -> tuple[Span, ...] | None:
    """The hours of a day (0 is Monday); empty where nothing is typed, None where it can't be read, ends
    before it begins, or one of them begins before the other has ended.
    """
    spans: list[Span] = []
    for part in BETWEEN.split(typed.strip().lower()) if typed.strip() else []:
        match = ONE.fullmatch(part)
        span = Span(day, _time(match[1], match[2]), _time(match[3], match[4])) if match else None
        if span is None or span.end <= span.start or (spans and span.start < spans[-1].end):
            return None
        spans.append(span)
    return tuple(spans)


def _time(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))


def written(spans: Iterable[Span]) -> str:
    """The hours of one day as they are typed and read: "08.00-12.00, 13.00-15.00"."""
    return ", ".join(f"{one.start:%H.%M}-{one.end:%H.%M}" for one in spans)


def weeks(hours: Hours) -> list[tuple[int, int, str]]:
    """Days that follow each other with the same hours: (first day, last day, hours), closed ones left out."""
    days = [(day, written(span for span in hours.spans if span.day == day)) for day in range(DAYS)]
    rows = [list(same) for _, same in groupby(days, key=lambda one: one[1])]
    return [(row[0][0], row[-1][0], row[0][1]) for row in rows if row[0][1]]
