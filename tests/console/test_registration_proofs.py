"""What stands on a registration's page beside what was said: who pays, and the photo that was kept."""

from __future__ import annotations

from datetime import date

from bot.app import App
from rules.records import Membership
from storage import memberships
from storage.statement import Tx
from tests.console.desk import CITY, Desk, at_desks, officer
from tests.console.test_registration_pages import registered

Site = tuple[str, App]
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_two_payers_of_one_person_are_seen_on_the_page(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app)

        def cover(tx: Tx) -> None:
            for number, payer in ((1, "city_budget"), (2, "village_fund")):
                kpj = f"2600000000{number}"
                paid = Membership(0, one.person, "denpasar", kpj, ("jkk", "jkm"), payer, FIRST, FIRST, LAST)
                memberships.add(tx, desk.app.vault, paid, desk.app.clock())

        await desk.app.database.run(cover)
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        text = await desk.get(f"/registrations/{one.id}")
        assert "JKK, JKM, APBD kota atau kabupaten, 1 Januari 2026 sampai" in text
        assert "JKK, JKM, Dana Desa, 1 Januari 2026 sampai" in text

    at_desks(site, scene)
