"""Acts on a case: the event, the officer, the row of the trail, the news; and two officers at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.console.case_acting import act, seated
from tests.console.case_room import accident, day, death, now, told
from tests.console.desk import CITY, Desk, Site, at_desks, officer


def test_a_death_goes_from_the_report_to_the_payment_and_the_chat_hears_each_step(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, who = await death(desk.app), await seated(desk)
        await told(desk.app)
        text = await act(desk, one, "sent", benefit="jkm", on=day(desk.app, 1))
        assert "sudah diserahkan" in text and "Di kantor cabang" in text and f"oleh {who.name}" in text
        await act(desk, one, "accepted", benefit="jkm")
        text = await act(desk, one, "paid", amount="Rp 42.000.000", to="NI MADE AYU")
        assert "Dibayar Rp42.000.000." in text and "Berbeda dari perkiraan" not in text
        found = await now(desk.app, one)
        sent, accepted, paid = found.events[-3:]
        assert (sent.kind, accepted.kind, paid.kind, found.status) == ("sent", "accepted", "paid", "paid")
        assert sent.details == {"on": day(desk.app, 1), "benefit": "jkm", "officer": who.id}
        assert paid.details == {
            "on": day(desk.app, 0),
            "amount": 42_000_000,
            "to": "NI MADE AYU",
            "officer": who.id,
        }
        assert await told(desk.app) == [
            f"case_status:{one.id}:{s}" for s in ("with_branch", "accepted", "paid")
        ]
        noted = [
            row.entry
            for row in await desk.trail()
            if row.entry.act.startswith("case_") and row.entry.id == str(one.id)
        ]
        assert [row.act for row in noted if row.act != "case_read"] == [
            "case_sent",
            "case_accepted",
            "case_paid",
        ]
        assert "AYU" not in str(noted) and all(row.spot.startswith("51.71|denpasar|") for row in noted)

    at_desks(site, scene)


@pytest.mark.parametrize("granted", ["accepted", "paid"])
def test_before_what_was_granted_is_undone_the_page_says_what_follows(site: Site, granted: str) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await seated(desk)
        assert "(disetujui, dibayar) tidak berlaku lagi" not in await act(desk, one, "sent", benefit="jkm")
        given: dict[str, Any] = (
            {"benefit": "jkm"} if granted == "accepted" else {"amount": "42.000.000", "to": "NI MADE AYU"}
        )
        assert "catatan meninggal ditarik kembali" in await act(desk, one, granted, **given)
        assert "(disetujui, dibayar) tidak berlaku lagi" not in await act(desk, one, "reopened")

    at_desks(site, scene)


def test_another_sum_than_estimated_stands_beside_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        text = await act(desk, one, "paid", amount="32.000.000", to="NI MADE AYU")
        assert "Dibayar Rp32.000.000. Berbeda dari perkiraan: Rp42.000.000" in text

    at_desks(site, scene)


def test_jkk_and_jkm_have_their_own_days_and_sums(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app, cause="unknown")
        await seated(desk)
        text = await desk.get(f"/cases/{one.id}")
        assert "Rp42.000.000" in text and "Rp70.000.000" in text  # both ways, as long as nobody knows
        text = await act(desk, one, "sent", benefit="jkk")
        assert "Laporan tahap I" in text and "(JKK)" in text and "Rp70.000.000" in text
        assert "Rp42.000.000" not in text

    at_desks(site, scene)


def test_a_refusal_has_a_reason_and_may_be_opened_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await seated(desk)
        await told(desk.app)
        assert "Mohon pilih alasannya" in await act(desk, one, "refused", 422, reason="")
        text = await act(desk, one, "refused", reason="NOT_ACTIVE")
        assert "pada hari kejadian perlindungannya belum atau tidak aktif" in text
        assert (await now(desk.app, one)).events[-1].reason == "NOT_ACTIVE"
        text = await act(desk, one, "reopened")
        assert "dibuka kembali" in text and (await now(desk.app, one)).status == "reported"
        assert await told(desk.app) == [f"case_status:{one.id}:refused", f"case_status:{one.id}:reported"]

    at_desks(site, scene)


def test_the_branch_office_is_told_of_an_accident_before_the_papers(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app)
        await seated(desk)
        await told(desk.app)
        text = await desk.get(f"/cases/{one.id}")
        assert "Kantor cabang sudah diberi tahu" in text and "berjalan" in text
        text = await act(desk, one, "notified", what="phase_one")
        assert "tepat waktu" in text
        assert await told(desk.app) == [f"case_notified:{one.id}:phase_one"]
        assert "Sudah tercatat" in await act(desk, one, "notified", what="phase_one")
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        assert "Petugas lain lebih dulu" in await act(desk, one, "notified", what="phase_one")
        assert await told(desk.app) == []
        assert "pilih laporan yang mana" in await act(desk, one, "notified", 422, what="phase_nine")

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("paid", {"amount": "empat puluh", "to": "AYU"}, "ditulis dengan angka bulat"),
        ("paid", {"amount": "0", "to": "AYU"}, "ditulis dengan angka bulat"),
        ("paid", {"amount": "99999999999999", "to": "AYU"}, "ditulis dengan angka bulat"),
        ("paid", {"amount": "42000000.00", "to": "AYU"}, "titik hanya di antara tiga angka"),
        ("paid", {"amount": "1.5", "to": "AYU"}, "titik hanya di antara tiga angka"),
        ("paid", {"amount": "42.000.000", "to": ""}, "Nama penerimanya"),
        ("paid", {"amount": "42.000.000", "to": "A" * 81}, "Nama penerimanya"),
        ("paid", {"amount": "42.000.000", "to": "AYU", "on": "2999-01-01"}, "Tanggalnya"),
        ("paid", {"amount": "42.000.000", "to": "AYU", "on": "1999-01-01"}, "Tanggalnya"),
        ("paid", {"amount": "42.000.000", "to": "AYU", "on": "kemarin"}, "Tanggalnya"),
        ("accepted", {"benefit": "jht"}, "pilih JKK atau JKM"),
    ],
)  # fmt: skip
def test_what_was_mistyped_is_said_and_nothing_happens(
    site: Site, name: str, fields: dict[str, str], said: str
) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        assert said in await act(desk, one, name, 422, **fields)
        assert (await now(desk.app, one)).status == "with_branch"

    at_desks(site, scene)


def test_of_two_officers_the_second_sees_what_happened(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        one = await death(desk.app)
        first, second = await seated(desk), await seated(other)
        await told(desk.app)
        fields = {"seen": "reported", "on": day(desk.app, 0), "benefit": "jkm"}
        texts = await asyncio.gather(*(d.post(f"/cases/{one.id}/sent", fields) for d in (desk, other)))
        late = [text for text in texts if "Petugas lain lebih dulu" in text]
        done = first if late == [texts[1]] else second
        assert len(late) == 1 and f"(oleh {done.name})" in late[0]
        assert [event.kind for event in (await now(desk.app, one)).events] == ["reported", "sent"]
        assert await told(desk.app) == [f"case_status:{one.id}:with_branch"]
        # what was filled in under another status does not happen either, and nobody is told of oneself as of another
        for window, who in ((desk, first), (other, second)):
            text = await window.post(
                f"/cases/{one.id}/refused", {"seen": "reported", "on": day(desk.app, 0), "reason": "NO_DOC"}
            )
            said = "Sudah tercatat" if who == done else "Petugas lain lebih dulu"
            assert said in text and (who == done) is ("Petugas lain" not in text)

    at_desks(site, scene, 2)
