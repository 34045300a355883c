"""Two cases of one event: each page names the other, and nothing is paid twice without having been looked at."""

from __future__ import annotations

from typing import Any

import pytest

from rules.cases import Case
from rules.records import Event
from storage import cases
from storage.statement import Tx
from tests.console.case_acting import act, seated
from tests.console.case_room import accident, death, hour, now, somebody
from tests.console.desk import Desk, Site, at_desks

GIVEN_UP = "withdrawn"


async def happened(desk: Desk, one: Case, kind: str) -> None:
    event = Event(kind, desk.app.clock(), "person")
    await desk.app.database.run(lambda tx: cases.happen(tx, desk.app.vault, one, event, None))


async def twice(desk: Desk) -> tuple[Case, Case]:
    """A death whose reporter gave up by mistake, and that was reported anew by somebody else."""
    first = await death(desk.app)
    await happened(desk, first, GIVEN_UP)
    again = await death(desk.app, nik=first.details["nik"], name=first.name)
    assert first.id != again.id
    return first, again


def test_a_case_names_the_other_ones_of_its_insured(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, again = await twice(desk)
        hurt = await accident(desk.app, nik=first.details["nik"], name=first.name)
        await seated(desk)
        for one, others in ((first, (again, hurt)), (again, (first, hurt)), (hurt, (first, again))):
            await desk.get(f"/cases/{one.id}")
            assert "Laporan lain tentang orang yang sama" in desk.text
            assert all(f'/cases/{other.id}">{other.number}</a>' in desk.page for other in others)
            assert f'/cases/{one.id}">{one.number}</a>' not in desk.page
        alone = await death(desk.app)
        assert "Laporan lain tentang orang yang sama" not in await desk.get(f"/cases/{alone.id}")

    at_desks(site, scene)


def test_what_is_worked_on_elsewhere_is_opened_again_only_by_who_has_seen_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, again = await twice(desk)
        await seated(desk)
        text = await act(desk, first, "reopened", 422)
        assert f"Ada laporan lain tentang kejadian yang sama: {again.number}" in text
        assert (await now(desk.app, first)).status == GIVEN_UP
        await act(desk, first, "reopened", 422, twins=f"{again.id + 1}")  # the tick was for another one
        await act(desk, first, "reopened", twins=str(again.id))
        assert (await now(desk.app, first)).status == "reported"

    at_desks(site, scene)


@pytest.mark.parametrize("other", ["running", "paid"])
def test_what_runs_or_is_paid_as_another_case_is_not_paid_unseen(site: Site, other: str) -> None:
    async def scene(desk: Desk) -> None:
        first, again = await twice(desk)
        paid: dict[str, Any] = {"amount": "42.000.000", "to": "NI MADE AYU"}
        await seated(desk)
        await act(desk, again, "sent", benefit="jkm")
        if other == "paid":
            await act(desk, again, "paid", **paid)  # the first one has been given up
        await act(desk, first, "reopened", twins=str(again.id))
        await act(desk, first, "sent", benefit="jkm")
        text = await act(desk, first, "paid", 422, **paid)
        status = {"running": "Di kantor cabang", "paid": "Dibayar"}[other]
        assert f"{again.number} ({status})" in text
        assert (await now(desk.app, first)).status == "with_branch"
        await act(desk, first, "paid", **paid, twins=str(again.id))
        assert (await now(desk.app, first)).status == "paid"

    at_desks(site, scene)


def test_of_what_is_over_or_was_another_event_nothing_is_asked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, again = await twice(desk)
        await seated(desk)
        await act(desk, again, "refused", reason="ALREADY_CLAIMED")
        await act(desk, first, "reopened")
        hurt = await accident(desk.app)
        await happened(desk, hurt, GIVEN_UP)
        of = {"nik": hurt.details["nik"], "name": hurt.name}
        await accident(desk.app, **of, happened=hour(desk.app, 24 * 9))  # another one, a week before
        await act(desk, hurt, "reopened")

    at_desks(site, scene)


def test_a_case_that_lies_elsewhere_is_not_named(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        def there(tx: Tx) -> dict[str, Any]:
            return somebody(tx, desk.app, programme="makassar", village="73.71.01.1001")

        known = await desk.app.database.run(there)
        elsewhere = await death(desk.app, **known)
        here = await death(desk.app, nik=known["nik"], name="BU KETUT RAI")  # the NIK is of Denpasar
        await seated(desk)
        text = await desk.get(f"/cases/{here.id}")
        assert elsewhere.number not in text and "Laporan lain tentang orang yang sama" not in text
        await act(desk, here, "sent", benefit="jkm")
        await act(desk, here, "paid", amount="42.000.000", to="AYU")

    at_desks(site, scene)
