"""Matching at the console: what stands where, files out and in, who has died, and who may see what."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import aiohttp
import pytest

from bot import matching_tasks
from bot.app import App
from rules.matching import Answer, Member
from rules.matching_advice import advise
from rules.officers import Area
from rules.records import Membership, Registration
from storage import jobs, matching_questions, matching_results, matchings, memberships
from storage.audit_seen import keys_of
from storage.statement import Tx
from tests.console.desk import Desk, at_desks, officer
from tests.matching.scene import CITY, PROGRAMME, VILLAGE, file, matched, matched_with, registered
from tests.web.site import standing

Site = tuple[str, App]
MAKASSAR = Area("city", CITY)
GOOD = Answer(fields={"name": "Sesuai (100)", "birth_date": "Sesuai", "mother_name": "HALIMAH"})


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with standing(tmp_path_factory.mktemp("matching")) as found:
        yield found


async def answered(app: App, facts: dict[str, Any], answer: Answer, source: str = "population") -> None:
    """The office has answered."""
    await matching_tasks.note_lacking(app)

    def store(tx: Tx) -> None:
        for row in matchings.of_nik(tx, app.vault, facts["nik"], source):
            known = matching_questions.facts_of(app.vault, row)
            matchings.answered(tx, app.vault, row, answer, advise(source, known, answer), app.clock())

    await app.database.run(store)


async def member(app: App, one: Registration, kpj: str, until: date) -> None:
    cover = Membership(
        0,
        one.person,
        PROGRAMME,
        kpj,
        ("jkk", "jkm"),
        "city_budget",
        date(2024, 1, 1),
        date(2024, 1, 1),
        until,
    )
    await app.database.run(lambda tx: memberships.add(tx, app.vault, cover, app.clock()))


async def worked(app: App) -> list[str]:
    """Does the jobs of matching that wait, in their order: their kinds."""
    kinds = matching_tasks.kinds(app)
    far = app.clock() + 10**9
    found = await app.database.run(lambda tx: jobs.claim(tx, app.vault, app.clock(), far, 50))
    mine = [job for job in found if job.kind in kinds and job.kind != "match"]
    for job in mine:
        await kinds[job.kind].do(job.payload)
    return [job.kind for job in mine]


async def upload(
    desk: Desk, content: bytes, source: str = "population", programme: str = PROGRAMME, status: int = 200
) -> str:
    """A file in the form of the page."""
    form = aiohttp.FormData({"mark": desk.mark, "programme": programme, "source": source})
    form.add_field("file", io.BytesIO(content), filename="jawaban.xlsx")
    return desk._seen(await desk.browser.ask("POST", "/console/matching/in", data=form), status)


def test_a_registration_shows_what_was_compared_field_by_field_and_masked(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, facts),) = await registered(desk.app)
        await answered(desk.app, facts, GOOD)
        other = Answer(fields={"name": "SITI LAIN"}, decile=6, dataset="DTSEN 2026-09")
        await answered(desk.app, facts, other, "poverty")
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        text = await desk.get(f"/registrations/{one.id}")
        for part in (
            "Semua yang dibandingkan cocok",
            "Namanya lain",
            "Desil 6",
            "DTSEN 2026-09",
            "100/100",
            "H••• H•••",
        ):
            assert part in text or part == "H••• H•••", part
        assert "HALIMAH" not in desk.page and facts["nik"] not in desk.page and "SITI LAIN" in text
        assert (await matched(desk.app, one))["population"].state == "answered"
        found = await desk.app.database.read(
            lambda tx: matching_results.of_registration(tx, desk.app.vault, one.id)
        )
        assert {row.advice and row.advice.code for row in found.values()} == {"fits", "differs"}

    at_desks(site, scene)


def test_memberships_there_are_shown_masked_and_both(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await matched_with(desk.app, "membership")
        ((one, facts),) = await registered(desk.app)
        members = (
            Member("99000000011", "pu", True, until="2026-12-31", payer="PT INVENTED"),
            Member("99000000022", "bpu"),
        )
        await answered(desk.app, facts, Answer(members=members), "membership")
        await desk.sit_down(await officer(desk.app, "decider", areas=(MAKASSAR,)))
        text = await desk.get(f"/registrations/{one.id}")
        assert (
            "dibayar perusahaan" in text
            and "••• 0011" in text
            and "••• 0022" in text
            and "PT INVENTED" in text
        )
        assert "99000000011" not in desk.page

    at_desks(site, scene)


def test_a_registration_is_asked_about_again_and_nothing_else_changes(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, facts),) = await registered(desk.app)
        await answered(desk.app, facts, Answer("13"))
        who = await officer(desk.app, "verifier", areas=(MAKASSAR,))
        await desk.sit_down(who)
        await desk.get(f"/registrations/{one.id}")
        text = await desk.post(f"/registrations/{one.id}/match", {"source": "population"})
        assert "Ditanyakan lagi" in text and "Menunggu ditanyakan" in text and "NIK tidak ada" in text
        assert (await matched(desk.app, one))["population"].state == "waiting"
        await desk.post(f"/registrations/{one.id}/match", {"source": "nonsense"})
        acts = await desk.acts(who)
        assert acts.count("matching_again") == 1 and "registration_verified" not in acts

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("matched_as", "seen"),
    [("fits", "a"), ("look", "b"), ("differs", "c"), ("open", "d"), ("", "abcde"), ("odd", "abcde")],
)
def test_the_queue_is_filtered_by_what_the_offices_say(site: Site, matched_as: str, seen: str) -> None:
    async def scene(desk: Desk) -> None:
        people = dict(zip("abcd", await registered(desk.app, 4), strict=True))
        for name, (population, decile) in {"a": ("00", 2), "b": ("00", 9), "c": ("13", 9)}.items():
            await answered(desk.app, people[name][1], Answer(population, GOOD.fields))
            await answered(desk.app, people[name][1], Answer(decile=decile), "poverty")
        await answered(desk.app, people["d"][1], Answer(decile=1), "poverty")
        people["e"] = (await registered(desk.app))[0]  # nobody has noted yet that they are to be asked about
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        text = await desk.get(f"/registrations?matched={matched_as}")
        assert "".join(name for name, (one, _) in people.items() if one.number in text) == seen
        assert f"Menunggu diperiksa ({len(seen)})" in text

    at_desks(site, scene)


def test_the_page_counts_what_lies_in_the_officer_s_area(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (_, facts), *_ = await registered(desk.app, 3)
        await registered(desk.app, village="73.71.02.1001")
        await answered(desk.app, facts, GOOD)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        text = await desk.get("/matching")
        assert "Menunggu ditanyakan 3" in text and "Sudah dijawab 1" in text and "Cocok 1" in text
        assert "Lewat berkas" in text and facts["nik"] not in desk.page
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("village", VILLAGE),)))
        text = await desk.get("/matching")
        assert "Menunggu ditanyakan 2" in text and "Buat berkas" not in text
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("city", "51.71"),)))
        assert "Tidak ada program" in await desk.get("/matching")

    at_desks(site, scene)


def test_questions_go_out_and_answers_come_in_with_a_reason_for_each_row(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (first, facts), (other, more) = await registered(desk.app, 2)
        await matching_tasks.note_lacking(desk.app)
        who = await officer(desk.app, "verifier", areas=(MAKASSAR,))
        await desk.sit_down(who)
        await desk.get("/matching")
        text = await desk.post("/matching/out", {"programme": PROGRAMME, "source": "population"})
        assert "dikerjakan" in text
        assert await worked(desk.app) == ["matching_out"]
        number = int((await desk.last()).entry.id)
        text = await desk.get(f"/matching/files/{number}")
        assert "Ditanyakan 2" in text and facts["nik"] not in desk.page
        taken = await desk.browser.ask(
            "POST", f"/console/matching/files/{number}/take", data={"mark": desk.mark}
        )
        assert taken.content.startswith(b"PK") and "attachment" in taken.headers["Content-Disposition"]
        assert (await desk.last()).entry.act == "matching_file_taken"
        await desk.get("/matching")
        content = file(
            ["NIK", "Kode", "Hasil Nama"],
            [facts["nik"], "00", "Sesuai"],
            ["123", "00", ""],
            [more["nik"], "11", ""],
        )
        await upload(desk, content)
        assert await worked(desk.app) == ["matching_in"]
        text = await desk.get(f"/matching/files/{number + 1}")
        assert "Diterima 2" in text and "Baris 3: NIK tidak terbaca" in text
        back = await desk.browser.ask(
            "POST", f"/console/matching/files/{number + 1}/take", data={"mark": desk.mark, "what": "returned"}
        )
        assert back.content.startswith(b"PK")
        came = [one.entry for one in await desk.trail() if one.entry.id == str(number + 1)]
        assert [(one.act, one.officer) for one in came if "seen" in one.details] == [
            ("matching_stored", who.id), ("matching_file_taken", who.id),
        ]  # fmt: skip
        assert {key for one in came for key in keys_of("", "", one.details)} == {
            ("person", str(one.person)) for one in (first, other)
        }
        assert (await matched(desk.app, other))["population"].advice
        await desk.get("/matching")
        assert "Belum ada berkas" in await upload(desk, b"")
        await desk.get("/matching")
        await upload(desk, b"%PDF-1.7 not a list")
        await worked(desk.app)
        assert "bukan daftar yang bisa dibaca" in await desk.get(f"/matching/files/{number + 2}")
        acts = await desk.acts(who)
        assert acts.count("matching_in") == 2 and acts.count("matching_out") == 1

    at_desks(site, scene)


def test_a_file_that_is_being_made_is_not_begun_twice(site: Site) -> None:
    """The second would ask about nobody, and be the one that the officer sees."""

    async def scene(desk: Desk) -> None:
        await registered(desk.app, 2)
        await matching_tasks.note_lacking(desk.app)
        who = await officer(desk.app, "verifier", areas=(MAKASSAR,))
        await desk.sit_down(who)
        form = {"programme": PROGRAMME, "source": "population"}
        for _ in range(2):
            await desk.get("/matching")
            assert "dikerjakan" in await desk.post("/matching/out", form)
        assert await worked(desk.app) == ["matching_out"]
        assert (await desk.acts(who)).count("matching_out") == 1
        await desk.get("/matching")
        await desk.post("/matching/out", {**form, "source": "poverty"})
        assert await worked(desk.app) == ["matching_out"]

    at_desks(site, scene)


def test_all_are_asked_again_in_a_job(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, facts),) = await registered(desk.app)
        await answered(desk.app, facts, GOOD)
        await desk.sit_down(await officer(desk.app, "decider", areas=(MAKASSAR,)))
        await desk.get("/matching")
        form = {"programme": PROGRAMME, "source": "population", "state": "answered"}
        assert "Ditanyakan lagi" in await desk.post("/matching/again", form)
        await asyncio.sleep(0.002)
        assert await worked(desk.app) == ["match_again"]
        assert (await matched(desk.app, one))["population"].state == "waiting"
        await desk.post("/matching/again", {**form, "state": "waiting"})
        assert await worked(desk.app) == []

    at_desks(site, scene)


def test_another_city_s_matching_does_not_exist_here(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, facts),) = await registered(desk.app)
        await answered(desk.app, facts, Answer("11"))
        mine = await officer(desk.app, "verifier", "cases", areas=(MAKASSAR,))
        await desk.sit_down(mine)
        await desk.get("/matching")
        await desk.post("/matching/out", {"programme": PROGRAMME, "source": "population"})
        number = (
            int((await desk.trail())[-2].entry.id)
            if (await desk.last()).entry.act != "matching_out"
            else int((await desk.last()).entry.id)
        )
        row = (await matched(desk.app, one))["population"].id
        await desk.sit_down(await officer(desk.app, "verifier", "cases", areas=(Area("city", "51.71"),)))
        await desk.get("/account")
        for path, fields in (
            ("/matching/out", {"programme": PROGRAMME, "source": "population"}),
            ("/matching/again", {"programme": PROGRAMME, "source": "population", "state": "failed"}),
            (f"/matching/files/{number}/take", {}),
            (f"/matching/deceased/{row}/heir", {"heir": "told"}),
            (f"/matching/deceased/{row}/show", {}),
            (f"/registrations/{one.id}/match", {"source": "population"}),
            ("/matching/out", {"programme": "nothing", "source": "population"}),
        ):
            await desk.get("/account")
            await desk.post(path, fields, 404)
            assert (await desk.last()).entry.act == "refused"
        await desk.get("/account")
        await upload(desk, file(["NIK", "Kode"], [facts["nik"], "00"]), status=404)
        await desk.get(f"/matching/files/{number}", 404)
        assert facts["name"] not in await desk.get("/matching/deceased")
        found = (await matched(desk.app, one))["population"]
        assert found.advice and found.advice.reasons == ("DECEASED",) and found.heir is None

    at_desks(site, scene)


def test_who_has_died_with_a_membership_stands_first_and_an_officer_takes_care(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        people = await registered(desk.app, 4, heir_name="BASO", heir_phone="+6281234567777")
        days = ("2026-05-02", "2026-05-02", "", "2026-05-02")
        for (_, facts), day in zip(people, days, strict=True):
            await answered(desk.app, facts, Answer("11", died_on=day))
        for at, until in ((1, date(2026, 12, 31)), (2, date(2026, 12, 31)), (3, date(2026, 3, 31))):
            await member(desk.app, people[at][0], f"9900000{at:04}", until)
        who = await officer(desk.app, "cases", areas=(MAKASSAR,))
        await desk.sit_down(who)
        assert "4 meninggal menurut Dukcapil" in await desk.get("/")
        text = await desk.get("/matching/deceased")
        places = [text.index(facts["name"]) for _, facts in people]
        assert places[0] == max(places)  # the one without a membership is last
        for part in (
            "aktif pada hari itu",
            "tanggal meninggal belum diketahui",
            "tidak aktif pada hari itu",
            "tidak tercatat",
        ):
            assert part in text
        assert "+6281234567777" not in desk.page and f"/registrations/{people[0][0].id}" not in desk.page
        row = (await matched(desk.app, people[1][0]))["population"].id
        assert "+6281234567777" in await desk.post(f"/matching/deceased/{row}/show")
        whose = {"registration": str(people[1][0].id)}
        assert (await desk.trail())[-2].entry.details == {"what": "heir_phone", "seen": whose}
        assert "Pilih dulu" in await desk.post(f"/matching/deceased/{row}/heir", {"heir": "odd"})
        text = await desk.post(f"/matching/deceased/{row}/heir", {"heir": "told"})
        assert "Dicatat" in text and people[1][1]["name"] not in text
        assert people[1][1]["name"] in await desk.get("/matching/deceased?done=yes")
        entry = [one.entry for one in await desk.trail() if one.entry.act == "deceased_heir"]
        told = {"heir": "told", "seen": whose}
        assert [(one.officer, one.details) for one in entry] == [(who.id, told)]
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        text = await desk.get(f"/registrations/{people[1][0].id}")
        assert "santunan yang belum diambil" in text and "ahli waris mungkin berhak" in text
        await desk.get("/matching/deceased")
        assert f'action="/console/matching/deceased/{row}/heir"' not in desk.page

    at_desks(site, scene)


def test_who_may_not_see_matching_sees_nothing_of_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, facts),) = await registered(desk.app)
        await answered(desk.app, facts, Answer("13"))
        await desk.sit_down(await officer(desk.app, "viewer", areas=(MAKASSAR,)))
        assert "Dukcapil" not in await desk.get(f"/registrations/{one.id}")
        assert 'name="matched"' not in await desk.get("/registrations") and 'name="matched"' not in desk.page
        await desk.get("/matching", 403)

    at_desks(site, scene)


def test_the_pages_speak_english_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, facts),) = await registered(desk.app)
        await answered(desk.app, facts, Answer("11"))
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        assert "Waits to be asked" in await desk.get("/matching?language=en")
        assert "no heir has claimed" in await desk.get(f"/registrations/{one.id}")
        assert "whom" not in await desk.get("/matching/deceased") and facts["name"] in desk.text

    at_desks(site, scene)
