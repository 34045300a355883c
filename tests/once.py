"""What all workers of a run share: whoever needs a thing first makes it, the others wait for it or take it."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of a run; pytest keeps it like its other temporary folders."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder with what `make` puts there, once in a run; nobody may change it afterwards."""
    with open_alone(folder.with_suffix(".done")) as done:
        if not done.is_full:
            shutil.rmtree(folder, ignore_errors=True)  # of one that died over it
            folder.mkdir()
            make(folder)
            done.write(b"done")
    return folder


def told_once(file: Path, tell: Callable[[], T]) -> T:
    """What `tell` gives, asked once in a run; it can be pickled."""
    with open_alone(file) as kept:
        if not kept.is_full:
            kept.write(pickle.dumps(tell()))
        told: T = pickle.loads(kept.read())
    return told


class Kept:
    """A file that is locked while it is open: empty until somebody has written what belongs into it. The lock of a
    process ends with it, so one that dies keeps nobody waiting.
    """

    def __init__(self, opened: int) -> None:
        self._opened = opened

    @property
    def is_full(self) -> bool:
        return os.fstat(self._opened).st_size > 0

    def read(self) -> bytes:
        return os.pread(self._opened, os.fstat(self._opened).st_size, 0)

    def write(self, content: bytes) -> None:
        os.pwrite(self._opened, content, 0)


@contextmanager
def open_alone(file: Path, wait: bool = True) -> Iterator[Kept]:
    """Open a file that nobody else has open so. Raises BlockingIOError where somebody has, and one does not `wait`."""
    opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield Kept(opened)
    finally:
        os.close(opened)
