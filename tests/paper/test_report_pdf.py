"""A report as PDF: pages that hold together, in black and grey, the same every time."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.reports.pdf import BOTTOM, LEFT, MOST_BARS, RIGHT, pdf
from bot.reports.section import PERCENT, RUPIAH, TARGET, TEXT, Bar, Chart, Column, Report, Section
from tests.paper.page import black, content, said, texts

WORDS = Words(languages()["id"], "console")
PAGES = re.compile(rb"/Type /Page\n")
COLUMNS = (Column("Kecamatan", TEXT), Column("Sasaran", TARGET), Column("Terlindungi"), Column("Tercapai", PERCENT),
           Column("Iuran sebulan yang dibayar", RUPIAH))  # fmt: skip


def section(rows: int, bars: int = 0, name: str = "Denpasar Selatan") -> Section:
    shown = tuple(
        (f"{name} {number}", None if number % 2 else 100, number, 88, 16_800_000) for number in range(rows)
    )
    chart = Chart(tuple(Bar(f"{name} {n}", n, n + 1) for n in range(bars)), "Terlindungi", "Sasaran")
    return Section("one", "Per kecamatan", COLUMNS, shown, chart if bars else None, ("Catatan.",))


def drawn(*sections: Section, by: str = "Ibu Wali Kota") -> bytes:
    at = datetime(2026, 11, 27, 9, 30)
    return pdf(Report("Kota Denpasar", "1 Desa 100 Pekerja Rentan", "November 2026", at, by, sections), WORDS)


def test_every_page_has_the_heads_again_and_says_who_made_it() -> None:
    made = drawn(section(120))
    pages = len(PAGES.findall(made))
    told = said(made)
    assert pages == 3 and told.count("Kecamatan") == pages
    assert sum("oleh Ibu Wali Kota" in text for text in told) == pages
    assert [text for text in told if text in ("1", "2", "3")][:1] == ["1"]
    assert all(f"Denpasar Selatan {number}" in told for number in range(120))
    assert told.count("tanpa sasaran") == 60 and told.count("Rp16.800.000") == 120 and "88 %" in told


@pytest.mark.parametrize("name", ["W" * 200, "Désa Ḍangin – “Pasar”", "Kecamatan " * 30])
@pytest.mark.parametrize("bars", [0, 1, MOST_BARS])
def test_nothing_is_drawn_beside_the_page(name: str, bars: int) -> None:
    made = drawn(*(section(30, bars, name) for _ in range(3)), by=name)
    assert all(LEFT - 1 < one.x < RIGHT and 10 < one.y < BOTTOM + 10 for one in texts(made))
    assert all(0 < x < 595 and x + width < 595 for x, _, width, _ in black(made))


def test_a_chart_is_as_long_as_its_figures_and_needs_no_colour() -> None:
    made = drawn(section(1, 5))
    bars = [(width, height) for _, _, width, height in black(made) if height < 10 and width > 0]
    longest = max(width for width, _ in bars)
    assert any(abs(width - longest / 2) < 1 for width, _ in bars)  # 2 of 4
    assert not re.search(r"\d (?:rg|RG|k|K)\b", content(made))  # neither red, green nor blue: black and grey


def test_a_chart_of_too_many_bars_is_left_to_the_table() -> None:
    assert "Sasaran" not in said(drawn(Section("one", "Desa", (), (), section(0, MOST_BARS + 1).chart)))


def test_the_same_report_is_the_same_file_and_its_metadata_name_nobody() -> None:
    made = drawn(section(5, 5))
    assert made == drawn(section(5, 5))
    head = made.partition(b"/Producer")[2][:400]
    assert b"Wali" not in head


def test_an_empty_report_is_a_page() -> None:
    assert len(PAGES.findall(drawn())) == 1
