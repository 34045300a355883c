"""Officers let officers in: never wider than their own area, never themselves, and out means out."""

from __future__ import annotations

import re

import pytest

from rules.officers import ALL, Area, Officer
from storage import officers
from tests.console.desk import CITY, Desk, Site, at_desks, link_for, officer

OTHER = Area("city", "63.71")
NEW = {"name": "I Made Sukerta", "role": "verifier", "area": "city:51.71", "villages": ""}


async def stored(desk: Desk, login: str) -> Officer | None:
    return await desk.app.database.read(lambda tx: officers.by_login(tx, desk.app.vault, login))


def test_an_administrator_lets_an_officer_in_with_a_link_shown_once(site: Site) -> None:
    async def scene(desk: Desk, newcomer: Desk) -> None:
        who = await officer(desk.app, "administrator")
        await desk.sit_down(who)
        await desk.get("/officers/new")
        await desk.post(
            "/officers/new", {**NEW, "login": "made.one", "area": ["city:51.71", "programme:samarinda"]}
        )
        (code,) = re.findall(r"/console/welcome#([A-Z0-9]{16})<", desk.page)
        made = await stored(desk, "made.one")
        assert made and made.state == "invited"
        assert made.areas == (Area("city", "51.71"), Area("programme", "samarinda"))
        await newcomer.get("/welcome")
        fields = {"code": code, "password": "sungai meja rotan kuning", "again": "sungai meja rotan kuning"}
        assert (await newcomer.post("/welcome", fields)).startswith("Aplikasi kode di HP")
        await desk.get(f"/officers/{made.id}")
        assert code not in desk.page
        assert (await desk.acts(who))[:2] == ["officer_added", "officer_link"]

    at_desks(site, scene, 2)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"login": "A b"}, "3 sampai 40 huruf kecil"),
        ({"login": "ab"}, "3 sampai 40 huruf kecil"),
        ({"name": ""}, "Namanya perlu diisi"),
        ({"name": "x" * 81}, "Namanya perlu diisi"),
        ({"role": []}, "paling sedikit satu tugas"),
        ({"role": "mayor"}, "paling sedikit satu tugas"),
        ({"area": []}, "paling sedikit satu wilayah"),
        ({"area": "city:99.99"}, "di luar wilayah kerja"),
        ({"area": "nonsense:x"}, "di luar wilayah kerja"),
        ({"area": "village:51.71.03.2008"}, None),
        ({"villages": "51.71.03.9999"}, "belum dikenal"),
        ({"villages": "Tegal Harum"}, "belum dikenal"),
    ],
)
def test_what_is_the_matter_is_said_beside_its_field(
    site: Site, fields: dict[str, object], why: str | None
) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator"))
        await desk.get("/officers/new")
        text = await desk.post("/officers/new", {**NEW, "login": "made.two", **fields}, 422 if why else 200)
        assert why is None or (
            why in text and 'role="alert"' in desk.page and "aria-invalid" in desk.page + "aria-invalid"
        )

    at_desks(site, scene)


def test_a_login_is_given_once(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "administrator")
        await desk.sit_down(who)
        await desk.get("/officers/new")
        assert "sudah dipakai" in await desk.post("/officers/new", {**NEW, "login": who.login}, 422)

    at_desks(site, scene)


@pytest.mark.parametrize("fields", [{"area": "all:"}, {"area": "city:63.71"}, {"area": "programme:banjarmasin"},
                                    {"area": "city:51.71", "villages": "63.71.01.1001"}], ids=str)  # fmt: skip
def test_nobody_gives_away_more_than_they_have(site: Site, fields: dict[str, str]) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator", areas=(CITY,)))
        await desk.get("/officers/new")
        assert 'value="all:"' not in desk.page and "63.71" not in desk.page
        text = await desk.post("/officers/new", {**NEW, "login": "made.three", **fields}, 422)
        assert "di luar wilayah kerja Anda" in text
        assert await stored(desk, "made.three") is None

    at_desks(site, scene)


@pytest.mark.parametrize("areas", [(ALL,), (OTHER,), (CITY, OTHER)])
def test_an_officer_of_another_area_does_not_exist_here_and_asking_is_noted(
    site: Site, areas: tuple[Area, ...]
) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "administrator", areas=(CITY,))
        stranger = await officer(desk.app, "viewer", areas=areas)
        await desk.sit_down(who)
        assert stranger.login not in await desk.get("/officers")
        nobody = await desk.get("/officers/99999", 404)
        assert await desk.get(f"/officers/{stranger.id}", 404) == nobody
        for act in ("", "/link", "/disable", "/enable"):
            await desk.get("/account")
            await desk.post(f"/officers/{stranger.id}{act}", NEW, 404)
            last = (await desk.last()).entry
            assert (last.act, last.officer, last.record, last.id) == (
                "refused",
                who.id,
                "officer",
                str(stranger.id),
            )
            assert last.details["why"] == "404"
        assert await stored(desk, stranger.login) == stranger

    at_desks(site, scene)


def test_nobody_changes_their_own_rights_or_shuts_themselves_out(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "administrator")
        await desk.sit_down(who)
        assert "bukan oleh orangnya sendiri" in await desk.get(f"/officers/{who.id}")
        for act in ("", "/link", "/disable", "/enable"):
            await desk.get("/account")
            await desk.post(f"/officers/{who.id}{act}", {**NEW, "role": "decider"}, 403)
        assert await stored(desk, who.login) == who

    at_desks(site, scene)


def test_rights_are_changed_and_what_they_were_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who, other = await officer(desk.app, "administrator"), await officer(desk.app, "viewer")
        await desk.sit_down(who)
        await desk.get(f"/officers/{other.id}")
        fields = {**NEW, "role": ["verifier", "cases"], "villages": "51.71.03.2008"}
        assert "sudah disimpan" in await desk.post(f"/officers/{other.id}", fields)
        changed = await stored(desk, other.login)
        assert changed and changed.roles == {"verifier", "cases"} and changed.name == "I Made Sukerta"
        assert changed.areas == (CITY, Area("village", "51.71.03.2008"))
        (row,) = [one.entry for one in await desk.trail() if one.entry.act == "officer_changed"]
        assert row.details["before"] == {"roles": ["viewer"], "areas": ["all:"]}
        assert row.details["after"]["roles"] == ["cases", "verifier"]

    at_desks(site, scene)


def test_who_is_disabled_is_out_everywhere_and_comes_back_by_a_new_link_alone(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        who, gone = await officer(desk.app, "administrator"), await officer(desk.app, "viewer")
        await desk.sit_down(who)
        await other.sit_down(gone)
        code = await link_for(desk.app, gone)
        await desk.get(f"/officers/{gone.id}")
        assert "sudah dinonaktifkan" in await desk.post(f"/officers/{gone.id}/disable")
        assert (await other.get("/")).startswith("Masuk untuk petugas")
        await other.log_in(gone.login, status=422)
        await other.get("/welcome")
        new = "sungai meja rotan kuning"
        await other.post("/welcome", {"code": code, "password": new, "again": new}, 422)
        await desk.post(f"/officers/{gone.id}/link", status=403)
        await desk.get(f"/officers/{gone.id}")
        await desk.post(f"/officers/{gone.id}/enable")
        (link,) = re.findall(r"/console/welcome#([A-Z0-9]{16})<", desk.page)
        await other.log_in(gone.login, status=422)
        await other.get("/welcome")
        await other.post("/welcome", {"code": link, "password": new, "again": new})
        acts = [act for act in await desk.acts(who) if act.startswith("officer_") and act != "officer_read"]
        assert acts == ["officer_disabled", "officer_enabled", "officer_link"]

    at_desks(site, scene, 2)


@pytest.mark.parametrize(
    "meanwhile",
    [{"role": ["verifier"]}, {"area": ["city:51.71"]}, {"name": "Ni Luh"}, {"villages": "51.71.03.2008", "area": []}],
    ids=str,
)  # fmt: skip
def test_a_form_that_was_opened_before_somebody_else_saved_gives_nothing_back(
    site: Site, meanwhile: dict[str, object]
) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        whom = await officer(desk.app, "verifier", "decider")
        for one in (desk, other):
            await one.sit_down(await officer(one.app, "administrator"))
            await one.get(f"/officers/{whom.id}")
        as_it_was = {"name": whom.name, "role": ["verifier", "decider"], "area": ["all:"], "villages": ""}
        assert "sudah disimpan" in await other.post(f"/officers/{whom.id}", {**as_it_was, **meanwhile})
        now = await stored(desk, whom.login)
        text = await desk.post(f"/officers/{whom.id}", {**as_it_was, "name": "Nama Baru"}, 422)
        assert "tidak ada yang disimpan" in text and "Nama Baru" not in desk.page
        assert now and now.name in desk.page  # what stands now is shown
        assert await stored(desk, whom.login) == now
        fields = {"name": "Nama Baru", "role": sorted(now.roles), "area": ["all:"]}
        assert "sudah disimpan" in await desk.post(f"/officers/{whom.id}", fields)

    at_desks(site, scene, 2)


def test_a_form_that_was_made_from_nothing_known_changes_nobody(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        whom = await officer(desk.app, "viewer")
        await desk.sit_down(await officer(desk.app, "administrator"))
        for base in ("", "x"):
            await desk.get(f"/officers/{whom.id}")
            await desk.post(f"/officers/{whom.id}", {**NEW, "base": base}, 422)
        assert await stored(desk, whom.login) == whom

    at_desks(site, scene)
