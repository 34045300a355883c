"""Questions for other offices go out as files, and their answers come in."""

from __future__ import annotations

from bot import matching_tasks
from storage.audit_seen import keys_of
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.matching_room import MAKASSAR, upload, worked
from tests.matching.scene import PROGRAMME, file, matched, registered

__all__ = ["site"]


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
