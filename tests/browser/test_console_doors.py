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
from playwright.sync_api import Browser, ConsoleMessage, Page

from rules import totp
from tests.browser.looks import OVERFLOWING
from tests.web.program import Program

PASSWORD = "kapal gunung nasi lemari"
PICTURE = Path(__file__).parents[2] / "docs" / "console-login.png"
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
    context = visitor.new_context(**SMALL)
    made, troubles = context.new_page(), list[str]()
    made.set_default_timeout(45_000)
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


def test_from_the_link_to_logged_in_with_the_keyboard_alone(page: Page, program: Program) -> None:
    page.goto(link(program, "made.sukerta", "--name", "I Made Sukerta", "--role", "auditor"))
    assert page.locator("#code").input_value() and "#" not in page.url  # the code is out of the address
    assert page.evaluate("document.activeElement.id") == "password"
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
    page.keyboard.press("Tab")  # the first stop leads past the navigation
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.get_by_role("button", name="Keluar").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Anda sudah keluar." in page.inner_text("main")
    page.goto(f"{program.url}/console/login")
    assert page.evaluate("document.activeElement.id") == "login"
    fits(page)
    page.screenshot(path=PICTURE, animations="disabled", caret="hide")
    typed(page, "made.sukerta", PASSWORD)
    typed(page, code(shared, 1))
    assert page.locator("h1").inner_text() == "Beranda"


def test_a_city_is_set_up_without_the_command_line(page: Page, program: Program) -> None:
    page.goto(link(program, "putu.yasa", "--city", "51.71"))
    typed(page, PASSWORD, PASSWORD)
    page.locator("#code").fill(code(secret(page)))
    page.get_by_role("button", name="Masuk").click()
    page.goto(f"{program.url}/console/groups/new")
    page.get_by_role("link", name="1 Desa 100 Pekerja Rentan").click()
    page.get_by_label("Desa atau kelurahan").select_option(index=1)
    page.get_by_label("Kuota orang").fill("seratus")
    page.get_by_role("button", name="Buka dan buat kode").click()
    assert "angka saja" in page.get_by_role("alert").inner_text()
    fits(page)
    page.get_by_label("Kuota orang").fill("100")
    page.get_by_role("button", name="Buka dan buat kode").click()
    assert "/?start=" in page.inner_text("main")
    fits(page)
    page.goto(f"{program.url}/console/officers/new")
    fits(page)
    page.get_by_label("Nama masuk").fill("komang.ayu")
    page.get_by_label("Nama", exact=True).fill("Komang Ayu")
    page.get_by_label("Pemeriksa").check()
    page.get_by_label("Kota Denpasar", exact=True).check()
    page.get_by_role("button", name="Simpan dan buat tautan").click()
    assert "/console/welcome#" in page.inner_text("main")
    fits(page)


def test_without_script_the_code_is_typed(visitor: Browser, program: Program) -> None:
    address = link(program, "wayan.tanpa")
    context = visitor.new_context(**SMALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("#code").fill(address.rpartition("#")[2])
    page.locator("#password").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()
    assert page.locator("h1").inner_text() == "Aplikasi kode di HP"
    context.close()
