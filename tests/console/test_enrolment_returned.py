"""Whose answers are asked again while their list is checked, fixed, sent and paid: what officers see and may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import App
from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.enrolment import last_day
from rules.records import Registration
from storage import enrolment, memberships
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.enrolment_room import decided, made, rows_of, sent_file, state, today, verified
from tests.console.test_enrolment_money_pages import numbered, sent
from tests.console.test_registration_pages import now
from tests.enrolment.branch import PAID
from tests.mending import mended, returned
from tests.web.site import standing


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A program of its own for each test."""
    with standing(tmp_path_factory.mktemp("returned")) as found:
        yield found


async def asked_again(app: App, *people: Registration) -> None:
    for one in people:
        await app.database.run(lambda tx, one=one: returned(tx, app, one, "mother_name"))


async def answers(app: App, one: Registration) -> None:
    went = await app.database.run(lambda tx: mended(tx, app, one, mother_name="NI LUH SARI"))
    assert went == ["kept"]


async def verifies(desk: Desk, one: Registration) -> str:
    await desk.get(f"/registrations/{one.id}")
    return await desk.post("/registrations/verify", {"id": str(one.id)})


def test_who_is_asked_again_on_a_draft_is_put_aside_and_comes_back_when_it_is_filled_again(
    site: Site,
) -> None:
    async def scene(desk: Desk) -> None:
        first, second, third = await verified(desk.app, 3)
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        id = await made(desk)
        await asked_again(desk.app, first, second)
        text = await desk.get(f"/enrolment/{id}?tab=held")
        assert "Perlu dilihat (2)" in text and text.count("datanya belum diperiksa lagi") >= 1
        text = await decided(desk, id, decider, fix=False)
        assert "2 orang disisihkan" in text and "Semua: 1 orang" in text
        await desk.post(f"/enrolment/{id}/back")
        await answers(desk.app, first)
        await desk.sit_down(maker)
        await verifies(desk, first)
        await desk.get(f"/enrolment/{id}")
        await desk.post(f"/enrolment/{id}/fill")
        await done(desk.app)
        found = await rows_of(desk, id)
        assert [found[one.id][1:] for one in (first, second, third)] == [
            ("listed", None), ("left_out", "NOT_VERIFIED"), ("listed", None),
        ]  # fmt: skip
        await decided(desk, id, decider, fix=False)
        await asked_again(desk.app, third)  # between the check and the decree
        fields = {"decree": "SK 1", "decreed_on": today(desk.app).isoformat()}
        assert "Daftar belum ditetapkan" in await desk.post(f"/enrolment/{id}/fix", fields)
        assert (
            "1 orang" in await desk.post(f"/enrolment/{id}/fix", fields)
            and await state(desk.app, id) == "fixed"
        )
        fixed = await desk.app.database.read(lambda tx: enrolment.by_id(tx, id))
        assert fixed and fixed.cost == 3 * 16_800 * 1

    at_desks(site, scene)


def test_who_is_asked_again_on_a_list_that_is_fixed_waits_there_and_may_be_taken_off(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        asked, gone, stays = await verified(desk.app, 3)
        id = await sent(desk)
        await asked_again(desk.app, asked, gone)
        text = await desk.get(f"/enrolment/{id}?tab=held")
        assert asked.number in text and "Perlu dilihat (2)" in text and stays.number not in text
        await desk.post(f"/enrolment/{id}/send")
        await done(desk.app)
        answer = await desk.browser.get(f"/console/enrolment/{id}/file")
        rows = [row for row in read_titled(answer.content, {"nik": "nik"}, ["nik"]) if row.cells]
        assert [row.cells["nik"] for row in rows] == [stays.details["nik"]]
        row = str((await rows_of(desk, id))[gone.id][0])
        await desk.get(f"/enrolment/{id}?tab=held")
        await desk.post(f"/enrolment/{id}/off", {"row": row, "reason": "OTHER"})
        found = await rows_of(desk, id)
        assert found[gone.id][1:] == ("taken_off", "OTHER") and found[asked.id][1:] == ("listed", None)
        await answers(desk.app, asked)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        await verifies(desk, asked)
        assert "Perlu dilihat" not in await desk.get(f"/enrolment/{id}")

    at_desks(site, scene)


@pytest.mark.parametrize("mends", [False, True])
def test_whom_the_branch_pays_for_while_answers_are_open_is_a_member_once_verified(
    site: Site, mends: bool
) -> None:
    async def scene(desk: Desk) -> None:
        (one,) = await verified(desk.app)
        id = await sent(desk)
        await numbered(desk, id, [one.details["nik"], "", "99000000001", "", ""])
        await asked_again(desk.app, one)
        known = await desk.app.database.read(lambda tx: enrolment.by_id(tx, id))
        assert known
        days = [f"{day:%d-%m-%Y}" for day in (known.starts, last_day(known.starts, 3))]
        await desk.get(f"/enrolment/{id}")
        await sent_file(desk, id, "payment", sheet([[one.details["nik"], "", *days, "B-1"]], PAID, "S"))
        await done(desk.app)
        covers = await desk.app.database.read(
            lambda tx: memberships.of_person(tx, desk.app.vault, one.person)
        )
        assert len(covers) == 1 and (await now(desk.app, one)).status == "returned"
        if mends:
            await answers(desk.app, one)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        assert "Selesai: 1 pendaftaran cocok" in await verifies(desk, one)
        found = await now(desk.app, one)
        assert found.status == "enrolled"
        assert [event.kind for event in found.events[-2:]] == ["verified", "enrolled"]
        text = await desk.get(f"/registrations/{one.id}")
        assert "Minta diperbaiki" not in text
        await desk.post(f"/registrations/{one.id}/return", {"field": "name"})
        assert (await now(desk.app, one)).status == "enrolled"

    at_desks(site, scene)
