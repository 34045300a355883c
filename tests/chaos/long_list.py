"""A long list is taken in by a bot to which others talk all the while: how long they wait, how much memory it takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.rehearsal.lists import listed
from bot.rehearsal.telegram import Blaster, FakeTelegram, Measured
from tests.chaos.coordinators import Coordinator, begun
from tests.chaos.memory import Memory
from tests.chaos.performance import telegram
from tests.chaos.process import SECRET, Bot

RATE = 50.0  # messages a second, of as many people
ROUND = 4  # seconds of talk
PATIENCE = 600.0  # seconds for a whole list


@dataclass(frozen=True)
class Seen:
    """What others waited for an answer, round by round: `idle` where nothing else is done, `busy` while the list
    was taken in, in so many `seconds`; `memory` of the program and its children, in megabytes at most.
    """

    idle: Sequence[Measured]
    busy: Sequence[Measured]
    seconds: float
    memory: float

    @property
    def lost(self) -> int:
        return sum(one.lost + one.refused for one in (*self.idle, *self.busy))


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
    async with FakeTelegram() as fake:
        told = telegram(fake, "webhook") | {"database_url": url, "log_level": "INFO"}
        async with Bot(folder, told) as bot:
            await bot.ready()
            one, talking = await Coordinator.arrived(fake, url), Talking(Blaster(fake), bot)
            await talking.round()  # warm
            idle = [await talking.round() for _ in range(3)]
            busy, seconds, memory = await _beside(one, talking, name)
            assert await bot.stop() == 0
    return Seen(idle, busy, seconds, memory)


@dataclass
class Talking:
    """People who say hello to a bot at a steady pace."""

    blaster: Blaster
    bot: Bot

    async def round(self) -> Measured:
        lines = self.blaster.updates(int(RATE * ROUND), "halo")
        return await self.blaster.open_loop(f"{self.bot.url}/telegram/webhook", SECRET, lines, RATE)


async def _beside(one: Coordinator, talking: Talking, name: str) -> tuple[list[Measured], float, float]:
    """Talk until the list is taken in and given back."""
    memory, rounds = Memory(talking.bot.process.pid), list[Measured]()
    watching = asyncio.create_task(memory.watch())
    done = asyncio.create_task(_brought(one, name))
    while not done.done():
        rounds.append(await talking.round())
    watching.cancel()
    return rounds, await done, memory.most


async def _brought(one: Coordinator, name: str) -> float:
    """The seconds from the file to its receipt."""
    began = time.monotonic()
    await one.brings(name)
    await one.until_done(within=PATIENCE)
    return time.monotonic() - began
