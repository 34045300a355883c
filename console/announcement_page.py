"""One announcement: how each channel shows it, how many get it and what that costs, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from console.announcement_cost import cost_of
from console.announcement_places import channel_told, found, programme_of, segment_told, told_of
from console.announcement_preview import previews
from console.answer import Answer, View
from console.house import ROOT
from console.masking import masked
from console.table import Cell, Table, slice_of, tag, text
from console.visit import Visit
from rules.announcements import RESULTS, measures, state_after
from storage import announcement_results, officer_chats, officers
from storage.announcements import RECORD, Announcement
from storage.statement import Row

HERE = f"{ROOT}/announcements"
COLUMNS = ("name", "nik", "channel", "result")
SIZE = 50
CALLED_BACK = ("queued", "held", "blocked")  # what is not sent yet, though all waves are out


def shown(visit: Visit) -> Answer:
    """GET: all of it, and one page of its people; whose data stood there is noted."""
    one = found(visit)
    totals = announcement_results.totals(visit.tx, one.id)
    asked = visit.asked.query.get("result", "")
    result = asked if asked in RESULTS else ""
    among = totals.get(result, 0) if result else sum(totals.values())
    part = slice_of(visit.asked.query.get("page", ""), among, SIZE)
    rows = announcement_results.rows(visit.tx, visit.vault, one.id, result, part.start, part.size)
    people = _people(visit, rows)
    seen = {"person": [row["person"] for row in rows]}
    visit.noted("announcement_read", RECORD, one.id, one.spot, seen=seen, people=len(rows))
    values = {
        "one": one, "segment": segment_told(visit, one), "result": result, "part": part, "people": people,
        "totals": [(name, totals[name]) for name in RESULTS if totals.get(name)],
        "previews": {language: previews(visit, told_of(visit, one), language) for language in ("id", "en")},
        **_counted(visit, one), **_made(visit, one), **_may(visit, one, totals),
        **_chat(visit), "asleep": _asleep(visit, one),
        "quiet": (measures().quiet_from, measures().quiet_until),
    }  # fmt: skip
    return View("announcement.html", values)


def _people(visit: Visit, rows: Sequence[Row]) -> Table:
    words = visit.house.words(visit.asked.language)

    def cells(row: dict[str, Any]) -> list[Cell]:
        channel = channel_told(words, row["channel"]) if row["channel"] else "–"
        told = words(f"announcement.result.{row['result']}")
        return [text(row["name"]), text(masked("nik", row["nik"])), text(channel), tag(told, row["result"])]

    return Table(COLUMNS, [cells(row) for row in rows])


def _counted(visit: Visit, one: Announcement) -> dict[str, Any]:
    """How many get it over which channel, and the cost."""
    counted, today = one.counted or {}, visit.house.local(visit.now).date()
    words = visit.house.words(visit.asked.language)
    channels = [(name, channel_told(words, name), counted[name]) for name in sorted(counted)]
    sums = {what: sum(counts[what] for counts in counted.values()) for what in ("people", "chats")}
    return {"channels": channels, "sums": sums,
            "cost": cost_of(counted, visit.house.prices, today)}  # fmt: skip


def _chat(visit: Visit) -> dict[str, Any]:
    """The officer's own, where it is joined."""
    chat = officer_chats.of(visit.tx, visit.officer.id)
    words = visit.house.words(visit.asked.language)
    return {"chat": chat, "chat_channel": channel_told(words, chat["channel"]) if chat else ""}


def _made(visit: Visit, one: Announcement) -> dict[str, Any]:
    """Who wrote it, and who sent it."""
    maker = officers.by_id(visit.tx, visit.vault, one.made_by)
    sender = officers.by_id(visit.tx, visit.vault, one.sent_by) if one.sent_by else None
    return {"maker": maker.name if maker else "–", "sender": sender.name if sender else ""}


def _may(visit: Visit, one: Announcement, totals: Mapping[str, int]) -> dict[str, bool]:
    """What this officer may do to it as it stands."""
    needs = {"count": "make", "send": "send", "pause": "stop", "continue": "send", "stop": "stop"}
    may = {act: visit.may(f"announcements.{of}", one.spot) for act, of in needs.items()}
    can = {f"may_{act}": may[act] and state_after(one.state, act) is not None for act in needs}
    if one.state == "done" and not any(totals.get(result) for result in CALLED_BACK):
        can["may_stop"] = False
    own = one.made_by == visit.officer.id
    return {**can, "may_copy": visit.may("announcements.make", one.spot), "own": own}


def _asleep(visit: Visit, one: Announcement) -> bool:
    """Does it wait for the city's morning?"""
    programme, now = programme_of(visit, one), visit.house.local(visit.now)
    hour = now.astimezone(ZoneInfo(programme.timezone)).hour if programme else now.hour
    return one.state == "sending" and not measures().awake(hour)
