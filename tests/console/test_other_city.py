"""An officer of one city who changes the address to another city's record: 404, and a row of the trail.

Every page with a number in its address is asked for, with every right there is: only the area is another one.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from itertools import count

import pytest

from bot.app import App
from console.page import CODE, DOOR, SETUP, Page
from console.pages import ROUTES
from rules.officers import ROLES, Area
from storage import groups, officers, people
from storage.statement import Tx
from tests.console.case_room import death
from tests.console.desk import CITY, Desk, at_desks, officer
from tests.console.test_registration_pages import registered
from tests.console.test_thread_pages import asked
from tests.coordinators import coordinating
from tests.web.site import standing

Site = tuple[str, App]
Make = Callable[[Desk], Awaitable[object]]
ELSEWHERE = Area("city", "63.71")
NUMBERED = [page for page in ROUTES if "{" in page.path and page.act not in (DOOR, CODE, SETUP)]
IN_ADDRESS = re.compile(r"\{(\w+)(?::int)?\}")


async def registration(desk: Desk) -> int:
    return (await registered(desk.app, nik=f"517103580885{next(SERIAL)}")).id


async def case(desk: Desk) -> int:
    return (await death(desk.app)).id


async def group(desk: Desk) -> int:
    made = await coordinating(desk.app, "web", "coordinator-of-denpasar")
    found = await desk.app.database.read(lambda tx: groups.by_id(tx, made.id))
    assert found
    return found.id


async def thread(desk: Desk) -> int:
    """Asked from the chat of somebody who is registered in Denpasar."""
    one = await registered(desk.app, nik=f"517103580885{next(SERIAL)}")

    def address(tx: Tx) -> str:
        return str(people.chats_of(tx, one.person)[0]["address"])

    return await asked(desk.app, await desk.app.database.read(address), "kapan aktif?")


async def colleague(desk: Desk) -> int:
    return (await officer(desk.app, "viewer", areas=(CITY,))).id


async def nowhere(desk: Desk) -> int:
    """A record that is not there at all is as far away as one of another city."""
    return 1


# The first part of a path -> what makes the record that its number names.
MADE: dict[str, Make] = {
    "registrations": registration, "cases": case, "groups": group, "threads": thread, "officers": colleague,
}  # fmt: skip
SERIAL = count(9000)  # of people whom no other test makes
NAMED = {"code": "denpasar", "region": "51.71", "number": "1", "document": "none"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with standing(tmp_path_factory.mktemp("other-city")) as found:
        yield found


def test_another_citys_record_does_not_exist_and_the_asking_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        made = {name: await make(desk) for name, make in MADE.items()}
        who = await officer(desk.app, *ROLES, areas=(ELSEWHERE,))
        for page in NUMBERED:
            id = made.get(page.path.split("/")[1], await nowhere(desk))
            await desk.sit_down(who)
            assert await answered(desk, page, str(id)) == 404, (page.method, page.path)
            last = (await desk.last()).entry
            assert (last.act, last.details["why"], last.officer) == ("refused", "404", who.id), page.path

    at_desks(site, scene)


def test_the_same_officer_of_the_right_city_sees_them(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        made = {name: await make(desk) for name, make in MADE.items() if name != "groups"}
        who = await officer(desk.app, *ROLES, areas=(CITY,))
        await desk.sit_down(who)
        for name, id in made.items():
            await desk.get(f"/{name}/{id}")
        await desk.app.database.run(lambda tx: officers.grant(tx, who.id, sorted(ROLES), (ELSEWHERE,)))
        for name, id in made.items():
            await desk.get(f"/{name}/{id}", 404)

    at_desks(site, scene)


async def answered(desk: Desk, page: Page, id: str) -> int:
    """The status of the page for that record, with a form that has everything but the right."""
    path = IN_ADDRESS.sub(lambda found: NAMED.get(found[1], id), page.path)
    fields = {"mark": desk.mark} if page.method == "POST" else None
    answer = await desk.browser.ask(page.method, f"/console{path}", data=fields, allow_redirects=False)
    return answer.status
