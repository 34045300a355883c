"""Server-sent events: every reply reaches every page that listens, whoever wrote it, after every break."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp

from bot.channels.web import Web
from bot.channels.web_listeners import LOOK_EVERY
from storage.errors import StorageDown
from tests.web.replies import write
from tests.web.site import Json, Talker, program, served, talker

SOON = 60.0
SLOW = 30.0  # seconds that a busy machine may add


class Listener:
    """One open stream. `heard` is what came so far, line by line."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self.heard: list[str] = []

    async def line(self) -> str:
        async with asyncio.timeout(SOON):
            self.heard.append((await self.response.content.readline()).decode().rstrip("\n"))
        return self.heard[-1]

    async def event(self) -> Json:
        """The next reply; the id before it is its number."""
        while not (line := await self.line()).startswith("data: "):
            assert line or self.response.content.at_eof() is False, "the stream has ended"
        data = json.loads(line.removeprefix("data: "))
        assert self.heard[-2] == f"id: {data['seq']}"
        return dict(data)

    async def ended(self) -> bool:
        async with asyncio.timeout(SOON):
            await self.response.content.read()
        return self.response.content.at_eof()


@asynccontextmanager
async def listening(browser: Talker, query: str = "", **headers: str):
    address = f"{browser.url}/chat/events{query}"
    async with browser.session.get(address, headers=headers) as response:
        listener = Listener(response)
        assert await listener.line() == "retry: 3000"
        yield listener


def test_a_reply_comes_as_an_event_with_its_number(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            async with listening(browser) as listener:
                reply = await browser.say("halo")
                assert await listener.event() == reply

    asyncio.run(talk())


def test_a_stream_begins_with_what_was_missed(url):
    async def talk() -> None:
        async with talker(url) as browser:
            replies = [await browser.say("halo") for _ in range(3)]
            async with listening(browser, f"?after={replies[0]['seq']}") as listener:
                assert [await listener.event(), await listener.event()] == replies[1:]

    asyncio.run(talk())


def test_after_a_break_it_goes_on_behind_the_last_event(url):
    async def talk() -> None:
        async with talker(url) as browser:
            first = await browser.say("halo")
            async with listening(browser) as listener:
                await listener.event()
            second = await browser.say("halo")
            last = {"Last-Event-ID": str(first["seq"])}
            async with listening(browser, "?after=0", **last) as listener:
                assert await listener.event() == second

    asyncio.run(talk())


def test_every_page_of_a_chat_hears_every_reply_and_nobody_else_does(url):

    async def talk() -> None:
        async with talker(url, connector=aiohttp.TCPConnector(limit=0)) as browser, talker(url) as other:
            await browser.get("/")
            await other.get("/")
            async with AsyncExitStack() as stack:
                stranger = await stack.enter_async_context(listening(other))
                pages = [await stack.enter_async_context(listening(browser)) for _ in range(100)]
                reply = await browser.say("halo")
                assert await asyncio.gather(*(page.event() for page in pages)) == [reply] * 100
                assert await other.say("halo") == await stranger.event()

    asyncio.run(talk())


def test_a_page_that_is_gone_is_forgotten(site):
    url, app = site

    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            for _ in range(20):
                async with listening(browser):
                    pass
            until = time.monotonic() + SOON
            while app.web.listening and time.monotonic() < until:
                await asyncio.sleep(0.02)
            assert app.web.listening == 0

    asyncio.run(talk())


def test_a_quiet_stream_gives_a_sign_of_life(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app:
            app.web = Web(app.database, app.vault, app.keeper, app.local, app.settings.public_url, 0.05)
            async with served(app.asgi) as url, talker(url) as browser, listening(browser) as listener:
                assert await listener.line() == ""
                assert [await listener.line() for _ in range(4)] == [": still here", ""] * 2
                app.web.stop()

    asyncio.run(talk())


def test_a_stop_lets_the_pages_go(tmp_path):
    async def talk() -> None:
        async with AsyncExitStack() as stack:
            app = await stack.enter_async_context(program(tmp_path))
            url = await stack.enter_async_context(served(app.asgi))
            browser = await stack.enter_async_context(talker(url))
            listener = await stack.enter_async_context(listening(browser))
            app.web.stop()
            assert await listener.ended()

    asyncio.run(talk())


async def hear_another_process(folder, database_url: str = "") -> float:
    """Seconds until a page hears what another program on the same database has answered."""
    took: list[float] = []
    async with AsyncExitStack() as stack:
        one, two = [await stack.enter_async_context(program(folder, database_url)) for _ in range(2)]
        here, there = [await stack.enter_async_context(served(app.asgi)) for app in (one, two)]
        browser = await stack.enter_async_context(talker(here))
        await browser.get("/")
        listener = await stack.enter_async_context(listening(browser))
        for _ in range(2):
            began = time.monotonic()
            reply = await Talker(there, browser.session).say("halo")
            assert await listener.event() == reply
            took.append(time.monotonic() - began)
        one.web.stop()
    return max(took)


def test_what_another_process_answers_is_heard_within_some_two_seconds(tmp_path):
    assert asyncio.run(hear_another_process(tmp_path)) < LOOK_EVERY + SLOW and LOOK_EVERY <= 2


def test_on_postgresql_too(tmp_path, postgres_url):
    assert asyncio.run(hear_another_process(tmp_path, postgres_url)) < LOOK_EVERY + SLOW


class Away:
    """A database that does not answer."""

    async def read(self, work):
        raise StorageDown("away")

    async def receive(self, inbound):
        raise StorageDown("away")


def test_while_the_database_is_away_the_browser_is_asked_to_come_again(tmp_path):
    async def talk() -> None:
        away: Any = Away()
        async with program(tmp_path) as app:
            app.web = Web(away, app.vault, app.keeper, app.local, app.settings.public_url)
            app.inbox = away
            async with served(app.asgi) as url, talker(url) as browser:
                said = await browser.post({"id": "0" * 8, "text": "halo"})
                for answer in (said, await browser.get("/chat/messages")):
                    assert (answer.status, set(answer.body)) == (503, {"why"})
                    assert answer.headers["Retry-After"] == "5"
                async with listening(browser) as listener:
                    assert await listener.ended()

    asyncio.run(talk())


def test_a_page_that_reads_its_answers_itself_hears_them_not_once_more(site):
    url, app = site

    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            async with listening(browser, "?answers=0") as listener:
                for text in ("halo", "setuju"):
                    await browser.say(text)
                seq = await write(app, browser.token, "Kabar.", None)
                assert (await listener.event())["seq"] == seq
            async with listening(browser, "?answers=0") as again:
                assert [(await again.event())["seq"] for _ in range(3)][-1] == seq

    asyncio.run(talk())


def test_with_two_pages_each_hears_what_the_other_is_answered(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            async with listening(browser, "?answers=0") as one, listening(browser, "?answers=0") as other:
                reply = await browser.say("halo")
                assert (await one.event())["seq"] == (await other.event())["seq"] == reply["seq"]

    asyncio.run(talk())
