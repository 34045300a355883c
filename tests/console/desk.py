"""An officer at a browser: what is filled in and pressed there, and what of it stands in the audit trail."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any, TypeVar

from yarl import URL

from bot.app import App
from console.cookies import NAME
from console.welcoming import link_code
from rules import totp
from rules.officers import ALL, Area, Officer
from storage import audit, officer_sessions, officers
from storage.audit import Noted
from storage.passwords import hashed
from storage.statement import Tx
from tests.web.site import Answer, Talker, talker

T = TypeVar("T")
PASSWORD = "kapal gunung nasi lemari"
HASH = hashed(PASSWORD)
SECRET = b"12345678901234567890"
CITY = Area("city", "51.71")
Site = tuple[str, App]  # its address, and the program itself to look into
_numbers: Iterator[int] = count(1)


@dataclass
class Desk:
    """A browser, and the program it talks to. `page` is what it sees now."""

    browser: Talker
    app: App
    page: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    async def get(self, path: str, status: int = 200, **more: Any) -> str:
        """Go to a page; its text."""
        return self._seen(await self.browser.get(f"/console{path}", **more), status)

    async def post(
        self, path: str, fields: Mapping[str, Any] | None = None, status: int = 200, **more: Any
    ) -> str:
        """Send a form of the page, with its mark and what else is hidden in it; the text of what comes then."""
        given = {**self._made_from(path), **(fields or {})}
        pairs = [("mark", self.mark), *((name, value) for name, values in given.items()
                                        for value in (values if isinstance(values, list) else [values]))]  # fmt: skip
        answer = await self.browser.ask("POST", f"/console{path}", data=pairs, **more)
        return self._seen(answer, status)

    def _seen(self, answer: Answer, status: int) -> str:
        self.page = answer.content.decode()
        self.headers = answer.headers
        assert answer.status == status, (answer.status, self.text)
        return self.text

    @property
    def text(self) -> str:
        """What is read on the page."""
        body = self.page.partition("<main")[2].partition(">")[2]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

    @property
    def mark(self) -> str:
        found = re.search(r'name="mark" value="(\w+)"', self.page)
        return found[1] if found else ""

    def _made_from(self, path: str) -> dict[str, str]:
        """What the form of that path was made from, as a browser sends it without anybody's doing."""
        form = re.search(rf'<form[^>]* action="/console{re.escape(path)}".*?</form>', self.page, re.DOTALL)
        hidden = r'<input type="hidden" name="(base)" value="([^"]*)"'
        return dict(re.findall(hidden, form[0])) if form else {}

    @property
    def cookie(self) -> str:
        """What the cookie of the session holds."""
        found = self.browser.session.cookie_jar.filter_cookies(URL(self.browser.url)).get(NAME)
        return found.value if found else ""

    @cookie.setter
    def cookie(self, token: str) -> None:
        self.browser.session.cookie_jar.update_cookies({NAME: token}, URL(self.browser.url))

    @property
    def menu(self) -> list[str]:
        """What the navigation offers."""
        return re.findall(r'<li><a href="/console(\S*)"', self.page.partition("<main")[0])

    # Logging in

    async def log_in(self, login: str, password: str = PASSWORD, status: int = 200) -> str:
        """The first half."""
        await self.get("/login")
        return await self.post("/login", {"login": login, "password": password, "to": ""}, status)

    async def give_code(self, code: str, status: int = 200, to: str = "") -> str:
        """The second half."""
        return await self.post("/login/code", {"code": code, "to": to}, status)

    async def sit_down(self, officer: Officer) -> None:
        """Logged in, without the doors: a session as they make it."""

        def begin(tx: Tx) -> str:
            details = {"agent": "test", "address": "127.0.0.1"}
            return officer_sessions.begin(tx, self.app.vault, officer.id, "full", details, self.app.clock())

        self.cookie = await self.app.database.run(begin)
        await self.get("/account")

    # Looking into the program

    async def trail(self) -> list[Noted]:
        """The audit trail, oldest first."""
        rows = await self.app.database.read(lambda tx: audit.before(tx, self.app.vault, audit.NEWEST, 10_000))
        return rows[::-1]

    async def acts(self, officer: Officer) -> list[str]:
        """What is noted of an officer, oldest first."""
        return [one.entry.act for one in await self.trail() if one.entry.officer == officer.id]

    async def last(self) -> Noted:
        """The newest row."""
        return (await self.trail())[-1]


def now_code(away: int = 0, secret: bytes = SECRET) -> str:
    """The code that an officer's app shows."""
    return totp.code_at(secret, int(time.time()) // 30 + away)


async def officer(app: App, *roles: str, areas: tuple[Area, ...] = (ALL,), state: str = "active") -> Officer:
    """A new officer with password and app."""
    login = f"petugas-{next(_numbers)}"

    def add(tx: Tx) -> Officer:
        wanted = Officer(0, login, f"Petugas {login}", "", frozenset(roles), areas)
        made = officers.add(tx, app.vault, wanted, app.clock())
        assert made
        officers.set_state(tx, made.id, state, app.clock())
        officers.set_password(tx, app.vault, made.id, HASH, app.clock())
        officers.set_totp(tx, app.vault, made.id, SECRET, 1, app.clock())
        return Officer(made.id, login, made.name, state, made.roles, made.areas)

    return await app.database.run(add)


async def link_for(app: App, who: Officer) -> str:
    """A one-time code for an officer."""
    return await app.database.run(lambda tx: link_code(tx, app.vault, who, app.clock()))


def at_desks(site: Site, scene: Callable[..., Awaitable[T]], browsers: int = 1, **more: Any) -> T:
    """Plays a scene with that many browsers that have never been here."""
    url, app = site

    async def run(desks: list[Desk]) -> T:
        if len(desks) == browsers:
            return await scene(*desks)
        number = next(_numbers)  # each in an office of its own: wrong tries are counted by address too
        headers = {"X-Forwarded-For": f"10.0.{number >> 8}.{number & 255}"}
        async with talker(url, **{"headers": headers, **more}) as browser:
            return await run([*desks, Desk(browser, app)])

    return asyncio.run(run([]))
