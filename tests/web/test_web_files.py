"""The files that come with replies: for the one browser they were sent to, as what they are, kept nowhere."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.app import App
from bot.channels.web_refusals import WHY
from bot.conversation.messages import File
from bot.rehearsal.sounds import silence
from tests.web.replies import GONE, PDF, png, shelved, write
from tests.web.site import Talker, program, served, talker

PHOTO = png(40, 30)
PROGRAM = b"<script>alert(1)</script>"


async def sent(browser: Talker, app: App, file: File | None, text: str = "Ini laporannya.") -> int:
    """The browser has said something, and the bot wrote this to it."""
    await browser.say("halo")
    return await write(app, browser.token, text, file)


def test_a_reply_names_its_file_and_where_it_is(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            seq = await sent(browser, app, shelved(app, PDF, "Laporan Agustus.pdf"))
            before, reply = (await browser.get("/chat/messages")).body["messages"]
            assert before["files"] == []
            assert reply["files"] == [
                {"name": "Laporan Agustus.pdf", "kind": "document", "url": f"/chat/files/{seq}"}
            ]

    asyncio.run(talk())


def test_a_file_comes_over_the_stream_with_its_reply(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            seq = await sent(browser, app, shelved(app, PHOTO, "contoh.png", "photo"))
            async with browser.session.get(f"{url}/chat/events?after={seq - 1}") as stream:
                async for line in stream.content:
                    if line.startswith(b"data: "):
                        break
            (file,) = json.loads(line.removeprefix(b"data: "))["files"]
            assert (file["name"], file["kind"]) == ("contoh.png", "photo")
            assert (await browser.get(file["url"])).content == PHOTO

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("content", "name", "kind", "shown"),
    [
        (PDF, "Laporan Agustus é.pdf", "application/pdf", "inline"),
        (PHOTO, "contoh.png", "image/png", "inline"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "contoh.pdf", "image/jpeg", "inline"),
        (PROGRAM, "contoh.html", "application/octet-stream", "attachment"),
        (silence("ogg"), "nik.ask.ogg", "audio/ogg; codecs=opus", "inline"),
        (silence("mp3"), "nik.ask.mp3", "audio/mpeg", "inline"),
        (silence("ogg", channels=2), "nik.ask.ogg", "application/octet-stream", "attachment"),
    ],
)
def test_a_file_is_given_as_what_it_is_and_kept_nowhere(tmp_path, content, name, kind, shown):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            audio = name.endswith((".ogg", ".mp3"))
            file = shelved(app, content, name, "audio" if audio else "document")
            seq = await sent(browser, app, file)
            async with browser.session.get(f"{url}/chat/files/{seq}") as answer:
                assert (answer.status, await answer.read()) == (200, content)
                assert answer.headers["Content-Type"] == kind
                assert answer.headers["Cache-Control"] == "private, no-store"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                assert "Set-Cookie" not in answer.headers
                disposition = answer.content_disposition
                assert disposition and (disposition.type, disposition.filename) == (shown, name)

    asyncio.run(talk())


def test_nobody_else_gets_a_file(tmp_path):
    async def talk() -> None:
        async with (
            program(tmp_path) as app,
            served(app.asgi) as url,
            talker(url) as own,
            talker(url) as other,
        ):
            seq = await sent(own, app, shelved(app, PDF, "laporan.pdf"))
            await sent(other, app, None)
            async with talker(url) as nobody:
                for stranger in (other, nobody):
                    answer = await stranger.get(f"/chat/files/{seq}")
                    assert (answer.status, answer.content.decode()) == (404, WHY["gone"]["id"])
                    assert answer.headers["Cache-Control"] == "private, no-store"
            assert (await own.get(f"/chat/files/{seq}")).status == 200
            await own.ask("POST", "/chat/leave")
            assert (await own.get(f"/chat/files/{seq}")).status == 404

    asyncio.run(talk())


def test_what_is_no_file_of_this_chat_is_not_found(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            lost = await sent(browser, app, GONE)
            bare = await write(app, browser.token, "Tanpa berkas.", None)
            await write(app, browser.token, "Ini laporannya.", shelved(app, PDF, "laporan.pdf"))
            english = {"Accept-Language": "en"}
            for name in (lost, bare, 0, 99_999, "9" * 40, "-1", "x"):
                answer = await browser.get(f"/chat/files/{name}", headers=english)
                assert (answer.status, answer.content.decode()) == (404, WHY["gone"]["en"]), name
            assert (await browser.ask("POST", f"/chat/files/{lost}")).status == 405

    asyncio.run(talk())


def groups(app: App, seen: list[str | None]):
    """The albums that the files were said to belong to, as the inbox hears of them."""
    receive = app.inbox.receive

    async def heard(inbound):
        seen.append(inbound.incoming.group if inbound.incoming else None)
        return await receive(inbound)

    app.inbox.receive = heard


def test_files_picked_at_once_bear_the_group_the_browser_made(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            seen: list[str | None] = []
            groups(app, seen)
            for number in range(2):
                answer = await browser.upload(("a.png", PHOTO + bytes([number])), group="4f-A" * 16)
                assert answer.status == 200
            await browser.upload(("a.png", PHOTO))
            assert seen == ["4f-A" * 16, "4f-A" * 16, None]

    asyncio.run(talk())


@pytest.mark.parametrize("group", ["", "x" * 65, "a b", "../x", "é"])
def test_a_group_that_is_none_is_refused_and_nothing_kept(tmp_path, group):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            answer = await browser.upload(("a.png", PHOTO), group=group)
            assert (answer.status, answer.body) == (400, {"why": WHY["unreadable"]["id"]})
            assert not list((tmp_path / "documents").rglob("*"))

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-1", 206, 0, 1),
        ("bytes=10-", 206, 10, None),
        ("bytes=5-999999999", 206, 5, None),
        ("bytes=999999999-", 200, 0, None),
        ("bytes=9-5", 200, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lines=1-2", 200, 0, None),
    ],
)
def test_a_sound_is_fetched_piece_by_piece(tmp_path, asked, status, first, last):
    content = silence("mp3")

    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            seq = await sent(browser, app, shelved(app, content, "nik.ask.mp3", "audio"))
            async with browser.session.get(f"{url}/chat/files/{seq}", headers={"Range": asked}) as got:
                found = await got.read()
                assert got.status == status and got.headers["Accept-Ranges"] == "bytes"
                assert found == content[first : None if last is None else last + 1]
                if status == 206:
                    end = first + len(found) - 1
                    assert got.headers["Content-Range"] == f"bytes {first}-{end}/{len(content)}"

    asyncio.run(talk())
