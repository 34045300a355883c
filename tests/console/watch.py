"""How long something takes that is done many times, told apart from what else the machine does meanwhile.

What counts is the time the processor was at it, here and in the database's processes, and the time on the clock
without the while for which our threads and theirs were ready and got no processor (Linux tells it of each). Where the
processor itself is slower, because others share its caches, plain arithmetic beside each turn is slower too, and the
figures are taken back by as much. What is left is the disk and what else cannot be told apart: so it is measured
anew, up to three times, until a round is good.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROUNDS, TIMES = 3, 12
OURS = Path("/proc/self/task")
_calm: list[float] = []  # what the arithmetic has taken at its quickest


@dataclass
class Watch:
    """Seconds of each turn: of the processor, on the clock, and of these ready but without a processor. `plain` is
    the processor's time at the arithmetic beside it, `busy` how many times longer that took on the clock; `servers`:
    the processes of a database that work for it.
    """

    servers: Sequence[int] = ()
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    stood: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    @contextmanager
    def at(self) -> Iterator[None]:
        """Around one turn: the program runs in this process, and does nothing else meanwhile."""
        self._reckon()
        wall, cpu, stood = time.perf_counter(), self._computed(), stood_ready(self.servers)
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(self._computed() - cpu)
        self.stood.append(stood_ready(self.servers) - stood)

    def _computed(self) -> float:
        """What this process and the servers have had of the processor."""
        return time.process_time() + sum(
            _told(Path(f"/proc/{server}/schedstat"), 0) for server in self.servers
        )

    def _reckon(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        sum(range(300_000))
        took = max(time.thread_time() - cpu, 1e-6)
        self.busy.append((time.perf_counter() - wall) / took)
        self.plain.append(took)
        _calm[:] = [min(took, *_calm)] if _calm else [took]

    @property
    def quiet(self) -> bool:
        """Had the machine nothing else to do?"""
        return max(self.busy) < 1.2 and sum(self.stood) < 0.05 * sum(self.wall)

    @property
    def slower(self) -> float:
        """How many times slower than at its quickest the processor was."""
        return max(median(self.plain) / _calm[0], 1.0)

    @property
    def worked(self) -> list[float]:
        """Of each turn: the processor's time, as if nobody shared it."""
        return [cpu / self.slower for cpu in self.cpu]

    @property
    def took(self) -> list[float]:
        """Of each turn: the time on the clock, as if nobody else was there. What it waits for by itself counts."""
        turns = zip(self.wall, self.stood, self.cpu, self.worked, strict=True)
        return [max(wall - stood - cpu, 0) + worked for wall, stood, cpu, worked in turns]

    def good(self, seconds: float) -> bool:
        """Are 95 of 100 turns within that time?"""
        return p95(self.worked) < seconds and p95(self.took) < seconds

    def fair(self, seconds: float) -> bool:
        """The same, but for turns that waited: for the disk perhaps, which others use."""
        return p95(self.worked) < seconds and median(self.took) < seconds

    def told(self, what: str) -> None:
        figures = " ".join(
            f"{name} p50 {median(all) * 1000:5.0f} p95 {p95(all) * 1000:5.0f} ms"
            for name, all in (("clock", self.took), ("processor", self.worked))
        )
        print(f"\n{what:55} {figures}  {'quiet' if self.quiet else f'slower x{self.slower:.1f}'}", end="")


def p95(took: list[float]) -> float:
    return sorted(took)[-(-len(took) * 95 // 100) - 1]


def stood_ready(servers: Sequence[int] = ()) -> float:
    """For how many seconds threads of this process, and these other processes, have been ready to run and were not
    let; 0 where nobody knows.
    """
    each = (*OURS.glob("*/schedstat"), *(Path(f"/proc/{server}/schedstat") for server in servers))
    return sum(_told(one, 1) for one in each)


def _told(file: Path, place: int) -> float:
    """Of a thread's schedstat: seconds on a processor (0), seconds ready for one (1); 0 where it has ended."""
    try:
        return int(file.read_text().split()[place]) / 1e9
    except OSError:
        return 0.0


async def within(
    seconds: float,
    turn: Callable[[], Awaitable[None]],
    what: str,
    times: int = TIMES,
    servers: Sequence[int] = (),
) -> bool:
    """Are 95 of 100 turns within that time? The first turn is not counted: it loads what every program loads once.
    Where no round was quiet, the best is judged without what waited seldom.
    """
    await turn()
    rounds = list[Watch]()
    while len(rounds) < ROUNDS and not (rounds and rounds[-1].good(seconds)):
        rounds.append(Watch(servers))
        for _ in range(times):
            with rounds[-1].at():
                await turn()
        rounds[-1].told(what)
    never = not any(one.quiet for one in rounds)
    return rounds[-1].good(seconds) or (never and any(one.fair(seconds) for one in rounds))
