"""How much a file may ask of whoever reads it, and how a child process is kept within that."""

from __future__ import annotations

import sys

from bot.child import step_back

MOST_BYTES = 20_000_000  # of a file as it was sent
MOST_UNPACKED = 400_000_000  # bytes that come out of a zip
MOST_PARTS = 2_000  # files in a zip
MOST_ROWS = 200_000  # people; twice as many rows of nobody are more than enough
MOST_CELLS = 30_000_000  # of one sheet, blank ones too
WIDEST = 1_000  # columns; no village makes a sheet with more
MEMORY = 1_000_000_000  # bytes of addresses a child may have; a sheet is held whole
PROCESSOR = 90  # seconds of processor time of a child
WAIT = 180.0  # seconds by the clock that a child may keep us waiting, all in all
NICER = 10  # a child gives way to those who chat


def confine() -> None:
    """Set the limits of this process: it is refused memory, and ended when it has used up its time."""
    step_back(NICER, MEMORY)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR + 1))
