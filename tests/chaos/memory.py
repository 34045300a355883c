"""How much memory a bot and its children take together, as the kernel accounts for it."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOOK = 0.1
PROC = Path("/proc")


@dataclass
class Memory:
    """Looks at a process group until cancelled. `most`: megabytes, what is shared counted once."""

    group: int
    most: float = 0.0

    async def watch(self) -> None:
        while True:
            self.most = max(self.most, await asyncio.to_thread(together, self.group))
            await asyncio.sleep(LOOK)


def together(group: int) -> float:
    """Megabytes that the processes of a group take now."""
    return sum(map(taken, members(group)))


def members(group: int) -> list[int]:
    found = []
    for pid in (int(path.name) for path in PROC.iterdir() if path.name.isdigit()):
        with suppress(ProcessLookupError):
            if os.getpgid(pid) == group:
                found.append(pid)
    return found


def taken(pid: int) -> float:
    """The process's own pages, and its part of those it shares."""
    with suppress(OSError):  # it has ended
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
