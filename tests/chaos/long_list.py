"""A long list is taken in by a bot to which others talk all the while: how long they wait, how much memory it takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.rehearsal.lists import listed
from bot.rehearsal.telegram import Blaster, FakeTelegram, Measured
from tests.chaos.coordinators import Coordinator, begun
from tests.chaos.memory import Memory
from tests.chaos.performance import load_programmes, telegram
from tests.chaos.process import SECRET, Bot

RATE = 50.0  # messages a second, of as many people
ROUND = 4  # seconds of talk
PATIENCE = 900.0  # seconds for a whole list
LATE = 180.0  # seconds after which an answer is lost, and not late because the machine is busy


@dataclass(frozen=True)
class Seen:
    """What others waited for an answer, round by round: `idle` where nothing else is done, `busy` while the list
    was taken in, in so many `seconds`; `beside` at the same time from a second bot that does nothing else: what
    the machine itself makes people wait. `memory` of the program and its children, in megabytes at most.
    """

    idle: Sequence[Measured]
    busy: Sequence[Measured]
    beside: Sequence[Measured]
    seconds: float
    memory: float

    @property
    def unanswered(self) -> dict[str, tuple[int, int]]:
        """Where somebody got no answer: how many were not taken by the bot, and taken but never answered."""
        rounds = {"idle": self.idle, "busy": self.busy, "beside": self.beside}
        counted = {
            name: (sum(one.refused for one in said), sum(one.lost for one in said))
            for name, said in rounds.items()
        }
        return {name: counts for name, counts in counted.items() if any(counts)}


def within(rounds: Sequence[Measured], percent: int) -> float:
    """The milliseconds within which so many percent were answered, over all rounds."""
    latencies = sorted(latency for one in rounds for latency in one.latencies)
    return Measured(tuple(latencies), 0, 0, 0).percentile(percent)


def typical(rounds: Sequence[Measured]) -> float:
    """The p99 of the middle round: what else the machine does comes and goes."""
    return median(one.p99 for one in rounds)


async def taken_in(folder: Path, url: str, lines: int) -> Seen:
    """A list of so many people is brought by Telegram; the programmes are loaded."""
    await begun(url, folder)
    name = f"paser opd {lines}.xlsx"
    listed(name)  # written now: it takes seconds in which nobody could talk
    async with _talking(folder, url) as talking, _talking(twin_of(folder), None) as twin:
        one = await Coordinator.arrived(talking.fake, url)
        await asyncio.gather(talking.round(), twin.round())  # warm
        idle = [await talking.round() for _ in range(3)]
        return await _beside(one, talking, twin, name, idle)


def twin_of(folder: Path) -> Path:
    """Where the second bot lives: with a database of its own."""
    made = folder / "twin"
    made.mkdir()
    load_programmes(made)
    return made


@asynccontextmanager
async def _talking(folder: Path, url: str | None) -> AsyncIterator[Talking]:
    """A bot that is ready, and those who talk to it; in the end it stops as it should."""
    async with FakeTelegram() as fake:
        told = telegram(fake, "webhook") | {"log_level": "INFO"} | ({"database_url": url} if url else {})
        async with Bot(folder, told) as bot:
            await bot.ready()
            yield Talking(fake, Blaster(fake, patience=LATE), bot)
            assert await bot.stop() == 0


@dataclass
class Talking:
    """People who say hello to a bot at a steady pace."""

    fake: FakeTelegram
    blaster: Blaster
    bot: Bot

    async def round(self) -> Measured:
        lines = self.blaster.updates(int(RATE * ROUND), "halo")
        return await self.blaster.open_loop(f"{self.bot.url}/telegram/webhook", SECRET, lines, RATE)


async def _beside(
    one: Coordinator, talking: Talking, twin: Talking, name: str, idle: Sequence[Measured]
) -> Seen:
    """Talk to both until the list is taken in and given back."""
    memory, rounds = Memory(talking.bot.process.pid), list[tuple[Measured, Measured]]()
    watching = asyncio.create_task(memory.watch())
    done = asyncio.create_task(_brought(one, name))
    while not done.done():
        rounds.append(await asyncio.gather(talking.round(), twin.round()))
    watching.cancel()
    busy, beside = zip(*rounds, strict=True)
    return Seen(idle, busy, beside, await done, memory.most)


async def _brought(one: Coordinator, name: str) -> float:
    """The seconds from the file to its receipt."""
    began = time.monotonic()
    await one.brings(name)
    await one.until_done(within=PATIENCE)
    return time.monotonic() - began
