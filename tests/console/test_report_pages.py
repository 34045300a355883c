"""What the mayor asks, at the console: figures, areas, charts, and the report that is handed on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from bot.app import App
from rules.cases import Case
from rules.officers import ALL, Area
from rules.records import Event
from storage import cases, chats, officers, progress
from storage.progress import FINISHED, LEFT, STOPPED
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.paper.page import said
from tests.real_size import Size, make_programme
from tests.web.site import standing

VILLAGE = "51.71.03.2008"
SIZES = (Size("denpasar", 540, groups="village"), Size("paser", 200, groups="office"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A city of 27 villages with 20 people each, and another one."""
    with standing(tmp_path_factory.mktemp("reports")) as found:

        async def fill(desk: Desk) -> None:
            for size in SIZES:
                await make_programme(desk.app, size)
            today = desk.app.local(desk.app.clock()).date().isoformat()
            await desk.app.database.run(lambda tx: ends(tx, today))

        at_desks(found, fill)
        yield found


def ends(tx: Tx, day: str) -> None:
    """In Paser ten have registered, three are silent at the NIK, one has cancelled at the review; in Denpasar two
    have registered; five had not said yet where they live.
    """
    for programme, times, question, outcome in (
        ("paser", 10, "", FINISHED), ("paser", 3, "nik", LEFT), ("paser", 1, "", STOPPED),
        ("denpasar", 2, "", FINISHED), ("", 5, "programme", LEFT),
    ):  # fmt: skip
        for _ in range(times):
            progress.note(tx, day, programme, "register", question, outcome)


def rows(page: str, section: str) -> list[list[str]]:
    """The cells of the table in a section."""
    found = page.partition(f'id="{section}"')[2].partition("</section>")[0]
    lines = re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)[1:]
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line)] for line in lines
    ]


def test_cities_stand_side_by_side_and_each_leads_to_its_own_page(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.sit_down(who)
        await desk.get("/reports")
        beside = {row[0]: row[1:] for row in rows(desk.page, "beside")}
        assert len(beside) == 5 and beside["Kota Makassar"] == ["35.000", "0", "0", "0 %"]
        quota, held, covered, percent = beside["Kota Denpasar"]
        assert (
            quota == "2.700"
            and int(held) > int(covered) > 400
            and percent == f"{int(covered) * 100 // 2700} %"
        )
        assert beside["Kabupaten Paser"][0] == "tanpa sasaran" and beside["Kabupaten Paser"][3] == "–"
        await desk.get("/reports?programme=denpasar")
        assert rows(desk.page, "summary")[0][1] == covered
        assert await desk.acts(who) == ["reports_read", "reports_read"]

    at_desks(site, scene)


def test_a_city_by_kecamatan_village_category_and_payer(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "decider", areas=(CITY,)))
        await desk.get("/reports")  # one city alone: its page at once
        districts = {row[0]: row[1:] for row in rows(desk.page, "districts")}
        kecamatan = ["Denpasar Selatan", "Denpasar Timur", "Denpasar Barat", "Denpasar Utara"]
        assert list(districts) == [*kecamatan, "Tidak tercatat"]
        assert districts["Tidak tercatat"] == [
            "tanpa sasaran",
            "0",
            "1",
            "–",
        ]  # the demo's, never registered here
        assert districts["Denpasar Barat"][0] == "800"
        covered = sum(int(row[2]) for row in districts.values())
        for section, column in (("categories", 3), ("payers", 2)):
            assert sum(int(row[column]) for row in rows(desk.page, section)) == covered
        assert rows(desk.page, "villages") == []
        await desk.get("/reports?programme=denpasar&district=51.71.03")
        villages = {row[0]: row[1:] for row in rows(desk.page, "villages")}
        assert len(villages) == 8 and villages["Tegal Harum"][0] == "100"
        assert sum(int(row[2]) for row in villages.values()) == int(districts["Denpasar Barat"][2])
        assert "Anggaran yang belum dicatat" in desk.text
        assert "menurut keadaan sekarang, termasuk yang baru dicatat sesudah bulan laporan ini" in desk.text

    at_desks(site, scene)


def test_where_people_give_up(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get("/reports?programme=paser")
        funnel = {row[0]: row[1:] for row in rows(desk.page, "funnel-register")}
        first, *_, last = funnel
        assert funnel[first][0] == "14" and (last, funnel[last][0]) == ("Selesai", "10")
        assert funnel["NIK"] == ["14", "3", "0", "100 %"]
        assert funnel["Ringkasan sebelum dikirim"] == ["11", "0", "1", "78 %"]
        await desk.get("/reports")  # side by side: those of all of them
        funnel = {row[0]: row[1:] for row in rows(desk.page, "funnel-register")}
        assert funnel["Selesai"][0] == "12" and funnel["NIK"] == ["16", "3", "0", "100 %"]

    at_desks(site, scene)


def test_one_city_s_people_who_give_up_are_not_another_s(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        text = await desk.get("/reports")
        funnel = {row[0]: row[1:] for row in rows(desk.page, "funnel-register")}
        assert funnel["Selesai"][0] == "2" and funnel["NIK"] == ["2", "0", "0", "100 %"]
        assert rows(desk.page, "nowhere") == [["Pendaftaran", "5", "0", "5", "0"]]
        assert "tidak ikut dalam angka program mana pun" in text
        month = desk.app.local(desk.app.clock()).date().isoformat()[:7]
        await desk.post("/reports/make", {"programme": "denpasar", "month": month, "format": "pdf"})
        (path,) = re.findall(r'href="/console(/reports/files/\d+)"', desk.page)[:1]
        answer = await desk.browser.get(f"/console{path}")
        told = said(answer.content)
        ended = told[told.index("Di mana orang berhenti: Pendaftaran") :]
        assert "2" in ended and not {"12", "14", "16"} & {*ended}
        assert "Percakapan yang belum diketahui programnya" in ended

    at_desks(site, scene)


def test_a_case_of_whom_nobody_knows_is_counted_apart(site: Site) -> None:
    def report(tx: Tx, app: App) -> None:
        address = chats.enter(tx, app.vault, "web", "witness", app.clock(), "id").id
        wanted = Case(0, "", "death", None, "", {"name": "I WAYAN"}, app.clock())
        cases.add(tx, app.vault, wanted, None, Event("reported", app.clock(), "person"), address)

    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        await desk.get("/reports")
        before = rows(desk.page, "cases")
        assert 'id="unknown_cases"' not in desk.page
        await desk.app.database.run(lambda tx: report(tx, desk.app))
        await desk.get("/reports")
        assert rows(desk.page, "cases") == before
        assert rows(desk.page, "unknown_cases")[1][:2] == ["Kematian", "1"]

    at_desks(site, scene)


def test_every_chart_is_a_picture_with_the_table_beside_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        await desk.get("/reports?programme=denpasar")
        for one in ("districts", "categories", "months", "registrations", "cases", "funnel-register"):
            part = desk.page.partition(f'id="{one}"')[2].partition("</section>")[0]
            assert part.count('<svg viewBox="0 0 360') == 1 and 'role="img" aria-label="Grafik' in part
            assert part.count('class="there" x=') == len(rows(desk.page, one))
        assert "<script" not in desk.page and "style=" not in desk.page

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("areas", "people"),
    [((Area("village", VILLAGE),), 20), ((Area("office", "paser/dinas-trader"),), 25), ((CITY,), 540)],
    ids=str,
)
def test_an_officer_sees_the_figures_of_their_own_area_alone(
    site: Site, areas: tuple[Area, ...], people: int
) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer", areas=areas))
        text = await desk.get("/reports")
        assert sum(int(row[1]) for row in rows(desk.page, "registrations")) == people
        assert ("Hanya bagian" in text) == (areas != (CITY,))
        assert ("untuk seluruh program" in text) == (areas != (CITY,))

    at_desks(site, scene)


def test_another_city_s_figures_do_not_exist(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        await desk.get("/reports?programme=paser", 404)
        assert (await desk.last()).entry.spot == "64.01|paser||"
        await desk.get("/reports?programme=nowhere", 404)
        await desk.get("/reports")
        await desk.post("/reports/make", {"programme": "paser", "month": "2026-01", "format": "pdf"}, 404)
        assert (await desk.last()).entry.act == "refused"

    at_desks(site, scene)


@pytest.mark.parametrize(
    "query", ["month=1999-01", "month=9999-12", "month=x", "district=64.01.01", "district=%"]
)
def test_what_cannot_be_asked_is_answered_with_what_can(site: Site, query: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        await desk.get("/reports?programme=denpasar")
        plain = rows(desk.page, "summary")
        await desk.get(f"/reports?programme=denpasar&{query}")
        assert rows(desk.page, "summary") == plain and rows(desk.page, "villages") == []

    at_desks(site, scene)


def test_a_report_is_made_kept_sealed_and_fetched_by_its_maker_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer", areas=(CITY,))
        await desk.sit_down(who)
        await desk.get("/reports")
        text = await desk.post("/reports/make", {"programme": "denpasar", "month": "", "format": "pdf"})
        assert "Laporannya sudah jadi" in text
        number = re.findall(r"/console(/reports/files/\d+)", desk.page)[0]
        answer = await desk.browser.get(f"/console{number}")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert re.search(
            r"^attachment; filename\*=UTF-8''payung-denpasar-\d{4}-\d\d\.pdf$",
            answer.headers["Content-Disposition"],
        )
        told = said(answer.content)
        assert {"Kota Denpasar", "Denpasar Barat", "Tegal Harum", "Ringkasan"} <= set(told)
        assert any(who.name in one for one in told)
        sealed = [
            file.read_bytes()
            for file in (desk.app.settings.data_dir / "documents").rglob("*")
            if file.is_file()
        ]
        assert sealed and all(b"%PDF" not in content for content in sealed)
        assert await desk.acts(who) == ["reports_read", "report_made", "reports_read", "report_read"]
        await desk.sit_down(await officer(desk.app, "viewer", areas=(CITY,)))
        await desk.get(number, 404)
        assert number.rpartition("/")[2] == (await desk.last()).entry.id

    at_desks(site, scene)


def test_what_was_made_with_wider_areas_is_not_fetched_with_narrower_ones(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer", areas=(ALL,))
        await desk.sit_down(who)
        await desk.get("/reports")
        await desk.post("/reports/make", {"programme": "", "month": "", "format": "xlsx"})
        number = re.findall(r"/console(/reports/files/\d+)", desk.page)[0]
        answer = await desk.browser.get(f"/console{number}")
        with zipfile.ZipFile(BytesIO(answer.content)) as book:
            assert b"Kota Samarinda" in book.read("xl/worksheets/sheet2.xml")
        await desk.app.database.run(lambda tx: officers.grant(tx, who.id, ["viewer"], (CITY,)))
        await desk.get(number, 404)
        await desk.get("/reports")
        assert "/reports/files/" not in desk.page

    at_desks(site, scene)


def test_in_english_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        await desk.get("/reports?language=en")
        text = await desk.get("/reports?programme=denpasar")
        assert "By kecamatan" in text and "Where people give up: " in text

    at_desks(site, scene)
