"""A list goes back as it came, with a column of what became of each line, and nothing in it that runs."""

from __future__ import annotations

import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO
from typing import Any

import pytest

from bot.lists.cells import Cell
from bot.lists.formats import tables
from bot.lists.reading import read_list
from bot.lists.returning import returned
from bot.lists.writing import HIGHLIGHT, sheet
from tests.lists.folder import all_lists
from tests.lists.making import html, text, xlsx
from tests.lists.must import MessyList
from tests.lists.people import TODAY, people, someone

TITLE = "Keterangan Payung"
ALIVE = ("=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+62812", "-1+1", "@SUM(A1)", "\t=1+1", "  =cmd|' /C calc'!A0", "＝1+1")  # fmt: skip


def rows_of(content: bytes) -> dict[str, list[list[Cell]]]:
    return {table.name: [list(row) for row in table.rows()] for table in tables(content)}


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.parametrize("one", all_lists(), ids=lambda one: one.name)
def test_every_list_goes_back_with_its_cells_and_a_word_for_each_line(one: MessyList) -> None:
    lines = list(read_list(one.content, TODAY))
    made = rows_of(returned(one.content, lambda number: (lines[number - 1].status, f"baris {number}"), TITLE))
    number, told = 0, Counter((line.sheet, line.row) for line in lines)
    for table, after in zip(tables(one.content), made.values(), strict=True):
        before = list(table.lines())
        width = max(map(len, table.rows()), default=0)
        assert len(after) == max((row for row, _ in before), default=0)
        for row, cells in before:
            numbers = range(number + 1, number + told[table.name, row] + 1)
            number, again = numbers[-1], after[row - 1]
            assert same(cells, again[: len(cells)])
            if lines[number - 1].reasons != ("hidden",):
                assert again[width] in (" | ".join(f"baris {one}" for one in numbers), TITLE), table.name
    assert number == len(lines)


def same(before: Sequence[Cell], after: Sequence[Cell]) -> bool:
    """A long number has become text, digit for digit; all else is as it was."""
    return all(
        one == other or (isinstance(one, float) and f"{one:.0f}" == other)
        for one, other in zip(before, after, strict=True)
    )


def test_lines_that_wait_are_seen_at_once_and_the_title_stands_above() -> None:
    p, q = people(2)
    content = xlsx([["NIK", "Nama"], [p.nik, p.name], [q.nik, q.name]])
    page = parts_of(
        returned(content, [("nobody", ""), ("waiting", "NIK kurang 1 angka."), ("accepted", "Ok.")], TITLE)
    )
    made = page["xl/worksheets/sheet1.xml"].split("<row ")
    styles = page["xl/styles.xml"]
    assert HIGHLIGHT.removeprefix("#") in styles
    assert TITLE in made[1] and "NIK kurang 1 angka." in made[2] and "Ok." in made[3]
    assert made[2].count(" s=") == 3 and made[3].count(" s=") == 1


def test_numbers_that_excel_would_round_are_text() -> None:
    p = someone(1)
    content = xlsx([["NIK", "Nama", "HP", "Umur"], [int(p.nik), p.name, 81234567890, 45]])
    assert rows_of(returned(content, [], TITLE))["Sheet1"][1] == [p.nik, p.name, "81234567890", 45.0, ""]


@pytest.mark.parametrize("alive", ALIVE)
def test_nothing_runs_in_what_goes_back(alive: str) -> None:
    content = xlsx([["NIK", "Nama"], [someone(1).nik, alive]])
    for made in (
        returned(content, [("nobody", ""), ("waiting", alive)], alive),
        sheet([[alive]], [alive], alive),
    ):
        written = parts_of(made)
        assert not any(
            mark in part
            for mark in ("<f>", "<f ", "<hyperlink", "relationships/hyperlink")
            for part in written.values()
        )
        assert alive.strip() in "".join(str(cell) for row in rows_of(made).popitem()[1] for cell in row)
        assert 'quotePrefix="1"' in written["xl/styles.xml"]


def test_formulas_links_and_macros_stay_behind() -> None:
    import xlsxwriter

    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page = book.add_worksheet("A")
    page.write_row(0, 0, ["NIK", "Nama"])
    page.write_formula(1, 0, f'="{someone(1).nik}"', None, someone(1).nik)
    page.write_url(1, 1, "http://example.org", None, someone(1).name)
    page.write_formula(2, 0, "='[other.xlsx]A'!A1", None, "")
    book.close()
    back = returned(made.getvalue(), [], TITLE)
    assert [name for name in parts_of(back) if "external" in name.lower() or "vba" in name.lower()] == []
    assert not any("example.org" in part or "other.xlsx" in part for part in parts_of(back).values())
    assert rows_of(back)["A"][1][:2] == [someone(1).nik, someone(1).name]


def test_days_times_and_sheets_come_through() -> None:
    cells: list[Any] = [
        date(1985, 8, 17),
        datetime(2026, 1, 2, 3, 4),
        clock(5, 6),
        timedelta(hours=30),
        True,
        1.5,
    ]
    made = rows_of(sheet([[*cells, date(1899, 5, 6), None]], [*"abcdefgh"], "Rekap: [1/2]"))
    assert made == {"Rekap   1 2": [list("abcdefgh"), [*cells, "06-05-1899", ""]]}


def test_sheets_keep_their_names_and_hidden_ones_stay_hidden() -> None:
    content = xlsx({"RT 01": [["NIK", "Nama"], [someone(1).nik, "A B"]], "lama": [["x"]]}, hidden=("lama",))
    back = list(tables(returned(content, [], TITLE)))
    assert [(table.name, table.hidden) for table in back] == [("RT 01", False), ("lama", True)]


@pytest.mark.parametrize("content", [
    text([["Nama", "NIK"], ["SITI AMINAH", someone(1).nik]]).encode("utf-16"),
    html([["Nama", "NIK"], ["SITI AMINAH", someone(1).nik]]),
])  # fmt: skip
def test_any_format_goes_back_as_xlsx(content: bytes) -> None:
    back = returned(content, [("nobody", ""), ("accepted", "Masuk.")], TITLE)
    assert rows_of(back) == {"Sheet1": [["Nama", "NIK", TITLE], ["SITI AMINAH", someone(1).nik, "Masuk."]]}


def test_a_long_list_goes_back_in_a_few_seconds() -> None:
    rows = [
        ["Nama", "NIK", "Alamat", "HP"],
        *([p.name, p.nik, "Jl. Melati 3", p.phone] for p in people(5_000)),
    ]
    content, began = text(rows).encode(), time.process_time()
    assert (
        len(rows_of(returned(content, lambda number: ("accepted", "Masuk daftar."), TITLE))["Sheet1"])
        == 5_001
    )
    assert time.process_time() - began < 5
