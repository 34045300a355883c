"""How long a group's list takes beside the bare reading of its cells, and how much memory the child needs for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from bot.lists.apart import read_apart
from bot.lists.reading import read_list
from bot.lists.returning import returned
from bot.lists.writing import sheet
from tests.lists.making import text
from tests.lists.people import TODAY, village

ROWS, LINES = 35_000, 200_000
TITLES = ("No", "NIK", "Nama", "Tgl Lahir", "JK", "Alamat", "HP", "Pekerjaan")


@dataclass(frozen=True)
class Lists:
    """Seconds, of a workbook of 35,000 rows and 8 columns; of 200,000 lines of CSV. Memory of the child in MB."""

    bare: float
    checked: float
    apart: float
    given_back: float
    csv: float
    memory: float


async def measure_lists() -> Lists:
    """Each in this very run; of three tries the fastest counts."""
    book = sheet(village(ROWS), TITLES, "Daftar")
    lines = text([TITLES, *village(LINES)]).encode()
    (in_child, some), (csv, most) = await apart(book), await apart(lines)
    return Lists(
        bare=fastest(lambda: bare(book)),
        checked=fastest(lambda: sum(1 for _ in read_list(book, TODAY))),
        apart=in_child,
        given_back=fastest(lambda: len(returned(book, lambda _: ("accepted", "Masuk daftar."), "Hasil"))),
        csv=csv,
        memory=max(some, most),
    )


def bare(book: bytes) -> int:
    """Every cell as python-calamine gives it."""
    page = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0)
    return len(page.to_python(skip_empty_area=False))


def fastest(work: Callable[[], int]) -> float:
    return min(seconds(work) for _ in range(3))


def seconds(work: Callable[[], int]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def apart(content: bytes) -> tuple[float, float]:
    """As the service reads: in a child, with its start and all lines handed over. Seconds, and MB at most."""
    began, memory = time.perf_counter(), 0.0
    async for _ in read_apart(content, TODAY):
        memory = max(memory, *map(highest, children_of(os.getpid())))
    return time.perf_counter() - began, memory


def children_of(parent: int) -> list[int]:
    """The processes that a process has started and that have not ended."""
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def highest(pid: int) -> float:
    """The most resident memory that a process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return max((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), default=0.0)


def told(lists: Lists) -> list[str]:
    """For the page of benchmarks."""
    return [
        "## Lists",
        "",
        f"A workbook of {ROWS:,} rows and {len(TITLES)} columns: cells alone {lists.bare:.2f} s; every line checked "
        f"{lists.checked:.2f} s ({lists.checked / lists.bare:.1f} times the bare reading); in a child process with its",
        f"start and all lines handed over {lists.apart:.2f} s ({lists.apart / lists.bare:.1f} times); given back with a "
        f"column of reasons {lists.given_back:.1f} s.",
        f"{LINES:,} lines of CSV: {lists.csv:.1f} s. The child's memory was {lists.memory:.0f} MB at most.",
        "",
    ]
