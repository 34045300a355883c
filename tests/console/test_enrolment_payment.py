"""One payment for a whole list: shown before it is noted, and taken back where that was a mistake."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import bindparam, update

from bot.rehearsal.work import done
from storage.statement import Statement, Tx
from storage.tables import enrolment_lists
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.enrolment_room import today, verified
from tests.console.fresh import site
from tests.console.test_enrolment_money_pages import list_of, numbered, paid, payments, row, sent

__all__ = ["site"]


async def numbered_list(desk: Desk, many: int) -> int:
    """A list that is sent, whose people all have a number; its page is open."""
    people = await verified(desk.app, many)
    id = await sent(desk)
    await numbered(desk, id, *(row(one, f"9900000000{at}") for at, one in enumerate(people)))
    await desk.get(f"/enrolment/{id}")
    return id


def test_what_a_payment_would_note_is_shown_before_it_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        id = await numbered_list(desk, 3)
        one = await list_of(desk.app, id)
        path, last = f"/enrolment/{id}/pay", one.months[1] - timedelta(1)
        fields = {"receipt": "B-1", "first": one.starts.isoformat(), "last": last.isoformat()}
        text = await desk.post(path, fields)
        assert "Belum ada yang dicatat" in text and "3 orang" in text and "Rp50.400" in text
        assert "B-1" in text and await payments(desk.app, id) == 0
        assert "sudah lewat. Perlindungan" not in text
        await desk.post(path, {**fields, "sure": "yes", "base": "2"})  # of a page that showed others
        assert "Belum ada yang dicatat" in desk.text and await payments(desk.app, id) == 0
        assert "Pembayaran sedang dicatat" in await desk.post(path, {**fields, "sure": "yes"})
        assert await payments(desk.app, id) == 1
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        text = await desk.post(path, {**fields, "last": one.ends.isoformat()})
        assert "3 orang di antaranya sudah dibayar untuk sebagian dari hari-hari itu" in text

    at_desks(site, scene)


def test_a_payment_says_that_no_cover_begins_before_it_is_paid(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        id = await numbered_list(desk, 1)
        one = await list_of(desk.app, id)

        def earlier(tx: Tx) -> None:  # as if three months had gone by
            starts = today(desk.app).replace(day=1) - timedelta(days=40)
            changed = update(enrolment_lists).values(starts=bindparam("first"))
            tx.run(Statement(changed), first=starts.replace(day=1).isoformat())

        await desk.app.database.run(earlier)
        first = (await list_of(desk.app, id)).starts
        fields = {"receipt": "B-1", "first": first.isoformat(), "last": one.ends.isoformat()}
        text = await desk.post(f"/enrolment/{id}/pay", fields)
        assert "sudah lewat. Perlindungan" in text and "bukti bayar" in text
        assert "Pembayaran sedang dicatat" in await desk.post(
            f"/enrolment/{id}/pay", {**fields, "sure": "yes"}
        )

    at_desks(site, scene)


def test_a_payment_that_was_noted_by_mistake_is_taken_back_by_a_decider_for_a_reason(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        id = await numbered_list(desk, 2)
        one = await list_of(desk.app, id)
        assert "Tarik kembali catatan pembayaran" not in desk.text
        await paid(desk, one)
        (payment,) = re.findall(r'<option value="(\d+)">B1, ', desk.page)
        path, fields = f"/enrolment/{id}/unpay", {"payment": payment, "why": "OTHER_LIST"}
        assert "masih sedang dicatat" in await desk.post(path, fields)
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        for wrong in ({**fields, "why": ""}, {**fields, "payment": "1"}):
            assert "kenapa ditarik" in await desk.post(path, wrong)
        text = await desk.post(path, fields)
        assert (
            "Belum ada yang berubah" in text
            and "Catatannya ditarik untuk 2 orang" in text
            and "bukti itu untuk" in text
        )
        await desk.post(path, {**fields, "sure": "yes", "base": "3"})  # of a page that showed others
        assert "Belum ada yang berubah" in desk.text
        text = await desk.post(path, {**fields, "sure": "yes"})
        assert "Pembayaran sedang ditarik" in text and "bukti B1 ditarik kembali" in text
        assert "masih sedang dicatat" in await paid(desk, one)
        await done(desk.app)
        assert "Menunggu dibayar (2)" in await desk.get(f"/enrolment/{id}")
        assert "Tidak ada lagi yang dibayar" in await desk.post(path, fields)
        (noted,) = [told.entry for told in await desk.trail() if told.entry.act == "enrolment_unpaid"]
        assert (noted.details["people"], noted.details["reason"]) == (2, "OTHER_LIST")
        await paid(desk, one)
        await done(desk.app)
        assert "Dibayar (2)" in await desk.get(f"/enrolment/{id}")
        await desk.get(f"/enrolment/{id}?language=en")

    at_desks(site, scene)


def test_a_verifier_takes_no_payment_back(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        id = await numbered_list(desk, 1)
        await paid(desk, await list_of(desk.app, id))
        await done(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        assert "Tarik kembali catatan pembayaran" not in await desk.get(f"/enrolment/{id}")
        await desk.post(f"/enrolment/{id}/unpay", {"payment": "1", "why": "OTHER"}, status=403)

    at_desks(site, scene)
