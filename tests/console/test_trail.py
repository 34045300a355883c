"""The audit trail at the console: what an auditor reads, of whose acts, and how a cut is seen."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from bot.catalogues import languages
from bot.conversation.words import Words
from console import trail_search
from console.trail_told import LONGEST, details
from rules.officers import ALL, Area, Officer
from rules.records import Registration
from storage import audit, audit_seen, people
from storage.audit import Entry
from storage.statement import Tx
from tests.console.case_room import accident
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.test_registration_pages import NEXT, registered
from tests.console.test_thread_pages import asked

OTHER = Area("city", "63.71")


async def noted(desk: Desk, act: str, by: int | None, spot: str = "", record: str = "") -> None:
    entry = Entry(desk.app.clock(), by, act, record, "7", spot)
    await desk.app.database.run(lambda tx: audit.note(tx, desk.app.vault, entry))


def test_an_auditor_reads_what_was_done_and_reading_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who, other = await officer(desk.app, "auditor"), await officer(desk.app, "viewer")
        await noted(desk, "logout", other.id)
        await desk.sit_down(who)
        text = await desk.get("/audit")
        assert f"{other.login} keluar" in text
        last = (await desk.last()).entry
        assert (last.act, last.officer) == ("audit_read", who.id)

    at_desks(site, scene)


def test_an_auditor_of_a_city_reads_of_that_city_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        mine = await officer(desk.app, "viewer", areas=(CITY,))
        theirs = await officer(desk.app, "viewer", areas=(OTHER,))
        await noted(desk, "groups_read", mine.id)
        await noted(desk, "groups_read", theirs.id)
        await noted(desk, "refused", theirs.id, "51.71|denpasar||", "asked-of-us")
        await noted(desk, "refused", theirs.id, "63.71|banjarmasin||", "asked-of-them")
        await noted(desk, "login_refused", None, record="from-nowhere")
        await desk.sit_down(await officer(desk.app, "auditor", areas=(CITY,)))
        text = await desk.get("/audit")
        assert f"{mine.login} melihat daftar kelompok" in text
        assert f"{theirs.login} melihat daftar kelompok" not in text
        assert "asked-of-us" in text and "asked-of-them" not in text and "from-nowhere" not in text

    at_desks(site, scene)


def test_the_trail_is_looked_through_by_event_and_officer_and_read_on(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, other = await officer(desk.app, "viewer"), await officer(desk.app, "viewer")
        for number in range(60):
            await noted(desk, "group_read", one.id, record=f"row-{number:02}")
            await noted(desk, "group_read", other.id, record="other")
        await desk.sit_down(await officer(desk.app, "auditor"))
        text = await desk.get(f"/audit?act=group_read&login={one.login}")
        assert "row-59" in text and "row-10" in text and "row-09" not in text and "other 7" not in text
        older = desk.page.partition('rel="next" href="/console')[2].partition('"')[0].replace("&amp;", "&")
        text = await desk.get(older)
        assert "row-09" in text and "row-00" in text and "row-10" not in text
        assert "Tidak ada yang cocok" in await desk.get("/audit?login=nobody.at.all")

    at_desks(site, scene)


def test_the_chain_is_checked_and_a_cut_at_the_end_is_seen(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "auditor"))
        await desk.get("/audit")
        text = await desk.post("/audit/check")
        head = await desk.app.database.read(audit.head)
        assert "Utuh:" in text and (await desk.last()).entry.details == {"faults": 0, "rows": head.seq - 1}
        await desk.app.database.run(
            lambda tx: tx.execute(f"DELETE FROM audit WHERE seq >= {head.seq - 1}", {}).rowcount
        )
        await desk.get("/account")
        text = await desk.post("/audit/check")
        assert f"Baris {head.seq - 1} sampai {head.seq} di ujungnya hilang." in text

    at_desks(site, scene)


# Who has seen somebody


async def looked(desk: Desk, *paths: str, areas: tuple[Area, ...] = (CITY,)) -> Officer:
    """An officer who has opened these pages."""
    who = await officer(desk.app, "verifier", "cases", "viewer", areas=areas)
    await desk.sit_down(who)
    for path in paths:
        await desk.get(path)
    return who


async def address_of(desk: Desk, one: Registration) -> str:
    found = await desk.app.database.read(lambda tx: people.chats_of(tx, one.person))
    return str(found[0]["address"])


def test_who_has_seen_somebody_is_found_on_their_own_pages_and_on_lists(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        mine = await registered(desk.app)
        born = "1990-01-01"  # not compared with the first one
        other = await registered(desk.app, village=NEXT, nik="5171034101909001", birth_date=born)
        case = await accident(desk.app, nik=mine.details["nik"], name=mine.details["name"])
        thread = await asked(desk.app, await address_of(desk, mine), "kapan aktif?")
        seen_by = {
            (await looked(desk, path)).login
            for path in ("/registrations", f"/registrations/{mine.id}", "/cases", f"/cases/{case.id}", "/threads",
                         f"/threads/{thread}")
        }  # fmt: skip
        not_by = await looked(desk, f"/registrations?village={NEXT}", f"/registrations/{other.id}")
        await desk.sit_down(await officer(desk.app, "auditor"))
        numbers = (mine.number, mine.number.lower().replace("-", " "), f"registration {mine.id}",
                   f"orang {mine.person}", case.number, f"case {case.id}", f"Laporan {case.id}")  # fmt: skip
        for about in numbers:
            text = await desk.get(f"/audit?about={quote(about)}")
            assert {login for login in seen_by if login in text} == seen_by, about
            assert not_by.login not in text and f"menyangkut {about}" in text
            assert (await desk.last()).entry.details == {"rows": len(seen_by), "about": about}
        text = await desk.get(f"/audit?about=thread+{thread}")  # a thread is found as it is
        assert sum(login in text for login in seen_by) == 2
        assert f"jumlah: 1, dilihat: pertanyaan {thread}, keadaan: menunggu jawaban" in text
        text = await desk.get(f"/audit?about={other.number}&act=registrations_read")
        assert not_by.login in text and text.count("melihat antrean pendaftaran") >= 2
        for about in ("DEN-999999", "registration 0", "NI WAYAN", "person x"):
            assert "Tidak ada yang cocok" in await desk.get(f"/audit?about={quote(about)}")

    at_desks(site, scene)


def test_a_nik_is_looked_for_and_stands_neither_in_an_address_nor_in_the_trail(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        mine = await registered(desk.app)
        seen_by, nik = await looked(desk, f"/registrations/{mine.id}"), str(mine.details["nik"])
        await desk.sit_down(await officer(desk.app, "auditor", areas=(CITY,)))
        await desk.get("/audit")
        fields = {"mark": desk.mark, "about": f"{nik[:6]} {nik[6:]}", "act": "registration_read"}
        answer = await desk.browser.ask("POST", "/console/audit/find", data=fields, allow_redirects=False)
        assert answer.headers["Location"].endswith(f"?act=registration_read&about={mine.number}")
        text = await desk.post("/audit/find", {"about": nik})
        assert seen_by.login in text and f"menyangkut {mine.number}" in text
        for about in (nik, f"{nik} Wayan"):  # somebody has typed it into the address
            assert f"menyangkut •••• {nik[-4:]}" in await desk.get(f"/audit?about={quote(about)}")
        text = await desk.post("/audit/find", {"about": f"Wayan {nik}"})
        assert "Tidak ada yang cocok" in text
        await desk.sit_down(await officer(desk.app, "auditor", areas=(OTHER,)))
        await desk.get("/audit")
        pages = [await desk.post("/audit/find", {"about": typed}) for typed in (nik, "5171035708858999")]
        assert all("Tidak ada pendaftaran dengan NIK itu" in page for page in pages)
        assert not any(nik in str(row.entry) for row in await desk.trail())

    at_desks(site, scene)


def test_what_was_typed_before_numbers_were_masked_is_masked_where_it_is_shown() -> None:
    told = details({"about": "6371014508909001"}, Words(languages()["id"], "console"))
    assert told == "dicari: •••• 9001"


def test_an_auditor_of_a_city_finds_who_of_that_city_has_seen_somebody(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        mine = await registered(desk.app)
        here = await looked(desk, "/registrations")
        everywhere = await looked(desk, "/registrations", areas=(ALL,))
        await desk.sit_down(await officer(desk.app, "auditor", areas=(CITY,)))
        text = await desk.get(f"/audit?about={mine.number}")
        assert here.login in text and everywhere.login not in text
        await desk.sit_down(await officer(desk.app, "auditor", areas=(OTHER,)))
        assert "Tidak ada yang cocok" in await desk.get(f"/audit?about={mine.number}")

    at_desks(site, scene)


def test_somebody_is_found_however_much_was_noted_since(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail_search, "MOST", 2 * audit_seen.BLOCK)

    async def scene(desk: Desk) -> None:
        mine = await registered(desk.app)
        first = await looked(desk, f"/registrations/{mine.id}")

        def much(tx: Tx) -> None:
            for number in range(3 * audit_seen.BLOCK):
                audit.note(
                    tx, desk.app.vault, Entry(desk.app.clock(), None, "logout", "officer", str(number))
                )

        await desk.app.database.run(much)
        last = await looked(desk, f"/registrations/{mine.id}")
        await desk.sit_down(await officer(desk.app, "auditor"))
        text = await desk.get(f"/audit?about={mine.number}")
        assert first.login in text and last.login in text and "Yang lebih lama" not in text
        text = await desk.get(f"/audit?login={first.login}&act=registration_read")
        assert first.login in text and last.login not in text
        text = await desk.get(
            "/audit?act=registration_read"
        )  # without a record only so much is looked through
        assert last.login in text and first.login not in text and "Yang lebih lama" in text

    at_desks(site, scene)


def test_of_a_file_with_very_many_people_the_page_shows_the_beginning() -> None:
    numbers = audit.told({"what": "file"}, {"registration": range(1, 4000, 2), "person": [7, 8, 9]})
    told = details(numbers, Words(languages()["id"], "console"))
    assert told.startswith("yang dibuka: file, dilihat: pendaftaran 1, 3, 5, ") and told.endswith(
        ", …; orang 7-9"
    )
    assert len(told) < 2 * LONGEST
