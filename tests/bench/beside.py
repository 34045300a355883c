"""What a long list costs those who chat meanwhile, and how fast it is taken in; on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from tests.chaos.long_list import RATE, Seen, taken_in, within
from tests.chaos.performance import load_programmes

LINES = 35_000
HEAD = ("database", "lines/s", "p50 idle", "p50 beside", "p99 idle", "p99 beside", "memory")


def beside(folder: str, url: str) -> Seen:
    """One database, which is empty; its files lie in the folder. For a thread: it has a loop of its own, since
    uvloop starts no process groups.
    """
    path = Path(folder).resolve()
    load_programmes(path, database_url=url)
    return asyncio.run(taken_in(path, url, LINES))


def told_beside(found: Mapping[str, Seen]) -> list[str]:
    """For the page of benchmarks."""
    return [
        "## Others, while a list is taken in",
        "",
        f"A workbook of {LINES:,} people comes by Telegram: read in a child process, checked against the records,",
        "stored, given back with a column of results. All the while others write,",
        f"{RATE:.0f} messages a second of as many people. Memory is that of the program and its children together.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(_row(name, seen) for name, seen in found.items()),
        "",
    ]


def _row(name: str, seen: Seen) -> str:
    waits = [within(rounds, percent) for percent in (50, 99) for rounds in (seen.idle, seen.busy)]
    cells = [
        name,
        f"{LINES / seen.seconds:,.0f}",
        *(f"{wait:.0f} ms" for wait in waits),
        f"{seen.memory:.0f} MB",
    ]
    return f"| {' | '.join(cells)} |"
