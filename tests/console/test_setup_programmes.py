"""Programmes are set up at the console: by the same reader and checks as a file, each version kept."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from rules.officers import ALL, Area
from rules.programme import Programme
from rules.programmes import load
from storage import catalogue, programme_versions
from tests.console.desk import CITY, Desk, at_desks, officer

Site = tuple[str, App]
DENPASAR = "/setup/programmes/denpasar"


async def now(desk: Desk, code: str = "denpasar") -> Programme:
    found = await desk.app.database.read(lambda tx: catalogue.one(tx, code))
    assert found
    return found


async def number(desk: Desk, code: str = "denpasar") -> int:
    return await desk.app.database.read(lambda tx: programme_versions.newest_number(tx, code))


def filled(desk: Desk) -> dict[str, Any]:
    """What a browser would send of the form of the page, as it is now."""
    form, values = desk.page.partition("<main")[2], dict[str, Any]()
    for name, value in re.findall(r'<input(?![^>]*checkbox)[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form):
        values[name] = [*values[name], value] if name in values else [value]
    for name, value in re.findall(
        r'<input type="checkbox"[^>]* name="([^"]+)" value="([^"]+)" checked', form
    ):
        values[name] = [*values.get(name, []), value]
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        picked = re.findall(r'value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options)
        values[name] = picked[0]
    values |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL))
    return {name: unescaped(value) for name, value in values.items() if name != "mark"}


def unescaped(value: Any) -> Any:
    """A field that came once is a text."""
    texts = [unescape(one) for one in ([value] if isinstance(value, str) else value)]
    return texts[0] if len(texts) == 1 else texts


async def changed(desk: Desk, query: str, fields: dict[str, Any], status: int = 200) -> str:
    """Open a form, change some of it, send it."""
    await desk.get(f"{DENPASAR}/edit?{query}")
    return await desk.post(f"{DENPASAR}/edit", {**filled(desk), **fields}, status)


async def saved(desk: Desk, path: str = f"{DENPASAR}/edit") -> str:
    """Say yes to what would change."""
    return await desk.post(path, {**filled(desk), "sure": "yes"})


async def administrator(desk: Desk, *areas: Area) -> Any:
    who = await officer(desk.app, "administrator", areas=areas or (ALL,))
    await desk.sit_down(who)
    return who


def test_a_quota_is_changed_after_the_difference_was_seen(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await administrator(desk, CITY)
        before, first = await now(desk), await number(desk)
        text = await changed(desk, "part=quota", {"quota_per_village": "120"})
        assert "Kuota setiap desa atau kelurahan 100 120" in text
        assert await now(desk) == before  # nothing is stored before yes is said
        assert f"Tersimpan sebagai versi {first + 1}" in await saved(desk)
        assert (await now(desk)).quota_per_village == 120
        last = (await desk.last()).entry
        assert (last.act, last.record, last.id, last.officer) == (
            "programme_changed",
            "programme",
            "denpasar",
            who.id,
        )
        assert last.details == {"version": first + 1, "fields": ["quota_per_village"]}
        assert "Tidak ada yang berubah" in await changed(desk, "part=quota", {})

    at_desks(site, scene)


def test_the_form_comes_back_as_it_was_filled_in(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        await changed(desk, "part=names", {"name.id": "Seratus Pekerja"})
        await desk.post(f"{DENPASAR}/edit", {**filled(desk), "again": "yes"})
        assert filled(desk)["name.id"] == "Seratus Pekerja"

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("query", "fields", "why"),
    [
        ("part=people", {"age.min": "70"}, "Umur termuda (70) lebih tinggi"),
        ("part=people", {"age.max": "banyak"}, "Mohon angka saja"),
        ("part=payment", {"package": ["jkk"]}, "JKK dan JKM wajib ada"),
        ("part=payment", {"contribution_base": "1.000.500"}, "ribuan bulat"),
        ("part=payment", {"package": ["jkk", "jkm", "jht"]}, "JHT tidak bisa sekaligus"),
        ("part=names", {"name.en": ""}, "Ini perlu diisi"),
        ("part=names", {"timezone": "Asia/Bali"}, "Mohon pilih salah satu"),
        ("part=quota", {"quota": "0"}, "lebih dari nol"),
        ("part=category&row=farmer", {"label.id": "Petani sawah tadah hujan kecil"}, "punya 30 huruf"),
        ("part=category&row=farmer", {"synonyms": "tani, ojek"}, 'Kata "ojek" dipakai untuk dua'),
        ("part=category&row=new", {"label.id": "Perajin", "label.en": "Weaver"}, 'Nama "Perajin" sudah dipakai'),
        ("part=period&row=new", {"from": "2026-06-01", "until": "2026-07-01"}, "mulai sebelum masa dari"),
        ("part=period&row=new", {"from": "2031-06-01", "until": "2031-01-01"}, "sebelum mulai"),
        ("part=period&row=new", {"from": "2031-01-01", "until": "2041-01-01"}, "lebih dari 10 tahun"),
        ("part=period&row=new", {"from": "2031-01-01", "until": "9999-12-31"}, "mohon tanggal antara 1 Januari 2014 dan"),
        ("part=period&row=new", {"from": "0001-01-01", "until": "2001-01-01"}, "mohon tanggal antara 1 Januari 2014 dan"),
        ("part=window&row=new", {"from": "2031-01-01", "until": "2999-12-31"}, "mohon tanggal antara"),
        ("part=period&row=new", {"from": "2031-01-01", "until": "2031-12-31", "budget": "151200.00"}, "tiga angka"),
        ("part=quota", {"quota": "1.5"}, "titik hanya di antara tiga angka"),
        ("part=window&row=new", {"from": "besok", "until": "2031-01-01"}, "tanggal seperti 2026-12-31"),
    ],
)  # fmt: skip
def test_what_a_check_says_stands_beside_its_field(
    site: Site, query: str, fields: dict[str, Any], why: str
) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        before = await number(desk)
        assert why in await changed(desk, query, fields, 422)
        assert re.search(r'class="problem" id="[\w.]+-problem"', desk.page) or 'href="#content"' in desk.page
        assert await number(desk) == before

    at_desks(site, scene)


def test_a_kind_of_work_is_added_renamed_moved_and_stopped_without_code(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        fields = {"label.id": "Kader posyandu", "label.en": "Posyandu cadre", "synonyms": "Posyandu, kader, posyandu",
                  "place": "1", "quota": "50"}  # fmt: skip
        await changed(desk, "part=category&row=new", fields)
        await saved(desk)
        first = (await now(desk)).categories[0]
        assert (first.code, first.quota, first.active) == ("posyandu_cadre", 50, True)
        assert first.synonyms == ("posyandu", "kader")
        await changed(
            desk, "part=category&row=posyandu_cadre", {"label.id": "Kader", "place": "3", "active": []}
        )
        assert "Urutan jenis pekerjaan" in desk.text
        await saved(desk)
        third = (await now(desk)).categories[2]
        assert (third.code, third.label.id, third.active) == ("posyandu_cadre", "Kader", False)
        await desk.get(f"{DENPASAR}/edit?part=category&row=nobody", 404)

    at_desks(site, scene)


def test_periods_are_added_in_order_and_removed_before_they_begin(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        new = {"from": "2041-01-01", "until": "2041-12-31", "basis": "reported", "people": "2700",
               "budget": "Rp 544.320.000", "source": "SK 1/2040"}  # fmt: skip
        assert "Rp544.320.000" in await changed(desk, "part=period&row=new", new)
        await saved(desk)
        last = (await now(desk)).periods[-1]
        assert (last.people, last.budget, last.source) == (2700, 544_320_000, "SK 1/2040")
        await changed(desk, "part=period&row=2041-01-01", {"remove": "yes"})
        await saved(desk)
        assert (await now(desk)).periods[-1].start.year < 2041
        await desk.get(f"{DENPASAR}/edit?part=period&row=2023-01-01")
        assert 'name="remove"' not in desk.page
        fields = {**filled(desk), "remove": "yes"}
        assert "tidak bisa dihapus" in await desk.post(f"{DENPASAR}/edit", fields, 422)

    at_desks(site, scene)


def test_villages_are_chosen_by_kecamatan(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        path = f"{DENPASAR}/villages"
        assert "Denpasar Barat" in await desk.get(path)
        await desk.get(f"{path}?district=51.71.03")
        ticked = filled(desk)["village"]
        assert "51.71.03.2008" in ticked and all(code.split(".")[3][0] == "2" for code in ticked)
        text = await desk.post(
            path, {**filled(desk), "village": [one for one in ticked if one != "51.71.03.2008"]}
        )
        assert "51.71.03.2008" in text
        await saved(desk, path)
        assert (await now(desk)).excluded_villages == ("51.71.03.2008",)
        await desk.get(f"{path}?district=51.71.03")
        assert "51.71.03.2008" not in filled(desk)["village"]
        await desk.post(path, {**filled(desk), "village": ticked})
        await saved(desk, path)
        assert (await now(desk)).excluded_villages == ()
        await desk.get(f"{path}?district=63.71.01", 404)

    at_desks(site, scene)


def test_who_was_slower_sees_what_changed_meanwhile_and_loses_nothing(site: Site) -> None:
    async def scene(slow: Desk, fast: Desk) -> None:
        await administrator(slow)
        await administrator(fast)
        await slow.get(f"{DENPASAR}/edit?part=quota")
        await changed(fast, "part=names", {"note.id": "Bawa KTP.", "note.en": "Bring your KTP."})
        await saved(fast)
        text = await slow.post(f"{DENPASAR}/edit", {**filled(slow), "quota": "2700"}, 422)
        assert "Sementara itu ada orang lain" in text and filled(slow)["quota"] == "2700"
        await slow.post(f"{DENPASAR}/edit", filled(slow))
        await saved(slow)
        found = await now(slow)
        assert found.quota == 2700 and found.note and found.note.id == "Bawa KTP."

    at_desks(site, scene, browsers=2)


def test_an_earlier_version_is_looked_at_and_brought_back(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        then, first = await now(desk), await number(desk)
        await changed(desk, "part=people", {"age.max": "60", "age.source": "Perwali 5/2026"})
        await saved(desk)
        assert "Umur tertua 60" in await desk.get(f"{DENPASAR}/versions/{first}")
        await desk.post(f"{DENPASAR}/restore", filled(desk))
        assert f"mengembalikan versi {first}" in desk.text
        assert await now(desk) == then and await number(desk) == first + 2
        last = (await desk.last()).entry
        assert (last.act, last.details) == ("programme_restored", {"version": first + 2, "of": first})
        assert "sama dengan yang berlaku" in await desk.get(f"{DENPASAR}/versions/{first}")
        assert "Sementara itu" in await desk.post(f"{DENPASAR}/restore", {"number": first, "base": first})
        await desk.get(f"{DENPASAR}/versions/99999", 404)
        await desk.get(f"{DENPASAR}/versions/none", 404)

    at_desks(site, scene)


def test_a_kind_of_work_that_came_later_is_kept_when_an_earlier_version_returns(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        first = await number(desk)
        await changed(
            desk, "part=category&row=new", {"label.id": "Juru parkir", "label.en": "Parking attendant"}
        )
        await saved(desk)
        await desk.get(f"{DENPASAR}/versions/{first}")
        await desk.post(f"{DENPASAR}/restore", filled(desk))
        late = (await now(desk)).category("parking_attendant")
        assert late and not late.active

    at_desks(site, scene)


def test_the_programme_is_downloaded_as_the_file_that_load_takes(site: Site, tmp_path: Path) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        await desk.get(f"{DENPASAR}/file")
        assert desk.headers["Content-Disposition"] == "attachment; filename*=UTF-8''denpasar.toml"
        file = tmp_path / "denpasar.toml"
        await asyncio.to_thread(file.write_text, desk.page, "utf-8")
        assert load(file) == await now(desk)

    at_desks(site, scene)


NEW = {"like": "denpasar", "code": "gianyar", "name.id": "Pekerja Rentan Gianyar", "name.en": "Workers of Gianyar",
       "region": "51.04", "timezone": "Asia/Makassar", "run_by.id": "Pemkab Gianyar", "run_by.en": "Gianyar",
       "payer.code": "village_budget", "payer.label.id": "APBDes", "payer.label.en": "Village budget"}  # fmt: skip


@pytest.mark.parametrize(("like", "offered"), [("denpasar", True), ("", False)])
def test_a_programme_is_made_from_a_copy_or_a_form(site: Site, like: str, offered: bool) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        await desk.get(f"/setup/new?like={like}")
        code = f"gianyar_{like or 'baru'}"
        text = await desk.post("/setup/new", {**filled(desk), **NEW, "like": like, "code": code})
        assert "Kabupaten Gianyar" in text and "– Pekerja Rentan Gianyar" in text
        text = await saved(desk, "/setup/new")
        assert "dari 12 sudah siap" in text
        made = await now(desk, code)
        assert (made.region_name, made.payer.code) == ("Kabupaten Gianyar", "village_budget")
        assert made.periods == () and made.quota is None and not made.age.verified
        assert (made.category("farmer") is not None) == offered and made.category("other")
        assert (await desk.last()).entry.act == "programme_added"
        await desk.get("/setup/new")
        assert "sudah dipakai program lain" in await desk.post(
            "/setup/new", {**NEW, "code": code, "base": "0"}, 422
        )

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"code": "Kota Baru"}, "hanya boleh huruf kecil"),
        ({"region": "99.99"}, "bukan kode kabupaten atau kota"),
        ({"region": "63.71"}, "di luar wilayah Anda"),
        ({"region": ""}, "Ini perlu diisi"),
        ({"name.id": ""}, "Ini perlu diisi"),
    ],
)
def test_a_new_programme_that_can_t_be_is_told_why(site: Site, fields: dict[str, str], why: str) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk, CITY, Area("city", "51.04"))
        await desk.get("/setup/new")
        assert why in await desk.post("/setup/new", {**filled(desk), **NEW, "code": "baru", **fields}, 422)

    at_desks(site, scene)


def test_a_programme_s_administrator_changes_that_programme_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await administrator(desk, Area("programme", "denpasar"))
        text = await desk.get("/setup")
        assert (
            "1 Desa 100 Pekerja Rentan" in text and "Samarinda" not in text and "/setup/new" not in desk.page
        )
        await changed(desk, "part=quota", {"quota": "2600"})
        await saved(desk)
        assert (await now(desk)).quota == 2600
        await desk.get("/setup/programmes/samarinda", 404)
        last = (await desk.last()).entry
        assert (last.act, last.officer, last.record, last.id) == ("refused", who.id, "programme", "samarinda")
        assert last.spot == "64.72|samarinda||"
        for path in ("edit?part=quota", "villages", "file", "versions/1"):
            await desk.get(f"/setup/programmes/samarinda/{path}", 404)
        for path in ("edit", "villages", "restore"):
            await desk.get("/account")
            await desk.post(f"/setup/programmes/samarinda/{path}", {"part": "quota", "number": "1"}, 404)
        for nobody in ("%00", "x%27--", "a" * 5000, "%F0%9F%98%80", "{code}"):
            await desk.get(f"/setup/programmes/{nobody}", 404)
        await desk.get("/setup/new", 403)
        await desk.get("/account")
        await desk.post("/setup/new", {**NEW, "base": "0"}, 403)
        await desk.get("/setup/cities/51.71", 404)

    at_desks(site, scene)


def test_the_checklist_tells_what_is_missing_and_where_it_is_done(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        text = await desk.get("/setup/programmes/paser")
        assert "Isi masa perlindungan yang sebenarnya" in text and "Isi jam buka" in text
        assert "Belum ada untuk:" in text
        for where in ("edit?part=period&amp;row=new", "/setup/cities/64.01#hours", "/console/officers",
                      "/setup/cities/64.01#contact", "/setup/cities/64.01#hospitals"):  # fmt: skip
            assert where in desk.page
        assert "paling sedikit satu rumah sakit atau klinik PLKK, di Keterangan kota" in text
        await desk.get("/setup/cities/64.01")
        for part in ("contact", "hours", "hospitals"):
            assert f'<fieldset id="{part}">' in desk.page
        told = {**filled(desk), "hospitals.id": "RS Contoh Satu\nKlinik Contoh"}
        await desk.post("/setup/cities/64.01", told)
        assert "PLKK: 2 yang pertama dituju" in await desk.get("/setup/programmes/paser")
        await desk.get("/setup/cities/64.01")
        await desk.post("/setup/cities/64.01", {**filled(desk), "hospitals.id": ""})
        assert "PLKK: 2" not in await desk.get("/setup/programmes/paser")

    at_desks(site, scene)


@pytest.mark.parametrize("code", ["banjarmasin", "denpasar", "makassar", "paser", "samarinda"])
def test_no_shipped_programme_is_said_to_be_ready(site: Site, code: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator"))
        text = await desk.get(f"/setup/programmes/{code}")
        done, all_of_them = (int(number) for number in re.findall(r"(\d+) dari (\d+) sudah siap", text)[0])
        assert done < all_of_them == 12
        for open_one in ("Isi kontak kantor", "Isi jam buka", "Isi paling sedikit satu rumah sakit"):
            assert open_one in text

    at_desks(site, scene)
