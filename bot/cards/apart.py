"""Has sheets drawn by a child process that lets everybody else go first: 35,000 cards are minutes of work."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.cards.face import Face
from bot.child import ENVIRONMENT, KILL, ROOT

COMMAND = (sys.executable, "-m", "bot.cards")


@dataclass(frozen=True)
class Print:
    """What is to be drawn: each face with the heading of its village, those of one village together."""

    title: str
    made: datetime
    headed: Sequence[tuple[str, Face]]


class NotPrinted(Exception):
    """The child has died over it."""


async def printed_apart(wanted: Print) -> bytes:
    """The sheets as PDF. Raises NotPrinted."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, env=ENVIRONMENT, cwd=ROOT,
    )  # fmt: skip
    try:
        content, _ = await process.communicate(msgspec.json.encode(wanted))
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            os.kill(process.pid, KILL)
        await asyncio.shield(process.wait())
        raise
    if process.returncode or not content:
        raise NotPrinted(process.returncode)
    return content
