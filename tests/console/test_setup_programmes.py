"""Programmes are set up at the console, by the same reader and checks as a file."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rules.officers import Area
from tests.console.desk import CITY, Desk, Site, at_desks
from tests.console.setup_room import DENPASAR, NEW, administrator, changed, filled, now, number, saved


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
