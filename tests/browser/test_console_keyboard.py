"""The work of officers without a mouse: each job by Tab, Enter, Space and arrows, and every page once around."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app import App
from console.page import CODE, DOOR, SETUP
from console.pages import ROUTES
from rules.records import Registration
from storage import officer_words
from tests.browser.keyboard import Keys
from tests.browser.seats import WIDE, Sit, done, seats
from tests.browser.test_console_doors import SMALL
from tests.browser.test_console_registrations import status
from tests.console.case_room import death
from tests.console.case_room import now as as_it_is
from tests.console.city_records import room
from tests.console.city_room import Room
from tests.console.desk import CITY, Desk, Site, officer
from tests.console.test_registration_pages import registered
from tests.console.test_thread_pages import asked
from tests.web.site import standing, talker

LOOKS = pytest.mark.parametrize("look", [WIDE, SMALL], ids=["wide", "small"])
PAGES = [page for page in ROUTES if page.method == "GET" and page.act not in (DOOR, CODE, SETUP)]
FILES = re.compile(r"/(file|part)$|/files/\{document\}$|/reports/files/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with standing(tmp_path_factory.mktemp("keyboard")) as found:
        yield found


@pytest.fixture
def seat(visitor: Browser, site: Site) -> Iterator[Sit]:
    with seats(visitor, site) as sit:
        yield sit


async def waiting(app: App, many: int) -> list[Registration]:
    return [await registered(app) for _ in range(many)]


def begun(site: Site, seat: Sit, look: dict[str, object], role: str, path: str) -> tuple[Page, Keys]:
    """An officer of the city in that role at a page of the console, and their keyboard."""
    url, app = site
    page = seat(done(officer(app, role, areas=(CITY,))), look)
    page.goto(f"{url}/console{path}")
    return page, Keys(page)


@LOOKS
def test_from_the_menu_to_two_that_are_ticked_and_verified(
    site: Site, seat: Sit, look: dict[str, object]
) -> None:
    app = site[1]
    first, second, third = done(waiting(app, 3))
    page, keys = begun(site, seat, look, "verifier", "/")
    keys.follow(page.get_by_role("navigation").get_by_role("link", name="Pendaftaran"))
    for one in (first, third):
        box = keys.to(page.get_by_label(f"Pilih {one.number}"))
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    keys.follow(page.get_by_role("button", name="Data cocok"))
    expect(page.get_by_role("status")).to_be_visible()
    assert [status(app, one) for one in (first, second, third)] == ["verified", "submitted", "verified"]


@LOOKS
def test_a_registration_is_opened_and_refused_for_a_reason(
    site: Site, seat: Sit, look: dict[str, object]
) -> None:
    app = site[1]
    (one,) = done(waiting(app, 1))
    page, keys = begun(site, seat, look, "decider", "/registrations")
    keys.follow(page.get_by_role("link", name=one.number))
    keys.to(page.locator("summary", has_text="Belum bisa diterima"))
    page.keyboard.press("Space")
    assert keys.choose(page.get_by_label("Alasan"), 2)
    keys.follow(page.get_by_role("button", name="Ya, belum bisa diterima"))
    assert status(app, one) == "rejected"


@LOOKS
def test_a_case_is_opened_and_its_next_act_noted(site: Site, seat: Sit, look: dict[str, object]) -> None:
    app = site[1]
    (insured,) = done(waiting(app, 1))
    one = done(death(app, ago=9, nik=insured.details["nik"], name=insured.details["name"]))
    page, keys = begun(site, seat, look, "cases", "/cases")
    keys.follow(page.get_by_role("link", name=one.number))
    keys.to(page.locator("summary", has_text="Minta surat"))
    page.keyboard.press("Enter")
    keys.choose(page.get_by_label("Surat", exact=True))
    keys.choose(page.get_by_label("Kenapa"))
    keys.follow(page.get_by_role("button", name="Minta lewat chat"))
    assert "diminta lewat chat" in page.get_by_role("status").inner_text()
    keys.to(page.locator("summary", has_text="Diserahkan kepada kantor cabang"))
    page.keyboard.press("Enter")
    keys.follow(page.get_by_role("button", name="Catat penyerahan"))
    assert done(as_it_is(app, one)).status == "with_branch"


@LOOKS
def test_a_thread_is_answered_with_a_ready_answer(site: Site, seat: Sit, look: dict[str, object]) -> None:
    app = site[1]
    thread = done(asked(app, f"keyboard-{look['viewport']}", "kartu saya hilang"))
    page, keys = begun(site, seat, look, "cases", "/threads")
    keys.follow(page.locator("table").get_by_role("link", name=str(thread), exact=True))
    keys.to(page.locator("summary", has_text="Jawaban siap pakai"))
    page.keyboard.press("Enter")
    keys.follow(page.get_by_role("link", name="Kartu", exact=True))
    keys.to(page.locator("#text"))
    page.keyboard.press("Control+End")
    page.keyboard.type(" Salam.")
    keys.follow(page.get_by_role("button", name="Kirim", exact=True), "Space")
    assert "Jawaban dikirim." in page.inner_text("main")
    *_, word = done(app.database.read(lambda tx: officer_words.of_record(tx, app.vault, "thread", thread)))
    assert word.text.endswith(" Salam.")


@LOOKS
def test_the_first_stop_leads_past_the_menu(site: Site, seat: Sit, look: dict[str, object]) -> None:
    app = site[1]
    (one,) = done(waiting(app, 1))
    page, keys = begun(site, seat, look, "verifier", f"/registrations/{one.id}")
    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    keys.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    keys.to(page.locator(".skip"), "Shift+Tab")  # and back over the menu to the top


async def everything(url: str, app: App) -> Room:
    async with talker(url) as browser:
        return await room(Desk(browser, app))


@pytest.mark.parametrize(
    ("look", "key"),
    [(SMALL, "Tab"), ({**WIDE, "color_scheme": "dark"}, "Shift+Tab")],
    ids=["small", "wide-dark-backwards"],
)
def test_every_page_is_gone_around_once_and_left_again(
    visitor: Browser, tmp_path_factory: pytest.TempPathFactory, look: dict[str, object], key: str
) -> None:
    with standing(tmp_path_factory.mktemp("around")) as site, seats(visitor, site) as seat:
        url, app = site
        there = done(everything(url, app))
        page = seat(there.maker, look)
        for route in PAGES:
            if not FILES.search(route.path):
                page.goto(f"{url}/console{there.address(route)}")
                gone_around(page, key)


def gone_around(page: Page, key: str) -> None:
    """As it opens, and with all that is folded up opened."""
    Keys(page).around(key)
    if page.evaluate("document.querySelectorAll('details:not([open])').length"):
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        Keys(page).around(key)
