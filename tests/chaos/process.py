"""The bot as a process of its own, as an operator starts it. Does not know what is said to it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

import aiohttp

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
KEY = b64encode(bytes(range(32))).decode()
SECRET = "rahasia-uji_1"
SERVE = ("-m", "bot", "serve")
NURSERY = ("-m", "tests.chaos.nursery")
START_PATIENCE = 120.0
STOP_PATIENCE = 30.0
LOOK = 0.01


def sqlite_url(folder: Path) -> str:
    """The database in a folder, as PAYUNG_DATABASE_URL takes it."""
    return f"sqlite+aiosqlite:///{folder / 'payung.db'}"


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """What a process in this folder is told; `settings` by their names, None: not set."""
    own: dict[str, object] = {"database_url": sqlite_url(folder), "data_dir": folder, "data_key": KEY}
    told = {f"PAYUNG_{k.upper()}": str(v) for k, v in (own | settings).items() if v is not None}
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PAYUNG_", "LC_", "LANG"))}
    return inherited | {"PYTHONPATH": str(ROOT)} | told


def payung(folder: Path, *command: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run one command of the command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=folder,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=START_PATIENCE,
    )


class Bot:
    """One bot that may live many lives. `log` is what all of them wrote to standard error."""

    serve: Sequence[str] = SERVE

    def __init__(self, folder: Path, settings: Mapping[str, object], arguments: Sequence[str] = ()) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.lives = 0
        self._folder = folder
        self._command = (*self.serve, *arguments)
        told = {"port": self.port, "public_url": self.url, "log_level": "DEBUG", **settings}
        self._environment = environment(folder, **told)
        self.database = self._environment["PAYUNG_DATABASE_URL"]
        self._log = folder / f"bot-{self.port}.log"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "it was never started"
        return self._process

    async def start(self) -> None:
        """Begin a life; it is not awaited that it answers."""
        self.lives += 1
        with self._log.open("a") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, cwd=self._folder, env=self._environment,
                stdout=log, stderr=log, process_group=0,
            )  # fmt: skip

    async def ready(self) -> float:
        """Wait until /readyz says 200; the seconds that took. Raises AssertionError where it never does."""
        began = time.monotonic()
        async with aiohttp.ClientSession() as session:
            while not await self._says_ready(session):
                assert self.process.returncode is None, self.log
                assert time.monotonic() - began < START_PATIENCE, self.log
                await asyncio.sleep(LOOK)
        return time.monotonic() - began

    async def _says_ready(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"{self.url}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def kill(self) -> None:
        """SIGKILL, in the middle of whatever it does; for the children it may have, too."""
        if self.process.returncode is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    async def die(self) -> None:
        """SIGKILL, and at once the next life."""
        await self.kill()
        await self.start()

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code. Raises TimeoutError where it does not."""
        self.process.send_signal(how)
        try:
            return await asyncio.wait_for(self.process.wait(), STOP_PATIENCE)
        finally:
            await self.kill()

    async def __aenter__(self) -> Bot:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.kill()


class ManyLives(Bot):
    """A bot whose lives are forked (nursery.py): only the life is killed, and the next begins by itself."""

    serve = NURSERY

    async def die(self) -> None:
        self.process.send_signal(signal.SIGUSR1)
        self.lives += 1
