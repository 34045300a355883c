"""The reading process as its owner sees it: started with the first photo, one photo at a time, ended when it
was idle for long, took too long, or is not wanted any more.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Lock, Timer

from bot.child import ENVIRONMENT, ROOT
from bot.ktp.card import Ktp
from bot.ktp.frames import card, day, received, sent
from bot.ktp.limits import IDLE, WAIT

COMMAND = (sys.executable, "-m", "bot.ktp")


class NotRead(Exception):
    """The process died or was ended over it. `late`: it had taken too long."""

    def __init__(self, late: bool) -> None:
        super().__init__("late" if late else "died")
        self.late = late


class ReadingProcess:
    """Blocking: call `read` off the event loop. May be used from any thread; photos wait for each other.

    `wait`: seconds that a photo may take; `idle`: seconds after which a process without work is ended.
    """

    def __init__(self, wait: float = WAIT, idle: float = IDLE, command: tuple[str, ...] = COMMAND) -> None:
        self._wait = wait
        self._idle = idle
        self._command = command
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving: Timer | None = None

    @property
    def busy(self) -> bool:
        """Is a photo being read?"""
        return self._turn.locked()

    @property
    def pid(self) -> int | None:
        """Of the process, where there is one."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def read(self, content: bytes, today: date) -> Ktp | None:
        """The card; None for what can't be opened. Raises NotRead; the next photo gets a new process."""
        with self._turn, self._staying():
            late = Event()
            clock = Timer(self._wait, self._too_late, (late,))
            clock.start()
            try:
                return self._asked(content, today)
            except (OSError, EOFError):
                raise NotRead(late.is_set()) from None
            finally:
                clock.cancel()

    def _too_late(self, late: Event) -> None:
        late.set()
        self.kill()

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End it, and wait until it is gone."""
        self.kill()
        with self._turn:
            self._gone()
            if self._leaving:
                self._leaving.cancel()

    @contextmanager
    def _staying(self) -> Iterator[None]:
        """It does not leave while it works; the time without work begins when the work is done."""
        if self._leaving:
            self._leaving.cancel()
        try:
            yield
        finally:
            self._leaving = Timer(self._idle, self._leave)
            self._leaving.daemon = True
            self._leaving.start()

    def _leave(self) -> None:
        """Nobody has sent a photo for long; if somebody does right now, it stays."""
        if self._turn.acquire(blocking=False):
            try:
                self._gone()
            finally:
                self._turn.release()

    def _asked(self, content: bytes, today: date) -> Ktp | None:
        process = self._running()
        assert process.stdin and process.stdout
        try:
            sent(process.stdin, day(today), content)
            return card(received(process.stdout))
        except (OSError, EOFError):
            self._gone()
            raise

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._gone()
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=ENVIRONMENT, cwd=ROOT,
            )  # fmt: skip
        return self._process

    def _gone(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        with process:  # closes its pipes, and waits for it
            pass
