"""What a city tells of itself and the table of regions, set up at the console; and the words of all of it."""

from __future__ import annotations

from datetime import time
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from bot.catalogues import LANGUAGES, catalogues
from console.setup_fields import HINTED, NEW, PARTS
from console.setup_regions import LARGEST
from rules.city import NOTHING
from rules.officers import Area
from rules.opening import Span
from rules.programme_edit import flat
from rules.programme_mistake import SENTENCES
from rules.programme_reader import write_programme
from rules.region_rows import TITLES
from rules.regions import SENTENCES as ROW_SENTENCES
from storage import catalogue, city_words
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.setup_room import filled
from tests.rules.samples import real

HERE = "/setup/cities/51.71"
WRITTEN = {
    "contact.id": "Loket Disnaker", "contact.en": "", "office.id": "Jalan Contoh 1", "office.en": "1 Contoh Street",
    "branch.id": "", "branch.en": "", "hospitals.id": "RS Contoh Satu\n\n  RS Contoh Dua ", "hospitals.en": "",
    "day.0": "8-12, 13-15", "day.4": "08.00-11.30", "holidays.id": "Cuti bersama tutup.", "holidays.en": "",
}  # fmt: skip


async def sits(desk: Desk, *areas: Area) -> None:
    await desk.sit_down(await officer(desk.app, "administrator", areas=areas or (CITY,)))


def test_what_a_city_tells_is_written_and_taken_away_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        await desk.get(HERE)
        await desk.post(HERE, {**filled(desk), **WRITTEN})
        last = (await desk.last()).entry
        assert (last.act, last.record, last.id, last.spot) == (
            "city_words_changed",
            "city",
            "51.71",
            "51.71|||",
        )
        assert last.details == {"fields": ["contact", "holidays", "hospitals", "hours", "office"]}
        told = await desk.app.database.read(lambda tx: city_words.words_of(tx, "51.71", "en"))
        assert (told.contact, told.office) == ("Loket Disnaker", "1 Contoh Street")
        assert told.hospitals == ("RS Contoh Satu", "RS Contoh Dua")
        hours = await desk.app.database.read(lambda tx: city_words.hours_of(tx, "51.71"))
        assert hours and hours.holidays("en") == "Cuti bersama tutup." and not hours.on_holidays
        assert hours.spans == (
            Span(0, time(8), time(12)),
            Span(0, time(13), time(15)),
            Span(4, time(8), time(11, 30)),
        )
        await desk.get(HERE)
        assert filled(desk)["day.0"] == "08.00-12.00, 13.00-15.00"
        await desk.post(HERE, {**dict.fromkeys(filled(desk), ""), "base": filled(desk)["base"]})
        assert await desk.app.database.read(lambda tx: city_words.words_of(tx, "51.71", "id")) == NOTHING

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"day.2": "pagi"}, "Mohon ditulis seperti 08.00-15.00"),
        ({"day.2": "15.00-08.00"}, "Mohon ditulis seperti"),
        ({"contact.id": "x" * 601}, "paling banyak 600 huruf"),
        ({"hospitals.id": "RS\n" * 9}, "Paling banyak 8 baris"),
        ({"day.0": "", "day.4": ""}, "isi dulu jam buka"),
        ({"day.0": "", "day.4": "", "holidays.id": "", "on_holidays": "yes"}, "isi dulu jam buka"),
    ],
)
def test_what_can_t_be_told_is_said_beside_its_field(site: Site, fields: dict[str, str], why: str) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        await desk.get(HERE)
        assert why in await desk.post(HERE, {**filled(desk), **WRITTEN, **fields}, 422)
        assert filled(desk)["office.id"] == "Jalan Contoh 1"

    at_desks(site, scene)


@pytest.mark.parametrize(
    "meanwhile", [{"contact.id": "0361 000000"}, {"day.1": "09.00-12.00"}, {"holidays.en": "Closed"}], ids=str
)
def test_what_somebody_else_has_written_meanwhile_is_not_wiped_away(
    site: Site, meanwhile: dict[str, str]
) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        for one in (desk, other):
            await sits(one)
            await one.get(HERE)
        hours = {"day.0": "08.00-15.00"}
        await other.post(HERE, {**filled(other), **hours, **meanwhile})
        now = await desk.app.database.read(lambda tx: city_words.raw(tx, "51.71"))
        text = await desk.post(HERE, {**filled(desk), "office.id": "Jalan Lain 2"}, 422)
        assert "tidak ada yang disimpan" in text
        assert await desk.app.database.read(lambda tx: city_words.raw(tx, "51.71")) == now
        for name, value in meanwhile.items():
            assert filled(desk)[name] == value  # what stands now is shown, and the form goes on from there
        await desk.post(HERE, {**filled(desk), "office.id": "Jalan Lain 2"})
        written = await desk.app.database.read(lambda tx: city_words.raw(tx, "51.71"))
        assert written == {**now, ("office", "id"): "Jalan Lain 2"}
        await desk.post(HERE, {**dict.fromkeys(filled(desk), ""), "base": filled(desk)["base"]})

    at_desks(site, scene, 2)


def test_another_city_s_words_do_not_exist_here(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        for region in ("63.71", "99.99", "x"):
            await desk.get(f"/setup/cities/{region}", 404)
            await desk.get("/account")
            await desk.post(f"/setup/cities/{region}", WRITTEN, 404)

    at_desks(site, scene)


async def sent(desk: Desk, content: bytes, status: int = 200, base: str = "", **more: Any) -> str:
    """Send a file as the form of the page does."""
    form = aiohttp.FormData()
    form.add_field("mark", desk.mark)
    form.add_field("base", base)
    form.add_field("table", BytesIO(content), filename="wilayah.csv", content_type="text/csv")
    return desk._seen(await desk.browser.ask("POST", "/console/setup/regions", data=form, **more), status)


async def name(desk: Desk, code: str) -> str:
    return await desk.app.database.read(lambda tx: catalogue.region_name(tx, code))


def test_a_table_of_regions_is_stored_as_far_as_it_is_one_s_own(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("city", "51.04"))
        await desk.get("/setup/regions")
        rows = ["kode;nama", "51;BALI", "51.04;Kabupaten Gianyar", "51.04.01;Sukawati", "51.04.01.2001;Batubulan",
                "63.71;Lain"]  # fmt: skip
        text = await sent(desk, "\r\n".join(rows).encode("utf-8-sig"))
        assert "3 wilayah sudah disimpan. 2 baris" in text
        assert await name(desk, "51.04.01.2001") == "Batubulan"
        assert await name(desk, "63.71") == "Kota Banjarmasin" and await name(desk, "51") == "51"
        last = (await desk.last()).entry
        assert (last.act, last.details) == (
            "regions_imported",
            {"count": 3, "left_out": 2, "added": 3, "renamed": 0},
        )

    at_desks(site, scene)


def test_every_faulty_row_is_told_with_its_line_and_nothing_is_stored(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("all"))
        await desk.get("/setup/regions")
        rows = ["code,name", "51.05,Klungkung", "51.05.1,Salah", "51.05,Lagi", "51.06,", "51.07," + "x" * 121]
        text = await sent(desk, "\n".join(rows).encode(), 422)
        assert 'Baris 3: "51.05.1" bukan kode wilayah' in text and "Baris 4: kode 51.05 sudah ada" in text
        assert "Baris 5: 51.06 belum ada namanya" in text and "Baris 6: nama untuk 51.07" in text
        assert await name(desk, "51.05") == "51.05"
        many = "code,name\n" + "salah,x\n" * 60
        text = await sent(desk, many.encode(), 422)
        assert text.count("bukan kode wilayah") == 50 and "Dan 10 baris lagi" in text

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Berkasnya kosong"),
        (b"51.05,Klungkung", "perlu menyebut kolom code dan name"),
        ("code,name\n51.05,Klungk\xfcng".encode("latin-1"), "bukan teks UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xb5U0#\xf4", "bukan teks UTF-8"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "perlu menyebut kolom code dan name"),
        (b"nik,nama\n5171031708850001,SITI\n", "perlu menyebut kolom code dan name"),
    ],
)
def test_a_file_that_is_no_table_is_told_why(site: Site, content: bytes, why: str) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("all"))
        await desk.get("/setup/regions")
        assert why in await sent(desk, content, 422)

    at_desks(site, scene)


TABLE = ("code,name\n51.06,Kabupaten Bangli\n51.06.01,Susut\n51.06.01.2001,Apuan\n"
         "51.06.01.2002,Demulih\n")  # fmt: skip


def test_the_same_table_twice_changes_nothing_and_says_so(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("all"))
        await desk.get("/setup/regions")
        assert "4 baru, 0 ganti nama, 0 tetap" in await sent(desk, TABLE.encode())
        before = await desk.app.database.read(catalogue.count_regions)
        text = await sent(desk, TABLE.encode())
        assert "0 baru, 0 ganti nama, 4 tetap seperti semula" in text and "Kode lama" not in text
        assert await desk.app.database.read(catalogue.count_regions) == before
        assert (await desk.last()).entry.details == {"count": 4, "left_out": 0, "added": 0, "renamed": 0}

    at_desks(site, scene)


def test_a_table_with_one_code_changed_names_the_old_and_the_new_one(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("all"))
        await desk.get("/setup/regions")
        await sent(desk, TABLE.encode())
        text = await sent(desk, TABLE.replace("51.06.01.2002", "51.06.01.2012").encode())
        assert "1 baru, 0 ganti nama, 3 tetap" in text and "Demulih: 51.06.01.2002 → 51.06.01.2012" in text
        assert await name(desk, "51.06.01.2002") == await name(desk, "51.06.01.2012") == "Demulih"
        part = b"code,name\n51.06.01.2003,Tiga\n"  # a part of the table says nothing of the rest
        assert "Kode lama" not in await sent(desk, part)

    at_desks(site, scene)


def test_another_name_is_shown_first_and_stored_when_the_file_comes_again(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("all"))
        await desk.get("/setup/regions")
        await sent(desk, TABLE.replace("51.06", "51.08").encode())
        new = TABLE.replace("51.06", "51.08").replace("Apuan", "Apuan Kaja").encode()
        added = b"51.08.01.2003,Tiga\n"
        text = await sent(desk, new + added)
        assert "Belum ada yang disimpan" in text and "51.08.01.2001: Apuan → Apuan Kaja" in text
        assert (await name(desk, "51.08.01.2001"), await name(desk, "51.08.01.2003")) == (
            "Apuan",
            "51.08.01.2003",
        )
        assert (await desk.last()).entry.details["renamed"] == 0
        seen = desk._made_from("/setup/regions")
        text = await sent(desk, new.replace(b"Kaja", b"Kelod"), base=seen["base"])  # not what was seen
        assert "Belum ada yang disimpan" in text and "Apuan → Apuan Kelod" in text
        text = await sent(desk, new + added, base=seen["base"])
        assert "1 baru, 1 ganti nama, 3 tetap" in text and "Apuan → Apuan Kaja" in text
        assert (await name(desk, "51.08.01.2001"), await name(desk, "51.08.01.2003")) == (
            "Apuan Kaja",
            "Tiga",
        )
        imported, renamed = [row.entry for row in (await desk.trail())[-2:]]
        assert imported.details["renamed"] == 1
        assert (renamed.act, renamed.details) == ("regions_renamed", {"before": ["51.08.01.2001 Apuan"]})
        many = "".join(f"51.08.02.{number},Desa {number}\n" for number in range(2001, 2062))
        await sent(desk, f"code,name\n51.08.02,Tembuku\n{many}".encode())
        text = await sent(desk, f"code,name\n51.08.02,Tembuku\n{many.replace('Desa', 'Banjar')}".encode())
        assert text.count("→ Banjar") == 50 and "Dan 11 baris lagi" in text

    at_desks(site, scene)


def test_a_file_comes_from_who_may_send_one_and_is_not_too_large(site: Site) -> None:
    async def scene(desk: Desk, stranger: Desk) -> None:
        await sits(desk, Area("all"))
        await desk.get("/setup/regions")
        await sent(desk, b"x" * (LARGEST + 100_000), 413)
        await stranger.get("/login")
        await sent(stranger, b"code,name\n51.05,Klungkung", 403)  # not even read
        await stranger.get("/login")
        await sent(stranger, b"x" * 100_000, 413)
        await desk.sit_down(await officer(desk.app, "viewer"))
        await sent(desk, b"code,name\n51.05,Klungkung", 403)
        await sits(desk, Area("programme", "denpasar"))
        assert "diisi administrator kota" in await desk.get("/setup/regions")
        assert "0 wilayah sudah disimpan" in await sent(desk, b"code,name\n51.05,Klungkung")

    at_desks(site, scene, browsers=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_and_every_mistake_has_its_words(language: str) -> None:
    texts = catalogues(language)["console"]
    wanted = {f"setup.field.{part.name(entry)}" for part in PARTS.values() for entry in part.entries}
    wanted |= {f"setup.field.{entry.path}" for entry in NEW} | {"setup.field.categories"}
    for code in ("banjarmasin", "denpasar", "makassar", "paser", "samarinda"):
        wanted |= {f"setup.field.{field}" for field, _ in flat(write_programme(real(code)))}
    wanted |= {f"setup.wrong.{kind}" for kind in SENTENCES} | {f"setup.hint.{field}" for field in HINTED}
    wrong = (
        "missing",
        "unknown",
        "text",
        "number",
        "decimal",
        "flag",
        "day",
        "texts",
        "choice",
        "table",
        "tables",
    )
    wanted |= {f"setup.wrong.{kind}" for kind in wrong}
    wanted |= {f"setup.{what}.{name}" for what in ("part", "about") for name in PARTS}
    options = {option for part in PARTS.values() for entry in part.entries for option in entry.options}
    assert sorted(key for key in wanted if key not in texts) == []
    assert (
        sorted(
            one
            for one in options
            if not {f"setup.value.{one.replace('/', '_')}", f"payer.{one}"} & texts.keys()
        )
        == []
    )
    assert {
        f"setup.rows.{kind}" for kind in (*ROW_SENTENCES, "long", "text", "empty", "titles")
    } <= texts.keys()
    assert set(TITLES) == {"code", "name"}
