"""Whoever is taken off a list that is fixed hears of it, and a registration shows its lists."""

from __future__ import annotations

from bot.enrolment import telling
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.officers import Area
from storage import jobs
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.enrolment_room import NUMBERS, decided, made, rows_of, sent_file, verified
from tests.console.fresh import site
from tests.console.test_registration_pages import now

__all__ = ["site"]


async def news(desk: Desk) -> list[str]:
    """What chats are to hear of lists, taken out of the table."""
    clock = desk.app.clock
    found = await desk.app.database.run(
        lambda tx: jobs.claim(tx, desk.app.vault, clock(), clock() + 10**9, 500)
    )
    return [job.payload["news"].partition(":")[0] for job in found if job.kind == telling.JOB]


def test_who_is_taken_off_a_fixed_list_hears_of_it_and_the_page_shows_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        gone, stays = await verified(desk.app, 2)
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        assert "Belum ada di daftar kepesertaan" in await desk.get(f"/registrations/{gone.id}")
        id = await made(desk)
        rows = await rows_of(desk, id)
        await desk.post(
            f"/enrolment/{id}/rows", {"do": "off", "row": str(rows[stays.id][0]), "reason": "MOVED"}
        )
        await desk.post(f"/enrolment/{id}/rows", {"do": "in", "row": str(rows[stays.id][0])})
        assert await news(desk) == []  # a draft is nobody's matter yet
        await decided(desk, id, decider)
        await desk.get(f"/enrolment/{id}")
        off = {"row": str(rows[gone.id][0]), "reason": "NOT_WORKING"}
        assert "1 orang" in await desk.post(f"/enrolment/{id}/off", off)
        assert await news(desk) == ["left_list"]
        (event,) = [one for one in (await now(desk.app, gone)).events if one.kind == "unlisted"]
        assert (event.reason, event.details["officer"]) == ("NOT_WORKING", decider.id)
        text = await desk.get(f"/registrations/{gone.id}")
        assert "dikeluarkan petugas" in text and f'/enrolment/{id}"' in desk.page
        assert "belum masuk daftar yang iurannya dibayar program, karena belum bekerja" in text
        await desk.post(f"/enrolment/{id}/off", off)
        assert await news(desk) == []

    at_desks(site, scene)


def test_a_registration_shows_its_lists_with_a_masked_number_and_no_way_to_lists_elsewhere(
    site: Site,
) -> None:
    async def scene(desk: Desk) -> None:
        one, refused = await verified(desk.app, 2)
        maker, decider = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        await desk.sit_down(maker)
        id = await made(desk)
        await decided(desk, id, decider)
        await desk.sit_down(maker)
        await desk.get(f"/enrolment/{id}")
        await desk.post(f"/enrolment/{id}/send")
        await done(desk.app)
        await desk.browser.get(f"/console/enrolment/{id}/file")
        answers = [
            (one.details["nik"], "", "99000000001", "", ""),
            (refused.details["nik"], "", "", "ditolak", "NIK_INACTIVE"),
        ]
        await sent_file(desk, id, "kpj", sheet(answers, NUMBERS, "Sheet1"))
        await done(desk.app)
        text = await desk.get(f"/registrations/{one.id}")
        assert "••• 0001" in text and "99000000001" not in text and f'/enrolment/{id}"' in desk.page
        text = await desk.get(f"/registrations/{refused.id}")
        assert "belum diterima cabang" in text and "NIK belum aktif" in text
        village = Area("village", str(one.village))
        await desk.sit_down(await officer(desk.app, "verifier", areas=(village,)))
        text = await desk.get(f"/registrations/{one.id}")
        assert f"Daftar {id}" in text and f'/enrolment/{id}"' not in desk.page

    at_desks(site, scene)
