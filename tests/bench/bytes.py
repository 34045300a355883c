"""What the main conversations cost on the web chat, in bytes: data is bought by the megabyte."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.web_assets import assets
from bot.rehearsal.transcript import parse
from tests.theatre import FILES
from tests.web.meter import Cost, cost

# The transcripts that are played, from the first hello or from the menu to the number or the answer.
PLAYED = {
    "register": "register/self",
    "check": "check/other_active",
    "report an accident": "report_accident/rt_head_before_dawn",
    "report a death": "report_death/widow_illness",
}
HEAD = ("conversation", "messages", "bytes up", "bytes down", "in all", "each message")


def measure_bytes() -> dict[str, Cost]:
    """For a thread: each is played in a loop of its own."""
    return {name: cost(parse(FILES[played].read_text("utf-8"))) for name, played in PLAYED.items()}


def page_weight() -> int:
    """Bytes of page, style and script as they are sent to a phone that comes for the first time."""
    return sum(len(asset.packed) for asset in assets().values())


def again() -> int:
    """Bytes of the page alone: style and script are kept on the phone."""
    return len(assets()["/"].packed)


def told_bytes(found: Mapping[str, Cost]) -> list[str]:
    """For the page of benchmarks."""
    return [
        "## Bytes of a conversation",
        "",
        "On the web chat, with the page listening for replies; what the messages themselves weigh, heads of HTTP apart.",
        f"The page with style and script, on a first visit: {page_weight():,} bytes; after that {again():,}.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---|--:|--:|--:|--:|--:|",
        *(_row(name, one) for name, one in found.items()),
        "",
    ]


def _row(name: str, one: Cost) -> str:
    cells = (name, one.turns, f"{one.up:,}", f"{one.down:,}", f"{one.all:,}", f"{one.all / one.turns:,.0f}")
    return f"| {' | '.join(map(str, cells))} |"
