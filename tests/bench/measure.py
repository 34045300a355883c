"""What is measured of each bot: steps a second, CPU a step, p50 and p99 at a fixed rate, memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.rehearsal.telegram import Blaster, FakeTelegram, Measured
from tests.bench.process import Running

SECRET = "bench-secret"
IN_FLIGHT = 50
RATE = 100.0
# A real conversation, from the first hello into the registration; the echo bot is sent the same.
SCRIPT = (
    "halo", "setuju", "daftar", "1", "1", "6371015708859001", "ya", "Siti Aminah", "Banjarmasin", "17-8-1985",
    "Rahmah", "ya",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Of one bot. Times in milliseconds, CPU in microseconds a step, memory in MB, start in seconds."""

    name: str
    per_second: float
    cpu: float
    p50: float
    p99: float
    memory: float
    start: float
    lost: int

    def best(self, other: Figures) -> Figures:
        """Two rounds of the same bot, of each figure the better: the machine's noise only adds."""
        return replace(
            self,
            per_second=max(self.per_second, other.per_second),
            cpu=min(self.cpu, other.cpu),
            p50=min(self.p50, other.p50),
            p99=min(self.p99, other.p99),
            memory=max(self.memory, other.memory),
            start=min(self.start, other.start),
            lost=self.lost + other.lost,
        )


async def measure(name: str, fake: FakeTelegram, running: Running, chats: int, seconds: float) -> Figures:
    """Blast the script at a bot, then post at a fixed rate."""
    blaster = Blaster(fake)
    await _saturate(blaster, running, SCRIPT, max(10, chats // 10))  # warm
    before = running.cpu()
    rounds = await _saturate(blaster, running, SCRIPT, chats)
    cpu = running.cpu() - before
    steps = sum(len(one.latencies) for one in rounds)
    fixed = await _steadily(blaster, running, seconds)
    return Figures(
        name,
        steps / sum(one.seconds for one in rounds),
        cpu / steps * 1e6,
        fixed.p50,
        fixed.p99,
        running.memory(),
        running.started_in,
        sum(one.lost + one.refused for one in (*rounds, fixed)),
    )


async def _saturate(blaster: Blaster, running: Running, script: Sequence[str], chats: int) -> list[Measured]:
    """Every chat says the same line, then the next; so each message is the next step of a dialogue."""
    first = blaster.updates(chats, script[0])
    rounds = [await blaster.blast(running.webhook, SECRET, first, IN_FLIGHT)]
    for text in script[1:]:
        lines = blaster.updates(chats, text)
        rounds.append(await blaster.blast(running.webhook, SECRET, lines, IN_FLIGHT))
    return rounds


async def _steadily(blaster: Blaster, running: Running, seconds: float) -> Measured:
    """A hundred messages a second, of as many people, for some seconds."""
    lines = blaster.updates(int(RATE * seconds), "bantuan")
    return await blaster.open_loop(running.webhook, SECRET, lines, RATE)
