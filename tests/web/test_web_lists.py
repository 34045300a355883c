"""Lists in the web chat: from coordinators alone, up to 20 MB; what comes back is a workbook to keep."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import App
from bot.channels.web import NAME
from bot.channels.web_browser import Browser
from bot.channels.web_refusals import WHY
from bot.files import LARGEST_SHEET
from bot.rehearsal.lists import listed
from bot.rehearsal.pictures import bytes_of, picture
from storage import groups
from tests.coordinators import coordinating
from tests.web.replies import shelved, write
from tests.web.site import Talker, program, served, talker
from tests.web.test_web_uploads import EXE, kept, refused

LIST = listed("tegal harum 97.xlsx")
CSV = listed("tegal harum 97.csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


async def coordinator(app: App, browser: Talker) -> int:
    """The browser coordinates a group from now on; the group's number."""
    await browser.say("halo")
    return (await coordinating(app, NAME, Browser(browser.token, False).address)).id


@pytest.mark.parametrize(
    "name", ["tegal harum 97.xlsx", "tegal harum 97.ods", "tegal harum 97.xls", "tegal harum 97.csv"]
)
def test_a_list_of_a_coordinator_is_kept_as_it_came_and_only_encrypted(tmp_path, name):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            await coordinator(app, browser)
            answer = await browser.upload((name, listed(name)))
            assert (answer.status, len(answer.body["messages"])) == (200, 1)
            (file,) = kept(tmp_path / "documents")
            assert app.shelf.get(file.name) == listed(name)
            assert listed(name)[:30] not in file.read_bytes()

    asyncio.run(talk())


def test_a_list_of_anybody_else_is_as_good_as_unknown_and_kept_nowhere(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            await refused(browser, await browser.upload(("daftar.xlsx", LIST)), 415, "unknown")
            number = await coordinator(app, browser)
            await app.database.run(lambda tx: groups.shut_out(tx, number, app.clock()))
            assert (await browser.upload(("daftar.xlsx", LIST))).body == {"why": WHY["unknown"]["id"]}
            assert kept(tmp_path / "documents") == set()

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("content", "reason"), [(EXE, "unknown"), (bytes_of("rusak.xlsx"), "broken"), (b"halo", "unknown")]
)
def test_what_only_pretends_to_be_a_list_is_refused(tmp_path, content, reason):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            await coordinator(app, browser)
            answer = await browser.upload(("daftar.xlsx", content))
            assert (answer.status, answer.body) == (415, {"why": WHY[reason]["id"]})
            assert kept(tmp_path / "documents") == set()

    asyncio.run(talk())


def test_a_list_may_have_20_mb_and_a_photo_10(tmp_path):
    large = CSV * (LARGEST_SHEET // len(CSV))

    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            await coordinator(app, browser)
            assert (await browser.upload(("daftar.csv", large))).status == 200
            photo = picture()
            for content in (large + CSV * 2, photo + bytes(10_000_001 - len(photo)), bytes(30_000_000)):
                answer = await browser.upload(("daftar.csv", content))
                assert (answer.status, answer.body) == (413, {"why": WHY["too_large"]["id"]})

    asyncio.run(talk())


def test_an_own_list_stands_in_the_talk_with_its_name(tmp_path):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            await coordinator(app, browser)
            await browser.upload(("Pekerja rentan é.xlsx", LIST))
            own = [one for one in await browser.talk() if one["own"] and one["file"]]
            assert [one["name"] for one in own] == ["Pekerja rentan é.xlsx"]

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tegal harum 97.xlsx", XLSX),
        ("tegal harum 97.ods", ODS),
        ("tegal harum 97.xls", "application/octet-stream"),
        ("tegal harum 97.csv", "application/octet-stream"),
    ],
)
def test_a_list_that_comes_back_is_kept_by_the_browser_and_never_shown(tmp_path, name, kind):
    async def talk() -> None:
        async with program(tmp_path) as app, served(app.asgi) as url, talker(url) as browser:
            await browser.say("halo")
            file = shelved(app, listed(name), f"Hasil {name}")
            seq = await write(app, browser.token, "Ini daftarnya, dengan keterangan.", file)
            async with browser.session.get(f"{url}/chat/files/{seq}") as answer:
                assert (answer.status, await answer.read()) == (200, listed(name))
                assert answer.headers["Content-Type"] == kind
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                disposition = answer.content_disposition
                assert disposition and (disposition.type, disposition.filename) == (
                    "attachment",
                    f"Hasil {name}",
                )

    asyncio.run(talk())
