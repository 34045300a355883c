"""The page and what goes with every answer: its size, what may be kept, what keeps others out, the cookie."""

from __future__ import annotations

import asyncio
import gzip
import re
import uuid

import pytest
from yarl import URL

from bot.channels.web_assets import FOLDER, SCRIPTS, assets
from bot.channels.web_browser import COOKIE
from tests.web.site import program, served, talker

MOST = 40_000  # bytes of page, style and script, as they are before any compression
LONGEST = 250  # lines
PLAIN = {"Accept-Encoding": "identity"}


def test_the_whole_page_is_under_40_kb():
    assert sum(len(asset.content) for asset in assets().values()) < MOST


def test_every_file_of_the_page_is_served_and_none_is_long():
    files = {path.name: path.read_text() for path in FOLDER.iterdir() if path.is_file()}
    assert set(files) == {"chat.html", "chat.css", "card.html", *SCRIPTS}
    assert max(len(text.splitlines()) for text in files.values()) <= LONGEST


def test_no_word_stands_in_one_language_only():
    """Indonesian words stand in the page or in the script, English ones in the script."""
    script, page = (FOLDER / "words.js").read_text(), (FOLDER / "chat.html").read_text()
    found = re.fullmatch(r".*\bid: \{(.*?)\n  \},\n  en: \{(.*?)\n  \},.*", script, re.DOTALL)
    assert found
    indonesian, english = (set(re.findall(r"\b(\w+): '", block)) for block in found.groups())
    assert indonesian | set(re.findall(r'data-[wl]="(\w+)"', page)) == english


@pytest.mark.parametrize(("path", "kind"), [("/", "html"), ("/chat.css", "css"), ("/chat.js", "javascript")])
def test_a_part_of_the_page_is_packed_for_whoever_can_unpack_it(url, path, kind):
    async def talk() -> None:
        async with talker(url, auto_decompress=False) as browser:
            plain, packed = await browser.get(path, headers=PLAIN), await browser.get(path)
            assert kind in plain.headers["Content-Type"]
            assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
            assert gzip.decompress(packed.content) == plain.content == assets()[path].content
            assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"

    asyncio.run(talk())


def test_the_page_is_never_kept_and_names_the_version_of_what_may_be_kept_for_ever(url):
    async def talk() -> None:
        async with talker(url) as browser:
            page = await browser.get("/")
            assert page.headers["Cache-Control"] == "no-store"
            links = re.findall(r'(?:src|href)="(/chat[^"]+)"', page.content.decode())
            assert len(links) == 2
            for link in links:
                assert re.search(r"\?v=[0-9a-f]{12}$", link)
                assert "immutable" in (await browser.get(link)).headers["Cache-Control"]

    asyncio.run(talk())


def test_every_answer_keeps_other_sites_out_and_talk_is_never_kept(url):
    async def talk() -> None:
        async with talker(url) as browser:
            said = {"id": str(uuid.uuid4()), "text": "halo"}
            answers = [
                await browser.get("/"),
                await browser.get("/chat.js"),
                await browser.post(said),
                await browser.post({"id": "x"}),
                await browser.get("/chat/messages?own=1"),
                await browser.ask("POST", "/chat/leave"),
            ]
            for answer in answers:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert {answer.headers["Cache-Control"] for answer in answers[2:]} == {"no-store"}

    asyncio.run(talk())


def test_the_stream_keeps_other_sites_out_too(url):
    async def talk() -> None:
        async with talker(url) as browser, browser.session.get(f"{url}/chat/events") as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Accel-Buffering"] == "no"

    asyncio.run(talk())


def test_a_long_talk_is_packed(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.say("halo")
            packed, plain = (
                await browser.get("/chat/messages"),
                await browser.get("/chat/messages", headers=PLAIN),
            )
            assert packed.headers["Content-Encoding"] == "gzip"
            assert packed.body == plain.body

    asyncio.run(talk())


def test_the_cookie_is_for_this_site_s_requests_alone(url):
    async def talk() -> None:
        async with talker(url) as browser:
            cookie = (await browser.get("/")).headers["Set-Cookie"].lower()
            assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
            assert "max-age=15552000" in cookie and "secure" not in cookie

    asyncio.run(talk())


def test_over_https_the_cookie_goes_over_https_only(tmp_path):
    async def talk() -> None:
        https = program(tmp_path, public_url="https://payung.example")
        async with https as app, served(app.asgi) as url, talker(url) as browser:
            assert "; secure" in (await browser.get("/")).headers["Set-Cookie"].lower()

    asyncio.run(talk())


def test_each_visit_makes_the_same_cookie_last_longer(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            token = browser.token
            assert (await browser.get("/")).headers["Set-Cookie"].startswith(f"{COOKIE}={token};")

    asyncio.run(talk())


def test_whoever_speaks_without_a_cookie_gets_one_and_a_chat(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.say("halo")
            assert len(browser.token) == 43
            assert len(await browser.talk()) == 2

    asyncio.run(talk())


@pytest.mark.parametrize(
    "forged", ["a", "a" * 42, "a" * 44, "a" * 42 + "é", "'; drop table chats; --", "a" * 3000]
)
def test_a_name_that_we_did_not_give_is_replaced(url, forged):
    async def talk() -> None:
        async with talker(url) as browser:
            browser.session.cookie_jar.update_cookies({COOKIE: forged}, URL(url))
            answer = await browser.post({"id": str(uuid.uuid4()), "text": "halo"})
            assert re.match(COOKIE + r"=[A-Za-z0-9_-]{43};", answer.headers["Set-Cookie"])
            assert len(await browser.talk()) == 2

    asyncio.run(talk())


def test_a_browser_sees_nothing_of_another_one(url):
    async def talk() -> None:
        async with talker(url) as one, talker(url) as other:
            await one.say("halo")
            await other.get("/")
            assert await other.talk() == []
            assert one.token != other.token

    asyncio.run(talk())


def test_what_the_cookie_holds_is_not_in_the_data(site):
    url, app = site

    async def talk() -> None:
        async with talker(url) as browser:
            await browser.say("kalimat yang tidak boleh terbaca")
            for file in app.settings.data_dir.glob("payung.db*"):
                assert browser.token.encode() not in file.read_bytes()
                assert b"kalimat yang tidak boleh terbaca" not in file.read_bytes()

    asyncio.run(talk())


def test_whoever_leaves_begins_anew(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.say("halo")
            assert (await browser.ask("POST", "/chat/leave")).body == {"ok": True}
            assert (browser.token, await browser.talk()) == ("", [])

    asyncio.run(talk())
