"""Lists of workers in the page: picked like a photo, sent as they are; a workbook that comes back is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.app import open_app
from bot.channels.web import NAME
from bot.channels.web_browser import COOKIE
from bot.channels.web_browser import Browser as Cookie
from bot.channels.web_refusals import WHY
from bot.rehearsal.lists import listed
from bot.settings import Bare
from storage.documents import PARTS
from tests.browser.phone import Phone
from tests.browser.test_web_chat_files import apart, brings
from tests.coordinators import coordinating
from tests.web.program import Program

XLSX = "tegal harum 97.xlsx"
BIG = "File ini terlalu besar. Paling besar 10 MB, daftar (Excel) 20 MB, ya."


@pytest.fixture
def coordinator(calm: Phone, program: Program) -> Phone:
    """A phone that coordinates a group."""
    calm.write("halo")
    (token,) = (one["value"] for one in calm.context.cookies() if one["name"] == COOKIE)
    folder = program.folder / "var"
    settings = Bare(data_dir=folder, database_url=f"sqlite:///{folder / 'payung.db'}")

    async def accept() -> None:
        app = await open_app(settings, demo=True, only=frozenset())
        try:
            await coordinating(app, NAME, Cookie(token, False).address)
        finally:
            await app.stop()

    apart(accept())
    return calm


def pick(phone: Phone, name: str, content: bytes) -> None:
    """Choose a file of the phone in the page's picker."""
    phone.page.set_input_files("#files", {"name": name, "mimeType": "", "buffer": content})


def kept(program: Program, content: bytes) -> set[Path]:
    """The files that were sent with just this content: sealed, and neither shrunk nor packed. Jobs write others
    meanwhile.
    """
    files = (program.folder / "var" / "documents").rglob("*")
    there = (path for path in files if path.is_file() and path.parent.name != PARTS)
    return {path for path in there if path.stat().st_size - len(content) in range(100)}


def test_the_picker_offers_lists_too(calm: Phone) -> None:
    offered = str(calm.page.locator("#files").get_attribute("accept")).split(",")
    assert {"image/*", "application/pdf", ".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt"} == set(offered)


@pytest.mark.parametrize("name", [XLSX, "tegal harum 40.csv"])
def test_a_list_is_sent_as_it_is_and_shown_by_its_name(
    coordinator: Phone, program: Program, name: str
) -> None:
    content = listed(name)
    before = kept(program, content)
    coordinator.answered(lambda: pick(coordinator, name, content))
    coordinator.until(lambda: len(kept(program, content) - before) == 1)
    assert name in coordinator.own[-1]
    coordinator.reload()
    assert name in coordinator.own[-1]


def test_a_list_of_anybody_else_is_refused_with_a_kind_word(calm: Phone, program: Program) -> None:
    content = listed("tegal harum 43.xlsx")  # of which nothing is there yet: the same bytes are the same file
    before = kept(program, content)
    pick(calm, XLSX, content)
    expect(calm.page.locator(".refused")).to_contain_text(WHY["unknown"]["id"], use_inner_text=True)
    assert kept(program, content) == before
    calm.troubles.clear()  # the browser itself notes the 415


@pytest.mark.parametrize(
    ("name", "size"), [("daftar.xlsx", 20_000_001), ("daftar.CSV", 20_000_001), ("surat.pdf", 10_000_001)]
)
def test_what_is_too_large_is_not_even_sent(calm: Phone, name: str, size: int) -> None:
    pick(calm, name, b"0" * size)
    expect(calm.page.locator(".refused")).to_contain_text(BIG, use_inner_text=True)
    assert not any(request.method == "POST" for request in calm.requests)


def test_a_list_of_15_mb_is_sent(coordinator: Phone, program: Program) -> None:
    lines = listed("tegal harum 97.csv").splitlines() * 160
    content = b"\n".join(line + b" " * 900 for line in lines)  # large, and soon read
    assert 15_000_000 < len(content) < 20_000_000
    before = kept(program, content)
    coordinator.answered(lambda: pick(coordinator, "daftar.csv", content))
    coordinator.until(lambda: len(kept(program, content) - before) == 1)


def test_a_workbook_that_comes_back_is_there_without_a_reload_and_kept_under_its_name(
    fresh: Callable[..., Phone], program: Program, tmp_path: Path
) -> None:
    one = fresh(accept_downloads=True)
    one.open()
    one.write("halo")
    brings(program, one, "Hasil tegal harum.xlsx", "document", listed(XLSX))
    link = one.page.get_by_role("link", name="Hasil tegal harum.xlsx")
    with one.page.expect_download() as download:
        link.tap()
    download.value.save_as(tmp_path / "kept")
    assert download.value.suggested_filename == "Hasil tegal harum.xlsx"
    assert (tmp_path / "kept").read_bytes() == listed(XLSX)
    assert len(one.context.pages) == 1
