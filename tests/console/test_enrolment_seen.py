"""Who sees what of an enrolment list: by area, by role, in English; and whose files are taken."""

from __future__ import annotations

import io

import aiohttp

from bot.lists.writing import sheet
from rules.officers import ALL, Area
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.enrolment_room import NUMBERS, made, months, sent_file, verified
from tests.console.fresh import site
from tests.console.test_registration_pages import VILLAGE

__all__ = ["site"]


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
