"""The queue of cases: in the order of the legal clocks, within one's areas, with what is late said in words."""

from __future__ import annotations

import re

import pytest

from bot.app import App
from bot.wishes import Wish
from console.case_queue import SIZE
from rules.cases import Case
from rules.officers import ALL, Area
from rules.records import Event
from storage import case_standing, cases, people, registrations
from storage.statement import Tx
from tests.console.case_room import NEXT, VILLAGE, accident, day, death, hour, somebody
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.coordinators import coordinating

__all__ = ["site"]


async def happens(app: App, one: Case, kind: str, **details: str) -> None:
    event = Event(kind, app.clock(), "officer", details=details)
    await app.database.run(lambda tx: cases.happen(tx, app.vault, one, event, None))


async def shown(desk: Desk, query: str = "") -> list[str]:
    """The numbers of a page, in their order."""
    await desk.get(f"/cases{query}")
    return re.findall(r'href="/console/cases/\d+">([A-Z]+-\d+)<', desk.page)


def test_what_runs_out_first_stands_first_and_what_is_late_says_so(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        years = await death(app, ago=10)
        missed = await accident(app, ago=24 * 40)
        soon = await accident(app, ago=30)
        paying = await death(app, ago=30)
        await happens(app, paying, "sent", on=day(app, 25))  # no row of holidays is that long
        told = await accident(app, ago=24 * 3)
        await happens(app, told, "notified", on=day(app, 2), what="phase_one")
        await desk.sit_down(await officer(app, "cases", areas=(CITY,)))
        order = [one.number for one in (missed, paying, soon, years, told)]
        numbers = await shown(desk)
        assert numbers[:3] == order[:3] and set(numbers) == set(order)
        rows = dict(zip(numbers, re.findall(r"<tr>\s*<td.*?</tr>", desk.page, re.DOTALL), strict=True))
        assert "Laporan tahap I (2x24 jam)" in rows[missed.number] and "LEWAT 38 hari" in rows[missed.number]
        assert "Pembayaran oleh kantor cabang" in rows[paying.number] and "LEWAT" in rows[paying.number]
        assert "LEWAT" not in rows[soon.number] + rows[years.number] + rows[told.number]
        assert "Hak mengajukan berakhir" in rows[years.number]
        assert await shown(desk, "?due=late") == [missed.number, paying.number]
        assert await shown(desk, "?due=soon") == [soon.number]

    at_desks(site, scene)


def test_phase_two_begins_with_the_doctor_s_word(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        one = await accident(app, ago=24 * 9)
        await happens(app, one, "notified", on=day(app, 8), what="phase_one")
        await desk.sit_down(await officer(app, "cases"))
        await desk.get("/cases")
        assert "Laporan tahap II" not in desk.text
        event = Event("told", app.clock(), "person")
        more = {"outcome": "healed", "doctor_date": day(app, 0)}
        await app.database.run(lambda tx: cases.happen(tx, app.vault, one, event, None, more))
        assert "Laporan tahap II (2x24 jam)" in await desk.get("/cases")

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("areas", "seen"),
    [
        ((ALL,), "abcdefg"),
        ((CITY,), "abce"),
        ((Area("programme", "banjarmasin"),), "d"),
        ((Area("village", VILLAGE),), "a"),
        ((Area("village", VILLAGE), CITY), "abce"),
        ((Area("office", "denpasar/dinas-sosial"),), "c"),
        ((Area("city", "64.72"),), ""),
    ],
    ids=str,
)
def test_the_queue_holds_what_lies_in_the_officer_s_areas(
    site: Site, areas: tuple[Area, ...], seen: str
) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        group = await coordinating(app, "web", "boss", Wish("denpasar", office="Dinas Sosial", quota=5))
        found = {
            "a": await death(app),
            "b": await death(app, in_village=NEXT),
            "c": await death(app, in_village=""),
            "d": await death(app, in_programme="banjarmasin", in_village="63.71.01.1001"),
            "e": await death(app, nik="5171035708859701", name="SIAPA"),
            "f": await death(app, nik="9401035708859702", name="SIAPA"),
            "g": await death(app, nik=None, name="SIAPA"),
        }
        await app.database.run(lambda tx: moved(tx, app, found["c"], group.id))
        await desk.sit_down(await officer(app, "cases", areas=areas))
        numbers = await shown(desk)
        assert "".join(name for name, one in found.items() if one.number in numbers) == seen
        assert f"Berjalan ({len(seen)})" in desk.text
        elsewhere = [one for name, one in found.items() if name not in seen]
        for one in elsewhere[:1]:
            await desk.get(f"/cases/{one.id}", 404)
            assert (await desk.last()).entry.details["why"] == "404"

    at_desks(site, scene)


def moved(tx: Tx, app: App, one: Case, group: int) -> None:
    """The insured is taken up by an office's group, and the daily tidying sees it."""
    assert one.person
    [known] = registrations.of_person(tx, app.vault, one.person)
    registrations.happen(tx, app.vault, known, Event("rejected", app.clock(), "officer", "NO_DOC"), None)
    wish = known.__class__(**{**vars(known), "group": group})
    registrations.again(tx, app.vault, known, wish, Event("listed", app.clock(), "coordinator"), None)
    last = 0
    while last := cases.catch_up(tx, app.vault, last):
        pass


async def village(app: App, one: Case) -> tuple[str, str]:
    """City and village in which it lies."""
    found = await app.database.read(lambda tx: case_standing.of(tx, one.id))
    assert found
    return found.spot.city, found.spot.village


def test_a_person_who_becomes_known_later_brings_the_case_to_its_place(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        one = await death(app, nik="9401035708859703", name="NI WAYAN SARI")
        assert await village(app, one) == ("", "")

        def known(tx: Tx) -> None:
            person = people.by_nik(tx, app.vault, somebody(tx, app)["nik"])
            assert person
            cases.belongs(tx, one, person.id)

        await app.database.run(known)
        assert await village(app, one) == ("51.71", VILLAGE)

    at_desks(site, scene)


def test_the_filters_the_statuses_and_the_number(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        one, other, closed = await death(app), await accident(app), await death(app)
        await happens(app, closed, "withdrawn")
        await desk.sit_down(await officer(app, "viewer", areas=(CITY,)))
        assert await shown(desk, "?kind=death") == [one.number]
        assert await shown(desk, "?kind=accident&hands=nobody") == [other.number]
        assert await shown(desk, "?hands=mine") == []
        assert await shown(desk, "?status=withdrawn") == [closed.number]
        assert "Dihentikan pelapor (1)" in desk.text and "Berjalan (2)" in desk.text
        for typed in (closed.number, closed.number.lower().replace("-", "+"), str(closed.id)):
            assert await shown(desk, f"?number={typed}") == [closed.number]
        assert await shown(desk, f"?number={one.id}") == [one.number]
        assert await shown(desk, "?number=DUK-999999") == []
        for odd in ("status=x", "kind=x", "hands=x", "due=x", "after=x", "after=,x"):
            assert set(await shown(desk, f"?{odd}")) == {one.number, other.number}
        assert await shown(desk, "?number=" + "9" * 40) == []

    at_desks(site, scene)


def test_a_long_queue_comes_in_parts_and_nobody_stands_in_two(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app, at = desk.app, hour(desk.app, 3)
        made = [await accident(app, happened=at) for _ in range(SIZE + 2)]
        areas = (CITY, Area("village", VILLAGE))
        await desk.sit_down(await officer(app, "cases", areas=areas))
        first = await shown(desk)
        (path,) = [part.split('"')[0] for part in desk.page.split('rel="next" href="/console/cases')[1:]]
        second = await shown(desk, path.replace("&amp;", "&"))
        assert (len(first), len(second)) == (SIZE, 2)
        assert {*first, *second} == {one.number for one in made} and 'rel="next"' not in desk.page

    at_desks(site, scene)


def test_closed_cases_come_the_newest_first_in_parts(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app = desk.app
        made = [await death(app) for _ in range(SIZE + 1)]
        for one in made:
            await happens(app, one, "withdrawn")
        await desk.sit_down(await officer(app, "cases", areas=(CITY,)))
        first = await shown(desk, "?status=withdrawn")
        assert first == [one.number for one in made[:0:-1]]
        (path,) = [part.split('"')[0] for part in desk.page.split('rel="next" href="/console/cases')[1:]]
        assert await shown(desk, path.replace("&amp;", "&")) == [made[0].number]

    at_desks(site, scene)


def test_who_only_looks_sees_no_name_and_reading_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        who = await officer(desk.app, "viewer", areas=(CITY,))
        await desk.sit_down(who)
        text = await desk.get("/cases")
        assert one.number in text and "WAYAN" not in text and "N••• W•••" in text
        assert await desk.acts(who) == ["cases_read"]

    at_desks(site, scene)


def test_of_a_case_elsewhere_not_even_the_status_is_seen(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        for kind in ("sent", "paid"):
            await happens(desk.app, one, kind, on=day(desk.app, 0))

        async def tab(number: str) -> str:
            await desk.get(f"/cases?number={number}")
            [found] = re.findall(r'status=(\w+)" aria-current="page"', desk.page)
            return str(found)

        await desk.sit_down(await officer(desk.app, "cases", areas=(Area("city", "63.71"),)))
        assert [await tab(typed) for typed in (one.number, str(one.id), "DUK-999999")] == ["open"] * 3
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        assert [await tab(typed) for typed in (one.number, str(one.id))] == ["paid"] * 2

    at_desks(site, scene)
