"""One payment for a whole list: what it would note is shown before it is noted."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, update

from bot.rehearsal.work import done
from storage.statement import Statement, Tx
from storage.tables import enrolment_lists
from tests.console.desk import Desk, Site, at_desks
from tests.console.enrolment_room import today, verified
from tests.console.fresh import site
from tests.console.test_enrolment_money_pages import list_of, numbered, payments, row, sent

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
        assert "lebih dulu dari hari ini" not in text
        await desk.post(path, {**fields, "sure": "yes", "base": "2"})  # of a page that showed others
        assert "Belum ada yang dicatat" in desk.text and await payments(desk.app, id) == 0
        assert "Pembayaran sedang dicatat" in await desk.post(path, {**fields, "sure": "yes"})
        assert await payments(desk.app, id) == 1
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        text = await desk.post(path, {**fields, "last": one.ends.isoformat()})
        assert "3 orang di antaranya sudah dibayar untuk sebagian hari ini" in text

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
        assert "lebih dulu dari hari ini" in text and "bukti bayar" in text
        assert "Pembayaran sedang dicatat" in await desk.post(
            f"/enrolment/{id}/pay", {**fields, "sure": "yes"}
        )

    at_desks(site, scene)
