"""Papers come back from the branch office, or never went there; what it was told on which day is mended."""

from __future__ import annotations

from tests.console.case_acting import act, seated
from tests.console.case_room import accident, day, death, now, told
from tests.console.desk import CITY, Desk, Site, at_desks, officer

LATE = "Pembayaran oleh kantor cabang"


def test_papers_that_come_back_stop_the_payment_s_clock_until_they_are_handed_in_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app, ago=40)
        await seated(desk)
        assert "Dikembalikan kantor cabang" not in await desk.get(f"/cases/{one.id}")
        assert "LEWAT" in await act(desk, one, "sent", benefit="jkm", on=day(desk.app, 30))
        await told(desk.app)
        early = await act(desk, one, "given_back", 422, on=day(desk.app, 31))
        assert "tidak bisa sebelum berkas diserahkan" in early
        text = await act(desk, one, "given_back", on=day(desk.app, 28))
        assert LATE not in text and "LEWAT" not in text and "Surat dikumpulkan" in text
        found = await now(desk.app, one)
        assert (found.events[-1].kind, found.events[-1].details["on"]) == ("given_back", day(desk.app, 28))
        assert await told(desk.app) == [f"case_back:{one.id}:given_back"]
        text = await act(desk, one, "sent", benefit="jkm")
        assert LATE in text and "LEWAT" not in text
        trail = [row.entry.act for row in await desk.trail() if row.entry.id == str(one.id)]
        assert "case_given_back" in trail

    at_desks(site, scene)


def test_a_hand_over_noted_by_mistake_is_taken_back(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        await told(desk.app)
        text = await act(desk, one, "not_sent")
        assert "ternyata belum diserahkan" in text and LATE not in text
        found = await now(desk.app, one)
        assert (found.status, found.events[-1].kind) == ("reported", "not_sent")
        assert await told(desk.app) == [f"case_back:{one.id}:not_sent"]
        assert "Sudah tercatat" in await desk.post(f"/cases/{one.id}/not_sent", {"seen": "with_branch"})
        await act(desk, one, "sent", benefit="jkm")
        await act(desk, one, "accepted", benefit="jkm")  # has been there: it is too late for that
        assert "Ternyata belum diserahkan" not in desk.text

    at_desks(site, scene)


def test_the_day_on_which_the_branch_office_was_told_may_be_mended(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app, ago=24 * 9)
        await seated(desk)
        assert "sesudah batasnya" in await act(desk, one, "notified", what="phase_one")
        assert "Laporan tahap I (2x24 jam), tercatat diberitahukan" in desk.text
        await told(desk.app)
        text = await act(desk, one, "notified", what="phase_one", times="1", on=day(desk.app, 8))
        assert "tepat waktu" in text and await told(desk.app) == [f"case_notified:{one.id}:phase_one"]
        # a page that was opened before that changes nothing
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        assert "Petugas lain lebih dulu" in await act(desk, one, "notified", what="phase_one", times="1")
        assert "tepat waktu" in await desk.get(f"/cases/{one.id}")

    at_desks(site, scene)


def test_what_was_told_in_time_with_the_papers_is_not_asked_for(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app)
        await seated(desk)
        await act(desk, one, "sent")
        assert "Kantor cabang sudah diberi tahu" not in desk.text

    at_desks(site, scene)
