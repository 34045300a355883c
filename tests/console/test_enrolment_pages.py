"""Enrolment lists at the console: made by one officer, checked by another, fixed, sent, answered, paid."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.officers import Area
from rules.payment import months_from
from rules.records import Event, Membership
from storage import enrolment, memberships, registrations
from storage.audit_seen import keys_of
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.enrolment_room import (
    NUMBERS,
    decided,
    made,
    months,
    sent_file,
    state,
    today,
    verified,
    with_quota,
)
from tests.console.fresh import site
from tests.console.test_registration_pages import NEXT, VILLAGE, now

__all__ = ["site"]


def test_a_list_goes_from_draft_to_cover_through_two_hands(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        people = await verified(desk.app, 3)
        maker = await officer(desk.app, "verifier", areas=(CITY,))
        decider = await officer(desk.app, "decider", areas=(CITY,))
        await desk.sit_down(maker)
        id = await made(desk)
        text = await desk.get(f"/enrolment/{id}")
        assert "Dihitung di daftar ini 3" in text and "Semua: 3 orang, 3 bulan Rp151.200" in text
        assert people[0].details["nik"] not in desk.page and people[0].number in text
        await desk.post(f"/enrolment/{id}/check")
        assert "Yang menyusun daftar tidak memeriksa" in desk.text and await state(desk.app, id) == "draft"
        await decided(desk, id, decider)
        assert "Daftar ditetapkan" in desk.text and "SK 400/12" in desk.text and "Rp151.200" in desk.text
        await desk.post(f"/enrolment/{id}/send")
        assert "Berkas sedang dibuat" in desk.text
        await done(desk.app)
        assert "Unduh berkas" in await desk.get(f"/enrolment/{id}")

        answer = await desk.browser.get(f"/console/enrolment/{id}/file")
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''daftar-{id}.xlsx"
        assert answer.headers["Cache-Control"] == "no-store"
        rows = [row for row in read_titled(answer.content, {"nik": "nik"}, ["nik"]) if row.cells]
        assert [row.cells["nik"] for row in rows] == [one.details["nik"] for one in people]

        numbers = [
            [one.details["nik"], one.details["name"], f"9900000000{at}", "", ""]
            for at, one in enumerate(people)
        ]
        content = sheet([*numbers, ["123", "", "99000000009", "", ""]], NUMBERS, "Sheet1")
        await desk.get(f"/enrolment/{id}")
        await sent_file(desk, id, "kpj", content)
        await done(desk.app)
        path = re.search(r"/console(/enrolment/answers/\d+)", desk.page)
        assert path
        text = await desk.get(path[1])
        assert "Dicatat 3" in text and "1: NIK bukan 16 angka" in text and "Semua baris 5" in text
        back = await desk.browser.get(f"/console{path[1]}/file")
        assert back.status == 200 and back.content.startswith(b"PK")
        file = path[1].rpartition("/")[2]
        came = [
            row.entry
            for row in await desk.trail()
            if (row.entry.record, row.entry.id) == ("answer_file", file)
        ]
        seen = {one.act: keys_of("", "", one.details) for one in came if "seen" in one.details}
        whose = {("person", str(one.person)) for one in people}
        assert seen == {"enrolment_answers_stored": whose, "enrolment_result_downloaded": whose}

        first, last = months_from(today(desk.app).replace(day=1), 4)[1::2]
        await desk.get(f"/enrolment/{id}")
        fields = {"receipt": "B-1", "first": first.isoformat(), "last": last.isoformat()}
        assert "3 orang" in await desk.post(f"/enrolment/{id}/pay", fields)
        text = await desk.post(f"/enrolment/{id}/pay", {**fields, "sure": "yes"})
        assert "Pembayaran sedang dicatat" in text
        await done(desk.app)  # whether the chats hear it now hangs on the hour
        assert (await now(desk.app, people[0])).status == "enrolled"
        (cover,) = await desk.app.database.read(
            lambda tx: memberships.of_person(tx, desk.app.vault, people[0].person)
        )
        assert (cover.paid_from, cover.paid_until, cover.payer) == (first, last, "village_fund")
        acts = [row.entry.act for row in await desk.trail()]
        for act in ("enrolment_made", "enrolment_checked", "enrolment_fixed", "enrolment_export_asked",
                    "enrolment_downloaded", "enrolment_answers", "enrolment_result_downloaded", "enrolment_paid"):  # fmt: skip
            assert act in acts

    at_desks(site, scene)


def test_a_list_over_the_quota_or_the_budget_is_not_fixed(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 3)
        await with_quota(desk.app, quota=3)  # the demo covers one more
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        id = await made(desk)
        text = await decided(desk, id, decider, fix=False)
        assert "lebih banyak daripada kuota" in text and "kelebihan 1" in text
        assert await state(desk.app, id) == "draft"
        await with_quota(desk.app, quota=4)
        await desk.sit_down(maker)
        text = await desk.post(f"/enrolment/{id}/budget", {"budget": "151.199"})
        assert "lebih besar daripada anggaran" in text and "Kekurangan anggaran Rp1" in text
        assert "Anggaran cukup untuk 3 orang selama 2 bulan" in text
        assert "Anggaran cukup untuk 3 bulan bagi 2 orang" in text
        assert "lebih besar" in await decided(desk, id, decider, fix=False)
        await desk.sit_down(maker)
        assert "Sisa anggaran sesudah daftar ini Rp0" in await desk.post(
            f"/enrolment/{id}/budget", {"budget": "151200"}
        )
        assert "angka saja" in await desk.post(f"/enrolment/{id}/budget", {"budget": "banyak"})
        await desk.sit_down(decider)
        await desk.post(f"/enrolment/{id}/check")
        for wrong in ({"decree": "", "decreed_on": "2026-01-01"}, {"decree": "1", "decreed_on": "besok"},
                      {"decree": "1", "decreed_on": "2099-01-01"}):  # fmt: skip
            assert "nomor dan tanggal SK" in await desk.post(f"/enrolment/{id}/fix", wrong)
        await desk.post(f"/enrolment/{id}/fix", {"decree": "1", "decreed_on": "2026-01-01"})
        assert await state(desk.app, id) == "fixed"
        await desk.post(f"/enrolment/{id}/revoke")
        assert await state(desk.app, id) == "cancelled"

    at_desks(site, scene)


def test_two_lists_share_a_quota(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 4)
        await with_quota(desk.app, quota=4)
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        first = await made(desk, most="2")
        second = await made(desk)
        await decided(desk, first, decider)
        assert "dipakai yang lain 3, kelebihan 1" in await desk.get(f"/enrolment/{second}")

    at_desks(site, scene)


def test_what_lapses_is_foreseen_and_leads_to_the_renewal(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (one,) = await verified(desk.app)
        last = months_from(today(desk.app).replace(day=1), 2)[1] - timedelta(1)

        def cover(tx: Tx) -> None:
            span = Membership(0, one.person, "denpasar", "99100000001", ("jkk", "jkm"), "village_fund",
                              date(2020, 1, 1), date(2020, 1, 1), last)  # fmt: skip
            memberships.add(tx, desk.app.vault, span, desk.app.clock())
            registrations.happen(
                tx, desk.app.vault, one, Event("enrolled", desk.app.clock(), "officer"), None
            )

        await desk.app.database.run(cover)
        await desk.sit_down(await officer(desk.app, "verifier"))
        text = await desk.get("/enrolment")
        assert "Yang akan habis" in text and "1 orang" in text
        path = re.search(r'href="/console(/enrolment/new\?programme=denpasar[^"]+)"', desk.page)
        assert path
        await desk.get(path[1].replace("&amp;", "&"))
        assert '<option value="renewal" selected' in desk.page
        id = await made(desk, kind="renewal")
        text = await desk.get(f"/enrolment/{id}")
        assert "Perpanjangan" in text and "punya KPJ, menunggu dibayar 1" in text
        text = await desk.get("/enrolment")
        assert "berikutnya yang ditetapkan 0 orang" in text and "yang belum ditetapkan 1 orang" in text
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("village", VILLAGE),)))
        text = await desk.get("/enrolment")
        assert "Yang akan habis" in text and "yang belum ditetapkan 1 orang" in text
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("village", NEXT),)))
        assert "Yang akan habis" not in await desk.get("/enrolment")

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"months": "0"}, "1 sampai 24 bulan"),
        ({"months": "99"}, "1 sampai 24 bulan"),
        ({"starts": "2001-01"}, "1 sampai 24 bulan"),
        ({"kind": "other"}, "jenis daftarnya"),
        ({"village": "63.71.01.1001"}, "salah satu dari daftar"),
        ({"most": "semua"}, "angka saja"),
        ({"budget": "-5"}, "angka saja"),
    ],
    ids=str,
)
def test_a_form_that_has_to_be_looked_at_again(site: Site, fields: dict[str, str], told: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get("/enrolment/new?programme=denpasar")
        text = await desk.post("/enrolment/new", {**months(desk.app), **fields}, 422)
        assert told in text
        assert await desk.app.database.read(enrolment.everyone) == []

    at_desks(site, scene)
