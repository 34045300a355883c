"""A year of a programme: its calendar, the chats of its people, the officers at their browsers. Tells no story."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook

from bot.app import App
from bot.rehearsal.villagers import Villager
from bot.rehearsal.work import done as worked
from bot.tasks import kinds
from rules.officers import Officer
from tests.browser.phone import Phone
from tests.browser.seats import WIDE, Sit, done
from tests.browser.waiting import PATIENCE, patient
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


class Wire:
    """The web chat of a browser without a page: its HTTP alone."""

    def __init__(self, visitor: Browser, url: str) -> None:
        self.url, self.http = url, patient(visitor).request
        self.offered: dict[str, str] = {}

    def _sent(self, **said: str) -> str:
        answer = self.http.post(f"{self.url}/chat/messages", data={"id": str(uuid.uuid4()), **said})
        assert answer.ok, answer.status
        (reply,) = answer.json()["messages"]
        self.offered = {option["label"]: option["id"] for option in reply["options"]}
        return str(reply["text"])

    def write(self, text: str) -> str:
        """The reply to a text."""
        return self._sent(text=text)

    def tap(self, label: str) -> str:
        """The reply to a button of the last reply."""
        return self._sent(choice=self.offered[label], text=label)

    def begin(self) -> str:
        self.write("halo")
        return self.tap("Setuju")

    def _talk(self) -> list[dict[str, Any]]:
        found = self.http.get(f"{self.url}/chat/messages?own=1").json()["messages"]
        return [one for one in found if not one["own"]]

    def texts(self) -> list[str]:
        """What was said to the person, oldest first."""
        return [one["text"] for one in self._talk()]

    def picture_sent(self) -> bytes:
        """The one picture that came, as it is downloaded."""
        (url,) = (file["url"] for one in self._talk() for file in one["files"] if file["kind"] == "photo")
        return self.http.get(self.url + url).body()


class Seen(Phone):
    """The web chat's page on a cheap phone."""

    def texts(self) -> list[str]:
        """What is seen of the bot, oldest first."""
        return [str(said["text"]) for said in self.talk if not said["own"]]

    def picture_seen(self) -> bool:
        """Is there a picture of the bot's, and drawn?"""
        drawn = "nodes => nodes.some(node => node.complete && node.naturalWidth > 100)"
        return bool(self.page.locator("#list .bubble.bot img").evaluate_all(drawn))


@dataclass
class Person:
    """Somebody with a chat; `number` of the registration, how much of the talk was followed so far, where the QR
    of the card leads.
    """

    name: str
    chat: Wire | Seen
    number: str = ""
    followed: int = 0
    card: str = ""

    def hears(self, *words: str) -> str:
        """The next text with all these words, after those that were followed before."""
        late = time.monotonic() + PATIENCE
        while True:
            for at, text in enumerate(self.chat.texts()[self.followed :], self.followed + 1):
                if all(word in text for word in words):
                    self.followed = at
                    return text
            assert time.monotonic() < late, (words, self.chat.texts()[-3:])
            self.waits()

    def waits(self) -> None:
        """A page draws what comes while somebody looks at it; over HTTP all is there at once."""
        if isinstance(self.chat, Seen):
            self.chat.page.wait_for_timeout(50)
        else:
            time.sleep(0.05)

    def hears_nothing_of(self, word: str) -> None:
        assert not any(word in text for text in self.chat.texts())


@dataclass
class Year:
    """One program, everybody who uses it, and what was done so far."""

    url: str
    app: App
    calendar: Calendar
    visitor: Browser
    seat: Sit
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
