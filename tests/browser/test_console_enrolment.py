"""An enrolment list on a small telephone: made, checked by another officer, fixed, sent, answered and paid."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from console.cookies import NAME
from tests.browser.test_console_doors import SMALL, fits, troubling
from tests.browser.waiting import PATIENCE, follow, patient
from tests.web.program import Program

PICTURE = Path(__file__).parents[2] / "docs" / "console-enrolment.png"
# Sixty people whose data fit, one of them with a second payer; a verifier and a decider who are logged in.
WORLD = """
import asyncio, json
from datetime import date
from bot.app import open_app
from bot.settings import load
from rules.officers import ALL
from storage import officer_sessions
from tests.console.desk import officer
from tests.enrolment.city import City

async def main():
    settings = load()
    app = await open_app(settings, demo=not settings.data_key, only=frozenset())
    city, tokens = City(app, app.clock), {}
    people = await city.registered(60, "samarinda", village="64.72.01.1001", category="other")
    await city.member(people[3], date(2099, 12, 31), programme=None, payer="self", first=date(2020, 1, 1), enrol=False)
    for role in ("verifier", "decider"):
        who = await officer(app, role, areas=(ALL,))
        details = {"agent": "test", "address": "127.0.0.1"}
        tokens[role] = await app.database.run(
            lambda tx: officer_sessions.begin(tx, app.vault, who.id, "full", details, app.clock()))
    await app.stop()
    print(json.dumps(tokens))

asyncio.run(main())
"""


def world(program: Program) -> dict[str, str]:
    """The cookies of the two officers, once the people are there."""
    made = subprocess.run([sys.executable, "-c", WORLD], cwd=program.folder, env=program._environment(),
                          capture_output=True, text=True)  # fmt: skip
    assert made.returncode == 0, made.stderr
    return dict(json.loads(made.stdout))


@contextmanager
def at_work(visitor: Browser, program: Program, token: str, **more: Any) -> Iterator[Page]:
    """A page of an officer who is logged in; nothing goes wrong on it."""
    context = patient(visitor, **{**SMALL, **more})
    context.add_cookies([{"name": NAME, "value": token, "url": program.url}])
    page, troubles = context.new_page(), list[str]()
    page.on("console", lambda said: troubles.append(said.text) if troubling(said) else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    assert troubles == []
    context.close()


def until(page: Page, text: str) -> None:
    """Look again until a job of the program is done."""
    late = time.monotonic() + 2 * PATIENCE
    while text not in page.inner_text("main"):
        assert time.monotonic() < late, page.inner_text("main")
        page.wait_for_timeout(500)  # the job gives way to whoever asks for pages without end
        page.reload()


def test_a_list_becomes_cover(visitor: Browser, program: Program, tmp_path: Path) -> None:
    tokens = world(program)
    with at_work(visitor, program, tokens["verifier"]) as page:
        page.goto(f"{program.url}/console/enrolment")
        fits(page)
        follow(page.get_by_role("link", name="Buat daftar"))
        follow(page.get_by_role("link", name="Samarinda"))
        fits(page)
        page.get_by_label("Masa perlindungan").select_option(value="")
        page.get_by_label("Bulan pertama").select_option(index=1)
        page.get_by_label("Jumlah bulan").fill("9")
        page.get_by_label("Anggaran daftar ini").fill("10.000.000")
        follow(page.get_by_role("button", name="Buat dan isi daftar"))
        until(page, "konsep")
        fits(page)
        address = page.url.split("?")[0]
        assert "Semua: 60 orang, 9 bulan" in page.inner_text("main")
        assert "Putuskan dulu" in page.inner_text("main")
        follow(page.get_by_role("link", name="Dua pembayar (1)"))
        assert "juga dibayar sendiri" in page.inner_text("main")
        page.get_by_role("checkbox").check()
        follow(page.get_by_role("button", name="Tetap di daftar"))
        page.goto(address)
        page.set_viewport_size({"width": 900, "height": 1250})
        page.screenshot(path=PICTURE, animations="disabled", caret="hide")
    with at_work(visitor, program, tokens["decider"]) as page:
        page.goto(address)
        follow(page.get_by_role("button", name="Sudah saya periksa"))
        page.get_by_label("Nomor SK").fill("400.10/12")
        page.get_by_label("Tanggal SK").fill("2026-01-05")
        follow(page.get_by_role("button", name="Tetapkan"))
        assert "Rp9.072.000" in page.inner_text("main")
        follow(page.get_by_role("button", name="Buat berkas untuk kantor cabang"))
        until(page, "Unduh berkas")
        fits(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="Unduh berkas").click()
        download.value.save_as(tmp_path / "daftar.xlsx")
        out = read_titled((tmp_path / "daftar.xlsx").read_bytes(), {"nik": "nik", "name": "nama"}, ["nik"])
        rows = [
            [row.cells["nik"], row.cells["name"], f"980000000{at:02}"]
            for at, row in enumerate(out)
            if row.cells
        ]
        assert len(rows) == 60
        (tmp_path / "kpj.xlsx").write_bytes(
            sheet([*rows, ["123", "SALAH", "98000000099"]], ("nik", "nama", "kpj"), "x")
        )
        page.get_by_label("Berkas (xlsx, xls, ods, csv)").set_input_files(tmp_path / "kpj.xlsx")
        follow(page.get_by_role("button", name="Kirim dan catat"))
        until(page, "Unduh berkas dengan hasilnya")
        assert "NIK bukan 16 angka" in page.inner_text("main")
        fits(page)
        page.goto(address)
        page.get_by_text("Satu pembayaran untuk semua").click()
        page.get_by_label("Nomor bukti bayar").fill("BYR-1")
        fits(page)
        follow(page.get_by_role("button", name="Lihat dulu"))
        assert "60 orang" in page.inner_text("main") and "Belum ada yang dicatat" in page.inner_text("main")
        fits(page)
        follow(page.get_by_role("button", name="Ya, catat"))
        until(page, "Dibayar (60)")
        fits(page)
