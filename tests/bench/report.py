"""Writes docs/benchmarks.md from what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.bench.big import CHATS, Start
from tests.bench.measure import IN_FLIGHT, RATE, SCRIPT, Figures

HEAD = (
    "bot", "steps/s", "against the echo", "CPU a step", "p50 at 100/s", "p99 at 100/s",
    "p99 against the echo", "memory",
)  # fmt: skip
PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"
NAMES = {
    "echo": "bare python-telegram-bot echo, as shipped (httpx), no storage",
    "echo-aiohttp": "the same over our aiohttp request class, no storage",
    "payung-sqlite": "**Payung on SQLite**, synchronous=FULL",
    "payung-postgres": "**Payung on PostgreSQL**, synchronous_commit=on",
}


def write(
    found: Mapping[str, Figures], start: Start, others: Sequence[str], chats: int, seconds: float
) -> None:
    """The page, with every bot beside the bare echo bot of the same run; `others`: what is told of
    lists and of what messages want."""
    echo = found["echo"]
    lines = [
        "# Benchmarks",
        "",
        f"Made by `make bench` on {date.today()}: {machine()}. Shared and noisy: the ratios count.",
        "",
        "A step: webhook POST in, one durable transaction (message key, session, reply), committed before",
        "the 200, one sendMessage to a stand-in of the Bot API on loopback.",
        f"{chats} people say the {len(SCRIPT)} messages of a real conversation, {IN_FLIGHT} at once; then",
        f"{RATE:.0f} messages a second for {seconds:.0f} s. The echo bot stores nothing, is sent the same.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(row(figures, echo) for figures in found.values()),
        "",
        f"Ready with {CHATS:,} open conversations after {start.seconds:.2f} s, in {start.memory:.0f} MB.",
        "",
        "Messages lost: " + ", ".join(f"{name} {figures.lost}" for name, figures in found.items()) + ".",
        "",
        *others,
    ]
    PAGE.write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


def row(figures: Figures, echo: Figures) -> str:
    cells = (
        NAMES[figures.name],
        f"{figures.per_second:,.0f}",
        f"{figures.per_second / echo.per_second:.1f}",
        f"{figures.cpu:,.0f} us",
        f"{figures.p50:.1f} ms",
        f"{figures.p99:.1f} ms",
        f"{figures.p99 / echo.p99:.1f}",
        f"{figures.memory:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """The processor, how many, the system, Python."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.machine())
    return f"{os.cpu_count()} x {model}, {platform.system()}, Python {platform.python_version()}"
