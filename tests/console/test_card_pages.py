"""Cards on sheets at the console: chosen within one's area, made by the job, taken as PDF, all of it noted."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.card_tasks import sheets
from rules.officers import ALL, Area
from storage import card_batches
from storage.audit_seen import keys_of
from storage.cards import Chosen
from storage.statement import Tx
from tests.cards.members import NEXT, VILLAGE, member
from tests.cards.printed import said
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.coordinators import coordinating

__all__ = ["site"]

BOTH = ("verifier", "decider")


async def members(app: App, *villages: str, group: int | None = None) -> None:
    def write(tx: Tx) -> None:
        for number, village in enumerate(villages):
            member(tx, f"NAMA {number}", village, group=group, vault=app.vault)

    await app.database.run(write)


async def asked(app: App, chosen: Chosen, count: int = 1) -> int:
    return await app.database.run(
        lambda tx: card_batches.ask(tx, app.vault, chosen, count, "2026-01-01", app.clock())
    )


@pytest.mark.parametrize("role", BOTH)
def test_from_choosing_to_the_sheets(site: Site, role: str) -> None:
    async def scene(desk: Desk) -> None:
        await members(desk.app, VILLAGE, VILLAGE, NEXT)
        who = await officer(desk.app, role, areas=(CITY,))
        await desk.sit_down(who)
        text = await desk.get("/cards")
        assert "pilih program" in text and "Belum ada yang dicetak" in text and "Makassar" not in desk.page
        text = await desk.get("/cards?programme=denpasar")
        assert "4 kartu" in text  # with the demo's own
        text = await desk.get(f"/cards?programme=denpasar&village={VILLAGE}&group=&since=")
        assert "2 kartu, paling sedikit 1 halaman" in text
        text = await desk.post(
            "/cards", {"programme": "denpasar", "village": VILLAGE, "group": "", "since": ""}
        )
        assert (
            "Lembar untuk 2 kartu sedang dibuat" in text
            and "Jadi: 0 dari 2 kartu" in text
            and "Lihat lagi" in text
        )
        await sheets(desk.app, {"batch": 1})
        text = await desk.get("/cards/1")
        assert (
            "Jadi: 2 dari 2 kartu" in text
            and "Bagian 1 (PDF) 2 kartu, 0,1 MB" in text
            and "Lihat lagi" not in text
        )
        answer = await desk.browser.get("/console/cards/1/part?part=1")
        assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf"
        assert (
            answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''kartu-denpasar-1-001.pdf"
        )
        assert answer.headers["Cache-Control"] == "no-store" and "NAMA 0" in said(answer.content)
        assert "1 Desa 100 Pekerja Rentan Kota Denpasar" in await desk.get("/cards")
        acts = await desk.acts(who)
        assert acts == ["cards_asked", "cards_read", "cards_read", "cards_taken"]
        row = next(one for one in await desk.trail() if one.entry.act == "cards_taken")
        assert (row.entry.id, row.entry.details["part"], row.entry.details["cards"]) == ("1", 1, 2)
        assert set(row.entry.details["seen"]) == {"person"}
        assert row.entry.spot.startswith("51.71|denpasar|51.71.03.2008")

    at_desks(site, scene)


def test_a_group_and_a_day_narrow_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await coordinating(desk.app, "web", "coordinator")
        await members(desk.app, VILLAGE, VILLAGE)
        await members(desk.app, VILLAGE, group=group.id)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        assert "1 kartu" in await desk.get(f"/cards?programme=denpasar&village=&group={group.id}&since=")
        assert "Belum ada peserta" in await desk.get("/cards?programme=denpasar&since=2027-06-01")
        assert "Tanggalnya belum terbaca" in await desk.get("/cards?programme=denpasar&since=besok")
        fields = {"programme": "denpasar", "village": "", "group": str(group.id), "since": "besok"}
        assert "Tanggalnya belum terbaca" in await desk.post("/cards", fields, 422)
        await desk.get("/cards")

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("area", "whole"),
    [(ALL, True), (CITY, True), (Area("programme", "denpasar"), True), (Area("village", VILLAGE), False)],
    ids=["all", "city", "programme", "village"],
)
def test_an_officer_prints_what_lies_in_the_own_area(site: Site, area: Area, whole: bool) -> None:
    async def scene(desk: Desk) -> None:
        await members(desk.app, VILLAGE, NEXT)
        who = await officer(desk.app, "decider", areas=(area,))
        await desk.sit_down(who)
        text = await desk.get("/cards?programme=denpasar")
        assert ("Buat lembar kartu" in text, "Pilih desa atau kelompok" in text) == (whole, not whole)
        assert "1 kartu" in await desk.get(f"/cards?programme=denpasar&village={VILLAGE}")
        assert ("1 kartu" in await desk.get(f"/cards?programme=denpasar&village={NEXT}")) == whole
        wanted = {"programme": "denpasar", "village": NEXT, "group": "", "since": ""}
        await desk.get("/cards")
        await desk.post("/cards", wanted, 200 if whole else 404)
        if not whole:
            assert (await desk.last()).entry.act == "refused"

    at_desks(site, scene)


def test_another_city_s_cards_do_not_exist(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await members(desk.app, VILLAGE)
        id = await asked(desk.app, Chosen("denpasar", VILLAGE))
        await sheets(desk.app, {"batch": id})
        who = await officer(desk.app, "verifier", areas=(Area("city", "63.71"),))
        await desk.sit_down(who)
        assert "Tegal Harum" not in await desk.get("/cards")
        assert "Buat lembar" not in await desk.get("/cards?programme=denpasar")
        for path in (f"/cards/{id}", f"/cards/{id}/part?part=1"):
            await desk.get(path, 404)
            assert ((await desk.last()).entry.act, (await desk.last()).entry.officer) == ("refused", who.id)
        await desk.get("/cards")
        fields = {"programme": "denpasar", "village": VILLAGE, "group": "", "since": ""}
        await desk.post("/cards", fields, 404)
        assert (await desk.last()).entry.act == "refused"
        assert (
            await desk.app.database.read(lambda tx: card_batches.by_id(tx, desk.app.vault, id + 1))
        ) is None

    at_desks(site, scene)


@pytest.mark.parametrize("part", ["0", "2", "", "x", "-1", "99999999999", "1.0"])
def test_a_part_that_is_not_there(site: Site, part: str) -> None:
    async def scene(desk: Desk) -> None:
        await members(desk.app, VILLAGE)
        id = await asked(desk.app, Chosen("denpasar", VILLAGE))
        await sheets(desk.app, {"batch": id})
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        await desk.get(f"/cards/{id}/part?part={part}", 404)
        await desk.get("/cards/999", 404)

    at_desks(site, scene)


def test_what_was_dropped_is_said_and_not_given(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await members(desk.app, VILLAGE)
        id = await asked(desk.app, Chosen("denpasar", VILLAGE))
        await sheets(desk.app, {"batch": id})
        made = await desk.app.database.read(lambda tx: card_batches.by_id(tx, desk.app.vault, id))
        assert made
        await desk.app.database.run(lambda tx: card_batches.finish(tx, desk.app.vault, made, "dropped", 1))
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        assert "Berkasnya sudah dihapus" in await desk.get(f"/cards/{id}")
        await desk.get(f"/cards/{id}/part?part=1", 404)

    at_desks(site, scene)


def test_prints_of_others_in_between_do_not_hide_one_s_own(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        mine = await asked(desk.app, Chosen("denpasar", VILLAGE))
        for _ in range(60):
            await asked(desk.app, Chosen("makassar"))
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("village", VILLAGE),)))
        await desk.get("/cards")
        assert f'/console/cards/{mine}"' in desk.page and "Makassar" not in desk.page

    at_desks(site, scene)


def test_a_viewer_may_not(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        assert "/cards" not in desk.menu
        await desk.get("/cards", 403)

    at_desks(site, scene)


def test_of_several_parts_each_names_its_own_people_in_the_trail(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await members(desk.app, *[VILLAGE] * 5)
        who = await officer(desk.app, "decider", areas=(CITY,))
        id = await asked(desk.app, Chosen("denpasar", VILLAGE), 5)
        await desk.sit_down(who)
        for made in (2, 4, 5):
            await sheets(desk.app, {"batch": id}, 2)
            text = await desk.get(f"/cards/{id}")
            assert f"Jadi: {made} dari 5 kartu" in text and ("Lihat lagi" in text) == (made < 5)
        found = await desk.app.database.read(lambda tx: card_batches.by_id(tx, desk.app.vault, id))
        assert found and [part.cards for part in found.parts] == [2, 2, 1]
        for place, part in enumerate(found.parts, 1):
            answer = await desk.browser.get(f"/console/cards/{id}/part?part={place}")
            names = [name for name in (f"NAMA {n}" for n in range(5)) if name in said(answer.content)]
            assert names == [f"NAMA {n}" for n in range(2 * place - 2, min(2 * place, 5))]
            entry = (await desk.last()).entry
            assert (entry.act, entry.details["part"], entry.details["cards"]) == (
                "cards_taken",
                place,
                part.cards,
            )
            assert keys_of("", "", entry.details) == {("person", str(one)) for one in part.people}
        await desk.get(f"/cards/{id}/part?part=4", 404)
        await desk.get(f"/cards/{id}/part?part=0", 404)

    at_desks(site, scene)
