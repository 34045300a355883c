"""Enrolment lists at the console: made by one officer, checked by another, fixed, sent, answered, paid."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import aiohttp
import pytest

from bot.app import App
from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.cases import Case
from rules.matching import Answer, Member
from rules.matching_advice import advise
from rules.officers import ALL, Area, Officer
from rules.payment import months_from
from rules.programme import Programme
from rules.records import Event, Membership, Registration
from storage import cases, catalogue, chats, enrolment, enrolment_rows, matchings, memberships, registrations
from storage.audit_seen import keys_of
from storage.statement import Tx
from tests.console.desk import CITY, Desk, at_desks, officer
from tests.console.test_registration_pages import VILLAGE, now, registered
from tests.web.site import standing

Site = tuple[str, App]
NUMBERS = ("nik", "nama", "kpj", "status", "alasan")


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A program of its own for each test."""
    with standing(tmp_path_factory.mktemp("enrolment")) as found:
        yield found


async def verified(app: App, many: int = 1, **more: Any) -> list[Registration]:
    """People whose data fit."""
    made = [await registered(app, **more) for _ in range(many)]

    def write(tx: Tx) -> None:
        for one in made:
            event = Event("verified", app.clock(), "officer")
            registrations.happen(tx, app.vault, one, event, None)

    await app.database.run(write)
    return made


def today(app: App) -> date:
    return app.local(app.clock()).date()


def months(app: App, count: int = 3) -> dict[str, Any]:
    """The form's fields for that many months from the next one on: no test hangs on the day it is run."""
    first = months_from(today(app).replace(day=1), 2)[1]
    return {
        "programme": "denpasar",
        "kind": "new",
        "period": "",
        "starts": f"{first:%Y-%m}",
        "months": str(count),
    }


async def made(desk: Desk, **more: Any) -> int:
    """A list that is filled; its number."""
    await desk.get("/enrolment/new?programme=denpasar")
    await desk.post("/enrolment/new", {**months(desk.app), **more})
    await done(desk.app)
    lists = await desk.app.database.read(enrolment.everyone)
    return lists[0].id


async def decided(desk: Desk, id: int, who: Officer, *, fix: bool = True) -> str:
    """Checked, and fixed, by a decider."""
    await desk.sit_down(who)
    await desk.get(f"/enrolment/{id}")
    text = await desk.post(f"/enrolment/{id}/check")
    if fix:
        day = today(desk.app).isoformat()
        text = await desk.post(f"/enrolment/{id}/fix", {"decree": "SK 400/12", "decreed_on": day})
    return text


async def sent_file(desk: Desk, id: int, kind: str, content: bytes, status: int = 200) -> str:
    """A file of the branch, uploaded."""
    form = aiohttp.FormData()
    for name, value in (("mark", desk.mark), ("kind", kind)):
        form.add_field(name, value)
    form.add_field("file", io.BytesIO(content), filename="jawaban.xlsx")
    answer = await desk.browser.ask("POST", f"/console/enrolment/{id}/answers", data=form)
    return desk._seen(answer, status)


async def state(app: App, id: int) -> str:
    found = await app.database.read(lambda tx: enrolment.by_id(tx, id))
    assert found
    return found.state


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
        text = await desk.post(f"/enrolment/{id}/pay", {"receipt": "B-1", "first": first.isoformat(),
                               "last": last.isoformat()})  # fmt: skip
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


async def with_quota(app: App, **more: Any) -> None:
    """The programme with another quota or budget."""

    def write(tx: Tx) -> None:
        programme: Programme = next(one for one in catalogue.all_programmes(tx) if one.code == "denpasar")
        catalogue.save_programme(tx, replace(programme, **more), app.clock())

    await app.database.run(write)


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


async def rows_of(desk: Desk, id: int) -> dict[int, tuple[int, str, str | None]]:
    """By registration: the row, where it stands and why."""
    found = await desk.app.database.read(lambda tx: enrolment_rows.page(tx, desk.app.vault, id, "", 0, 50))
    return {row["registration_id"]: (row["id"], row["state"], row["reason"]) for row in found}


async def withdrawn(desk: Desk, one: Registration) -> None:
    event = Event("withdrawn", desk.app.clock(), "person")
    await desk.app.database.run(lambda tx: registrations.happen(tx, desk.app.vault, one, event, None))


async def reported_dead(desk: Desk, one: Registration) -> None:
    def write(tx: Tx) -> None:
        chat = chats.enter(tx, desk.app.vault, "web", f"heir-{one.id}", desk.app.clock(), "id").id
        case = Case(0, "", "death", one.person, "", {}, desk.app.clock())
        event = Event("reported", desk.app.clock(), "person")
        cases.add(tx, desk.app.vault, case, None, event, chat)

    await desk.app.database.run(write)


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
        assert "Pembayaran sedang dicatat" in text and "tanpa 1 orang yang tidak boleh ikut lagi" in text
        await done(desk.app)
        covered = [
            len(await desk.app.database.read(lambda tx, of=of: memberships.of_person(tx, desk.app.vault, of)))
            for of in (gone.person, stays.person)
        ]
        assert covered == [0, 1]

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
        assert "Sudah ada di daftar perpanjangan 1 orang" in await desk.get("/enrolment")

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


def test_a_list_of_another_area_does_not_exist(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(ALL,)))
        whole, village = await made(desk, most="1"), await made(desk, village=VILLAGE)
        elsewhere = await officer(desk.app, "verifier", "decider", areas=(Area("city", "64.72"),))
        await desk.sit_down(elsewhere)
        assert f"Daftar {whole}" not in await desk.get("/enrolment")
        for path in ("", "/file"):
            await desk.get(f"/enrolment/{whole}{path}", 404)
            last = (await desk.last()).entry
            assert (last.act, last.record, last.id) == ("refused", "enrolment", str(whole))
        await desk.get("/account")
        for act in (
            "fill",
            "budget",
            "rows",
            "off",
            "check",
            "back",
            "fix",
            "cancel",
            "revoke",
            "send",
            "pay",
            "answers",
        ):
            await desk.post(f"/enrolment/{whole}/{act}", {"decree": "1", "decreed_on": "2026-01-01"}, 404)
            await desk.get("/account")
        await desk.post("/enrolment/new", months(desk.app), 404)
        of_village = await officer(desk.app, "verifier", areas=(Area("village", VILLAGE),))
        await desk.sit_down(of_village)
        await desk.get(f"/enrolment/{village}")
        await desk.get(f"/enrolment/{whole}", 404)
        await desk.get("/enrolment/new?programme=denpasar")
        assert "di wilayah Anda" in await desk.post("/enrolment/new", months(desk.app), 422)

    at_desks(site, scene)


def test_an_auditor_sees_the_numbers_and_nobody_s_name(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (one,) = await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        await desk.sit_down(await officer(desk.app, "auditor"))
        text = await desk.get(f"/enrolment/{id}")
        assert (
            "Dihitung di daftar ini 1" in text and one.number not in text and one.details["name"] not in text
        )
        await desk.get(f"/enrolment/{id}/file", 403)

    at_desks(site, scene)


def test_files_come_from_our_own_forms_and_from_officers_alone(site: Site) -> None:
    async def scene(desk: Desk, stranger: Desk) -> None:
        await verified(desk.app, 1)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        content = sheet([["1", "A", "2", "", ""]], NUMBERS, "x")
        assert "belum dikirim ke kantor cabang" in await sent_file(desk, id, "kpj", content)
        assert "pilih dulu berkasnya" in await sent_file(desk, id, "other", content)
        assert "pilih dulu berkasnya" in await sent_file(desk, id, "kpj", b"")
        form = aiohttp.FormData({"mark": "0" * 40, "kind": "kpj"})
        form.add_field("file", io.BytesIO(content), filename="a.xlsx")
        answer = await desk.browser.ask("POST", f"/console/enrolment/{id}/answers", data=form)
        assert answer.status == 403
        await stranger.get("/login")
        await sent_file(stranger, id, "kpj", content, 403)
        await desk.get("/account")
        await sent_file(desk, id, "kpj", b"x" * 20_100_000, 413)
        assert (
            await desk.app.database.read(
                lambda tx: tx.execute("SELECT count(*) AS n FROM answer_files", {}).fetchone()
            )
        )["n"] == 0

    at_desks(site, scene, browsers=2)


def test_the_pages_speak_english_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 1)
        await desk.sit_down(await officer(desk.app, "verifier"))
        id = await made(desk)
        assert "Reckoning" in await desk.get(f"/enrolment/{id}?language=en")
        assert "Enrolment lists" in await desk.get("/enrolment")
        assert "Number of months" in await desk.get("/enrolment/new?programme=denpasar")

    at_desks(site, scene)
