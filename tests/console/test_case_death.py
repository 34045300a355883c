"""A death that the branch office accepts: whose it is by the NIK, and that it may be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from storage import deaths, registrations
from storage.statement import Tx
from tests.console.case_acting import act, card_runs, seated
from tests.console.case_room import death, now, somebody, told
from tests.console.desk import Desk, Site, at_desks


def test_a_death_that_is_accepted_stands_with_the_registration_and_is_found_by_others(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        person = one.person
        assert person
        await seated(desk)
        look = desk.app.database.read
        assert await look(lambda tx: deaths.has_death_case(tx, [person, 999_999])) == {person: "reported"}
        await act(desk, one, "sent", benefit="jkm")
        await act(desk, one, "accepted", benefit="jkm")
        assert await look(lambda tx: deaths.dead(tx, person)) == "confirmed"
        await act(desk, one, "paid", amount="42000000", to="AYU")
        [known] = await look(lambda tx: registrations.of_person(tx, desk.app.vault, person))
        assert [event.kind for event in known.events] == ["submitted", "died"] and known.status == "submitted"

    at_desks(site, scene)


def test_a_death_under_another_name_is_that_of_the_nik_once_the_branch_office_accepts_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        known = await desk.app.database.run(lambda tx: somebody(tx, desk.app))
        one = await death(desk.app, nik=known["nik"], name="BU WAYAN SARI")
        assert one.person is None
        await seated(desk)
        text = await act(desk, one, "sent", benefit="jkm")
        assert f"terdaftar atas nama {known['name']}" in text and "tertulis BU WAYAN SARI" in text
        assert await card_runs(desk.app, known["nik"])
        text = await act(desk, one, "accepted", benefit="jkm")
        assert "disambungkan dengan orang yang terdaftar" in text and "terdaftar atas nama" not in text
        found = await now(desk.app, one)
        assert found.person and [event.kind for event in found.events][-2:] == ["accepted", "tied"]
        assert await desk.app.database.read(lambda tx: deaths.dead(tx, found.person or 0)) == "confirmed"
        assert not await card_runs(desk.app, known["nik"])

    at_desks(site, scene)


def test_whose_case_lies_elsewhere_then_is_not_shown_any_more(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        def there(tx: Tx) -> dict[str, Any]:
            return somebody(tx, desk.app, programme="makassar", village="73.71.01.1001")

        known = await desk.app.database.run(there)
        one = await death(desk.app, nik=known["nik"], name="BU KETUT RAI")  # the NIK is of Denpasar
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        text = await act(desk, one, "accepted", benefit="jkm")
        assert "disetujui kantor cabang" in text and "BU KETUT RAI" not in text
        await desk.get(f"/cases/{one.id}", 404)

    at_desks(site, scene)


@pytest.mark.parametrize("undo", ["reopened", "refused"])
def test_an_acceptance_that_was_noted_by_mistake_is_taken_back(site: Site, undo: str) -> None:
    async def scene(desk: Desk) -> None:
        known = await desk.app.database.run(lambda tx: somebody(tx, desk.app))
        one = await death(desk.app, **known)
        person = one.person
        assert person
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        text = await act(desk, one, "accepted", benefit="jkm")
        assert not await card_runs(desk.app, known["nik"]) and "catatan meninggal ditarik kembali" in text
        await told(desk.app)
        await act(desk, one, undo, reason="NOT_COVERED")
        assert await card_runs(desk.app, known["nik"])
        status = {"reopened": "reported", "refused": "refused"}[undo]
        assert await told(desk.app) == [f"case_status:{one.id}:{status}"]
        of = desk.app.database.read
        [wish] = await of(lambda tx: registrations.of_person(tx, desk.app.vault, person))
        assert [event.kind for event in wish.events] == ["submitted", "died", "not_died"]
        await act(desk, one, "reopened") if undo == "refused" else None
        await act(desk, one, "sent", benefit="jkm")
        await act(desk, one, "paid", amount="42.000.000", to="AYU")
        [wish] = await of(lambda tx: registrations.of_person(tx, desk.app.vault, person))
        assert [event.kind for event in wish.events][-1] == "died"
        assert not await card_runs(desk.app, known["nik"])

    at_desks(site, scene)
