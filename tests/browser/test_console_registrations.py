"""Registrations in a browser: one is compared with who is alike, many are verified, one is refused, one returned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app import App
from rules.records import Registration
from storage import registrations
from tests.browser.seats import WIDE, Sit, done, seats
from tests.browser.test_console_doors import SMALL, fits
from tests.browser.waiting import follow
from tests.console.desk import CITY, officer
from tests.console.test_registration_pages import now, registered
from tests.web.site import standing

PICTURE = Path(__file__).parents[2] / "docs" / "console-registrations.png"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, App]]:
    with standing(tmp_path_factory.mktemp("registrations")) as found:
        yield found


@pytest.fixture
def seat(visitor: Browser, site: tuple[str, App]) -> Iterator[Sit]:
    with seats(visitor, site) as sit:
        yield sit


async def waiting(app: App) -> list[Registration]:
    """Four people; the last two may be one, whose NIK was mistyped."""
    names = ("NI MADE RAI", "I KETUT DANA", "NI WAYAN ASIH", "NI WAYAN ASIH")
    return [await registered(app, name=name) for name in names]


def opened(page: Page, url: str, one: Registration) -> None:
    page.goto(f"{url}/console/registrations/{one.id}")
    fits(page)


def status(app: App, one: Registration) -> str:
    return done(now(app, one)).status


def test_from_the_queue_to_the_decisions(site: tuple[str, App], seat: Sit) -> None:
    url, app = site
    first, second, third, _ = done(waiting(app))
    verifier = done(officer(app, "verifier", areas=(CITY,)))
    wide = seat(verifier, WIDE)
    wide.goto(f"{url}/console/registrations")
    wide.screenshot(path=PICTURE, animations="disabled", caret="hide")
    wide.emulate_media(media="print")
    expect(wide.locator("tbody tr").first).to_be_visible()
    wide.emulate_media(media="screen")

    page = seat(verifier, SMALL)
    page.goto(f"{url}/console/registrations")
    fits(page)
    follow(page.get_by_role("link", name=third.number))
    fits(page)
    alike = page.get_by_role("button", name="Bukan orang yang sama")
    before = alike.count()
    follow(alike.first)
    assert before
    expect(alike).to_have_count(before - 1)

    opened(page, url, first)
    nik = first.details["nik"]
    assert nik not in page.content()
    follow(page.get_by_role("button", name="Tampilkan").first)
    expect(page).to_have_url(re.compile("/show$"))
    assert nik in page.content().replace(" ", "")
    page.get_by_text("Minta diperbaiki").click()
    for name in ("Nama ibu", "Alamat"):
        page.get_by_role("group", name="Yang perlu diperbaiki").get_by_label(name, exact=True).check()
    follow(page.get_by_role("button", name="Tanyakan lagi"))
    expect(page.get_by_role("status")).to_be_visible()

    page.goto(f"{url}/console/registrations")
    for one in (second, third):
        page.get_by_label(f"Pilih {one.number}").check()
    follow(page.get_by_role("button", name="Data cocok"))
    assert (status(app, second), status(app, third)) == ("verified", "verified")

    decider = seat(done(officer(app, "decider", areas=(CITY,))), SMALL)
    opened(decider, url, first)
    decider.get_by_text("Belum bisa diterima", exact=True).click()
    decider.get_by_label("Alasan").select_option(index=1)
    follow(decider.get_by_role("button", name="Ya, belum bisa diterima"))
    assert status(app, first) == "rejected"
    rows = done(app.database.read(lambda tx: registrations.of_person(tx, app.vault, first.person)))
    assert rows[0].events[-1].reason
