"""The year at the city's office: corrections, verification, matching, refusals, and the list that is fixed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page

from bot.lists.writing import sheet
from storage import catalogue
from storage.statement import Tx
from tests.browser.seats import done
from tests.browser.waiting import follow
from tests.browser.year import Year, brought, nik_of, taken
from tests.browser.year_chats import Person
from tests.browser.year_steps import heard
from tests.browser.year_village import PEOPLE, REFUSED, RETURNED, VILLAGE

ANSWERS = {"mother_name": "NI LUH SARI", "address": "Jl. Gunung Agung 5"}
DUKCAPIL = {
    "NAME_MISMATCH": ("00", "Tidak Sesuai", ""), "DECEASED": ("11", "", "02-03-2026"),
    "NIK_NOT_FOUND": ("13", "", ""), "": ("00", "Sesuai (100)", ""),
}  # fmt: skip
DIFFERS = "/registrations?status=verified&programme=denpasar&matched=differs"


def mended(year: Year, people: dict[int, Person]) -> None:
    year.step("two are asked for one answer again, and mend it in their chats")
    page = year.at(year.officer("verifier"), "/registrations")
    for number, field in RETURNED.items():
        person, answer = people[number], ANSWERS[field]
        page.goto(f"{year.url}/console/registrations")
        follow(page.get_by_role("link", name=person.number, exact=True))
        asked_again(page, field)
        year.work()
        heard(year, [person], "returned")
        person.seen.write(answer)
        page.reload()
        assert page.locator("main li", has_text="yang diminta sudah diperbaiki").count() == 1


def asked_again(page: Page, field: str) -> None:
    """On the page of a registration: one answer is asked of its person again."""
    page.get_by_text("Minta diperbaiki").click()
    page.locator(f"#field-{field}").check()
    follow(page.get_by_role("button", name="Tanyakan lagi"))


def verified(year: Year) -> None:
    year.step("a verifier goes through all 100, fifty at a time")
    page = year.at(year.officer("verifier"), "/registrations")
    for _ in range(2):
        page.locator("input[name=id]").evaluate_all("boxes => boxes.forEach(box => box.click())")
        follow(page.get_by_role("button", name="Data cocok"))
        assert "Selesai: 50 pendaftaran cocok" in page.inner_text("main")
    year.work()


def by_dukcapil(tx: Tx, now: int) -> None:
    """The city's programme is matched with the population office."""
    known = next(one for one in catalogue.all_programmes(tx) if one.code == "denpasar")
    catalogue.save_programme(tx, replace(known, matching=("population",)), now)


def matched(year: Year, folder: Path) -> None:
    """A file out, its answers in."""
    year.step("Dukcapil is asked by a file, and three do not fit")
    done(year.app.database.run(lambda tx: by_dukcapil(tx, year.app.clock())))
    page = year.at(year.officer("verifier"), "/matching")
    follow(page.get_by_role("button", name="Buat berkas pertanyaan"))
    year.work()
    follow(page.get_by_role("link", name="Lihat lagi"))
    asked = taken(page, "button", "Unduh berkas pertanyaan", folder / "tanya.xlsx")
    assert {row["nik"] for row in asked} == nik_of(PEOPLE.values())
    rows = [(one.nik, *DUKCAPIL[REFUSED.get(number, "")]) for number, one in PEOPLE.items()]
    page.goto(f"{year.url}/console/matching")
    page.locator("#source").select_option("population")
    brought(page, sheet(rows, ("NIK", "Kode", "Hasil Nama", "Tgl Meninggal"), "Lembar1"))
    follow(page.get_by_role("button", name="Masukkan"))
    year.work()
    page.goto(f"{year.url}/console/matching")
    counts = dict(zip(page.locator("dl.counts dt").all_inner_texts(),
                      page.locator("dl.counts dd").all_inner_texts(), strict=True))  # fmt: skip
    assert (counts["Cocok"], counts["Tidak cocok"]) == ("97", "3")


def refused(year: Year) -> None:
    """Each for the reason that its page shows."""
    year.step("a decider refuses the three, each with a reason")
    page = year.at(year.officer("decider"), DIFFERS)
    assert page.locator("tbody tr").count() == len(REFUSED)
    for number, reason in REFUSED.items():
        page.goto(f"{year.url}/console{DIFFERS}")
        follow(page.locator("tbody tr").filter(has_text=PEOPLE[number].name).get_by_role("link"))
        page.get_by_text("Belum bisa diterima", exact=True).click()
        page.get_by_label("Alasan").select_option(reason)
        follow(page.get_by_role("button", name="Ya, belum bisa diterima"))
        assert "belum bisa diterima, karena" in page.locator("main li", has_text="belum bisa").inner_text()
    year.work()


def fixed(year: Year) -> str:
    """The list's path in the console."""
    year.step("97 are put on a list; a second officer checks it, a decider fixes it")
    maker, checker, decider = (year.officer(role) for role in ("verifier", "verifier", "decider"))
    page = year.at(maker, "/enrolment/new?programme=denpasar")
    page.locator("#period").select_option("")
    page.locator("#starts").select_option("2026-04")
    page.locator("#months").fill("9")
    page.locator("#village").select_option(VILLAGE)
    page.locator("#budget").fill("15.000.000")
    follow(page.get_by_role("button", name="Buat dan isi daftar"))
    path = page.url.split("?")[0].partition("/console")[2]
    year.work()
    page.reload()
    text = page.inner_text("main")
    assert "Semua: 97 orang, 9 bulan" in text and "Rp14.666.400" in text
    assert page.get_by_role("button", name="Sudah saya periksa").count() == 0  # nobody checks their own
    follow(year.at(checker, path).get_by_role("button", name="Sudah saya periksa"))
    page = year.at(decider, path)
    page.get_by_label("Nomor SK").fill("400.10/12/2026")
    page.get_by_label("Tanggal SK").fill("2026-03-10")
    follow(page.get_by_role("button", name="Tetapkan"))
    assert "Daftar ditetapkan" in page.inner_text("main")
    return path
