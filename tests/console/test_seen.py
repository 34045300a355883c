"""Whoever's name stands on a page, or in a file that is handed out, is named in the audit trail: no page is left out.

Each GET page of the table of routes is opened with every right there is, and so are the files that a form hands out.
"""

from __future__ import annotations

import re

from console.page import CODE, DOOR, SETUP
from console.pages import ROUTES
from rules.records import Registration
from storage import person_records
from storage.audit_seen import Key, keys_of
from tests.console.city_records import room
from tests.console.city_room import Room
from tests.console.desk import Desk, Site, at_desks
from tests.console.fresh import site
from tests.web.site import Answer

__all__ = ["site"]

READ = [page for page in ROUTES if page.method == "GET" and page.act not in (DOOR, CODE, SETUP)]
RECORDS = {"registrations": "registration", "cases": "case", "threads": "thread", "groups": "group",
           "officers": "officer"}  # fmt: skip
LINK = re.compile(r'href="/console/(registrations|cases|threads|groups|officers)/(\d+)"')
MORE = ("/registrations?status=verified", "/registrations?status=waiting_list", "/threads?state=answered",
        "/matching/deceased?done=yes")  # fmt: skip


async def keys_since(desk: Desk, seq: int) -> set[Key]:
    """All that the trail tells of in rows newer than that one."""
    rows = [one.entry for one in await desk.trail() if one.seq > seq]
    return {key for one in rows for key in keys_of(one.record, one.id, one.details)}


async def around(desk: Desk, one: Registration) -> set[Key]:
    key = ("registration", str(one.id))
    return await desk.app.database.read(lambda tx: person_records.around(tx, key))


def shown_on(answer: Answer) -> str:
    """The part of a page that is its own."""
    return answer.content.decode().partition("<main")[2]


def addresses(there: Room) -> list[str]:
    return [*(there.address(page) for page in READ), *MORE]


def test_whoever_stands_on_a_page_is_named_in_the_trail(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        there = await room(desk)
        people = {
            one.details["name"]: await around(desk, one) for one in (there.alive, there.dead, there.listed)
        }
        await desk.sit_down(there.maker)
        met = set[str]()
        for address in addresses(there):
            before = (await desk.last()).seq
            answer = await desk.browser.get(f"/console{address}")
            assert answer.status == 200, address
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            text, noted = shown_on(answer), await keys_since(desk, before)
            for name, keys in people.items():
                if name in text:
                    met.add(name)
                    assert not keys.isdisjoint(noted), (address, name)
            linked = {(RECORDS[kind], id) for kind, id in LINK.findall(text)}
            assert linked <= noted or address == "/audit", (address, linked - noted)
        assert met == set(people)

    at_desks(site, scene)


def test_whoever_stands_in_a_file_is_named_in_the_trail(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        there = await room(desk)
        await desk.sit_down(there.maker)
        matched = there.records["/matching/files/{id:int}"]["id"]
        enrolment = there.records["/enrolment/{id:int}"]["id"]
        answers = there.records["/enrolment/answers/{id:int}"]["id"]
        cards = there.records["/cards/{id:int}"]
        files = [
            ("GET", f"/cards/{cards['id']}/part{cards['?']}", there.alive),
            ("GET", f"/enrolment/{enrolment}/file", there.listed),
            ("GET", f"/enrolment/answers/{answers}/file", there.listed),
            ("POST", f"/matching/files/{matched}/take", there.dead),
        ]
        for method, address, whose in files:
            before, fields = (await desk.last()).seq, {"mark": desk.mark} if method == "POST" else None
            answer = await desk.browser.ask(method, f"/console{address}", data=fields)
            assert answer.status == 200 and not answer.headers["Content-Type"].startswith("text/html"), (
                address
            )
            assert not (await around(desk, whose)).isdisjoint(await keys_since(desk, before)), address

    at_desks(site, scene)
