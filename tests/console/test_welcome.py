"""The one-time link: to a password, an app and in; once, and only for whom it was made."""

from __future__ import annotations

import pytest

from storage import codes, officers
from tests.console.desk import PASSWORD, Desk, Site, at_desks, link_for, now_code, officer
from tests.console.welcomed import welcomed


def test_a_link_leads_to_a_password_an_app_and_in(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "auditor", state="invited")
        secret = await welcomed(desk, await link_for(desk.app, who))
        text = await desk.post("/welcome/app", {"code": now_code(secret=secret)})
        assert f"Selamat datang, {who.name}." in text
        assert desk.menu == ["/", "/enrolment", "/officers", "/audit", "/account"]
        assert await desk.acts(who) == ["welcomed", "app_set"]
        await desk.get("/")
        assert "Selamat datang, " not in desk.text  # said once
        await desk.post("/logout")
        await desk.log_in(who.login)
        text = await desk.give_code(now_code(1, secret))
        assert text.startswith("Beranda")
        assert await desk.acts(who) == ["welcomed", "app_set", "logout", "login"]

    at_desks(site, scene)


def test_a_code_may_be_typed_in_small_letters_with_dashes(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        code = await link_for(desk.app, await officer(desk.app, "viewer", state="invited"))
        typed = "-".join(code.lower()[start : start + 4] for start in range(0, 16, 4))
        assert await welcomed(desk, typed)

    at_desks(site, scene)


def test_a_link_works_once(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        code = await link_for(desk.app, await officer(desk.app, "viewer", state="invited"))
        await welcomed(desk, code)
        await other.get("/welcome")
        fields = {"code": code, "password": PASSWORD, "again": PASSWORD}
        assert "Kode itu tidak berlaku" in await other.post("/welcome", fields, 422)

    at_desks(site, scene, 2)


def test_a_newer_link_ends_the_older_one_and_a_disabled_officer_has_none(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer", state="invited")
        older, newer = await link_for(desk.app, who), await link_for(desk.app, who)
        fields = {"password": PASSWORD, "again": PASSWORD}
        await desk.get("/welcome")
        assert "tidak berlaku" in await desk.post("/welcome", {**fields, "code": older}, 422)
        await desk.app.database.run(lambda tx: officers.set_state(tx, who.id, "disabled", 0))
        assert "tidak berlaku" in await desk.post("/welcome", {**fields, "code": newer}, 422)

    at_desks(site, scene)


def test_a_code_of_another_kind_opens_nothing(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        def other_kind(tx):
            return codes.make(tx, desk.app.vault, "coordinator", None, desk.app.clock() + 10**6, "1", 16)

        code = await desk.app.database.run(other_kind)
        await desk.get("/welcome")
        fields = {"code": code, "password": PASSWORD, "again": PASSWORD}
        assert "tidak berlaku" in await desk.post("/welcome", fields, 422)

    at_desks(site, scene)


def test_a_link_sets_everything_anew_and_ends_every_browser(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await other.sit_down(who)
        await welcomed(desk, await link_for(desk.app, who))
        assert (await other.get("/")).startswith("Masuk untuk petugas")
        await desk.get("/")  # the app is not set up yet: nothing else can be seen
        assert desk.text.startswith("Aplikasi kode di HP")

    at_desks(site, scene, 2)


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("p3nd3k", "p3nd3k", "masih pendek: paling sedikit 12 huruf"),
        ("a" * 201, "a" * 201, "terlalu panjang"),
        ("payungpayung123456", "payungpayung123456", "mudah ditebak"),
        ("sepeda hujan tikar biru", "sepeda hujan tikar biru", "mudah ditebak"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "mudah ditebak"),
        (PASSWORD, PASSWORD + " ", "belum sama"),
    ],
)
def test_a_password_that_is_guessed_or_mistyped_is_asked_for_again(
    site: Site, password: str, again: str, why: str
) -> None:
    async def scene(desk: Desk) -> None:
        code = await link_for(desk.app, await officer(desk.app, "viewer", state="invited"))
        await desk.get("/welcome")
        assert why in await desk.post("/welcome", {"code": code, "password": password, "again": again}, 422)
        assert f'value="{password}' not in desk.page
        assert await welcomed(desk, code)  # the code is still good

    at_desks(site, scene)
