"""Whom a list of people to be paid for does not take any more: the events of a registration that say so.

The rows of the lists say where somebody stands; these events say since when, why, and what was told of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rules.records import MOVES, Event

REFUSED, OFF, AGAIN = "branch_refused", "unlisted", "listed_again"
LEFT = (REFUSED, OFF)
UNPAID = "unpaid"  # by mistake: whoever had left before is on no list by that
SPOKEN_OF = ("verified", "enrolled")  # any other status says itself why nobody is paid for


def last_left(events: Iterable[Event]) -> Event | None:
    """The event of leaving, where nothing since settles it: decided anew, enrolled, taken again. That
    cover is paid further says nothing: it may be another list that has paid.
    """
    found: Event | None = None
    for event in events:
        if event.kind in LEFT:
            found = event
        elif event.kind == AGAIN or (event.kind != UNPAID and MOVES[event.kind][1]):
            found = None
    return found
