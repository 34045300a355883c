"""Every route in every role: nobody sees or does what docs/console-roles.md does not say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import App
from bot.commands.docs_roles import roles_page
from console.page import CODE, DOOR, SETUP
from console.pages import ROUTES
from rules.officers import ROLES
from storage import officers
from tests.console.city_records import room
from tests.console.desk import CITY, Desk, at_desks, officer

FILE = Path(__file__).parents[2] / "docs" / "console-roles.md"
ROW = re.compile(r"^\| `(GET|POST) /console(\S+)` \| [^|]+ \| (.+) \|$", re.MULTILINE)
TABLE = {(method, path): dict(zip(ROLES, cells.split(" | "), strict=True))
         for method, path, cells in ROW.findall(FILE.read_text("utf-8"))}  # fmt: skip
INSIDE = [page for page in ROUTES if page.act not in (DOOR, CODE, SETUP)]


def test_the_page_is_what_the_program_says() -> None:
    assert FILE.read_text("utf-8") == roles_page()
    assert set(TABLE) == {(page.method, page.path) for page in ROUTES}


def test_every_route_has_one_row_and_one_way_to_be_made() -> None:
    assert len({(page.method, page.path) for page in ROUTES}) == len(ROUTES)
    assert all((page.handle is None) != (page.slow is None) for page in ROUTES)
    known = {act for acts in ROLES.values() for act in acts}
    assert {act for page in ROUTES for act in page.permissions} <= known


@pytest.mark.parametrize("role", ROLES)
def test_each_route_answers_a_role_as_the_table_says(site: tuple[str, App], role: str) -> None:
    async def scene(desk: Desk) -> None:
        found: dict[tuple[str, str], str] = {}
        for page in INSIDE:
            who = await officer(desk.app, role)
            await desk.sit_down(who)
            path = page.path.replace("{id:int}", "999999")
            fields = {"mark": desk.mark} if page.method == "POST" else None
            answer = await desk.browser.ask(
                page.method, f"/console{path}", data=fields, allow_redirects=False
            )
            assert answer.status in (200, 303, 403, 404, 422), (page, answer.status)
            found[page.method, page.path] = "–" if answer.status == 403 else "yes"
            if answer.status == 403:
                assert (await desk.last()).entry.act == "refused"
                assert (await desk.last()).entry.details["why"] == "403"
        assert found == {key: TABLE[key][role] for key in found}

    at_desks(site, scene)


@pytest.mark.parametrize("page", INSIDE, ids=lambda page: f"{page.method} {page.path}")
def test_who_is_not_in_is_sent_to_the_door(site: tuple[str, App], page) -> None:
    async def scene(desk: Desk) -> None:
        await desk.get("/login")
        path = page.path.replace("{id:int}", "1")
        answer = await desk.browser.ask(
            page.method, f"/console{path}", data={"mark": desk.mark}, allow_redirects=False
        )
        assert answer.status == 303
        assert answer.headers["Location"].split("?")[0] == "/console/login"

    at_desks(site, scene)


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_offers_what_the_role_may_and_nothing_else(site: tuple[str, App], role: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, role))
        assert desk.menu == [
            page.path for page in ROUTES if page.menu and TABLE["GET", page.path][role] == "yes"
        ]
        for path in desk.menu:
            await desk.get(path)

    at_desks(site, scene)


def test_a_role_that_is_taken_away_is_gone_with_the_next_page(site: tuple[str, App]) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "administrator")
        await desk.sit_down(who)
        await desk.get("/officers")
        await desk.app.database.run(lambda tx: officers.grant(tx, who.id, ["viewer"], who.areas))
        await desk.get("/officers", 403)

    at_desks(site, scene)


def test_a_role_gets_each_record_that_the_table_says(site: tuple[str, App]) -> None:
    """Of a record that there is, and of what is masked on it: neither less nor more. A report is fetched by who
    has made it alone.
    """

    async def scene(desk: Desk) -> None:
        there = await room(desk)
        pages = [page for page in INSIDE if page.path.endswith("/show")
                 or (page.method == "GET" and "{" in page.path and not page.path.startswith("/reports/"))]  # fmt: skip
        found, wanted = {}, {}
        for role in ROLES:
            await desk.sit_down(await officer(desk.app, role, areas=(CITY,)))
            for page in pages:
                fields = {"mark": desk.mark, "what": "nik"} if page.method == "POST" else None
                answer = await desk.browser.ask(page.method, f"/console{there.address(page)}", data=fields)
                found[role, page.path] = answer.status
                allowed = TABLE[page.method, page.path][role] == "yes"
                wanted[role, page.path] = 200 if allowed else 403
        assert found == wanted

    at_desks(site, scene)
