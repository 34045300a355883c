"""The offices of a city are set up once; groups and officers choose from them, and no spelling doubles one."""

from __future__ import annotations

import re

import pytest

from bot.wishes import BadWish, Wish, group_of
from rules.officers import Area
from storage import catalogue, groups, officers, offices
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.test_group_pages import NEW, led

HERE = "/setup/cities/51.71/offices"


async def sits(desk: Desk, *areas: Area) -> None:
    await desk.sit_down(await officer(desk.app, "administrator", areas=areas or (CITY,)))


async def added(desk: Desk, name: str, status: int = 200, **more: str) -> str:
    await desk.get(HERE)
    return await desk.post(HERE, {"name": name, **more}, status)


async def names(desk: Desk) -> dict[str, str]:
    found = await desk.app.database.read(lambda tx: offices.of_region(tx, "51.71"))
    return {one.code: one.name for one in found}


def test_an_office_is_added_once_whatever_the_spelling(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        assert "Dinas Perikanan sudah ditambahkan" in await added(desk, " Dinas  Perikanan ")
        last = (await desk.last()).entry
        assert (last.act, last.record, last.spot) == ("office_added", "office", "51.71|||")
        assert "Perikanan" not in str(last.details)
        for spelt in ("dinas perikanan", "DINAS PERIKANAN KOTA DENPASAR", "Dinas-Perikanan"):
            assert "sudah ada: Dinas Perikanan" in await added(desk, spelt, 422)
        assert "Mirip dengan Dinas Perikanan" in await added(desk, "Dinas Perikanann", 422)
        assert 'name="other"' in desk.page
        await added(desk, "Dinas Perikanann", other="yes")
        assert "perlu diisi" in await added(desk, "!!!", 422)
        assert "paling banyak 60 huruf" in await added(desk, "x" * 61, 422)
        assert {code for code in await names(desk) if "perikan" in code} == {
            "dinas-perikanan", "dinas-perikanann"
        }  # fmt: skip

    at_desks(site, scene)


def test_a_renamed_office_keeps_its_code_its_groups_and_its_officers(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        for one in (desk, other):
            await sits(one)
        await added(desk, "Dinas Kebersihan")
        group = await led(desk, Wish("denpasar", office="DINAS KEBERSIHAN", quota=5))
        assert group.place == "dinas-kebersihan"
        area = Area("office", "denpasar/dinas-kebersihan")
        staff = await officer(desk.app, "verifier", areas=(area,))
        path = f"{HERE}/dinas-kebersihan"
        for one in (desk, other):
            await one.get(path)
        assert "Nama baru sudah disimpan" in await desk.post(path, {"name": "Dinas Lingkungan Hidup"})
        assert "Ganti nama menjadi Dinas Lingkungan Hidup" in desk.text and "Ditambahkan" in desk.text
        assert (await desk.last()).entry.act == "office_renamed"
        assert "tidak ada yang disimpan" in await other.post(path, {"name": "Dinas Lain"}, 422)
        now = await desk.app.database.read(lambda tx: groups.by_id(tx, group.id))
        assert now and (now.place, now.name) == ("dinas-kebersihan", "Dinas Lingkungan Hidup")
        assert "Dinas Lingkungan Hidup" in await desk.get(f"/officers/{staff.id}")
        assert "sudah ada: Dinas Lingkungan Hidup" in await added(
            desk, "Dinas Kebersihan", 422
        )  # its old name
        row = re.search(r"dinas-kebersihan</td>.*?</tr>", desk.page, re.DOTALL)
        assert row and re.findall(r'class="number">(\d+)<', row[0]) == ["1", "1"]

    at_desks(site, scene, 2)


def test_a_closed_office_is_offered_no_more_and_what_there_is_goes_on(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        for one in (desk, other):
            await sits(one)
        await added(desk, "Dinas Pasar")
        group = await led(desk, Wish("denpasar", office="Dinas Pasar", quota=5))
        place = "denpasar/dinas-pasar"
        staff = await officer(desk.app, "viewer", areas=(Area("office", place),))
        assert place in await desk.get("/officers/new") or place in desk.page
        path = f"{HERE}/dinas-pasar"
        for one in (desk, other):
            await one.get(path)
        assert "sudah ditutup" in await desk.post(f"{path}/close")
        assert (await desk.last()).entry.act == "office_closed"
        await other.post(f"{path}/close")  # somebody was faster: nothing happens, the page says how it is
        assert (await desk.last()).entry.act == "office_closed"
        assert len([one for one in await desk.trail() if one.entry.act == "office_closed"]) == 1
        await desk.get("/officers/new")
        assert place not in desk.page
        await desk.get("/groups/new?programme=denpasar")
        assert 'value="dinas-pasar"' not in desk.page
        wish = {**NEW, "village": "", "office": "dinas-pasar"}
        assert "pilih kantor dari daftar" in await desk.post("/groups/new", wish, 422)
        await desk.get(f"/officers/{staff.id}")
        assert f'value="office:{place}" checked' in desk.page  # who has it keeps it when the form is saved
        fields = {"name": "Petugas Lama", "role": "viewer", "area": f"office:{place}", "villages": ""}
        assert "sudah disimpan" in await desk.post(f"/officers/{staff.id}", fields)
        kept = await desk.app.database.read(lambda tx: officers.by_id(tx, desk.app.vault, staff.id))
        assert kept and kept.areas == (Area("office", place),)
        now = await desk.app.database.read(lambda tx: groups.by_id(tx, group.id))
        assert now and now.status == "open"
        assert "tetapi ditutup: Dinas Pasar" in await added(desk, "dinas pasar", 422)
        with pytest.raises(BadWish, match="The office Dinas Pasar is closed"):
            today = desk.app.local(desk.app.clock()).date()
            await desk.app.database.read(
                lambda tx: group_of(tx, Wish("denpasar", office="Dinas Pasar"), today)
            )
        await desk.get(path)
        assert "dipakai lagi" in await desk.post(f"{path}/reopen")
        await desk.get("/groups/new?programme=denpasar")
        assert 'value="dinas-pasar"' in desk.page

    at_desks(site, scene, 2)


def test_a_group_is_opened_for_an_office_of_the_list_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        await added(desk, "Dinas Pemadam")
        await desk.get("/groups/new?programme=denpasar")
        wish = {**NEW, "village": "", "office": "Dinas Yang Tidak Ada"}
        assert "pilih kantor dari daftar" in await desk.post("/groups/new", wish, 422)
        await desk.post("/groups/new", {**wish, "office": "dinas-pemadam"})
        made = (await desk.app.database.read(groups.everyone))[-1]
        found = [one for one in await desk.app.database.read(groups.everyone) if one.place == "dinas-pemadam"]
        assert made and [(one.kind, one.name) for one in found] == [("office", "Dinas Pemadam")]

    at_desks(site, scene)


def test_a_name_with_letters_of_elsewhere_has_a_page_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        assert "Balai Ŝeni sudah ditambahkan" in await added(desk, "Balai Ŝeni")
        (path,) = set(re.findall(r'href="/console(/setup/\S+/balai-[^"]+)"', desk.page))
        assert path.isascii() and "Ditambahkan: Balai Ŝeni" in await desk.get(path)

    at_desks(site, scene)


def test_another_city_s_offices_do_not_exist_here(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk)
        for path in ("/setup/cities/63.71/offices", "/setup/cities/x/offices", f"{HERE}/keine"):
            await desk.get(path, 404)
        await desk.get("/account")
        await desk.post("/setup/cities/63.71/offices", {"name": "Dinas Lain"}, 404)
        assert await desk.app.database.read(lambda tx: offices.of_region(tx, "63.71")) == []
        await desk.sit_down(await officer(desk.app, "administrator", areas=(Area("programme", "denpasar"),)))
        await desk.get(HERE, 404)
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get(HERE, 403)

    at_desks(site, scene)


def test_one_city_s_office_is_not_another_s(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await sits(desk, Area("all"))
        await added(desk, "Dinas Arsip")
        there = "/setup/cities/63.71/offices"
        await desk.get(there)
        await desk.post(there, {"name": "Dinas Arsip"})
        both = await desk.app.database.read(
            lambda tx: [offices.found(tx, catalogue.programme(tx, code), "dinas arsip")
                        for code in ("denpasar", "banjarmasin")]
        )  # fmt: skip
        assert [one and one.region for one in both] == ["51.71", "63.71"]

    at_desks(site, scene)
