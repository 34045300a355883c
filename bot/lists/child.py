"""A child process with one task: started, fed, listened to, and ended whatever happens. It does not know the
task.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from bot.child import ENVIRONMENT, KILL, ROOT
from bot.lists.bad import BadList
from bot.lists.frames import HEAD, LARGEST, Frame, Task, packed, unpacked

COMMAND = (sys.executable, "-m", "bot.lists")
# It was refused memory, was ended from outside, or used up its time.
OUT_OF_BOUNDS = tuple(
    -number for name in ("SIGABRT", "SIGKILL", "SIGXCPU") if (number := getattr(signal, name, None))
)
Answer = TypeVar("Answer")


class Frames:
    """What a child answers. Each of these raises BadList."""

    def __init__(self, process: asyncio.subprocess.Process, wait: float) -> None:
        self._process = process
        self._left = wait

    async def next(self) -> Frame:
        """The next frame."""
        length = int.from_bytes(await self._within(self._bytes(HEAD)), "big")
        if length > LARGEST:
            raise BadList("broken")
        try:
            frame = unpacked(await self._within(self._bytes(length)))
        except msgspec.MsgspecError:
            raise BadList("broken") from None
        if frame.bad:
            raise BadList(frame.bad, **frame.details)
        return frame

    async def file(self) -> bytes:
        """The file that the child has made."""
        frame = await self.next()
        return await self._within(self._bytes(frame.file))

    async def _within(self, answer: Awaitable[Answer]) -> Answer:
        """The clock runs while we wait, not while our caller is busy."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                return await answer
        except TimeoutError:
            raise BadList("too_large") from None
        finally:
            self._left -= time.monotonic() - began

    async def _bytes(self, count: int) -> bytes:
        stream = self._process.stdout
        assert stream is not None
        try:
            return await stream.readexactly(count)
        except asyncio.IncompleteReadError:
            raise BadList(await self._why()) from None

    async def _why(self) -> str:
        """A child that fell silent has died: of its limits, or of something in the file."""
        return "too_large" if await self._process.wait() in OUT_OF_BOUNDS else "broken"


@asynccontextmanager
async def child(task: Task, content: bytes, wait: float) -> AsyncIterator[Frames]:
    """Starts it, and ends it when the block is left. Its temporary files go with it."""
    with TemporaryDirectory(prefix="payung-") as folder:
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent, which ends it
            env={**ENVIRONMENT, "TMPDIR": folder},
            cwd=ROOT,
        )
        feeding = asyncio.create_task(_feed(process, packed(task), content))
        try:
            yield Frames(process, wait)
        finally:
            feeding.cancel()
            await _ended(process)


async def _feed(process: asyncio.subprocess.Process, *pieces: bytes) -> None:
    """A child that takes no more has died; who listens to it will notice."""
    assert process.stdin is not None
    with suppress(ConnectionError):
        for piece in pieces:
            process.stdin.write(piece)
            await process.stdin.drain()
        process.stdin.close()


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Killed and gone, also where we are cancelled once more while we wait for it.

    Not by `process.kill`, which looks first whether the child has died, and takes its end from the event
    loop. What it has written is read to its end: `wait` alone never returns where answers were left lying.
    """
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, KILL)
    await asyncio.shield(process.communicate())
