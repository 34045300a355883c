"""Announcements: whom they are for, what becomes of them, how fast and when they go. Data and pure functions.

Knows no table and no chat; the measures stand in measures/announcing.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rules.officers import Spot

FILE = Path(__file__).parent / "measures" / "announcing.toml"
# What a channel takes as one message (characters): at WhatsApp where it has buttons.
LIMITS: Mapping[str, int] = {"telegram": 4096, "whatsapp": 1024, "web": 4096}
STATUSES = ("submitted", "returned", "waiting_list", "verified", "enrolled", "listed", "rejected")
MEANT = ("submitted", "returned", "waiting_list", "verified", "enrolled", "listed")  # where none are ticked
MEMBERSHIPS = ("active", "ending", "lapsed", "none")
# An announcement: act -> (the states it may follow, the state it leads to).
MOVES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "counted": (("counting",), "ready"),
    "count": (("ready",), "counting"),
    "send": (("ready",), "sending"),
    "pause": (("sending",), "paused"),
    "continue": (("paused",), "sending"),
    "done": (("sending",), "done"),
    "reopen": (("done",), "sending"),  # night has come before all that were in hand were sent
    "stop": (("counting", "ready", "sending", "paused", "done"), "stopping"),
    "stopped": (("stopping",), "stopped"),
}
# What became of it for one person: who is LEFT gets nothing, what is PENDING may change.
LEFT = ("no_chat", "blocked", "stopped", "left_out")
RESULTS = ("read", "delivered", "sent", "held", "queued", "waiting", "unknown", "failed", "capped", *LEFT)
PENDING = ("queued", "held", "blocked", "unknown", "sent", "delivered")
ARRIVING = ("sent", "delivered")  # may still rise where the platform tells of it
REPORTING = ("whatsapp",)
# Why the outbox gave a message up that was never sent, or that the platform did not deliver.
BY_PERSON, BY_OFFICER = "stopped by the person", "stopped by an officer"
BY_PLATFORM = "too many announcements for the person, says the platform"


@dataclass(frozen=True)
class Segment:
    """Those of one programme: of a village, of an office, of a kind of work, of some statuses, with or
    without membership; "" is all of them.
    """

    programme: str
    village: str = ""
    office: str = ""
    category: str = ""
    statuses: tuple[str, ...] = MEANT
    membership: str = ""

    def spot(self, region: str) -> Spot:
        """Where it lies; `region`: of the programme."""
        office = f"{self.programme}/{self.office}" if self.office else ""
        return Spot(region, self.programme, self.village, office)

    @property
    def written(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self) | {"statuses": list(self.statuses)}


def segment_of(written: Mapping[str, Any]) -> Segment:
    """What `Segment.written` wrote."""
    return Segment(**{**written, "statuses": tuple(written["statuses"])})


@dataclass(frozen=True)
class Rate:
    """So many chats to a wave of so many seconds; and nothing more to a channel where `waiting` messages of
    announcements still wait.
    """

    wave: int
    seconds: float
    waiting: int

    @property
    def gap(self) -> float:
        """Seconds from one chat to the next."""
        return self.seconds / self.wave


@dataclass(frozen=True)
class Measures:
    """What announcing.toml says."""

    rate: Rate
    quiet_from: int
    quiet_until: int
    longest: int
    counted: int  # milliseconds
    ending: int  # days
    awake_for: int  # milliseconds after the person's last word

    def awake(self, hour: int) -> bool:
        """May something be sent at that hour of the city?"""
        return self.quiet_until <= hour < self.quiet_from


@cache
def measures() -> Measures:
    """As they stand in the file."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    waves, quiet, text = told["waves"], told["quiet"], told["text"]
    return Measures(
        _rate(waves), quiet["from"], quiet["until"], text["longest"],
        text["counted_hours"] * 3_600_000, text["ending_days"], quiet["awake_minutes"] * 60_000,
    )  # fmt: skip


def _rate(waves: Mapping[str, int]) -> Rate:
    """So many that the answers expected are as many as may be added; no faster than the platforms take."""
    by_answers = waves["replies_per_second"] * 100 // waves["expected_replies_percent"]
    wave = min(by_answers, waves["most_per_second"]) * waves["seconds"]
    return Rate(wave, float(waves["seconds"]), wave * waves["waiting_waves"])


def state_after(state: str, act: str) -> str | None:
    """The state after an act; None where it can't be done now."""
    allowed, after = MOVES[act]
    return after if state in allowed else None


def result_of(state: str, problem: str | None, closed: bool) -> str:
    """What the state of a message in the outbox means for the person; `closed`: who lets nobody write."""
    match state, problem:
        case "failed", _ if problem == BY_PERSON:
            return "stopped"
        case "failed", _ if problem == BY_OFFICER:
            return "waiting"
        case "failed", _ if problem == BY_PLATFORM:
            return "capped"
        case "held", _:
            return "blocked" if closed else "held"
        case "waiting", _:
            return "queued"
    return state
