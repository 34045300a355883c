"""The console's doors on a small telephone, with the keyboard alone: from the one-time link to logged in."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from rules import totp
from tests.browser.looks import OVERFLOWING
from tests.browser.waiting import follow, patient
from tests.web.program import Program

PASSWORD = "kapal gunung nasi lemari"
PICTURE = Path(__file__).parents[2] / "docs" / "console-login.png"
TRAIL = PICTURE.with_name("console-trail.png")
SMALL: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "locale": "id-ID",
    "timezone_id": "Asia/Makassar",
}
UNSEEN_BY_KEYBOARD = """
() => Array.from(document.querySelectorAll('input:not([type=hidden]), select'))
  .filter(node => !node.labels.length && !node.ariaLabel).map(node => node.name)
"""
TARGETS = """
() => Array.from(document.querySelectorAll('button, .button, input:not([type=hidden]), summary, nav a'))
  .filter(node => node.offsetParent && node.getBoundingClientRect().height < (node.type === 'checkbox' ? 20 : 40))
  .map(node => `${node.localName} ${node.textContent.trim()} ${node.getBoundingClientRect().height}`)
"""


@pytest.fixture
def page(visitor: Browser, program: Program) -> Iterator[Page]:
    """A small page without anything of before; afterwards it has troubled nobody and asked nobody else."""
    context = patient(visitor, **SMALL)
    made, troubles = context.new_page(), list[str]()
    made.on("console", lambda said: troubles.append(said.text) if troubling(said) else None)
    made.on("pageerror", lambda error: troubles.append(str(error)))
    made.on(
        "request",
        lambda request: None if request.url.startswith(program.url) else troubles.append(request.url),
    )
    yield made
    assert troubles == []
    context.close()


def troubling(said: ConsoleMessage) -> bool:
    """A form that has to be looked at again is answered with 422, which Chromium mentions."""
    return said.type in ("error", "warning") and "422" not in said.text


def link(program: Program, login: str, *more: str) -> str:
    """A one-time link, made on the command line beside the running program."""
    command = [sys.executable, "-m", "bot", "officer", "add", login, "--role", "administrator", *more]
    said = subprocess.run(
        command, cwd=program.folder, env=program._environment(), capture_output=True, text=True, check=True
    )
    found = re.search(r"(/console/welcome#[A-Z0-9]{16})", said.stdout)
    assert found, said.stdout
    return program.url + found[1]


def typed(page: Page, *texts: str) -> None:
    """What is typed where the keyboard stands, a Tab between, an Enter at the end."""
    expect(page.locator("input:focus")).to_have_count(1)  # a page takes its time to put it there
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page: Page) -> None:
    """Nothing is wider than the telephone, every field has its name, everything can be hit with a thumb."""
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(UNSEEN_BY_KEYBOARD) == []
    assert page.evaluate(TARGETS) == []


def secret(page: Page) -> bytes:
    return totp.read(page.locator(".secret code").inner_text())


def code(secret: bytes, away: int = 0) -> str:
    return totp.code_at(secret, int(time.time()) // 30 + away)


def taken_wide(page: Page) -> None:
    """The page on a desk, for the docs; it goes on as it was."""
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": 1000, "height": 760})
    page.screenshot(path=TRAIL, animations="disabled", caret="hide")
    page.set_viewport_size(before)


def test_from_the_link_to_logged_in_with_the_keyboard_alone(page: Page, program: Program) -> None:
    page.goto(link(program, "made.sukerta", "--name", "I Made Sukerta", "--role", "auditor"))
    expect(page.locator("#code")).not_to_have_value("")
    expect(page).to_have_url(f"{program.url}/console/welcome")  # the code is out of the address
    expect(page.locator("#password")).to_be_focused()
    fits(page)
    typed(page, PASSWORD, PASSWORD)
    assert page.locator("h1").inner_text() == "Aplikasi kode di HP" and page.locator(".qr svg").is_visible()
    fits(page)
    shared = secret(page)
    page.locator("#code").focus()
    typed(page, code(shared))
    assert "Selamat datang, I Made Sukerta." in page.inner_text("main")
    for name in ("Kelompok", "Petugas", "Jejak audit", "Akun saya", "Beranda"):
        page.get_by_role("link", name=name, exact=True).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        fits(page)
        if name == "Jejak audit":
            taken_wide(page)
    page.keyboard.press("Tab")  # the first stop leads past the navigation
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.get_by_role("button", name="Keluar").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Anda sudah keluar." in page.inner_text("main")
    page.goto(f"{program.url}/console/login")
    expect(page.locator("#login")).to_be_focused()
    fits(page)
    page.screenshot(path=PICTURE, animations="disabled", caret="hide")
    typed(page, "made.sukerta", PASSWORD)
    typed(page, code(shared, 1))
    assert page.locator("h1").inner_text() == "Beranda"


def test_a_city_is_set_up_without_the_command_line(page: Page, program: Program) -> None:
    page.goto(link(program, "putu.yasa", "--city", "51.71"))
    typed(page, PASSWORD, PASSWORD)
    page.locator("#code").fill(code(secret(page)))
    follow(page.get_by_role("button", name="Masuk"))
    page.goto(f"{program.url}/console/groups/new")
    follow(page.get_by_role("link", name="1 Desa 100 Pekerja Rentan"))
    page.get_by_label("Desa atau kelurahan").select_option(index=1)
    page.get_by_label("Kuota orang").fill("seratus")
    follow(page.get_by_role("button", name="Buka dan buat kode"))
    assert "angka saja" in page.get_by_role("alert").inner_text()
    fits(page)
    page.get_by_label("Kuota orang").fill("100")
    follow(page.get_by_role("button", name="Buka dan buat kode"))
    assert "/?start=" in page.inner_text("main")
    fits(page)
    page.goto(f"{program.url}/console/officers/new")
    fits(page)
    page.get_by_label("Nama masuk").fill("komang.ayu")
    page.get_by_label("Nama", exact=True).fill("Komang Ayu")
    page.get_by_label("Pemeriksa").check()
    page.get_by_label("Kota Denpasar", exact=True).check()
    follow(page.get_by_role("button", name="Simpan dan buat tautan"))
    assert "/console/welcome#" in page.inner_text("main")
    fits(page)


def test_without_script_the_code_is_typed(visitor: Browser, program: Program) -> None:
    address = link(program, "wayan.tanpa")
    context = patient(visitor, **SMALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("#code").fill(address.rpartition("#")[2])
    page.locator("#password").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    follow(page.get_by_role("button", name="Lanjut"))
    assert page.locator("h1").inner_text() == "Aplikasi kode di HP"
    context.close()
