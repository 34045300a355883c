"""Answers that an officer asks again at the console: which, of whom, and what the page and the queue show."""

from __future__ import annotations

from bot.app import App
from bot.services import Records
from rules.cases import Case
from rules.groups import Group
from rules.records import Event, Registration
from storage import cases, chats, groups, people, registrations
from storage.statement import Tx
from tests.console.desk import CITY, Desk, at_desks, officer
from tests.console.test_registration_pages import Site, now, registered, site, told
from tests.coordinators import coordinating

__all__ = ["site"]


async def happens(app: App, one: Registration, kind: str, **details: object) -> None:
    event = Event(kind, app.clock(), "person", details=details)
    await app.database.run(lambda tx: registrations.happen(tx, app.vault, one, event, None))


async def without_chat(app: App, one: Registration) -> None:
    await app.database.run(lambda tx: people.unlink_all(tx, one.person))


def test_several_answers_are_asked_for_again_and_each_once(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        path = f"/registrations/{one.id}/return"
        who = await officer(desk.app, "verifier", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get(f"/registrations/{one.id}")
        for field in ("agreed", "status", ""):
            assert "pilih dulu" in await desk.post(path, {"field": field})
        text = await desk.post(path, {"field": ["mother_name", "nik", "agreed"]})
        assert "ditanya lagi di chat" in text
        assert f"petugas meminta data diperbaiki oleh {who.name}" in text and "oleh pekerja" in text
        assert "Menunggu jawaban orangnya: NIK, Nama ibu" in text
        assert (await desk.last()).entry.act == "registration_read"
        assert "sudah ditanyakan" in await desk.post(path, {"field": "mother_name"})
        await desk.post(path, {"field": ["mother_name", "address"]})
        found = await now(desk.app, one)
        asked = [event.details["fields"] for event in found.events if event.kind == "returned"]
        assert (found.status, asked) == ("returned", [["nik", "mother_name"], ["address"]])
        assert await told(desk.app) == [f"returned:{one.id}"] * 2

    at_desks(site, scene)


def test_what_was_verified_is_looked_at_again_and_waits_apart_meanwhile(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await happens(desk.app, one, "verified")
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        await desk.get(f"/registrations/{one.id}")
        await desk.post(f"/registrations/{one.id}/return", {"field": "name"})
        text = await desk.get("/registrations?status=returned")
        assert one.number in text and "Menunggu diperbaiki (1)" in text
        assert one.number not in await desk.get("/registrations?status=verified")
        await happens(desk.app, one, "corrected", fields=["name"])
        await happens(desk.app, one, "mended")
        assert one.number in await desk.get("/registrations")
        text = await desk.get(f"/registrations/{one.id}")
        assert "petugas memeriksa lagi" in text and "Menunggu jawaban" not in text

    at_desks(site, scene)


def test_an_officer_may_decide_while_an_answer_is_open(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, second = [await registered(desk.app) for _ in range(2)]
        await desk.sit_down(await officer(desk.app, "verifier", "decider", areas=(CITY,)))
        for one in (first, second):
            await desk.get(f"/registrations/{one.id}")
            await desk.post(f"/registrations/{one.id}/return", {"field": "name"})
        await desk.post("/registrations/verify", {"id": str(first.id)})
        await desk.post("/registrations/reject", {"id": str(second.id), "reason": "NAME_MISMATCH"})
        assert [(await now(desk.app, one)).status for one in (first, second)] == ["verified", "rejected"]
        assert "Menunggu jawaban" not in await desk.get(f"/registrations/{first.id}")
        text = await desk.get(f"/registrations/{second.id}")
        assert "Minta diperbaiki" not in text
        await desk.post(f"/registrations/{second.id}/return", {"field": "name"})
        assert (await now(desk.app, second)).status == "rejected"

    at_desks(site, scene)


def test_an_heir_without_a_telephone_has_none_on_the_page(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        app, one = desk.app, await registered(desk.app, heir_name="BASO", heir_phone="+6281234567777")
        await desk.sit_down(await officer(app, "verifier", areas=(CITY,)))
        await desk.get(f"/registrations/{one.id}")
        assert "<dt>HP ahli waris" in desk.page
        await desk.post(f"/registrations/{one.id}/return", {"field": "heir_phone"})
        await app.database.run(lambda tx: answered(app, tx, one, "heir_phone", None))
        text = await desk.get(f"/registrations/{one.id}")
        assert "BASO" in text and "petugas memeriksa lagi" in text
        assert "<dt>HP ahli waris" not in desk.page

    at_desks(site, scene)


def answered(app: App, tx: Tx, one: Registration, field: str, value: object) -> None:
    """In the chat of the person."""
    [known] = people.chats_of(tx, one.person)
    chat = chats.enter(tx, app.vault, known["channel"], known["address"], app.clock(), "id")
    records = Records(tx, app.vault, chat, app.clock(), app.local(app.clock()))
    asked = records.asked_again(one.id)
    assert asked and records.answer_again(asked, field, value) == "kept"


def test_the_coordinator_is_asked_where_no_chat_speaks_for_the_person(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await coordinating(desk.app, "web", "coordinator")
        one = await registered(desk.app, group=group.id)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        text = await desk.get(f"/registrations/{one.id}")
        assert "langsung ditanya lagi di chat" in text
        await without_chat(desk.app, one)
        text = await desk.get(f"/registrations/{one.id}")
        assert "yang ditanya koordinatornya" in text
        for name in ("nik", "village", "category"):
            assert f'name="field" value="{name}"' not in desk.page
        text = await desk.post(f"/registrations/{one.id}/return", {"field": ["village", "mother_name"]})
        assert "Koordinatornya ditanya di chat" in text and "Menunggu jawaban koordinator" in text
        found = await now(desk.app, one)
        assert found.events[-1].details["fields"] == ["mother_name"]
        assert await told(desk.app) == [f"returned:{one.id}"]
        entry = next(row.entry for row in await desk.trail() if row.entry.act == "registration_returned")
        assert entry.details == {"fields": ["mother_name"], "of": "coordinator"}

    at_desks(site, scene)


def test_where_nobody_can_be_asked_the_page_says_so_and_nothing_changes(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await without_chat(desk.app, one)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        text = await desk.get(f"/registrations/{one.id}")
        assert "belum ada yang bisa ditanya" in text and "Tanyakan lagi" not in text
        text = await desk.post(f"/registrations/{one.id}/return", {"field": "name"})
        assert "Tidak ada chat" in text
        assert len((await now(desk.app, one)).events) == 1

    at_desks(site, scene)


def test_the_coordinator_hears_once_of_all_who_were_not_accepted_and_have_no_chat(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await coordinating(desk.app, "web", "coordinator")
        made = [await registered(desk.app, group=group.id) for _ in range(14)]
        for one in made[1:]:
            await without_chat(desk.app, one)
        await desk.sit_down(await officer(desk.app, "decider", areas=(CITY,)))
        await desk.get("/registrations")
        ids = [str(one.id) for one in made]
        await desk.post("/registrations/reject", {"id": ids, "reason": "NIK_NOT_FOUND"})
        about = await told(desk.app)
        assert about == [f"decided:{ids[0]}:rejected", f"refused:{group.id}:13:{','.join(ids[1:11])}"]

    at_desks(site, scene)


async def closed(app: App, group: Group) -> None:
    event = Event("closed", app.clock(), "officer")
    await app.database.run(lambda tx: groups.happen(tx, app.vault, group, event, None))


def test_the_coordinator_of_a_closed_group_is_not_asked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await coordinating(desk.app, "web", "coordinator")
        one = await registered(desk.app, group=group.id)
        await without_chat(desk.app, one)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        await desk.get(f"/registrations/{one.id}")
        await desk.post(f"/registrations/{one.id}/return", {"field": "address"})
        await closed(desk.app, group)
        text = await desk.get(f"/registrations/{one.id}")
        assert "Menunggu jawaban: Alamat" in text and "belum ada yang bisa ditanya" in text
        assert "Tidak ada chat" in await desk.post(f"/registrations/{one.id}/return", {"field": "name"})
        assert await told(desk.app) == [f"returned:{one.id}"]

    at_desks(site, scene)


def test_of_who_is_reported_dead_nobody_is_asked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        await desk.get(f"/registrations/{one.id}")
        await desk.post(f"/registrations/{one.id}/return", {"field": "address"})
        died, event = (
            Case(0, "", "death", one.person, "", {}, 0),
            Event("reported", desk.app.clock(), "person"),
        )
        app = desk.app
        await app.database.run(lambda tx: cases.add(tx, app.vault, died, None, event, chat_of(tx, one)))
        text = await desk.get(f"/registrations/{one.id}")
        assert "dilaporkan meninggal: Alamat" in text and "Tanyakan lagi" not in text
        text = await desk.post(f"/registrations/{one.id}/return", {"field": "name"})
        assert "dilaporkan meninggal" in text
        assert await told(desk.app) == [f"returned:{one.id}"]

    at_desks(site, scene)


def chat_of(tx: Tx, one: Registration) -> int:
    return int(people.chats_of(tx, one.person)[0]["id"])
