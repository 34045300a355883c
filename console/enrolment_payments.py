"""The payments of a whole list, as its events tell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rules.records import Event


@dataclass(frozen=True)
class Payment:
    """One that was noted for the whole list. `at`: the moment, which names it in a form."""

    at: int
    receipt: str
    first: date
    last: date


def payments(happened: Sequence[Event]) -> Iterator[Payment]:
    """Those of a list, oldest first; of two that say the same the last one."""
    found = {(told["receipt"], told["first"], told["last"]): event.at
             for event in happened if event.kind == "paid" for told in [event.details]}  # fmt: skip
    for (receipt, first, last), at in found.items():
        yield Payment(at, receipt, date.fromisoformat(first), date.fromisoformat(last))
