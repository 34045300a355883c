"""Somebody calls: their registration is found by its number or by a NIK, in the officer's areas alone."""

from __future__ import annotations

import pytest

from rules.officers import Area
from rules.records import Event, Registration
from storage import people, registrations
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.test_registration_pages import registered

BANJAR = "63.71.01.1001"
NOT_HERE = "Tidak ada pendaftaran itu di wilayah kerja Anda"


async def seated(desk: Desk, *areas: Area) -> None:
    await desk.sit_down(await officer(desk.app, "viewer", areas=areas or (CITY,)))
    await desk.get("/registrations")


async def looked_for(desk: Desk, typed: str) -> str:
    await desk.get("/registrations")
    return await desk.post("/registrations/find", {"sought": typed})


async def again(desk: Desk, one: Registration, programme: str) -> Registration:
    """The same person in another programme."""
    app = desk.app
    wish = Registration(0, "", programme, one.person, "small_trader", BANJAR, "", {}, app.clock())
    event = Event("submitted", app.clock(), "person")
    return await app.database.run(lambda tx: registrations.add(tx, app.vault, wish, "BJM", event, None))


@pytest.mark.parametrize("typed", ["{number}", " {small} ", "{spaced}", "{nik}", "{grouped}"])
def test_a_number_or_a_nik_leads_to_the_page_of_the_person(site: Site, typed: str) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await seated(desk)
        nik = str(one.details["nik"])
        known = {"number": one.number, "small": one.number.lower(), "nik": nik,
                 "spaced": f"den {one.id}", "grouped": " ".join(nik[at : at + 4] for at in range(0, 16, 4))}  # fmt: skip
        text = await looked_for(desk, typed.format(**known))
        assert one.number in text and "Keterangan" in text and nik not in desk.page
        acts = [(row.entry.act, row.entry.id) for row in (await desk.trail())[-2:]]
        assert acts[0][0] == "registration_sought" and acts[1] == ("registration_read", str(one.id))

    at_desks(site, scene)


def test_a_number_may_stand_in_an_address_and_a_nik_never_does(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        nik = str(one.details["nik"])
        await seated(desk)
        assert "Keterangan" in await desk.get(f"/registrations?number={one.number}")
        await desk.get("/registrations")
        fields = {"mark": desk.mark, "sought": nik}
        answer = await desk.browser.ask(
            "POST", "/console/registrations/find", data=fields, allow_redirects=False
        )
        assert answer.headers["Location"].endswith(f"/registrations/{one.id}")
        sought = (await desk.last()).entry
        assert sought.details == {"by": "nik", "found": "yes"} and sought.id == str(one.person)
        assert NOT_HERE in await desk.get(f"/registrations?number={nik}")
        assert all(nik not in str(row.entry) for row in await desk.trail())
        unmarked = {"sought": nik, "mark": "0"}
        answer = await desk.browser.ask("POST", "/console/registrations/find", data=unmarked)
        assert answer.status == 403

    at_desks(site, scene)


def test_what_lies_elsewhere_is_answered_as_what_is_not_there_and_both_are_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        nik, nobody = str(one.details["nik"]), "5171035708858999"
        await seated(desk, Area("city", "63.71"))
        pages = [await looked_for(desk, typed) for typed in (nik, nobody, one.number, "DEN-999999")]
        assert all(NOT_HERE in page and one.number not in page for page in pages[:2])
        assert pages[0] == pages[1] and all(NOT_HERE in page for page in pages[2:])
        noted = [row.entry for row in await desk.trail() if row.entry.act == "registration_sought"][-4:]
        assert [entry.details["found"] for entry in noted] == ["no"] * 4
        assert [entry.id for entry in noted] == [str(one.person), "", str(one.id), ""]
        assert noted[0].spot.startswith("51.71|denpasar") and not noted[1].spot

    at_desks(site, scene)


def test_of_several_the_one_that_runs_is_shown_and_those_that_are_not_mine_stay_unsaid(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        other, nik = await again(desk, one, "banjarmasin"), str(one.details["nik"])
        event = Event("rejected", desk.app.clock(), "officer", "NO_DOC")
        await desk.app.database.run(lambda tx: registrations.happen(tx, desk.app.vault, other, event, None))
        await seated(desk, CITY, Area("city", "63.71"))
        text = await looked_for(desk, nik)
        assert f"pendaftaran lain: {other.number}" in text and "Keterangan" in text
        await seated(desk, CITY)
        assert other.number not in await looked_for(desk, nik)
        await seated(desk, Area("city", "63.71"))
        text = await looked_for(desk, nik)
        assert other.number in text and one.number not in text

    at_desks(site, scene)


@pytest.mark.parametrize("typed", ["", "Wayan", "517103570885900", "DEN", "'; --"])
def test_what_is_neither_is_asked_for_again(site: Site, typed: str) -> None:
    async def scene(desk: Desk) -> None:
        await seated(desk)
        text = await looked_for(desk, typed)
        assert "Mohon tulis nomor pendaftaran" in text

    at_desks(site, scene)


def test_who_is_known_and_has_no_registration_is_not_found(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        nik = "5171035708858998"
        details = {"nik": nik, "name": "NI WAYAN", "birth_date": "1985-08-17"}
        await desk.app.database.run(lambda tx: people.save(tx, desk.app.vault, details, desk.app.clock()))
        await seated(desk)
        assert NOT_HERE in await looked_for(desk, nik)

    at_desks(site, scene)
