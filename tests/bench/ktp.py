"""How well and how fast drawn cards are read, how much memory the process takes, and what it costs those who chat
meanwhile. By itself: `python -m tests.bench.ktp`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.ktp.process import COMMAND, ReadingProcess
from bot.rehearsal.telegram import Blaster, FakeTelegram, Measured
from tests.bench.lists import highest
from tests.chaos.long_list import ROUND, Talking, within
from tests.chaos.performance import load_programmes, telegram
from tests.chaos.process import Bot
from tests.ktp.cards import LEVELS, holder, photo, taking
from tests.ktp.tally import TODAY, Tally, tally

CARDS = 30  # of each level
FIRST = 5000  # no card from here on had a part in how cards are read
ROUNDS = 5


@dataclass(frozen=True)
class Photos:
    """By level; MB of the process at most; seconds of the processor for a photo; what others waited, with nothing else going on and beside it."""

    levels: Mapping[str, Tally]
    memory: float
    processor: float
    idle: list[Measured]
    beside: list[Measured]


def measure_photos(tell: Callable[[str], None] = print) -> Photos:
    """For a thread: it has a loop of its own."""
    process = ReadingProcess(command=(*COMMAND, "0"))
    levels = {}
    for level in LEVELS:
        levels[level] = tally(level, range(FIRST, FIRST + CARDS), process.read)
        tell(f"KTP, {level}: {levels[level]}")
    memory, worked = highest(process.pid or 0), processor(process.pid or 0)
    process.close()
    idle, beside = asyncio.run(_talked())
    return Photos(levels, memory, worked / (CARDS * len(LEVELS)), idle, beside)


def processor(pid: int) -> float:
    """The seconds of processor time that a process has had."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


async def _talked() -> tuple[list[Measured], list[Measured]]:
    """Others talk to a bot on SQLite, without photos and while one after the other is read."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name).resolve()
        url = f"sqlite:///{folder}/payung.db"
        load_programmes(folder, database_url=url)
        async with FakeTelegram() as fake:
            told = telegram(fake, "webhook") | {"database_url": url}
            async with Bot(folder, told) as bot:
                await bot.ready()
                talking = Talking(fake, Blaster(fake), bot)
                await talking.round()  # warm
                idle = [await talking.round() for _ in range(ROUNDS)]
                with _reading():
                    beside = [await talking.round() for _ in range(ROUNDS)]
    return idle, beside


class _reading:
    """Photos are read all the while, as the service reads them."""

    def __enter__(self) -> None:
        self._process, self._over = ReadingProcess(), threading.Event()
        content = photo(holder(1), taking("medium", 1), 1)
        self._process.read(content, TODAY)  # loaded
        self._thread = threading.Thread(target=self._read, args=(content,))
        self._thread.start()

    def _read(self, content: bytes) -> None:
        while not self._over.is_set():
            self._process.read(content, TODAY)

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._process.close()


def told_photos(found: Photos) -> list[str]:
    """For the page of benchmarks."""
    p50, p99 = ([within(rounds, percent) for rounds in (found.idle, found.beside)] for percent in (50, 99))
    return [
        "## Photos of a KTP",
        "",
        f"{CARDS} drawn cards of each level, none of them among those the reading was made with. Filled in wrongly: a",
        "number, name, place or date that would have been offered and is not what stands on the card.",
        "",
        "| level | NIK right | safe to offer | with the name | filled in wrongly | kept back by the rule | s a photo |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(_row(level, one) for level, one in found.levels.items()),
        "",
        f"A photo takes {found.processor:.1f} s of one processor; how long that is depends on what else the machine",
        f"does. The process takes {found.memory:.0f} MB at most. {ROUND * ROUNDS} seconds of talk, 50 messages a second, with",
        f"nothing else and while photos are read all the time: p50 {p50[0]:.0f} and {p50[1]:.0f} ms, "
        f"p99 {p99[0]:.0f} and {p99[1]:.0f} ms.",
        "",
    ]


def _row(level: str, one: Tally) -> str:
    cells = [level, f"{one.niks}/{one.cards}", one.safe, one.names, len(one.wrong), one.unsafe_wrong,
             f"{sum(one.seconds) / len(one.seconds):.1f}"]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    measured = measure_photos()
    print("\n".join(told_photos(measured)))
    sys.exit(any(one.wrong for one in measured.levels.values()))
