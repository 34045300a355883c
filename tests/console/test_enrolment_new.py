"""Making and fixing enrolment lists: nothing impossible is taken, nothing is made twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.app import App
from bot.rehearsal.work import done
from rules.enrolment import MOST_MONTHS, Enrolment
from storage import catalogue, enrolment
from storage.statement import Tx
from tests.console.desk import Desk, at_desks, officer
from tests.console.test_enrolment_pages import decided, made, months, state, today, verified
from tests.console.test_setup_programmes import filled
from tests.web.site import standing

Site = tuple[str, App]


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A program of its own for each test."""
    with standing(tmp_path_factory.mktemp("enrolment")) as found:
        yield found


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
