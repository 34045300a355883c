"""A year of a programme: its calendar, its program, the officers at their browsers. Tells no story."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook

from bot.app import App
from bot.rehearsal.villagers import Villager
from bot.rehearsal.work import done as worked
from bot.tasks import kinds
from rules.officers import Officer
from tests.browser.seats import WIDE, Sit, done
from tests.browser.year_chats import Crowd
from tests.console.desk import CITY, officer

WITA = timezone(timedelta(hours=8))
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=WITA)


class Calendar:
    """The city's clock: it goes as clocks do, and on by days when the story says so."""

    def __init__(self) -> None:
        self.ahead = BEGINS - datetime.now(UTC)

    def __call__(self) -> int:
        return int((time.time() + self.ahead.total_seconds()) * 1000)

    def later(self, **span: float) -> None:
        """So much later: days=3, minutes=2."""
        self.ahead += timedelta(**span)

    def on(self, day: str) -> None:
        """On that day (ISO) at nine in the morning."""
        self.ahead = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=WITA) - datetime.now(UTC)


@dataclass
class Year:
    """One program, everybody who uses it, and what was done so far."""

    url: str
    app: App
    calendar: Calendar
    visitor: Browser
    seat: Sit
    crowd: Crowd
    began: float = field(default_factory=time.monotonic)

    def step(self, told: str) -> None:
        """Say what comes (pytest -s shows it)."""
        print(f"{time.monotonic() - self.began:5.1f} s  {self.app.local(self.app.clock()):%d-%m-%Y}  {told}")

    def officer(self, *roles: str) -> Officer:
        return done(officer(self.app, *roles, areas=(CITY,)))

    def at(self, who: Officer, path: str) -> Page:
        """A page of the console, opened by an officer who has just logged in."""
        page = self.seat(who, {**WIDE, "accept_downloads": True})
        page.goto(f"{self.url}/console{path}")
        return page

    def work(self) -> None:
        """All that the program does by itself is done."""
        done(worked(self.app))

    def periodic(self, kind: str) -> None:
        """What the program does from time to time is done, and what follows from it."""
        done(kinds(self.app)[kind].do({}))
        self.work()


def nik_of(people: Iterable[Villager]) -> set[str]:
    return {one.nik for one in people}


def taken(page: Page, role: str, name: str, path: Path) -> list[dict[str, str]]:
    """A sheet that is downloaded: its rows by the titles of its columns."""
    with page.expect_download() as download:
        page.locator(f"{'a' if role == 'link' else role}", has_text=name).first.click()
    download.value.save_as(path)
    titles, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, titles), map(str, row), strict=True)) for row in rows]


def brought(page: Page, content: bytes) -> None:
    page.locator("#file").set_input_files(
        files={"name": "jawaban.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
