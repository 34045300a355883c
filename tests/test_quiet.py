"""While a test that judges by the clock runs, no other does; and it is not kept waiting for ever."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from tests.once import open_alone
from tests.quiet import turn

SOON = 0.2  # seconds in which one that does not have to wait would be inside


class One:
    """A test of some worker: it runs until it is told to end."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self._began, self._end = Event(), Event()
        self._thread = Thread(target=self._run, args=(folder, alone), daemon=True)
        self._thread.start()

    def _run(self, folder: Path, alone: bool) -> None:
        with turn(folder, alone=alone):
            self._began.set()
            self._end.wait()

    def runs(self, within: float = SOON) -> bool:
        return self._began.wait(within)

    def end(self) -> None:
        self._end.set()
        self._thread.join()


def until_shut(folder: Path) -> None:
    """Somebody keeps the door shut: whoever comes now waits."""
    with suppress(BlockingIOError):
        while True:
            with open_alone(folder / "door", wait=False):
                pass
            time.sleep(0.01)


def test_a_quiet_test_is_alone_and_those_that_come_later_wait_behind_it(tmp_path: Path) -> None:
    first, second = One(tmp_path), One(tmp_path)
    assert first.runs(60) and second.runs(60)
    quiet = One(tmp_path, alone=True)
    until_shut(tmp_path)
    assert not quiet.runs()
    later = One(tmp_path)
    assert not later.runs()
    first.end()
    assert not quiet.runs()
    second.end()
    assert quiet.runs(60) and not later.runs()
    quiet.end()
    assert later.runs(60)
    later.end()
