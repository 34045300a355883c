"""The year at the branch office and after it: the file, numbers, the payment, cards, an announcement."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image

from bot.cards.layout import CODE, EDGE, HEIGHT, WIDTH
from bot.cards.picture import SCALE
from bot.lists.writing import sheet
from bot.rehearsal.villagers import Villager
from tests.browser.waiting import follow, patient
from tests.browser.year import Year, brought, nik_of, taken
from tests.browser.year_chats import Person
from tests.browser.year_office import ANSWERS
from tests.browser.year_steps import ANNOUNCED, heard
from tests.browser.year_village import DIES, KEPT, PEOPLE, RETURNED
from tests.cards.qr import read

COLUMNS = {"mother_name": "ibu_kandung", "address": "alamat"}


def exported(year: Year, path: str, folder: Path) -> None:
    year.step("the branch gets its file: 97 rows, with what was mended")
    page = year.at(year.officer("decider"), path)
    follow(page.get_by_role("button", name="Buat berkas untuk kantor cabang"))
    year.work()
    page.goto(f"{year.url}/console{path}")
    rows = taken(page, "link", "Unduh berkas", folder / "daftar.xlsx")
    assert len(rows) == 97 and {row["nik"] for row in rows} == nik_of(KEPT)
    by_nik = {row["nik"]: row for row in rows}
    for one in KEPT:
        row = by_nik[one.nik]
        assert (row["nama"], row["tgl_lahir"]) == (one.name, f"{one.born:%d-%m-%Y}")
        assert (row["program"], row["bulan_mulai"], float(row["jumlah_bulan"])) == ("JKK+JKM", "04-2026", 9)
    for number, field in RETURNED.items():
        assert by_nik[PEOPLE[number].nik][COLUMNS[field]] == ANSWERS[field]


def kpj(one: Villager) -> str:
    return f"98{one.number:09}"


def answered(year: Year, path: str) -> None:
    """Numbers first, then the payment of each."""
    year.step("the branch answers with numbers, and is paid")
    page = year.at(year.officer("verifier"), path)
    numbers = sheet([(one.nik, one.name, kpj(one)) for one in KEPT], ("nik", "nama", "kpj"), "KPJ")
    days = ("01-04-2026", "31-12-2026", "BYR-2026-77")
    payment = sheet([(one.nik, kpj(one), *days) for one in KEPT],
                    ("nik", "kpj", "mulai", "sampai", "bukti"), "Bayar")  # fmt: skip
    for kind, content in (("kpj", numbers), ("payment", payment)):
        page.goto(f"{year.url}/console{path}")
        page.get_by_label("Isi berkas").select_option(kind)
        brought(page, content)
        follow(page.get_by_role("button", name="Kirim dan catat"))
        here = page.url.split("?")[0]
        year.work()
        page.goto(here)
        assert "Dicatat\n97" in page.inner_text("main")
    page.goto(f"{year.url}/console{path}")
    assert "Dibayar (97)" in page.inner_text("main")


def carded(year: Year, people: dict[int, Person]) -> None:
    """What each chat was given is good, and nobody else's."""
    year.step("each of the 97 gets the card")
    year.calendar.later(minutes=2)  # the card follows its news
    year.work()
    heard(year, people.values(), "card")
    kept = [one for one in people.values() if one.fate != "refused"]
    for one, picture in zip(kept, year.crowd.each(kept, card_of), strict=True):
        one.card = link_on(picture)
        if one.phone:
            one.phone.picture_drawn()
    assert len({one.card for one in kept}) == len(KEPT)


async def card_of(one: Person) -> bytes:
    """The one picture that came, as it is downloaded."""
    (url,) = (file["url"] for said in await one.talker.talk() if not said["own"] for file in said["files"])
    return (await one.talker.get(url)).content


def link_on(card: bytes) -> str:
    """The path of the page that the QR of a card leads to."""
    left, top = (round((size - CODE - EDGE / 2) * SCALE) for size in (WIDTH, HEIGHT))
    box = left, top, round(WIDTH * SCALE), round(HEIGHT * SCALE)
    return urlsplit(read(Image.open(BytesIO(card)), box)).path


def good(year: Year, person: Person) -> bool:
    """Does that page say so today?"""
    page = patient(year.visitor, locale="id-ID").new_page()
    page.goto(year.url + person.card)
    text = page.inner_text("main")
    page.context.close()
    assert person.name.split()[-1] not in text
    return "Tidak berlaku" not in text and "Berlaku" in text


def announced(year: Year, people: dict[int, Person]) -> None:
    year.step("an announcement to whoever is covered")
    year.calendar.on("2026-04-20")
    page = year.at(year.officer("verifier"), "/announcements/new?programme=denpasar")
    page.get_by_label("sudah didaftarkan").check()
    page.get_by_label("Dalam bahasa Indonesia").fill(ANNOUNCED)
    follow(page.get_by_role("button", name="Simpan dan hitung"))
    here = page.url.split("?")[0].partition("/console")[2]
    year.periodic("announce")
    page = year.at(year.officer("decider"), here)
    page.get_by_text("Kirim", exact=True).click()
    follow(page.get_by_role("button", name="Ya, kirim sekarang"))
    year.periodic("announce")
    page.reload()
    assert f"terkirim ({len(KEPT)})" in page.inner_text("main")
    assert good(year, people[DIES])
