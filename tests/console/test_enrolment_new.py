"""Making and fixing enrolment lists: nothing impossible is taken, nothing is made twice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.enrolment import filling
from bot.rehearsal.work import done
from rules.enrolment import MOST_MONTHS, Enrolment, last_day
from rules.payment import months_from
from storage import catalogue, enrolment
from storage.statement import Tx
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.enrolment_room import decided, made, months, state, today, verified
from tests.console.fresh import site
from tests.console.setup_room import filled

__all__ = ["site"]


async def lists(desk: Desk) -> list[Enrolment]:
    return await desk.app.database.read(enrolment.everyone)


@pytest.mark.parametrize("until", [date(2999, 12, 31), date(9999, 12, 31)], ids=str)
def test_of_a_period_without_an_end_that_is_stored_a_list_has_its_first_months(
    site: Site, until: date
) -> None:
    async def scene(desk: Desk) -> None:
        def write(tx: Tx) -> None:  # as it was stored before anybody asked how long a period may be
            one = catalogue.programme(tx, "denpasar")
            last = replace(one.periods[-1], until=until)
            catalogue.save_programme(tx, replace(one, periods=(*one.periods[:-1], last)), desk.app.clock())

        await desk.app.database.run(write)
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get("/enrolment/new?programme=denpasar&kind=renewal")
        endless = filled(desk)["period"]
        assert endless.endswith(until.isoformat())
        await desk.post("/enrolment/new", {**months(desk.app), "period": endless})
        await done(desk.app)
        (one,) = await lists(desk)
        assert len(one.months) == MOST_MONTHS
        await desk.get(f"/enrolment/{one.id}")

    at_desks(site, scene)


@pytest.mark.parametrize("day", ["0001-01-01", "2013-12-31", "20260101", "2016-01-01", "9999-12-31"])
def test_a_decree_is_of_a_day_that_makes_sense(site: Site, day: str) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await decided(desk, id, await officer(desk.app, "decider"), fix=False)
        text = await desk.post(f"/enrolment/{id}/fix", {"decree": "SK 1", "decreed_on": day})
        assert "tidak lebih dari 5 tahun sebelum bulan pertama" in text
        assert await state(desk.app, id) == "checked"

    at_desks(site, scene)


@pytest.mark.parametrize("budget", ["151200.00", "1.5", "151.2"])
def test_a_sum_with_parts_of_a_rupiah_is_not_taken_for_a_larger_one(site: Site, budget: str) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get("/enrolment/new?programme=denpasar")
        text = await desk.post("/enrolment/new", {**months(desk.app), "budget": budget}, 422)
        assert "titik hanya di antara tiga angka" in text and await lists(desk) == []
        id = await made(desk, budget="3.000.000")
        await desk.get(f"/enrolment/{id}")
        text = await desk.post(f"/enrolment/{id}/budget", {**filled(desk), "budget": budget})
        assert "titik hanya di antara tiga angka" in text
        assert (await lists(desk))[0].budget == 3_000_000

    at_desks(site, scene)


def test_a_form_that_is_sent_twice_makes_one_list(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get("/enrolment/new?programme=denpasar")
        fields = {**filled(desk), **months(desk.app)}
        for _ in range(2):
            text = await desk.post("/enrolment/new", fields)
            assert "Daftar dibuat dan sedang diisi. Daftar 1 " in text
        await done(desk.app)
        assert [one.id for one in await lists(desk)] == [1]
        await desk.post("/enrolment/new", {**fields, "most": "1"})  # another wish is another list
        assert len(await lists(desk)) == 2
        await made(desk, base="")  # and so is the same one of a form that was opened anew
        await desk.get("/enrolment/new?programme=denpasar")
        await desk.post("/enrolment/new", {**filled(desk), **months(desk.app)})
        assert len(await lists(desk)) == 4

    at_desks(site, scene)


@pytest.mark.parametrize("base", ["9" * 4000, "-1", "x", "²"])
def test_what_the_form_carries_may_be_anything(site: Site, base: str) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        await made(desk, base=base)
        assert len(await lists(desk)) == 1

    at_desks(site, scene)


@pytest.mark.parametrize("act", ["check", "fix"])
def test_nobody_checks_or_fixes_another_list_than_the_one_they_have_seen(site: Site, act: str) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        await verified(desk.app, 2)
        await other.sit_down(await officer(desk.app, "verifier"))
        id = await made(other)
        decider = await officer(desk.app, "decider")
        await desk.sit_down(decider)
        await desk.get(f"/enrolment/{id}")
        if act == "fix":
            await desk.post(f"/enrolment/{id}/check")
        seen = await state(desk.app, id)
        await other.get(f"/enrolment/{id}")
        if act == "fix":  # back and changed and checked again by another officer
            await other.sit_down(await officer(desk.app, "decider"))
            await other.get(f"/enrolment/{id}")
            await other.post(f"/enrolment/{id}/back")
            await other.post(f"/enrolment/{id}/check")
        else:
            assert "1 orang" in await taken_off(other, id)
        fields = {"decree": "SK 1", "decreed_on": today(desk.app).isoformat()} if act == "fix" else {}
        assert "sudah berubah sementara itu" in await desk.post(f"/enrolment/{id}/{act}", fields)
        assert await state(desk.app, id) == seen
        await desk.post(f"/enrolment/{id}/{act}", fields)  # now they have seen it
        assert await state(desk.app, id) == ("fixed" if act == "fix" else "checked")

    at_desks(site, scene, 2)


async def taken_off(desk: Desk, id: int) -> str:
    """One person less on the list."""
    (row, *_) = re.findall(r'name="row" value="(\d+)"', await page(desk, id))
    return await desk.post(f"/enrolment/{id}/rows", {"do": "off", "row": row, "reason": "MOVED"})


async def page(desk: Desk, id: int) -> str:
    await desk.get(f"/enrolment/{id}")
    return desk.page


def test_an_older_page_wipes_no_budget_away(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await other.sit_down(await officer(desk.app, "verifier"))
        await desk.get(f"/enrolment/{id}")
        await other.get(f"/enrolment/{id}")
        await other.post(f"/enrolment/{id}/budget", {"budget": "5.000.000"})
        assert "sudah berubah sementara itu" in await desk.post(f"/enrolment/{id}/budget", {"budget": ""})
        assert (await lists(desk))[0].budget == 5_000_000

    at_desks(site, scene, 2)


def test_two_officers_look_at_a_list_that_the_command_line_has_made(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        await verified(desk.app)
        first = months_from(today(desk.app).replace(day=1), 2)[1]
        wanted = Enrolment(0, "denpasar", "new", first, last_day(first, 2), "city_budget")

        def write(tx: Tx) -> int:
            return filling.made(tx, desk.app.vault, wanted, None, desk.app.clock()).id

        id = await desk.app.database.run(write)
        await done(desk.app)
        day = {"decree": "SK 1", "decreed_on": today(desk.app).isoformat()}
        await decided(desk, id, await officer(desk.app, "decider"), fix=False)
        assert "Mohon petugas lain" in await desk.get(f"/enrolment/{id}")
        assert "Mohon petugas lain" in await desk.post(f"/enrolment/{id}/fix", day)
        assert await state(desk.app, id) == "checked"
        await other.sit_down(await officer(desk.app, "decider"))
        await other.get(f"/enrolment/{id}")
        await other.post(f"/enrolment/{id}/fix", day)
        assert await state(desk.app, id) == "fixed"

    at_desks(site, scene, 2)
