"""Registrations at the console: who waits, what was said, and what an officer decides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from bot.app import App
from bot.wishes import Wish
from console.registration_queue import SIZE
from handlers.welcome import VERSION
from rules.officers import ALL, Area
from rules.records import Event, Registration
from storage import chats, groups, jobs, people, registrations
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.coordinators import coordinating

__all__ = ["Site", "site"]

VILLAGE, NEXT = "51.71.03.2008", "51.71.03.2009"
MOTHER = "NI LUH SARI"
_serial: Iterator[int] = count(9000)


async def registered(
    app: App, programme: str = "denpasar", village: str = VILLAGE, kind: str = "submitted",
    group: int | None = None, **told: Any,
) -> Registration:  # fmt: skip
    """Somebody who has registered from a chat of their own."""

    def write(tx: Tx) -> Registration:
        now, serial = app.clock(), next(_serial)
        chat = chats.enter(tx, app.vault, "web", f"worker-{serial}", now, "id").id
        details = {"nik": f"517103570885{serial}", "name": f"NI WAYAN {serial}", "birth_date": "1985-08-17",
                   "mother_name": MOTHER, "phone": f"+62812345{serial}", **told}  # fmt: skip
        person = people.save(tx, app.vault, details, now).id
        people.link(tx, chat, person, "self", now)
        people.consent(tx, {"chat_id": chat, "person_id": person, "purpose": "registration", "version": VERSION,
                            "language": "id", "channel": "web", "given_at": now})  # fmt: skip
        event = Event(kind, now, "person", details={"look": ["NAME_MISMATCH"]})
        wish = Registration(0, "", programme, person, "small_trader", village, "", details, now, group=group)
        return registrations.add(tx, app.vault, wish, "DEN", event, chat)

    return await app.database.run(write)


async def now(app: App, one: Registration) -> Registration:
    found = await app.database.read(lambda tx: registrations.by_id(tx, app.vault, one.id))
    assert found
    return found


async def told(app: App) -> list[str]:
    """The news that jobs are to bring, taken out of the table."""
    far = app.clock() + 10**9
    found = await app.database.run(lambda tx: jobs.claim(tx, app.vault, app.clock(), far, 500))
    return [job.payload["news"] for job in found if job.kind == "tell"]


def test_who_waits_longest_stands_first_and_nothing_is_shown_unmasked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        made = [await registered(desk.app) for _ in range(3)]
        who = await officer(desk.app, "verifier", areas=(CITY,))
        await desk.sit_down(who)
        text = await desk.get("/registrations")
        places = [text.index(one.number) for one in made]
        assert places == sorted(places) and "Menunggu diperiksa (3)" in text
        for one in made:
            nik = one.details["nik"]
            assert nik not in desk.page and f"5171 •••• •••• {nik[-4:]}" in text
        assert (await desk.acts(who)) == ["registrations_read"]

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("areas", "seen"),
    [
        ((ALL,), "abcd"),
        ((CITY,), "abc"),
        ((Area("programme", "banjarmasin"),), "d"),
        ((Area("village", VILLAGE),), "a"),
        ((Area("village", VILLAGE), CITY), "abc"),
        ((Area("office", "denpasar/dinas-sosial"),), "c"),
        ((Area("city", "64.72"),), ""),
    ],
    ids=str,
)
def test_the_queue_holds_what_lies_in_the_officer_s_areas(
    site: Site, areas: tuple[Area, ...], seen: str
) -> None:
    async def scene(desk: Desk) -> None:
        office = await coordinating(desk.app, "web", "boss", Wish("denpasar", office="Dinas Sosial", quota=5))
        all_of_them = {
            "a": await registered(desk.app),
            "b": await registered(desk.app, village=NEXT),
            "c": await registered(desk.app, village="", group=office.id),
            "d": await registered(desk.app, "banjarmasin", "63.71.01.1001"),
        }
        await desk.sit_down(await officer(desk.app, "viewer", areas=areas))
        text = await desk.get("/registrations")
        assert "".join(name for name, one in all_of_them.items() if one.number in text) == seen
        assert f"Menunggu diperiksa ({len(seen)})" in text

    at_desks(site, scene)


def test_the_filters_and_the_statuses_stand_apart(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, other = await registered(desk.app), await registered(desk.app, village=NEXT)
        waits = await registered(desk.app, kind="put_on_list")
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        text = await desk.get(f"/registrations?village={NEXT}&programme=denpasar&category=small_trader")
        assert other.number in text and one.number not in text and waits.number not in text
        text = await desk.get("/registrations?status=waiting_list")
        assert waits.number in text and one.number not in text
        for query in ("category=becak", "group=77", "age=3", "programme=banjarmasin", "after=999999",
                      "programme=nothing"):  # fmt: skip
            assert "Tidak ada pendaftaran di sini" in await desk.get(f"/registrations?{query}")
        for odd in ("status=x", "age=x", "group=x", "after=x", "group=" + "9" * 40):
            assert one.number in await desk.get(f"/registrations?{odd}")

    at_desks(site, scene)


@pytest.mark.parametrize(("happens", "status"), [("rejected", "rejected"), ("withdrawn", "withdrawn"),
                                                 ("replaced", "replaced"), ("verified enrolled", "enrolled")])  # fmt: skip
def test_what_does_not_wait_any_more_has_its_own_list_and_all_of_them_stand_in_one(
    site: Site, happens: str, status: str
) -> None:
    async def scene(desk: Desk) -> None:
        over, waits = await registered(desk.app), await registered(desk.app)
        for kind in happens.split():
            event = Event(kind, desk.app.clock(), "officer")
            await desk.app.database.run(
                lambda tx, e=event: registrations.happen(tx, desk.app.vault, over, e, None)
            )
        await desk.sit_down(await officer(desk.app, "decider", areas=(CITY,)))
        text = await desk.get(f"/registrations?status={status}")
        assert over.number in text and waits.number not in text and 'name="reason"' not in desk.page
        text = await desk.get("/registrations?status=all")
        assert over.number in text and waits.number in text and "Semua (2)" in text

    at_desks(site, scene)


def test_a_long_queue_comes_in_parts_and_nobody_stands_in_two(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        made = [await registered(desk.app) for _ in range(SIZE + 2)]
        areas = (CITY, Area("village", VILLAGE))
        await desk.sit_down(await officer(desk.app, "viewer", areas=areas))
        text = await desk.get("/registrations")
        assert [one.number in text for one in made] == [True] * SIZE + [False] * 2
        (path,) = [part.split('"')[0] for part in desk.page.split('rel="next" href="/console')[1:]]
        text = await desk.get(path.replace("&amp;", "&"))
        assert [one.number in text for one in made] == [False] * SIZE + [True] * 2
        assert 'rel="next"' not in desk.page

    at_desks(site, scene)


def test_a_page_tells_what_was_said_and_shows_one_thing_when_asked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app, work_place="Pasar Badung", income=1_500_000)
        who = await officer(desk.app, "verifier", areas=(CITY,))
        await desk.sit_down(who)
        text = await desk.get(f"/registrations/{one.id}")
        for part in (
            "Pasar Badung",
            "Rp1.500.000",
            "N••• L••• S•••",
            "didaftarkan",
            "perlu dilihat",
            f"yang bersangkutan, atau yang mendaftarkan, naskah {VERSION}, Chat web",
        ):
            assert part in text, part
        for part in ("nik", "phone"):
            assert one.details[part] not in desk.page
        assert MOTHER not in desk.page
        for what in ("nik", "phone", "mother_name"):
            assert one.details[what] in await desk.post(f"/registrations/{one.id}/show", {"what": what})
            last = (await desk.last()).entry
            assert (last.act, last.id, last.details) == ("personal_shown", str(one.id), {"what": what})
        await desk.post(f"/registrations/{one.id}/show", {"what": "password"})
        assert one.details["nik"] not in desk.page
        assert (await desk.acts(who))[0] == "registration_read"
        opened = next(row.entry for row in await desk.trail() if row.entry.act == "registration_read")
        assert opened.spot == f"51.71|denpasar|{VILLAGE}|"

    at_desks(site, scene)


def test_the_pages_speak_english_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app, children=[{"name": "KADEK"}], payer="none", village=VILLAGE)
        await desk.sit_down(await officer(desk.app, "verifier", "decider", areas=(CITY,)))
        assert "Waiting to be checked (1)" in await desk.get("/registrations?language=en")
        text = await desk.get(f"/registrations/{one.id}")
        assert "KADEK" in text and "The data fit" in text and "Ask for a correction" in text

    at_desks(site, scene)


def test_another_area_s_registration_does_not_exist_here(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        theirs = await registered(desk.app, "banjarmasin", "63.71.01.1001")
        mine = await registered(desk.app)
        who = await officer(desk.app, "verifier", "decider", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get(f"/registrations/{theirs.id}", 404)
        entry = (await desk.last()).entry
        assert (entry.act, entry.record, entry.id) == ("refused", "registration", str(theirs.id))
        for path, fields in (
            (f"/registrations/{theirs.id}/show", {"what": "nik"}),
            (f"/registrations/{theirs.id}/different", {"person": str(mine.person)}),
            ("/registrations/verify", {"id": [str(mine.id), str(theirs.id)]}),
            ("/registrations/reject", {"id": [str(mine.id), str(theirs.id)], "reason": "MOVED"}),
        ):
            await desk.get("/account")
            await desk.post(path, fields, 404)
        assert [(await now(desk.app, one)).status for one in (mine, theirs)] == ["submitted"] * 2
        assert await told(desk.app) == []

    at_desks(site, scene)


def test_who_works_on_cases_alone_sees_no_registration_s_data(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await desk.sit_down(await officer(desk.app, "cases"))
        await desk.post(f"/registrations/{one.id}/show", {"what": "nik"}, 403)
        assert one.details["nik"] not in desk.page

    at_desks(site, scene)


def test_many_are_verified_at_once_and_sending_it_twice_does_nothing_more(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        made = [await registered(desk.app) for _ in range(3)]
        who = await officer(desk.app, "verifier", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get("/registrations")
        ids = {"id": [str(one.id) for one in made]}
        assert "3 pendaftaran cocok" in await desk.post("/registrations/verify", ids)
        assert sorted(await told(desk.app)) == sorted(f"decided:{one.id}:verified" for one in made)
        text = await desk.post("/registrations/verify", ids)
        assert "0 pendaftaran cocok" in text and "tidak diubah: 3" in text
        assert await told(desk.app) == []
        for one in made:
            found = await now(desk.app, one)
            last = found.events[-1]
            assert (found.status, last.kind, last.actor) == ("verified", "verified", "officer")
            assert [event.kind for event in found.events] == ["submitted", "verified"]
        assert (await desk.acts(who)).count("registration_verified") == 3

    at_desks(site, scene)


def test_a_rejection_needs_a_reason_and_is_kept_with_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        who = await officer(desk.app, "decider", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get(f"/registrations/{one.id}")
        for reason in ("", "QUOTA_FULL", "NONSENSE"):
            text = await desk.post("/registrations/reject", {"id": str(one.id), "reason": reason})
            assert "pilih alasannya dulu" in text
        assert (await now(desk.app, one)).status == "submitted"
        fields = {"id": str(one.id), "alone": "yes", "reason": "NIK_NOT_FOUND"}
        text = await desk.post("/registrations/reject", fields)
        assert one.number in text and "NIK belum ada di data Dukcapil" in text
        event = (await now(desk.app, one)).events[-1]
        assert (event.kind, event.actor, event.reason) == ("rejected", "officer", "NIK_NOT_FOUND")
        rows = [row.entry for row in await desk.trail() if row.entry.act == "registration_rejected"]
        assert [(row.officer, row.details) for row in rows] == [(who.id, {"reason": "NIK_NOT_FOUND"})]
        assert await told(desk.app) == [f"decided:{one.id}:rejected"]
        assert "/registrations/reject" not in desk.page

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("role", "may"),
    [("verifier", {"verify"}), ("decider", {"reject"}), ("viewer", set()), ("administrator", set())],
)
def test_each_role_does_its_own_part(site: Site, role: str, may: set[str]) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await desk.sit_down(await officer(desk.app, role, areas=(CITY,)))
        for act in ("verify", "reject"):
            await desk.get("/account")
            fields = {"id": str(one.id), "reason": "MOVED"}
            await desk.post(f"/registrations/{act}", fields, 200 if act in may else 403)
        after = {"verifier": "verified", "decider": "rejected"}.get(role, "submitted")
        assert (await now(desk.app, one)).status == after

    at_desks(site, scene)


def test_nothing_ticked_or_too_much_changes_nothing(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        assert "Belum ada yang dipilih" in await desk.post("/registrations/verify")
        many = {"id": [str(one.id), *(str(number) for number in range(10_000, 10_200))]}
        assert "Paling banyak 200" in await desk.post("/registrations/verify", many)
        assert "Belum ada yang dipilih" in await desk.post("/registrations/verify", {"id": ["x", "9" * 40]})
        assert (await now(desk.app, one)).status == "submitted"

    at_desks(site, scene)


def test_a_place_that_comes_free_is_the_next_one_s_and_the_coordinator_hears(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await coordinating(desk.app, "web", "coordinator")
        first = await registered(desk.app, group=group.id)
        waits = await registered(desk.app, kind="put_on_list", group=group.id)
        await desk.sit_down(await officer(desk.app, "decider", areas=(CITY,)))
        fields = {"id": str(first.id), "reason": "ALREADY_PU"}
        await desk.post("/registrations/reject", fields)
        assert (await now(desk.app, waits)).status == "listed"
        assert sorted(await told(desk.app)) == [f"decided:{first.id}:rejected", f"moved_up:{waits.id}"]
        assert await desk.app.database.read(lambda tx: groups.by_id(tx, group.id))

    at_desks(site, scene)


def test_who_looks_the_same_stands_beside_until_an_officer_tells_them_apart(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app, name="I KETUT TWIN")
        other = await registered(desk.app, name="I KETUT TWIN", nik="517103410770" + "9990")
        far = await registered(
            desk.app, "banjarmasin", "63.71.01.1001", name="I KETUT TWIN", nik="6371015708859991"
        )
        who = await officer(desk.app, "verifier", areas=(CITY,))
        await desk.sit_down(who)
        text = await desk.get(f"/registrations/{one.id}")
        assert other.number in text and "luar wilayah kerja Anda: 1 orang" in text
        assert far.number not in text and far.details["nik"] not in desk.page
        assert other.details["nik"] not in desk.page
        await desk.post(f"/registrations/{one.id}/different", {"person": str(far.person)})
        text = await desk.post(f"/registrations/{one.id}/different", {"person": str(other.person)})
        assert "Dicatat: bukan orang yang sama" in text and other.number not in text
        assert one.number not in await desk.get(f"/registrations/{other.id}")
        assert (await desk.acts(who)).count("likeness_settled") == 1

    at_desks(site, scene)


def test_the_first_page_leads_to_the_queue(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "decider", areas=(CITY,)))
        await desk.get("/")
        assert 'href="/console/registrations?status=verified"' in desk.page

    at_desks(site, scene)
