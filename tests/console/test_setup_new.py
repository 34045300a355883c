"""A new programme: from a copy or an empty form, why it can't be, and what it lacks still."""

from __future__ import annotations

import re

import pytest

from rules.officers import Area
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.setup_room import NEW, administrator, filled, now, saved


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
