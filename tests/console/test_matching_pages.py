"""Matching at the console: what was compared, what is asked again, how many there are, and who may see it."""

from __future__ import annotations

import asyncio
import re
from html import unescape

import pytest

from bot import matching_tasks
from rules.matching import Answer, Member
from rules.officers import Area
from rules.records import Event
from storage import matching_results, matchings, registrations
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.matching_room import GOOD, MAKASSAR, answered, upload, worked
from tests.matching.scene import PROGRAMME, VILLAGE, file, matched, matched_with, registered

__all__ = ["site"]


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


@pytest.mark.parametrize("area", [MAKASSAR, Area("village", VILLAGE)])
def test_each_count_leads_to_a_list_of_as_many(site: Site, area: Area) -> None:
    """Of that office alone, and of those who do not wait any more too."""

    async def scene(desk: Desk) -> None:
        people = await registered(desk.app, 4)
        for (one, facts), code in zip(people, ("00", "13", "13", "13"), strict=True):
            await answered(desk.app, facts, Answer(code, GOOD.fields))
            await answered(desk.app, facts, Answer(decile=9 if one is people[0][0] else 1), "poverty")
        for one, kinds in ((people[1][0], ("verified", "enrolled")), (people[2][0], ("rejected",))):
            for kind in kinds:
                event = Event(kind, desk.app.clock(), "officer")
                await desk.app.database.run(
                    lambda tx, e=event, o=one: registrations.happen(tx, desk.app.vault, o, e, None)
                )
        await desk.sit_down(await officer(desk.app, "verifier", areas=(area,)))
        await desk.get("/matching")
        links = re.findall(r'href="/console(/registrations\?[^"]*)">(\d+)</a>', desk.page)
        assert sorted(int(count) for _, count in links) == [1, 1, 3, 3]
        for href, count in links:
            await desk.get(unescape(href))
            assert len(re.findall(r'href="/console/registrations/\d+"', desk.page)) == int(count), href
            assert f"Semua ({count})" in desk.text

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


def test_who_went_out_in_a_file_that_brought_no_answer_is_asked_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, _),) = await registered(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        assert "belum kembali" not in await desk.get("/matching")
        await desk.post("/matching/out", {"programme": PROGRAMME, "source": "population"})
        await worked(desk.app)
        assert (await matched(desk.app, one))["population"].state == "asked"
        number = int((await desk.last()).entry.id)
        assert "yang jawabannya belum datang" in await desk.get("/matching")
        form = {"programme": PROGRAMME, "source": "population", "state": "asked"}
        await asyncio.sleep(0.002)
        assert "Ditanyakan lagi" in await desk.post("/matching/again", form)
        await worked(desk.app)
        assert (await matched(desk.app, one))["population"].state == "waiting"
        answer = await desk.browser.ask(
            "POST", f"/console/matching/files/{number}/take", data={"mark": desk.mark, "what": "file"}
        )
        assert answer.status == 200  # the old file is there still, and whose data it holds is known
        assert one.id in await desk.app.database.read(lambda tx: matchings.who_is_in(tx, number))

    at_desks(site, scene)


def test_who_goes_into_a_file_after_the_click_stays_in_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        ((one, _),) = await registered(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(MAKASSAR,)))
        await desk.get("/matching")
        before = desk.app.clock()
        await asyncio.sleep(0.002)
        await desk.post("/matching/out", {"programme": PROGRAMME, "source": "population"})
        await worked(desk.app)
        payload = {"programme": PROGRAMME, "source": "population", "state": "asked", "before": before}
        await matching_tasks.match_again(desk.app, payload)
        assert (await matched(desk.app, one))["population"].state == "asked"

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
