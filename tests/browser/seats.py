"""Officers at browsers beside a program that the test can look into: seats in which they are logged in already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from playwright.sync_api import Browser, Page

from bot.app import App
from console.cookies import NAME
from rules.officers import Officer
from storage import officer_sessions
from storage.statement import Tx
from tests.browser.test_console_doors import troubling
from tests.browser.waiting import patient
from tests.web.site import inside

T = TypeVar("T")
Sit = Callable[..., Page]
WIDE = {"viewport": {"width": 1100, "height": 780}, "locale": "id-ID", "timezone_id": "Asia/Makassar"}


def done(work: Awaitable[T]) -> T:
    """Work of the program that stands, where it runs: in this thread is the browser's loop."""

    async def doing() -> T:
        return await work

    return inside(doing())


def session(app: App, who: Officer) -> str:
    def begin(tx: Tx) -> str:
        details = {"agent": "test", "address": "127.0.0.1"}
        return officer_sessions.begin(tx, app.vault, who.id, "full", details, app.clock())

    return done(app.database.run(begin))


@contextmanager
def seats(visitor: Browser, site: tuple[str, App]) -> Iterator[Sit]:
    """Makes pages in which an officer is logged in; afterwards none of them has had any trouble."""
    (url, app), made, troubles = site, list[Page](), list[str]()

    def sit(who: Officer, look: dict[str, Any]) -> Page:
        context = patient(visitor, **look)
        context.add_cookies([{"name": NAME, "value": session(app, who), "url": url}])
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if troubling(said) else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        made.append(page)
        return page

    yield sit
    for page in made:
        page.context.close()
    assert troubles == []
