"""What stands on a registration's page beside what was said: who pays, and the photo that was kept."""

from __future__ import annotations

from datetime import date

import pytest

from rules.officers import Area
from rules.records import Membership
from storage import documents, memberships
from storage.statement import Tx
from tests.console.city_room import JPEG, kept
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.test_registration_pages import registered

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


def test_a_photo_of_the_ktp_that_was_kept_is_opened_and_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, other = await registered(desk.app, ktp_photo="photo-1"), await registered(desk.app)
        await kept(desk.app, one, "photo-1")
        await kept(desk.app, other, "photo-2")
        who = await officer(desk.app, "verifier", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get(f"/registrations/{one.id}")
        assert f'href="/console/registrations/{one.id}/files/photo-1"' in desk.page
        answer = await desk.browser.get(f"/console/registrations/{one.id}/files/photo-1")
        assert (answer.status, answer.content) == (200, JPEG + b"photo-1")
        last = (await desk.last()).entry
        assert (last.act, last.id, last.details) == ("registration_file_read", str(one.id), {"file": 1})
        text = await desk.get(f"/registrations/{other.id}")
        assert "Tidak ada foto KTP yang disimpan" in text and "/files/" not in desk.page
        for path in (f"{one.id}/files/photo-2", f"{other.id}/files/photo-2", f"{one.id}/files/nothing"):
            await desk.get(f"/registrations/{path}", 404)

    at_desks(site, scene)


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("cases", 403), ("auditor", 403)])
def test_who_may_not_see_what_is_masked_opens_no_photo(site: Site, role: str, status: int) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app, ktp_photo=f"photo-{role}")
        await kept(desk.app, one, f"photo-{role}")
        await desk.sit_down(await officer(desk.app, role, areas=(CITY,)))
        if role == "viewer":
            text = await desk.get(f"/registrations/{one.id}")
            assert "Foto KTP Lembar 1" in text and "/files/" not in desk.page
        await desk.get(f"/registrations/{one.id}/files/photo-{role}", status)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("city", "63.71"),)))
        await desk.get(f"/registrations/{one.id}/files/photo-{role}", 404)
        assert (await desk.last()).entry.act == "refused"

    at_desks(site, scene)


def test_a_photo_that_was_dropped_is_told_and_not_linked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await registered(desk.app, ktp_photo="photo-gone")
        await kept(desk.app, one, "photo-gone")
        await desk.app.database.run(lambda tx: documents.drop(tx, "photo-gone"))
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        text = await desk.get(f"/registrations/{one.id}")
        assert "Lembar 1 sudah dihapus" in text and "/files/" not in desk.page
        await desk.get(f"/registrations/{one.id}/files/photo-gone", 404)

    at_desks(site, scene)
