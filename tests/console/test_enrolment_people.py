"""Who stands on an enrolment list: who waits for a decision, is left out, or is taken in."""

from __future__ import annotations

from datetime import date

from bot.rehearsal.work import done
from rules.matching import Answer, Member
from rules.matching_advice import advise
from rules.records import Membership
from storage import enrolment_rows, matchings, memberships
from storage.statement import Tx
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.enrolment_room import decided, made, reported_dead, rows_of, state, verified
from tests.console.fresh import site
from tests.console.test_enrolment_money_pages import sent

__all__ = ["site"]


def test_who_has_two_payers_waits_for_a_decision(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        twice, other, third = await verified(desk.app, 3)

        def cover(tx: Tx) -> None:
            for one, kpj in ((twice, "99100000001"), (other, "99100000002")):
                span = Membership(0, one.person, None, kpj, ("jkk", "jkm"), "self", date(2020, 1, 1),
                                  date(2020, 1, 1), date(2099, 12, 31))  # fmt: skip
                memberships.add(tx, desk.app.vault, span, desk.app.clock())

        await desk.app.database.run(cover)
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        id = await made(desk)
        text = await desk.get(f"/enrolment/{id}?tab=double")
        assert "juga dibayar sendiri" in text and twice.number in text and third.number not in text
        assert "Putuskan dulu" in await decided(desk, id, decider, fix=False)
        await desk.sit_down(maker)
        rows = {row["registration_id"]: row["id"] for row in await desk.app.database.read(
            lambda tx: enrolment_rows.page(tx, desk.app.vault, id, "", 0, 50))}  # fmt: skip
        for wrong, told in (({"do": "keep"}, "centang dulu"), ({"do": "off", "row": str(rows[other.id])}, "pilih alasannya"),
                            ({"do": "keep", "row": str(rows[third.id])}, "Tidak ada yang berubah")):  # fmt: skip
            assert told in await desk.post(f"/enrolment/{id}/rows", wrong)
        await desk.post(f"/enrolment/{id}/rows", {"do": "keep", "row": str(rows[twice.id])})
        await desk.post(
            f"/enrolment/{id}/rows", {"do": "off", "row": str(rows[other.id]), "reason": "ALREADY_BPU_OTHER"}
        )
        text = await desk.get(f"/enrolment/{id}?tab=taken_off")
        assert other.number in text and "sudah ikut lewat jalan lain" in text
        assert "diputuskan tetap di daftar" in await desk.get(f"/enrolment/{id}?tab=double")
        await decided(desk, id, decider)
        assert await state(desk.app, id) == "fixed"
        await desk.sit_down(maker)
        text = await desk.post(f"/enrolment/{id}/rows", {"do": "in", "row": str(rows[other.id])})
        assert "sudah berubah sementara itu" in text

    at_desks(site, scene)


def test_who_is_a_member_by_the_word_of_bpjs_waits_for_a_decision_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        employed, other = await verified(desk.app, 2)

        def answer(tx: Tx) -> None:
            matchings.add_lacking(tx, "denpasar", "membership", desk.app.clock(), 100)
            told = Answer(members=(Member("", "pu", active=True),))
            nik = str(employed.details["nik"])
            (row,) = matchings.of_nik(tx, desk.app.vault, nik, "membership", "denpasar")
            advice = advise("membership", {}, told)
            matchings.answered(tx, desk.app.vault, row, told, advice, desk.app.clock())

        await desk.app.database.run(answer)
        await desk.sit_down(await officer(desk.app, "verifier"))
        text = await desk.get(f"/enrolment/{await made(desk)}?tab=double")
        assert employed.number in text and other.number not in text
        assert "Menurut BPJS Ketenagakerjaan: Sudah peserta aktif sebagai karyawan" in text

    at_desks(site, scene)


def test_a_second_payer_that_shows_up_on_a_list_that_is_sent_is_decided_by_a_decider(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        stays, goes, alone = people = await verified(desk.app, 3)
        id = await sent(desk)
        assert "Dua pembayar" not in await desk.get(f"/enrolment/{id}")

        def answers(tx: Tx) -> None:
            matchings.add_lacking(tx, "denpasar", "membership", desk.app.clock(), 100)
            told = Answer(members=(Member("", "pu", active=True),))
            for one in (stays, goes):
                nik = str(one.details["nik"])
                (row,) = matchings.of_nik(tx, desk.app.vault, nik, "membership", "denpasar")
                advice = advise("membership", {}, told)
                matchings.answered(tx, desk.app.vault, row, told, advice, desk.app.clock())

        await desk.app.database.run(answers)
        text = await desk.get(f"/enrolment/{id}?tab=double")
        assert "Dua pembayar (2)" in text and "baru diketahui sesudah daftar ditetapkan" in text
        assert "Sudah peserta aktif sebagai karyawan" in text and alone.number not in text
        rows = {one.id: str((await rows_of(desk, id))[one.id][0]) for one in people}
        off = {"do": "off", "reason": "ALREADY_PU"}
        text = await desk.post(f"/enrolment/{id}/off", {**off, "row": rows[alone.id]})
        assert "Tidak ada yang berubah" in text  # the branch office was told of them
        await desk.get(f"/enrolment/{id}?tab=double")
        await desk.post(f"/enrolment/{id}/off", {"do": "keep", "row": rows[stays.id]})
        assert "1 orang diputuskan tetap di daftar" in desk.text
        await desk.post(f"/enrolment/{id}/off", {**off, "row": [rows[goes.id], rows[stays.id]]})
        states = {of: where for of, (_, where, _) in (await rows_of(desk, id)).items()}
        assert states == {stays.id: "listed", goes.id: "taken_off", alone.id: "listed"}
        assert "enrolment_removed" in [noted.entry.act for noted in await desk.trail()]

    at_desks(site, scene)


def test_who_is_left_out_is_shown_and_may_be_taken_in(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        old, _ = (await verified(desk.app, birth_date="1950-01-01"))[0], await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        text = await desk.get(f"/enrolment/{id}?tab=left_out")
        assert "umur di atas batas program pada hari pertama" in text and old.number in text
        (row,) = await desk.app.database.read(
            lambda tx: enrolment_rows.page(tx, desk.app.vault, id, "left_out", 0, 50)
        )
        await desk.post(f"/enrolment/{id}/rows", {"do": "in", "row": str(row["id"])})
        assert "Dihitung di daftar ini 2" in await desk.get(f"/enrolment/{id}")
        await verified(desk.app)
        await desk.post(f"/enrolment/{id}/fill")
        await done(desk.app)
        assert "Dihitung di daftar ini 3" in await desk.get(f"/enrolment/{id}")

    at_desks(site, scene)


def test_nobody_is_taken_in_who_is_on_another_list_of_these_months(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, _ = await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        row = str((await rows_of(desk, id))[first.id][0])
        await desk.get(f"/enrolment/{id}")
        await desk.post(f"/enrolment/{id}/rows", {"do": "off", "row": row, "reason": "OTHER"})
        second = await made(desk)
        assert (await rows_of(desk, second))[first.id][1] == "listed"
        await desk.get(f"/enrolment/{id}")
        text = await desk.post(f"/enrolment/{id}/rows", {"do": "in", "row": row, "sure": "yes"})
        assert "bisa terbayar dua kali" in text
        assert (await rows_of(desk, id))[first.id][1] == "taken_off"

    at_desks(site, scene)


def test_taking_in_who_is_reported_dead_asks_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        dead, _ = await verified(desk.app, 2)
        await reported_dead(desk, dead)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        row = str((await rows_of(desk, id))[dead.id][0])
        text = await desk.get(f"/enrolment/{id}?tab=left_out")
        assert "dilaporkan meninggal" in text and "saya sudah memastikan kabar itu keliru" in text
        text = await desk.post(f"/enrolment/{id}/rows", {"do": "in", "row": row})
        assert "Kalau kabar itu keliru" in text
        assert (await rows_of(desk, id))[dead.id][1] == "left_out"
        await desk.post(f"/enrolment/{id}/rows", {"do": "in", "row": row, "sure": "yes"})
        assert (await rows_of(desk, id))[dead.id][1:] == ("listed", "TAKEN_IN:DECEASED")
        text = await desk.get(f"/enrolment/{id}")
        assert "dimasukkan oleh petugas" in text and "(dilaporkan meninggal)" in text
        await decided(desk, id, await officer(desk.app, "decider"))
        assert (await rows_of(desk, id))[dead.id][1] == "listed"

    at_desks(site, scene)
