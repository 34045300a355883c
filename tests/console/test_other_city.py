"""An officer of one city who changes the address to another city's record: 404, and a row of the trail.

Every page with a number in its address is asked for, with every right there is: only the area is another one. The
record is there: the same officer gets it as soon as the area is the right one.
"""

from __future__ import annotations

import pytest

from console.page import CODE, DOOR, SETUP, Page
from console.pages import ROUTES
from rules.officers import ROLES, Area
from storage import officers
from tests.console.city_records import MAKERS, room
from tests.console.city_room import Room
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.test_registration_pages import registered

ELSEWHERE = Area("city", "63.71")
NUMBERED = [page for page in ROUTES if "{" in page.path and page.act not in (DOOR, CODE, SETUP)]
# Without these some forms name nothing that there is.
FORM = {"part": "names", "number": "1", "district": "51.71.03"}


def test_another_citys_record_does_not_exist_and_the_asking_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        there = await room(desk)
        who, made = there.maker, {page: there.address(page) for page in NUMBERED}
        assert {path for path in MAKERS if not any(page.path.startswith(path) for page in NUMBERED)} == set()
        await moved(desk, there, ELSEWHERE)
        for page, address in made.items():
            await desk.sit_down(who)
            assert await answered(desk, page, address) == 404, (page.method, page.path)
            last = (await desk.last()).entry
            assert (last.act, last.details["why"], last.officer) == ("refused", "404", who.id), page.path
            assert last.record and last.id == named(there, page), page.path
        await moved(desk, there, CITY)
        for page, address in made.items():
            await desk.sit_down(who)
            assert await answered(desk, page, address) in (200, 303, 422), (page.method, page.path)

    at_desks(site, scene)


def test_a_page_without_a_record_made_for_it_is_told(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who, one = await officer(desk.app, "viewer"), await registered(desk.app)
        empty = Room(who, one, one, one, {"/cases/{id:int}": {"id": "1"}})
        assert empty.address(Page("POST", "/cases/{id:int}/show", "own")) == "/cases/1/show"
        for path in ("/cases/{id:int}/new/{document}", "/cases-of/{id:int}", "/wishes/{id:int}"):
            with pytest.raises(LookupError, match="no record is made"):
                empty.address(Page("GET", path, "own"))

    at_desks(site, scene)


async def moved(desk: Desk, there: Room, area: Area) -> None:
    """The same officer, of another area from now on."""
    await desk.app.database.run(lambda tx: officers.grant(tx, there.maker.id, sorted(ROLES), (area,)))


def named(there: Room, page: Page) -> str:
    """What the trail names: the record of the address."""
    path = max((path for path in there.records if page.path.startswith(path)), key=len)
    values = there.records[path]
    return values.get("id") or values.get("region") or values["code"]


async def answered(desk: Desk, page: Page, address: str) -> int:
    """The status of the page for that record, with a form that has everything but the right."""
    fields = {"mark": desk.mark, **FORM} if page.method == "POST" else None
    answer = await desk.browser.ask(page.method, f"/console{address}", data=fields, allow_redirects=False)
    return answer.status
