"""The announcements of one's area, the newest first."""

from __future__ import annotations

from console.announcement_places import segment_told
from console.answer import Answer, View
from console.asked import id_of
from console.house import ROOT
from console.table import Cell, Table, link, number, tag, text
from console.visit import Visit
from storage import announcements
from storage.announcements import NEVER, Announcement

HERE = f"{ROOT}/announcements"
COLUMNS = ("number", "text", "segment", "people", "state", "at")
SIZE = 50
AT_ONCE = 200
MOST = 2000  # looked through for a page
BEGINNING = 60  # letters of the text


def listed(visit: Visit) -> Answer:
    """GET: one page of them."""
    found = _mine(visit, id_of(visit.asked.query.get("before", "")) or NEVER)
    shown = found[:SIZE]
    visit.noted("announcements_read", count=len(shown))
    older = shown[-1].id if len(found) > SIZE else None
    table = Table(COLUMNS, [_row(visit, one) for one in shown])
    values = {"table": table, "older": older, "may_make": visit.may("announcements.make")}
    return View("announcements.html", values)


def _mine(visit: Visit, before: int) -> list[Announcement]:
    """Those of one's area, one more than a page holds."""
    found: list[Announcement] = []
    for _ in range(MOST // AT_ONCE):
        rows = announcements.page(visit.tx, visit.vault, before, AT_ONCE)
        found += [one for one in rows if visit.sees(one.spot)]
        if len(found) > SIZE or len(rows) < AT_ONCE:
            break
        before = rows[-1].id
    return found


def _row(visit: Visit, one: Announcement) -> list[Cell]:
    words = visit.house.words(visit.asked.language)
    formats = visit.house.languages[visit.asked.language].formats
    said = one.text(visit.asked.language)
    beginning = said if len(said) <= BEGINNING else f"{said[:BEGINNING].rstrip()}…"
    people = sum(counts["people"] for counts in one.counted.values()) if one.counted else None
    return [
        link(f"{HERE}/{one.id}", str(one.id)), text(beginning), text(segment_told(visit, one)),
        number(people), tag(words(f"announcement.state.{one.state}"), one.state),
        text(formats.instant(visit.house.local(one.sent_at or one.made_at))),
    ]  # fmt: skip
