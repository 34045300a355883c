"""Who may not be on an enrolment list any more: put aside at the check, taken off once it is fixed, not paid for."""

from __future__ import annotations

from datetime import date, timedelta

from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from storage import enrolment, enrolment_rows, memberships
from storage.statement import Tx
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.enrolment_room import (
    NUMBERS,
    decided,
    made,
    reported_dead,
    rows_of,
    sent_file,
    state,
    today,
    verified,
    withdrawn,
)
from tests.console.fresh import site

__all__ = ["site"]


def test_who_may_not_be_on_it_any_more_is_put_aside_at_check_and_looked_at_before_it_is_fixed(
    site: Site,
) -> None:
    async def scene(desk: Desk) -> None:
        first, second, third = await verified(desk.app, 3)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await withdrawn(desk, first)
        text = await desk.get(f"/enrolment/{id}")
        assert "Mereka disisihkan saat daftar diperiksa" in text and "Perlu dilihat (1)" in text
        decider = await officer(desk.app, "decider")
        text = await decided(desk, id, decider, fix=False)
        assert "1 orang disisihkan karena tidak boleh ikut lagi" in text and "Semua: 2 orang" in text
        await reported_dead(desk, second)
        fields = {"decree": "SK 1", "decreed_on": today(desk.app).isoformat()}
        text = await desk.post(f"/enrolment/{id}/fix", fields)
        assert "Daftar belum ditetapkan" in text and await state(desk.app, id) == "checked"
        await desk.post(f"/enrolment/{id}/fix", fields)
        assert await state(desk.app, id) == "fixed"
        found = await rows_of(desk, id)
        assert [found[one.id][1:] for one in (first, second, third)] == [
            ("left_out", "WITHDRAWN"), ("left_out", "DECEASED"), ("listed", None),
        ]  # fmt: skip
        aside = [row.entry for row in await desk.trail() if row.entry.act == "enrolment_put_aside"]
        assert [(one.officer, one.id, one.details) for one in aside] == [
            (decider.id, str(id), {"count": 1})
        ] * 2
        assert "Rp50.400" in desk.text

    at_desks(site, scene)


def test_who_is_put_aside_is_said_also_where_the_list_can_not_be_checked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (only,) = await verified(desk.app, 1)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await withdrawn(desk, only)
        text = await decided(desk, id, await officer(desk.app, "decider"), fix=False)
        assert "1 orang baru saja disisihkan" in text and "belum dinyatakan diperiksa" in text
        assert "Belum ada orang di daftar ini" in text and await state(desk.app, id) == "draft"
        assert "enrolment_put_aside" in [row.entry.act for row in await desk.trail()]

    at_desks(site, scene)


def test_a_list_that_is_sent_is_not_checked_again_by_a_form_that_is_left_over(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, _ = await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await decided(desk, id, await officer(desk.app, "decider"))
        await withdrawn(desk, first)
        assert "sudah berubah sementara itu" in await desk.post(f"/enrolment/{id}/check")
        assert (await rows_of(desk, id))[first.id][1] == "listed"

    at_desks(site, scene)


def test_one_person_is_taken_off_a_fixed_list_with_a_reason_and_in_the_trail(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, second = await verified(desk.app, 2)
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        id = await made(desk)
        await decided(desk, id, decider)
        row = str((await rows_of(desk, id))[first.id][0])
        off = f"/enrolment/{id}/off"
        assert "pilih alasannya" in await desk.post(off, {"row": row})
        assert "centang dulu" in await desk.post(off, {"reason": "MOVED"})
        text = await desk.post(off, {"row": row, "reason": "MOVED"})
        assert "1 orang dicatat" in text and "1 orang dikeluarkan sesudah ditetapkan" in text
        assert "Rp50.400" in text and (await rows_of(desk, id))[first.id][1:] == ("taken_off", "MOVED")
        last = [row.entry for row in await desk.trail() if row.entry.act == "enrolment_removed"]
        assert [one.officer for one in last] == [decider.id]
        await desk.post(f"/enrolment/{id}/send")
        await done(desk.app)
        answer = await desk.browser.get(f"/console/enrolment/{id}/file")
        rows = [row for row in read_titled(answer.content, {"nik": "nik"}, ["nik"]) if row.cells]
        assert [row.cells["nik"] for row in rows] == [second.details["nik"]]
        other = str((await rows_of(desk, id))[second.id][0])
        await desk.get(f"/enrolment/{id}")
        text = await desk.post(off, {"row": other, "reason": "MOVED"})  # the branch was told of them
        assert "Tidak ada yang berubah" in text
        await withdrawn(desk, second)
        await desk.post(off, {"row": other, "reason": "OTHER"})
        assert (await rows_of(desk, id))[second.id][1:] == ("taken_off", "OTHER")
        await desk.sit_down(maker)
        await desk.get(f"/enrolment/{id}")
        await desk.post(off, {"row": other, "reason": "OTHER"}, 403)

    at_desks(site, scene)


async def paid(desk: Desk, id: int, fields: dict[str, str]) -> None:
    """One payment for everybody is noted, once it was seen what it is."""
    await desk.post(f"/enrolment/{id}/pay", fields)
    await desk.post(f"/enrolment/{id}/pay", {**fields, "sure": "yes"})


def test_who_is_paid_part_way_is_taken_off_from_the_first_unpaid_day_on(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        moves, stays = await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await decided(desk, id, await officer(desk.app, "decider"))
        await desk.post(f"/enrolment/{id}/send")
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        rows = [[one.details["nik"], one.details["name"], f"9900000000{at}", "", ""]
                for at, one in enumerate((moves, stays))]  # fmt: skip
        await sent_file(desk, id, "kpj", sheet(rows, NUMBERS, "Sheet1"))
        await done(desk.app)
        one = await desk.app.database.read(lambda tx: enrolment.by_id(tx, id))
        assert one
        until = one.months[1] - timedelta(1)
        await desk.get(f"/enrolment/{id}")
        first = {"receipt": "B-1", "first": one.starts.isoformat(), "last": until.isoformat()}
        await paid(desk, id, first)
        off = {"row": str((await rows_of(desk, id))[moves.id][0]), "reason": "ALREADY_PU"}
        assert "sedang dicatat untuk daftar ini" in await desk.post(f"/enrolment/{id}/off", off)
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        text = await desk.post(f"/enrolment/{id}/off", off)
        assert "1 orang dicatat" in text and "Rp67.200" in text  # one month of one, and three of the other
        assert (await rows_of(desk, id))[moves.id][1:] == ("taken_off", "ALREADY_PU")
        text = await desk.get(f"/enrolment/{id}?tab=taken_off")
        assert moves.number in text and "dibayar sampai" in text
        rest = {"receipt": "B-2", "first": one.months[1].isoformat(), "last": one.ends.isoformat()}
        await paid(desk, id, rest)
        await done(desk.app)
        spans = [
            await desk.app.database.read(lambda tx, of=of: memberships.of_person(tx, desk.app.vault, of))
            for of in (moves.person, stays.person)
        ]
        assert [span.paid_until for (span,) in spans] == [until, one.ends]
        await desk.get(f"/enrolment/{id}")
        whole = {"row": str((await rows_of(desk, id))[stays.id][0]), "reason": "MOVED"}
        assert "Tidak ada yang berubah" in await desk.post(f"/enrolment/{id}/off", whole)
        assert "Sudah ada yang dibayar" in await desk.post(f"/enrolment/{id}/revoke")

    at_desks(site, scene)


def test_a_list_that_has_paid_for_somebody_who_was_taken_off_is_not_revoked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await decided(desk, id, await officer(desk.app, "decider"))
        ((row, _, _),) = (await rows_of(desk, id)).values()

        def paid_and_off(tx: Tx) -> None:
            enrolment_rows.pay(tx, row, (date(2026, 1, 1), date(2026, 1, 31)), None)
            enrolment_rows.settle(tx, row, "taken_off", "OTHER", 0)

        await desk.get(f"/enrolment/{id}")
        assert f"/enrolment/{id}/revoke" in desk.page
        await desk.app.database.run(paid_and_off)
        await desk.get(f"/enrolment/{id}")
        assert f"/enrolment/{id}/revoke" not in desk.page
        assert "Sudah ada yang dibayar" in await desk.post(f"/enrolment/{id}/revoke")
        assert await state(desk.app, id) == "fixed"

    at_desks(site, scene)


def test_one_payment_for_all_shows_first_whom_it_does_not_cover(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        gone, stays = await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await decided(desk, id, await officer(desk.app, "decider"))
        await desk.post(f"/enrolment/{id}/send")
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        rows = [[one.details["nik"], one.details["name"], f"9900000000{at}", "", ""]
                for at, one in enumerate((gone, stays))]  # fmt: skip
        await sent_file(desk, id, "kpj", sheet(rows, NUMBERS, "Sheet1"))
        await done(desk.app)
        await withdrawn(desk, gone)
        one = await desk.app.database.read(lambda tx: enrolment.by_id(tx, id))
        assert one
        fields = {"receipt": "B-1", "first": one.starts.isoformat(), "last": one.ends.isoformat()}
        await desk.get("/account")
        text = await desk.post(f"/enrolment/{id}/pay", fields)
        assert "1 orang tidak boleh ikut lagi, jadi tidak ikut dibayar" in text
        assert "pendaftaran dihentikan sesuai permintaan" in await desk.get(f"/enrolment/{id}?tab=held")
        text = await desk.post(f"/enrolment/{id}/pay", {**fields, "held": "1"})
        assert "1 orang tidak ikut dibayar" in text and "Dicatat sudah dibayar 1 orang" in text
        text = await desk.post(f"/enrolment/{id}/pay", {**fields, "held": "1", "sure": "yes"})
        assert "Pembayaran sedang dicatat" in text and "tanpa 1 orang yang tidak boleh ikut lagi" in text
        await done(desk.app)
        covered = [
            len(await desk.app.database.read(lambda tx, of=of: memberships.of_person(tx, desk.app.vault, of)))
            for of in (gone.person, stays.person)
        ]
        assert covered == [0, 1]

    at_desks(site, scene)
