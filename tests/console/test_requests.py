"""What goes with every answer, and what is not taken: forms of other sites, huge ones, odd ones."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import quote

import pytest

from console.cookies import NAME, name_of
from console.origin import FIELD
from storage import groups
from storage.errors import StorageDown
from tests.console.desk import PASSWORD, Desk, Site, at_desks, now_code, officer
from tests.web.site import program, served, talker

PATHS = ("/login", "/welcome", "/nothing", "/console.css", "/officers", "/officers/x")
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_other_sites_and_scripts_out(site: Site, path: str) -> None:
    async def scene(desk: Desk) -> None:
        answer = await desk.browser.get(f"/console{path}")
        headers = answer.headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy == {
            "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
            "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'",
        }  # fmt: skip
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        kept = "public" if path.endswith(".css") else "no-store"
        assert headers["Cache-Control"].startswith(kept)

    at_desks(site, scene)


def test_no_page_needs_a_script_or_anything_of_another_site(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator", "auditor"))
        for path in ("/", "/groups", "/groups/new", "/officers", "/officers/new", "/audit", "/account"):
            await desk.get(path)
            assert "<script" not in desk.page
            assert re.findall(r"<[^>]+ (?:style|on[a-z]+)=[^>]*>", desk.page) == []
            assert re.findall(r'(?:src|href|action)="(?!/console|#)', desk.page) == []

    at_desks(site, scene)


def test_over_https_the_cookie_is_bound_to_this_host_and_to_encryption(tmp_path) -> None:
    async def run() -> None:
        async with program(tmp_path, public_url="https://payung.example") as app, served(app.asgi) as url:
            async with talker(url) as browser:
                answer = await browser.get("/console/login")
                (cookie,) = answer.headers.getall("Set-Cookie")
                assert cookie.startswith(f"{name_of(True)}=") and name_of(True) == f"__Host-{NAME}"
                flags = {part.strip().lower() for part in cookie.split(";")[1:]}
                assert flags == {"httponly", "secure", "samesite=lax", "path=/"}
                assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"

    asyncio.run(run())


def test_on_this_machine_the_cookie_is_out_of_reach_of_scripts_too(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        answer = await desk.browser.get("/console/login")
        (cookie,) = answer.headers.getall("Set-Cookie")
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert flags == {"httponly", "samesite=lax", "path=/"}

    at_desks(site, scene)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_of_another_site_is_not_taken_and_noted(site: Site, headers: dict[str, str]) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.sit_down(who)
        await desk.post("/account/sessions", status=403, headers=headers)
        last = (await desk.last()).entry
        assert (last.act, last.officer, last.details["why"]) == ("refused", who.id, "foreign")
        await desk.get("/account")
        await desk.post("/account/sessions", headers={"Sec-Fetch-Site": "same-origin"})

    at_desks(site, scene)


@pytest.mark.parametrize("mark", ["", "0" * 64, "x"])
def test_a_form_without_the_mark_of_its_session_is_not_taken(site: Site, mark: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        answer = await desk.browser.ask("POST", "/console/logout", data={FIELD: mark})
        assert answer.status == 403
        assert (await desk.get("/")).startswith("Beranda")

    at_desks(site, scene)


def test_the_mark_of_one_session_is_worth_nothing_in_another(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        await other.sit_down(await officer(desk.app, "viewer"))
        assert desk.mark != other.mark
        answer = await desk.browser.ask("POST", "/console/logout", data={FIELD: other.mark})
        assert answer.status == 403

    at_desks(site, scene, 2)


def test_even_the_login_form_is_taken_from_our_own_page_alone(site: Site) -> None:
    """Or another site could log an officer in under a stranger's account."""

    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        fields = {"login": who.login, "password": PASSWORD}
        assert (await desk.browser.ask("POST", "/console/login", data=fields)).status == 403

    at_desks(site, scene)


@pytest.mark.parametrize("size", [64_001, 900_000])
def test_a_huge_form_is_not_read(site: Site, size: int) -> None:
    async def scene(desk: Desk) -> None:
        await desk.get("/login")
        await desk.post("/login", {"login": "x" * size}, 413)
        await desk.get("/login")

    at_desks(site, scene)


def test_a_form_of_very_many_fields_is_not_read(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.get("/login")
        await desk.post("/login", {"a": ["1"] * 1000}, 413)

    at_desks(site, scene)


NASTY = ("\x00", "a\x00b", "\ud800", "'; DROP TABLE officers; --", "<script>alert(1)</script>", "{{7*7}}", "{x}",
         "\u202e", "../../etc/passwd", "%00", "a" * 5000, "١٢٣")  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_nothing_that_is_typed_breaks_a_page(site: Site, text: str) -> None:
    async def scene(desk: Desk) -> None:
        sent = text.encode("utf-8", "surrogatepass")
        await desk.get("/login")
        for path in ("/login", "/welcome"):
            body = "&".join(f"{name}={quote(sent)}" for name in ("login", "password", "code", "again", "to"))
            answer = await desk.browser.ask(
                "POST", f"/console{path}", data=f"mark={desk.mark}&{body}".encode(),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )  # fmt: skip
            assert answer.status == 422
            assert b"<script>alert" not in answer.content and b'value="49"' not in answer.content
        await desk.sit_down(await officer(desk.app, "administrator", "auditor"))
        for path in (
            "/audit?act=",
            "/audit?login=",
            "/audit?before=",
            "/groups?page=",
            "/groups/new?programme=",
        ):
            answer = await desk.browser.ask("GET", f"/console{path}{quote(sent)}")
            assert answer.status == 200 and b"<script>alert" not in answer.content

    at_desks(site, scene)


@pytest.mark.parametrize(
    "path", ["/officers/0", "/officers/99999999999999999999999", "/groups/7", "/x/y", "/%00"]
)
def test_what_is_not_there_is_said_kindly(site: Site, path: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator"))
        assert "Halaman ini tidak ada" in await desk.get(path, 404)
        await desk.get("/")  # and nobody is logged out for it

    at_desks(site, scene)


def test_another_way_of_asking_is_no_way_in(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator"))
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            answer = await desk.browser.ask(method, "/console/officers")
            assert answer.status == 404
        assert (await desk.browser.ask("GET", "/console/logout")).status == 404

    at_desks(site, scene)


def test_a_name_that_a_request_gives_its_host_stands_in_no_link(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator"))
        await desk.get("/officers/new")
        fields = {"login": "baru.sekali", "name": "Baru", "role": "viewer", "area": "all:", "villages": ""}
        text = await desk.post("/officers/new", fields, headers={"X-Forwarded-Host": "evil.example"})
        assert "http://127.0.0.1:8080/console/welcome#" in text and "evil.example" not in desk.page

    at_desks(site, scene)


def test_the_language_is_chosen_once_and_kept_where_one_is(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "auditor"))
        text = await desk.get("/audit?act=login&language=en")
        assert text.startswith("Audit trail") and '<html lang="en">' in desk.page
        assert '<option value="login" selected>' in desk.page
        assert (await desk.get("/")).startswith("Home")
        assert (await desk.get("/?language=xx")).startswith("Home")
        assert (await desk.get("/?language=id")).startswith("Beranda")

    at_desks(site, scene)


def test_a_page_that_breaks_says_so_kindly_and_logs_no_word_of_it(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(desk: Desk) -> None:
        def broken(*arguments: object) -> None:
            raise ValueError("SITI AMINAH 6371015708859001")

        who = await officer(desk.app, "administrator")
        await desk.sit_down(who)
        monkeypatch.setattr(groups, "everyone", broken)
        assert "belum bisa ditampilkan" in await desk.get("/groups", 500)
        assert "SITI" not in desk.page

    at_desks(site, scene)
    assert "GET /groups: ValueError at test_requests.py" in caplog.text
    assert "SITI" not in caplog.text


def test_where_the_database_does_not_answer_one_is_asked_to_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))

        async def down(work: object) -> None:
            raise StorageDown("gone")

        with monkeypatch.context() as patched:
            patched.setattr(desk.app.database, "read", down)
            assert "Basis datanya belum menjawab" in await desk.get("/", 503)
            assert desk.headers["Retry-After"] == "5"
        await desk.get("/")

    at_desks(site, scene)


def test_with_a_code_from_the_app_one_is_in(site: Site) -> None:
    """What the other tests skip by sitting down: the whole way, once more, with what it leaves in the
    browser.
    """

    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.log_in(who.login)
        await desk.give_code(now_code())
        assert desk.menu == [
            *(
                "/",
                "/registrations",
                "/cases",
                "/groups",
                "/announcements",
                "/enrolment",
                "/reports",
                "/account",
            )
        ]
        assert next(iter(desk.browser.session.cookie_jar)).key == NAME

    at_desks(site, scene)


@pytest.mark.parametrize("digits", [19, 4_301, 20_000])
@pytest.mark.parametrize(
    "path", ["/console/enrolment/{}", "/console/reports/files/{}", "/kartu/{}", "/chat/files/{}", "/{}"]
)
def test_a_number_longer_than_any_of_a_record_is_a_page_that_does_not_exist(
    site: Site, path: str, digits: int
) -> None:
    async def scene(desk: Desk) -> None:
        answer = await desk.browser.get(path.format("9" * digits))
        assert answer.status in ((404,) if path.startswith(("/console", "/{}")) else (200, 401, 404))
        if path.startswith("/console"):
            desk._seen(answer, 404)
            assert "tidak ada" in desk.text

    at_desks(site, scene)


def test_the_longest_number_of_a_record_is_asked_for_like_any_other(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "verifier"))
        await desk.get(f"/enrolment/{'9' * 18}", 404)
        assert (await desk.last()).entry.id == "9" * 18

    at_desks(site, scene)
