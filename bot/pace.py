"""How much of a long work goes into one transaction: so much that others hardly wait for its end."""

from __future__ import annotations

import time
from collections.abc import Callable

from storage.statement import Tx

HOLD = 0.04  # seconds that one transaction may take
FEWEST = 10  # pieces of work in one where somebody waits for its end
Enough = Callable[[], bool]  # asked after each piece


def never() -> bool:
    """All of it at once."""
    return False


class Pace:
    """The pace of one transaction: it ends soon where somebody waits, and never holds others up for long."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._until = time.perf_counter() + HOLD
        self._pieces = 0

    def enough(self) -> bool:
        self._pieces += 1
        return time.perf_counter() > self._until or (self._pieces >= FEWEST and self._tx.hurried)
