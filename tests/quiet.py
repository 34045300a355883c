"""Some tests judge by the clock: while one of them runs, no other test of the same run does (mark `quiet`)."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """One test's turn, among all workers that share the folder; returns when it has come.

    Who is to be alone keeps the door shut until those inside have ended, so that others can't keep coming. The locks
    of a process end with it.
    """
    with _opened(folder / "door") as door, _opened(folder / "room") as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


@contextmanager
def _opened(file: Path) -> Iterator[int]:
    opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield opened
    finally:
        os.close(opened)
