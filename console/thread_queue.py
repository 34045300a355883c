"""What people have asked: who waits for an answer comes first, who has waited longest before all."""

from __future__ import annotations

from collections import Counter

from bot.conversation.words import Words
from console import held_pages
from console.answer import Answer, View
from console.house import ROOT
from console.registration_places import Places
from console.table import Cell, Table, link, slice_of, tag, text
from console.visit import Visit
from rules.threads import NOTES, OPEN, STATES, Thread
from storage import officers, threads
from storage.queue import Strip
from storage.threads import RECORD

HERE = f"{ROOT}/threads"
MOST = 1_000  # of an officer's own are listed
SIZE = 30
COLUMNS = ("thread", "asked", "waits", "channel", "programme", "has_it", "state")
HOUR = 3600 * 1000


def listed(visit: Visit) -> Answer:
    """GET: the threads in one state; which were read is noted."""
    places, wanted = Places(visit), visit.asked.query.get("state", "")
    state = wanted if wanted in STATES else OPEN
    mine = threads.listed(visit.tx, visit.vault, state, MOST, *mine_of(visit, places))
    part = slice_of(visit.asked.query.get("page", ""), len(mine), SIZE)
    shown = mine[part.start : part.start + part.size]
    visit.noted("threads_read", seen={RECORD: [one.id for one, _ in shown]}, count=len(shown), state=state)
    table = Table(COLUMNS, [_row(visit, places, one, channel) for one, channel in shown])
    tabs = [(one, f"{HERE}?state={one}") for one in STATES]
    values = {
        "table": table, "part": part, "state": state, "tabs": tabs, "counts": counts(visit, places),
        "held": held_pages.count(visit),
    }  # fmt: skip
    return View("threads.html", values)


def mine_of(visit: Visit, places: Places) -> tuple[list[Strip] | None, int]:
    """Which threads are this officer's, listed or counted: the strips (None: all), and who has them."""
    return None if visit.officer.everywhere else places.strips(), visit.officer.id


def counts(visit: Visit, places: Places) -> Counter[str]:
    """How many of this officer's threads are not closed, by state."""
    return threads.counts(visit.tx, *mine_of(visit, places))


def _row(visit: Visit, places: Places, one: Thread, channel: str) -> list[Cell]:
    words = visit.house.words(visit.asked.language)
    programme = places.programmes.get(one.programme or "")
    has_it = officers.by_id(visit.tx, visit.vault, one.officer) if one.officer else None
    return [
        link(f"{HERE}/{one.id}", str(one.id)), text(asked(words, one)), text(waited(visit, one)),
        text(channel),
        text(programme.name[visit.asked.language] if programme else words("thread.nowhere")),
        text(has_it.name if has_it else words("thread.nobody")),
        tag(words(f"thread.state.{one.state}"), one.state),
    ]  # fmt: skip


def asked(words: Words, one: Thread) -> str:
    """What it is about: the first words, what the program noted, or the case an officer wrote of first."""
    if one.of_case:
        return words("thread.about.case", number=one.message)
    return words(f"thread.about.{one.about}") if one.about in NOTES else beginning(one.message)


def beginning(message: str, longest: int = 80) -> str:
    """The first words of a message."""
    line = " ".join(message.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def waited(visit: Visit, one: Thread) -> str:
    """Since when the person waits; of a closed one when it was."""
    words = visit.house.words(visit.asked.language)
    hours = max(0, visit.now - one.waits_since) // HOUR
    return words("thread.hours", count=hours) if hours < 48 else words("thread.days", count=hours // 24)
