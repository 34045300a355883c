"""payung report, typed as an operator types it: one city and all of them, PDF and workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.office import Said, complaint, here, looked, said
from tests.paper.page import said as told_in
from tests.real_size import Size, make_programme

__all__ = ["complaint", "here", "said"]  # fixtures


@pytest.fixture
def filled(here: Path) -> Path:
    """Fifty people in Samarinda."""
    looked(lambda app: make_programme(app, Size("samarinda", 50)))
    return here


def test_the_report_of_one_city_has_its_pages(filled: Path, said: Said) -> None:
    assert said("report", "--programme", "samarinda", "--to", "one.pdf") == ""
    told = told_in((filled / "one.pdf").read_bytes())
    assert told[0].startswith("Made ") and "payung report" in told[0]  # the foot of the first page
    assert {"Kota Samarinda", "Summary", "By kecamatan", "Samarinda Ulu", "Budget", "Rp16.800"} <= set(told)
    assert [text for text in told if text.isdecimal() and len(text) == 1].count("1") >= 1


def test_all_cities_stand_side_by_side_in_a_workbook(filled: Path, said: Said) -> None:
    said("report", "--all", "--month", "2026-06", "--to", "all.xlsx")
    book = CalamineWorkbook.from_path(str(filled / "all.xlsx"))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert sheets["Report"][2][0] == "Report of June 2026"
    heads, *rows = sheets["Covered and quota"]
    assert heads == ["City or regency", "Quota", "Registered", "Covered", "Reached"]
    assert [row[0] for row in rows[:5]] == [
        "Kota Banjarmasin", "Kota Denpasar", "Kota Makassar", "Kabupaten Paser", "Kota Samarinda",
    ]  # fmt: skip
    assert rows[4][1:3] == [19_000, 48] and rows[0][1] == "no target"  # numbers are numbers


def test_a_budget_that_was_reported_is_told_with_what_is_left(filled: Path, said: Said) -> None:
    said("report", "--programme", "samarinda", "--month", "2024-06", "--to", "old.pdf")
    told = told_in((filled / "old.pdf").read_bytes())
    assert told.count("Rp3.000.000.000") == 2 and "Rp0" in told  # nothing of it was paid here


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("--programme", "nowhere", "--to", "x.pdf"), "no programme nowhere; there is banjarmasin, denpasar"),
        (("--all", "--month", "2026-13", "--to", "x.pdf"), "--month needs a month such as 2026-11"),
        (("--all", "--month", "9999-01", "--to", "x.pdf"), "--month needs a month"),
        (("--all", "--to", "x.doc"), "ends in .pdf or .xlsx"),
        (("--all", "--to", "nowhere/x.pdf"), "No such file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    here: Path, complaint: Said, typed: tuple[str, ...], why: str
) -> None:
    assert why in complaint("report", *typed)
    assert not list(here.glob("x.*"))
