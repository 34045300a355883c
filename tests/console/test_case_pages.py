"""One case at the console: what is told of it, its papers and files, the conversation, and who sees what."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.cases import noted
from rules.cases import Case
from rules.officers import ALL, Area
from rules.records import Event
from storage import cases, documents
from storage.documents import Document
from storage.statement import Tx
from tests.console.case_room import accident, death, now, records
from tests.console.desk import CITY, Desk, Site, at_desks, officer

JPEG = b"\xff\xd8\xff\xe0" + bytes(400)
PDF, HTML = b"%PDF-1.7\n%%EOF", b"<!doctype html><script>alert(1)</script>"


async def papers(app: App, one: Case, *files: tuple[str, str, bytes], problem: str = "") -> None:
    """Files that the reporter's chat sends: their number, as which paper, the bytes."""
    stored = [(id, code, app.shelf.put(content)) for id, code, content in files]

    def write(tx: Tx) -> None:
        for id, code, file in stored:
            who = records(tx, app, "sender")
            documents.add(
                tx, app.vault, Document(id, who.chat.id, "photo", "ktp siti.jpg", "waiting"), app.clock()
            )
            documents.filed(tx, id, file, 400, "photo")
            known = cases.by_id(tx, app.vault, one.id)
            assert known
            known = who.add_document(known, code, id)
            if problem:
                noted(tx, app.vault, known, "unclear", id, app.clock(), problem)

    await app.database.run(write)


async def tells(app: App, one: Case, **more: object) -> None:
    event = Event("told", app.clock(), "person")
    await app.database.run(lambda tx: cases.happen(tx, app.vault, one, event, None, more))


def test_a_page_tells_what_was_told_and_what_the_city_knows(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        heirs = [
            {"name": "NI MADE AYU", "relation": "spouse"},
            {"name": "I KETUT ADI", "relation": "sibling"},
        ]
        children = [{"name": "I PUTU ADI", "born": "2015-05-03", "school": "sd"}]
        await tells(desk.app, one, heirs=heirs, children=children, bank="BPD Bali", account="1234567890123")
        who = await officer(desk.app, "cases", areas=(CITY,))
        await desk.sit_down(who)
        text = await desk.get(f"/cases/{one.id}")
        for part in (
            "Kematian (JKM)", "Surat dikumpulkan", one.details["name"], "Sakit", "NI MADE AYU", "+62 ••• 7890",
            "I KETUT ADI", "I PUTU ADI, 3 Mei 2015", "••• 0123", "Akta kematian", "BELUM ADA", "Rp42.000.000",
            "aktif pada hari kejadian", "Hak mengajukan berakhir", "PP 82/2019", "lewat chat", "T-0000",
        ):  # fmt: skip
            assert part in text, part
        assert one.details["nik"] not in desk.page and "+6281234567890" not in desk.page
        assert await desk.acts(who) == ["case_read"]
        text = await desk.post(f"/cases/{one.id}/show", {"what": "nik"})
        assert f"{one.details['nik']} Hanya ditampilkan sekali" in text
        assert (await desk.last()).entry.details == {"what": "nik"}
        assert one.details["nik"] not in await desk.get(f"/cases/{one.id}")

    at_desks(site, scene)


def test_an_accident_with_its_witnesses_clocks_and_problem_marks(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app, ago=60)
        await tells(
            desk.app, one, witnesses=[{"name": "I GEDE", "phone": "+6281200001111"}, {"name": "NI LUH"}]
        )
        await papers(desk.app, one, ("pic-1", "worker_ktp", JPEG), problem="blurred")
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        text = await desk.get(f"/cases/{one.id}")
        for part in ("LEWAT", "KTP pekerja sulit dibaca", "kabur", "I GEDE +62 ••• 1111", "terpeleset"):
            assert part in text, part
        assert "+6281200001111" in await desk.post(f"/cases/{one.id}/show", {"what": "witness.1"})
        for odd in ("witness.3", "witness.x", "name", ""):
            await desk.post(f"/cases/{one.id}/show", {"what": odd})
            assert "Hanya ditampilkan sekali" not in desk.text

    at_desks(site, scene)


def test_who_only_looks_sees_no_personal_value(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app)
        await tells(desk.app, one, heirs=[{"name": "NI MADE AYU", "relation": "spouse"}])
        await papers(desk.app, one, ("pic-2", "worker_ktp", JPEG))
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        text = await desk.get(f"/cases/{one.id}")
        assert "KTP pekerja ada" in text and "Kecelakaan kerja" in text and "Laporan tahap I" in text
        for part in (
            "WAYAN",
            "AYU",
            "terpeleset",
            "Pasar",
            "RSUD",
            "7890",
            "/files/",
            "/talk",
            "Rp",
            "<textarea",
        ):
            assert part not in desk.page, part
        await desk.get(f"/cases/{one.id}/files/pic-2", 403)
        await desk.get(f"/cases/{one.id}/talk?chat=1", 403)
        await desk.post(f"/cases/{one.id}/show", {"what": "nik"}, 403)

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("id", "content", "media", "way"),
    [
        ("f-jpeg", JPEG, "image/jpeg", "inline; filename*=UTF-8''{number}-1.jpg"),
        ("f-pdf", PDF, "application/octet-stream", "attachment; filename*=UTF-8''{number}-1.pdf"),
        ("f-html", HTML, "application/octet-stream", "attachment; filename*=UTF-8''{number}-1.bin"),
    ],
)
def test_a_file_is_opened_for_one_officer_and_never_as_a_page(
    site: Site, id: str, content: bytes, media: str, way: str
) -> None:
    async def scene(desk: Desk) -> None:
        one, other = await death(desk.app), await death(desk.app)
        await papers(desk.app, one, (id, "death_certificate", content))
        who = await officer(desk.app, "cases", areas=(CITY,))
        await desk.sit_down(who)
        assert f"/cases/{one.id}/files/{id}" in (await desk.get(f"/cases/{one.id}"), desk.page)[1]
        answer = await desk.browser.get(f"/console/cases/{one.id}/files/{id}")
        assert (answer.status, answer.content) == (200, content)
        assert answer.headers["Content-Type"] == media
        assert answer.headers["Content-Disposition"] == way.format(number=one.number)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
        assert [row.entry.details for row in await desk.trail() if row.entry.act == "case_file_read"][-1] == {
            "file": 1
        }
        for path in (f"{other.id}/files/{id}", f"{one.id}/files/nothing", "999999/files/x"):
            await desk.get(f"/cases/{path}", 404)
        await desk.sit_down(await officer(desk.app, "cases", areas=(Area("city", "63.71"),)))
        await desk.get(f"/cases/{one.id}/files/{id}", 404)
        assert (await desk.last()).entry.act == "refused"

    at_desks(site, scene)


def test_a_file_that_is_not_on_the_shelf_is_not_there(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await papers(desk.app, one, ("gone", "family_card", b"\xff\xd8\xff once"))
        for file in (desk.app.settings.data_dir / "documents").rglob("*"):
            if file.is_file():
                file.unlink()
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        await desk.get(f"/cases/{one.id}/files/gone", 404)

    at_desks(site, scene)


def test_a_conversation_is_shown_as_the_person_saw_it_and_noted(site: Site) -> None:
    async def scene(person: Desk, desk: Desk) -> None:
        await person.browser.say("halo")
        address = await desk.app.database.read(
            lambda tx: tx.execute("SELECT address FROM chats ORDER BY id DESC LIMIT 1", {}).fetchone()[
                "address"
            ]
        )
        one = await death(desk.app, address=address)
        stranger = await death(desk.app)
        who = await officer(desk.app, "cases", areas=(ALL,))
        await desk.sit_down(who)
        await desk.get(f"/cases/{one.id}")
        path = desk.page.partition(f"/cases/{one.id}/talk?chat=")[2].partition('"')[0]
        text = await desk.get(f"/cases/{one.id}/talk?chat={path}")
        assert "halo" in text and "[" not in text and "Setuju" in text
        assert (await desk.last()).entry.act == "case_talk_read"
        await desk.get(f"/cases/{stranger.id}/talk?chat={path}", 404)
        await desk.get(f"/cases/{one.id}/talk?chat=x", 404)
        assert (await now(desk.app, one)).status == "reported"

    at_desks(site, scene, 2)
