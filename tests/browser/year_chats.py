"""The chats of a year's people: each over HTTP, as the page itself asks, some on a cheap phone as well."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playwright.sync_api import Browser
from yarl import URL

from bot.channels.web_browser import COOKIE
from tests.browser.looks import OVERFLOWING
from tests.browser.phone import CHEAP, Phone
from tests.browser.seats import done
from tests.browser.waiting import patient
from tests.web.site import Json, Talker, talker

A = TypeVar("A")
T = TypeVar("T")
SCREEN = {"width": 360, "height": 640}
AT_ONCE = 16  # chats that talk at the same time


class Seen(Phone):
    """The web chat's page on a phone."""

    def texts(self) -> list[str]:
        """What is seen of the bot, oldest first."""
        return [str(said["text"]) for said in self.talk if not said["own"]]

    @property
    def token(self) -> str:
        """What its cookie holds."""
        return next(str(one["value"]) for one in self.context.cookies() if one["name"] == COOKIE)

    def shows(self, talk: list[Json]) -> None:
        """Just this talk comes to stand there, after the page's own greeting, and all of it fits."""
        wanted = [plain(one) for one in talk]
        self.page.bring_to_front()
        self.until(lambda: [plain(one) for one in self.talk][-len(wanted) :] == wanted)
        assert len(self.talk) - len(wanted) in (0, 1)
        assert self.page.evaluate(OVERFLOWING) == []

    def picture_drawn(self) -> None:
        """A picture of the bot's comes to stand there."""
        drawn = "nodes => nodes.some(node => node.complete && node.naturalWidth > 100)"
        self.page.bring_to_front()
        self.until(lambda: bool(self.page.locator("#list .bubble.bot img").evaluate_all(drawn)))


def plain(said: dict[str, Any]) -> tuple[bool, str]:
    """Whose it is, and the words without the white space between them."""
    return bool(said["own"]), " ".join(str(said["text"]).split())


@dataclass
class Person:
    """Somebody with a chat: what becomes of them, the number of their registration or case, what else the chat
    tells of them alone, the phone where one is looked at, where the QR of the card leads.
    """

    name: str
    fate: str
    talker: Talker
    number: str = ""
    about: dict[str, str] = field(default_factory=dict)
    phone: Seen | None = None
    card: str = ""

    @property
    def seen(self) -> Seen:
        """The phone of who has one."""
        assert self.phone
        return self.phone


@dataclass
class Crowd:
    """Everybody's chats. Those over HTTP run on the program's own loop, for this thread's is the browser's."""

    visitor: Browser
    url: str
    phones: list[Seen] = field(default_factory=list)
    opened: AsyncExitStack = field(default_factory=AsyncExitStack)

    def phone(self) -> Seen:
        """A phone that has never been here, with the page open."""
        self.phones.append(Seen(patient(self.visitor, **{**CHEAP, "viewport": SCREEN}), self.url))
        self.phones[-1].open()
        return self.phones[-1]

    async def talker(self) -> Talker:
        """A chat over HTTP that has never been here."""
        return await self.opened.enter_async_context(talker(self.url))

    def talker_of(self, phone: Seen) -> Talker:
        """The chat of a phone over HTTP, as another tab of it."""
        made = done(self.talker())
        made.session.cookie_jar.update_cookies({COOKIE: phone.token}, URL(self.url))
        return made

    def each(self, of: Iterable[A], act: Callable[[A], Awaitable[T]]) -> list[T]:
        """The same for each, a few at a time; what came of it, in their order."""

        async def all_of_it() -> list[T]:
            free = asyncio.Semaphore(AT_ONCE)

            async def one(what: A) -> T:
                async with free:
                    return await act(what)

            return list(await asyncio.gather(*map(one, of)))

        return done(all_of_it())


@contextmanager
def crowd(visitor: Browser, url: str) -> Iterator[Crowd]:
    """Afterwards nothing has gone wrong on any phone."""
    made = Crowd(visitor, url)
    yield made
    done(made.opened.aclose())
    for one in made.phones:
        one.context.close()
    assert [one.troubles for one in made.phones] == [[] for _ in made.phones]
