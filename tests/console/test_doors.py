"""The doors: who knows the password and the code comes in, and everybody else stays outside."""

from __future__ import annotations

import asyncio
import time

import pytest

from console.tried import lifted
from storage import officers
from tests.console.desk import PASSWORD, Desk, Site, at_desks, now_code, officer
from tests.console.welcomed import SAME


def test_the_answer_is_the_same_whoever_is_not_known(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        known = await officer(desk.app, "viewer")
        disabled = await officer(desk.app, "viewer", state="disabled")
        pages = set()
        for login in (known.login, disabled.login, "nobody.at.all"):
            assert SAME in await desk.log_in(login, "wrong password here", 422)
            pages.add(desk.page.replace(login, "LOGIN"))
        assert SAME in await desk.log_in(disabled.login, PASSWORD, 422)
        assert len(pages) == 1

    at_desks(site, scene)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(site: Site) -> None:
    """Measured as the best of several: without a hash to compare it would be ten times as fast."""

    async def scene(desk: Desk) -> None:
        known = await officer(desk.app, "viewer")
        took: dict[str, float] = {}
        for login in (known.login, "nobody.there"):
            tries = []
            for _ in range(3):
                await desk.get("/login")
                began = time.process_time()  # the program runs in this process
                await desk.post("/login", {"login": login, "password": "wrong"}, 422)
                tries.append(time.process_time() - began)
            took[login] = min(tries)
        slow, fast = max(took.values()), min(took.values())
        assert fast > 0.02 and slow < 3 * fast, took

    at_desks(site, scene)


def test_after_five_tries_an_account_is_locked_whether_or_not_there_is_one(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        known = await officer(desk.app, "viewer")
        for login in (known.login, "nobody.here"):
            for _ in range(5):
                assert SAME in await desk.log_in(login, "wrong", 422)
            assert "coba lagi 15 menit lagi" in await desk.log_in(login, PASSWORD, 422)
        assert "coba lagi 15 menit lagi" in await other.log_in(known.login, PASSWORD, 422)

    at_desks(site, scene, 2)


def test_tries_sent_at_once_are_all_counted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.get("/login")
        fields = {"mark": desk.mark, "login": who.login, "password": "wrong"}
        answers = await asyncio.gather(
            *(desk.browser.ask("POST", "/console/login", data=fields) for _ in range(12))
        )
        looked_at = [one for one in answers if SAME in one.content.decode()]
        assert len(looked_at) == 5

    at_desks(site, scene)


def test_the_right_password_forgives_the_wrong_ones_before_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        for _ in range(2):
            for _ in range(4):
                await desk.log_in(who.login, "wrong", 422)
            await desk.log_in(who.login)

    at_desks(site, scene)


def test_a_code_that_was_used_is_not_used_again(site: Site) -> None:
    async def scene(desk: Desk, thief: Desk) -> None:
        who = await officer(desk.app, "viewer")
        code = now_code()
        await desk.log_in(who.login)
        await thief.log_in(who.login)
        await desk.give_code(code)
        assert "Kode itu belum cocok" in await thief.give_code(code, 422)
        assert (await thief.last()).entry.act == "code_refused"

    at_desks(site, scene, 2)


def test_codes_are_not_guessed(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.log_in(who.login)
        wrong = next(
            f"{n:06}" for n in range(10) if f"{n:06}" not in {now_code(a) for a in (-2, -1, 0, 1, 2)}
        )
        for _ in range(5):
            assert "belum cocok" in await desk.give_code(wrong, 422)
        assert "coba lagi 15 menit lagi" in await desk.give_code(now_code(), 422)

    at_desks(site, scene)


def test_a_password_alone_opens_nothing(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "administrator", "auditor")
        await desk.log_in(who.login)
        for path in ("/", "/officers", "/audit", "/account", "/groups/1"):
            assert (await desk.get(path)).startswith("Kode dari aplikasi")
            assert desk.menu == []

    at_desks(site, scene)


def test_a_new_cookie_comes_with_each_step_and_the_old_one_is_worth_nothing(site: Site) -> None:
    """Session fixation: whoever planted a cookie in the browser beforehand gets nothing with it."""

    async def scene(desk: Desk, thief: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await thief.get("/login")
        planted = thief.cookie
        desk.cookie = planted
        await desk.log_in(who.login)
        halfway = desk.cookie
        await desk.give_code(now_code())
        assert len({planted, halfway, desk.cookie}) == 3
        for token in (planted, halfway):
            thief.cookie = token
            assert (await thief.get("/account")).startswith("Masuk untuk petugas")

    at_desks(site, scene, 2)


def test_who_logged_out_is_out_and_the_cookie_goes(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.sit_down(who)
        token = desk.cookie
        assert "Anda sudah keluar." in await desk.post("/logout")
        desk.cookie = token
        assert (await desk.get("/")).startswith("Masuk untuk petugas")

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("to", "path"),
    [
        ("/console/officers", "/console/officers"),
        ("/console/audit?act=login", "/console/audit?act=login"),
        ("https://evil.example/", "/console/"),
        ("//evil.example/", "/console/"),
        ("/\\evil.example", "/console/"),
        ("/console/../../evil", "/console/"),
        ("/console//evil.example", "/console/"),
        ("/consoleevil", "/console/"),
        ("javascript:alert(1)", "/console/"),
        ("/console/\r\nSet-Cookie: a=b", "/console/"),
    ],
)
def test_after_logging_in_one_goes_on_here_and_nowhere_else(site: Site, to: str, path: str) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "auditor")
        await desk.log_in(who.login)
        fields = {"mark": desk.mark, "code": now_code(), "to": to}
        answer = await desk.browser.ask("POST", "/console/login/code", data=fields, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (303, path)
        assert [name for name in answer.headers.getall("Set-Cookie") if not name.startswith("payung_")] == []

    at_desks(site, scene)


def test_who_is_not_in_comes_back_to_where_they_wanted_to_go(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "auditor")
        await desk.get("/audit?act=login")
        assert 'name="to" value="/console/audit?act=login"' in desk.page
        await desk.post(
            "/login", {"login": who.login, "password": PASSWORD, "to": "/console/audit?act=login"}
        )
        text = await desk.give_code(now_code(), to="/console/audit?act=login")
        assert text.startswith("Jejak audit")

    at_desks(site, scene)


def test_who_is_disabled_is_out_at_once(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.sit_down(who)
        await desk.app.database.run(lambda tx: officers.set_state(tx, who.id, "disabled", 0))
        assert (await desk.get("/")).startswith("Masuk untuk petugas")

    at_desks(site, scene)


def test_an_office_where_somebody_mistyped_too_often_is_let_in_again_by_the_command(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        for number in range(20):
            await desk.log_in(f"nobody.{number}", "wrong", 422)
        assert "coba lagi 15 menit lagi" in await desk.log_in(who.login, PASSWORD, 422)
        address = str(desk.browser.session.headers["X-Forwarded-For"])
        await desk.app.database.run(lambda tx: lifted(tx, desk.app.vault, None, address))
        await desk.log_in(who.login)

    at_desks(site, scene)


def test_an_officer_who_mistyped_too_often_is_let_in_again_by_the_command(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        for _ in range(5):
            await desk.log_in(who.login, "wrong", 422)
        await desk.app.database.run(lambda tx: lifted(tx, desk.app.vault, who, ""))
        await desk.log_in(who.login)
        for _ in range(5):
            await desk.give_code("000000", 422)
        await desk.app.database.run(lambda tx: lifted(tx, desk.app.vault, who, ""))
        await desk.give_code(now_code())

    at_desks(site, scene)
