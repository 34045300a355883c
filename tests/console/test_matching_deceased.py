"""Who has died by the word of another office, with a membership: an officer takes care of the family."""

from __future__ import annotations

from datetime import date

from bot.app import App
from rules.matching import Answer
from rules.records import Membership, Registration
from storage import memberships
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.matching_room import MAKASSAR, answered
from tests.matching.scene import PROGRAMME, matched, registered

__all__ = ["site"]


async def member(app: App, one: Registration, kpj: str, until: date) -> None:
    cover = Membership(
        0,
        one.person,
        PROGRAMME,
        kpj,
        ("jkk", "jkm"),
        "city_budget",
        date(2024, 1, 1),
        date(2024, 1, 1),
        until,
    )
    await app.database.run(lambda tx: memberships.add(tx, app.vault, cover, app.clock()))


def test_who_has_died_with_a_membership_stands_first_and_an_officer_takes_care(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        people = await registered(desk.app, 4, heir_name="BASO", heir_phone="+6281234567777")
        days = ("2026-05-02", "2026-05-02", "", "2026-05-02")
        for (_, facts), day in zip(people, days, strict=True):
            await answered(desk.app, facts, Answer("11", died_on=day))
        for at, until in ((1, date(2026, 12, 31)), (2, date(2026, 12, 31)), (3, date(2026, 3, 31))):
            await member(desk.app, people[at][0], f"9900000{at:04}", until)
        who = await officer(desk.app, "cases", areas=(MAKASSAR,))
        await desk.sit_down(who)
        assert "4 meninggal menurut Dukcapil" in await desk.get("/")
        text = await desk.get("/matching/deceased")
        places = [text.index(facts["name"]) for _, facts in people]
        assert places[0] == max(places)  # the one without a membership is last
        for part in (
            "aktif pada hari itu",
            "tanggal meninggal belum diketahui",
            "tidak aktif pada hari itu",
            "tidak tercatat",
        ):
            assert part in text
        assert "+6281234567777" not in desk.page and f"/registrations/{people[0][0].id}" not in desk.page
        row = (await matched(desk.app, people[1][0]))["population"].id
        assert "+6281234567777" in await desk.post(f"/matching/deceased/{row}/show")
        whose = {"registration": str(people[1][0].id)}
        assert (await desk.trail())[-2].entry.details == {"what": "heir_phone", "seen": whose}
        assert "Pilih dulu" in await desk.post(f"/matching/deceased/{row}/heir", {"heir": "odd"})
        text = await desk.post(f"/matching/deceased/{row}/heir", {"heir": "told"})
        assert "Dicatat" in text and people[1][1]["name"] not in text
        assert people[1][1]["name"] in await desk.get("/matching/deceased?done=yes")
        entry = [one.entry for one in await desk.trail() if one.entry.act == "deceased_heir"]
        told = {"heir": "told", "seen": whose}
        assert [(one.officer, one.details) for one in entry] == [(who.id, told)]
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        text = await desk.get(f"/registrations/{people[1][0].id}")
        assert "santunan yang belum diambil" in text and "ahli waris mungkin berhak" in text
        await desk.get("/matching/deceased")
        assert f'action="/console/matching/deceased/{row}/heir"' not in desk.page

    at_desks(site, scene)
