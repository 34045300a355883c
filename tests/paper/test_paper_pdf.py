"""The drawn page: one, readable, complete, the same every time, and with nothing to read between the lines."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
import segno

from bot.paper.form import Sheet
from bot.paper.pdf import pdf
from tests.paper.page import beside, content, qr, said, texts
from tests.paper.people import ACCIDENT, FACTS, NAME, NIK, SITE, accident, death, filled, longest, words

PAGES = re.compile(rb"/Type /Page\n")
CLOSEST = 3.4  # millimetres between the baselines of 8.5 point letters that do not touch


def drawn(sheet: Sheet, language: str = "id") -> bytes:
    return pdf(sheet, words(language))


def labels(sheet: Sheet) -> list[str]:
    return [line.label for section in sheet.sections for line in section.lines]


@pytest.mark.parametrize("of", [accident, death])
def test_the_page_has_the_fields_in_the_order_of_the_sheet(of: Any) -> None:
    sheet = of()
    wanted = labels(sheet)
    found = iter(said(drawn(sheet)))
    assert [label for label in wanted if label in found] == wanted


def test_the_values_stand_beside_their_labels() -> None:
    page = drawn(accident())
    assert beside(page, "Nama lengkap") == NAME
    assert beside(page, "NIK") == NIK
    assert beside(page, "Kecamatan") == "Banjarmasin Selatan"
    assert beside(page, "Saksi 2") == "Nurul Aini"


def test_an_empty_field_is_a_dotted_line() -> None:
    page = drawn(accident({}, {"reported": FACTS["reported"]}))
    for label in ("Nama lengkap", "NIK", "Uraian kejadian", "Saksi 2", "NPP/NPW"):
        assert re.fullmatch(r"\.{30,}", beside(page, label)), label


def test_what_happened_may_be_told_by_hand_on_four_dotted_lines() -> None:
    page = texts(drawn(accident({**ACCIDENT, "how": ""})))
    top, end = (next(one.y for one in page if one.text == label) for label in ("Uraian kejadian", "Akibat"))
    assert len([one for one in page if top - 0.5 < one.y < end - 0.5 and set(one.text) == {"."}]) == 4


@pytest.mark.parametrize("text", ["Kata " * 400, "m" * 2000, "W" * 2000, "i" * 2000])
@pytest.mark.parametrize("of", [accident, death])
@pytest.mark.parametrize("language", ["id", "en"])
def test_however_long_the_answers_it_is_one_page(of: Any, text: str, language: str) -> None:
    page = drawn(of(*longest(text), language), language)
    assert len(PAGES.findall(page)) == 1
    assert re.search(rb"/MediaBox \[0 0 595.28 841.89\]", page)
    assert all(0 < one.x < 210 and 0 < one.y < 290 for one in texts(page))
    assert any(one.text.endswith("...") and one.text[0] == text[0] for one in texts(page))


@pytest.mark.parametrize("of", [accident, death])
def test_the_fullest_page_has_room_between_its_rows(of: Any) -> None:
    baselines = sorted({round(one.y, 1) for one in texts(drawn(of(*longest("Kata " * 400)))) if one.x < 20})
    assert min(b - a for a, b in pairwise(baselines)) >= CLOSEST
    assert labels(of(*longest("x")))[-1] in said(drawn(of(*longest("x"))))


def test_no_value_runs_into_the_next_column() -> None:
    width = measure()
    page = texts(drawn(accident(filled(ACCIDENT, "M" * 90), filled(FACTS, "M" * 90))))
    ends = [one.x + width(one.text, 8.5) for one in page if one.text.startswith("MM")]
    assert ends
    assert max(ends) <= 198


def measure() -> Any:
    from fpdf import FPDF

    document = FPDF()

    def width(text: str, size: float) -> float:
        document.set_font("Helvetica", "", size)
        return document.get_string_width(text)

    return width


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_label_fits_its_column(language: str) -> None:
    width = measure()
    every = {*labels(accident(language=language)), *labels(death(language=language))}
    assert {label for label in every if width(label, 7.5) > 34 - 1.5} == set()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("day", range(20, 27))
def test_no_moment_of_the_longest_month_is_cut(day: int, language: str) -> None:
    moment = f"2026-09-{day}T20:08"
    sheet = accident({"happened": moment}, {"reported": moment, "deadline": moment}, language)
    told = words(language).language.formats.instant(sheet.reported)
    assert said(drawn(sheet, language)).count(told) == 3


@pytest.mark.parametrize("public_url", ["", SITE])
@pytest.mark.parametrize("of", [accident, death])
def test_the_code_is_that_of_the_number(of: Any, public_url: str) -> None:
    sheet = of(public_url=public_url)
    wanted = f"{SITE}/?start={sheet.number}" if public_url else sheet.number
    assert qr(drawn(sheet)) == [list(row) for row in segno.make_qr(wanted, error="m").matrix]


def test_the_foot_shows_the_number_and_the_documents() -> None:
    found = said(drawn(accident()))
    foot = found[found.index("Dokumen (x = sudah diterima)") :]
    assert foot[1:4] == ["Kartu peserta", "KTP-el pekerja", "Kronologi kejadian"]
    assert {"LK-000123", "Ahmad Fauzi", accident().note} <= set(foot)


def test_received_documents_are_crossed_on_the_page() -> None:
    none = content(drawn(accident(facts={**FACTS, "documents": [("KTP", False)]})))
    one = content(drawn(accident(facts={**FACTS, "documents": [("KTP", True)]})))
    assert one.count(" l S") - none.count(" l S") == 2


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Café", "Café"),
        ("Cafe\u0301", "Café"),
        ("Ḍuḥā", "Duha"),
        ("Đặng Łukasz", "Dang Lukasz"),
        ("محمد", "????"),
        ("aman 🙏", "aman ?"),
        ("“Bu” – Ani’s…", '"Bu" - Ani\'s...'),
        ("a\tb\n c\u200bd\x00e\xad", "a b cde"),
        (r"kurung (dua) \ satu", r"kurung (dua) \ satu"),
    ],
)
def test_letters_come_to_their_nearest(written: str, printed: str) -> None:
    assert beside(drawn(accident({**ACCIDENT, "name": written})), "Nama lengkap") == printed


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert drawn(accident()) == drawn(accident())
    assert drawn(accident()) != drawn(accident({**ACCIDENT, "name": "Siti Aminah"}))


def test_the_metadata_say_the_number_and_nothing_of_the_person() -> None:
    page = drawn(accident())
    shown = page.replace(re.findall(rb"stream\n.*?\nendstream", page, re.DOTALL)[0], b"")
    assert b"/Title (LK-000123)" in shown
    assert b"/CreationDate (D:20261121093000Z)" in shown
    assert not [one for one in (NIK, NAME, "Ahmad", "0812", FACTS["kpj"]) if one.encode() in shown]


def test_the_page_needs_no_colour() -> None:
    assert not re.search(r" rg| RG", content(drawn(accident())))


def test_the_library_comes_only_with_the_first_page() -> None:
    program = (
        "import sys, bot.paper.pdf, bot.paper.sheet; print(sorted({'fpdf', 'segno'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
