"""Acts on a case: the event, the officer, the row of the trail, the news; and two officers at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.app import App
from rules.cases import Case
from rules.officers import ALL, Area
from storage import cards, deaths, memberships, people, registrations
from storage.statement import Tx
from tests.console.case_room import accident, day, death, now, records, somebody, told
from tests.console.desk import CITY, Desk, at_desks, officer
from tests.web.site import standing

Site = tuple[str, App]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with standing(tmp_path_factory.mktemp("case-acts")) as found:
        yield found


async def act(desk: Desk, one: Case, name: str, status: int = 200, **fields: Any) -> str:
    """Fill in a form of the page and send it, as the page had shown it."""
    fields = {"seen": (await now(desk.app, one)).status, "on": day(desk.app, 0), "act": name, **fields}
    return await desk.post(f"/cases/{one.id}/{name}", fields, status)


async def seated(desk: Desk, *areas: Area) -> Any:
    who = await officer(desk.app, "cases", areas=areas or (CITY,))
    await desk.sit_down(who)
    return who


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


def test_a_death_that_is_accepted_stands_with_the_registration_and_is_found_by_others(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        person = one.person
        assert person
        await seated(desk)
        look = desk.app.database.read
        assert await look(lambda tx: deaths.has_death_case(tx, [person, 999_999])) == {person: "reported"}
        await act(desk, one, "sent", benefit="jkm")
        await act(desk, one, "accepted", benefit="jkm")
        assert await look(lambda tx: deaths.dead(tx, person)) == "confirmed"
        await act(desk, one, "paid", amount="42000000", to="AYU")
        [known] = await look(lambda tx: registrations.of_person(tx, desk.app.vault, person))
        assert [event.kind for event in known.events] == ["submitted", "died"] and known.status == "submitted"

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
        assert (
            "tepat waktu" in text
            and "Kantor cabang sudah diberi tahu"
            not in text.partition("Perjalanan")[0].partition("Yang bisa")[2]
        )
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


def test_a_case_goes_from_hand_to_hand_and_its_history_stays(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, me = await death(desk.app), await seated(desk)
        far = await officer(desk.app, "cases", areas=(Area("city", "63.71"),))
        near = await officer(desk.app, "cases", areas=(ALL,))
        await act(desk, one, "handed_over", had="", assigned=str(me.id))
        assert me.name in await desk.get("/cases?hands=mine")
        text = await act(desk, one, "handed_over", had=str(me.id), assigned=str(near.id))
        assert f"diserahkan kepada: {me.name}" in text and f"diserahkan kepada: {near.name}" in text
        assert one.number not in await desk.get("/cases?hands=mine")
        assert "tidak bekerja di wilayah ini" in await act(
            desk, one, "handed_over", 422, had=str(near.id), assigned=str(far.id)
        )
        assert "Sudah tercatat" in await act(desk, one, "handed_over", had="", assigned=str(me.id))
        await act(desk, one, "handed_over", had=str(near.id), assigned="")
        assert one.number in await desk.get("/cases?hands=nobody")

    at_desks(site, scene)


def test_a_paper_is_asked_for_once_until_it_comes(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app), await seated(desk)
        await told(desk.app)
        text = await act(desk, one, "asked", document="police_report", why="NEEDED")
        assert "Surat polisi diminta, belum datang" in text
        assert await told(desk.app) == [f"case_asked:{one.id}:police_report"]
        text = await act(desk, one, "asked", document="police_report", why="NEEDED")
        assert "Sudah tercatat" in text and await told(desk.app) == []
        for wrong in ({"document": "other", "why": "NEEDED"}, {"document": "../x", "why": "NEEDED"},
                      {"document": "npwp", "why": "BECAUSE"}):  # fmt: skip
            if wrong["document"] != "other":
                assert "pilih suratnya" in await act(desk, one, "asked", 422, **wrong)

    at_desks(site, scene)


def test_sentences_go_to_one_chat_and_stand_in_the_story(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app, address="writes"), await seated(desk)
        await told(desk.app)
        await desk.get(f"/cases/{one.id}")
        chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
        text = await act(desk, one, "written", chat=chat, text="Kami turut berduka. Surat boleh menyusul.")
        assert "Surat boleh menyusul." in text
        [news] = await told(desk.app)
        assert news.startswith("word:")
        assert "sekarang 0" in await act(desk, one, "written", 422, chat=chat, text=" ")
        assert "sekarang 1001" in await act(desk, one, "written", 422, chat=chat, text="a" * 1001)
        assert "pilih chat" in await act(desk, one, "written", 422, chat="999999", text="Halo")
        last = [row.entry for row in await desk.trail() if row.entry.act == "case_written"][-1]
        assert last.details == {"chat": int(chat), "letters": 41}

    at_desks(site, scene)


def test_sentences_that_are_sent_twice_reach_the_family_once(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        one, who = await death(desk.app), await officer(desk.app, "cases", areas=(CITY,))
        await told(desk.app)
        for window in (desk, other):
            await window.sit_down(who)
            await window.get(f"/cases/{one.id}")
        chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
        fields = {"chat": chat, "text": "Kami turut berduka.", "act": "written"}
        await asyncio.gather(*(window.post(f"/cases/{one.id}/written", fields) for window in (desk, other)))
        assert sorted("tidak dikirim dua kali" in window.text for window in (desk, other)) == [False, True]
        assert [event.kind for event in (await now(desk.app, one)).events] == ["reported", "written"]
        assert len(await told(desk.app)) == 1

    at_desks(site, scene, 2)


def test_whoever_writes_second_sees_what_was_written_first(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        one = await death(desk.app)
        await told(desk.app)
        for window in (desk, other):
            await seated(window)
            await window.get(f"/cases/{one.id}")
        chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
        await act(desk, one, "written", chat=chat, text="Surat boleh menyusul.")
        text = await act(other, one, "written", 422, chat=chat, text="Mohon kirim suratnya.")
        assert "sudah ada kalimat lain" in text and "Surat boleh menyusul." in text
        assert "Mohon kirim suratnya.</textarea>" in other.page and len(await told(desk.app)) == 1
        await act(other, one, "written", chat=chat, text="Mohon kirim suratnya minggu depan.")
        assert len(await told(desk.app)) == 1

    at_desks(site, scene, 2)


async def card_runs(app: App, nik: str) -> bool:
    """Is the card of the person with that NIK valid today?"""

    def look(tx: Tx) -> bool:
        person = people.by_nik(tx, app.vault, nik)
        assert person
        [cover] = memberships.of_person(tx, app.vault, person.id)
        return cards.runs(tx, cover.id, day(app, 0))

    return await app.database.read(look)


def test_a_death_under_another_name_is_that_of_the_nik_once_the_branch_office_accepts_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        known = await desk.app.database.run(lambda tx: somebody(tx, desk.app))
        one = await death(desk.app, nik=known["nik"], name="BU WAYAN SARI")
        assert one.person is None
        await seated(desk)
        text = await act(desk, one, "sent", benefit="jkm")
        assert f"terdaftar atas nama {known['name']}" in text and "tertulis BU WAYAN SARI" in text
        assert await card_runs(desk.app, known["nik"])
        text = await act(desk, one, "accepted", benefit="jkm")
        assert "disambungkan dengan orang yang terdaftar" in text and "terdaftar atas nama" not in text
        found = await now(desk.app, one)
        assert found.person and [event.kind for event in found.events][-2:] == ["accepted", "tied"]
        assert await desk.app.database.read(lambda tx: deaths.dead(tx, found.person or 0)) == "confirmed"
        assert not await card_runs(desk.app, known["nik"])

    at_desks(site, scene)


def test_whose_case_lies_elsewhere_then_is_not_shown_any_more(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        def there(tx: Tx) -> dict[str, Any]:
            return somebody(tx, desk.app, programme="makassar", village="73.71.01.1001")

        known = await desk.app.database.run(there)
        one = await death(desk.app, nik=known["nik"], name="BU KETUT RAI")  # the NIK is of Denpasar
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        text = await act(desk, one, "accepted", benefit="jkm")
        assert "disetujui kantor cabang" in text and "BU KETUT RAI" not in text
        await desk.get(f"/cases/{one.id}", 404)

    at_desks(site, scene)


@pytest.mark.parametrize("undo", ["reopened", "refused"])
def test_an_acceptance_that_was_noted_by_mistake_is_taken_back(site: Site, undo: str) -> None:
    async def scene(desk: Desk) -> None:
        known = await desk.app.database.run(lambda tx: somebody(tx, desk.app))
        one = await death(desk.app, **known)
        person = one.person
        assert person
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm")
        text = await act(desk, one, "accepted", benefit="jkm")
        assert not await card_runs(desk.app, known["nik"]) and "catatan meninggal ditarik kembali" in text
        await told(desk.app)
        await act(desk, one, undo, reason="NOT_COVERED")
        assert await card_runs(desk.app, known["nik"])
        status = {"reopened": "reported", "refused": "refused"}[undo]
        assert await told(desk.app) == [f"case_status:{one.id}:{status}"]
        of = desk.app.database.read
        [wish] = await of(lambda tx: registrations.of_person(tx, desk.app.vault, person))
        assert [event.kind for event in wish.events] == ["submitted", "died", "not_died"]
        await act(desk, one, "reopened") if undo == "refused" else None
        await act(desk, one, "sent", benefit="jkm")
        await act(desk, one, "paid", amount="42.000.000", to="AYU")
        [wish] = await of(lambda tx: registrations.of_person(tx, desk.app.vault, person))
        assert [event.kind for event in wish.events][-1] == "died"
        assert not await card_runs(desk.app, known["nik"])

    at_desks(site, scene)


def test_that_the_consent_is_gone_stands_above_what_is_written(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app, address="withdraws")
        person = one.person
        assert person
        await seated(desk)
        assert "Izin memakai data sudah ditarik" not in await desk.get(f"/cases/{one.id}")

        def withdraw(tx: Tx) -> None:
            found = people.by_id(tx, desk.app.vault, person)
            assert found
            records(tx, desk.app, "withdraws").withdraw(found)

        await desk.app.database.run(withdraw)
        await told(desk.app)
        text = await desk.get(f"/cases/{one.id}")
        before, _, after = text.partition("Tulis pesan")
        assert "Izin memakai data sudah ditarik" in before and after
        assert "izin memakai data ditarik, pengingat berhenti" in text
        await act(desk, one, "sent")  # the report goes on, and its reporter hears of it, as was promised
        assert await told(desk.app) == [f"case_status:{one.id}:with_branch"]

    at_desks(site, scene)
