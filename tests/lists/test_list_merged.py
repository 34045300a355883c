"""A cell that goes over several rows tells of all of them where somebody lives, and nothing else."""

from __future__ import annotations

import pytest

from bot.lists.bad import BadList
from bot.lists.reading import read_list
from tests.lists.biff import xls
from tests.lists.making import Rows, corners, ods, ods_of, ods_rows, xlsx
from tests.lists.people import TODAY, people

P = people(5)
TITLES = ["No", "Dusun", "RT", "Nama", "NIK"]
ROWS = [
    [1, "Melati", "03", P[0].name, P[0].nik],
    [2, "", "", P[1].name, P[1].nik],
    [3, "", "04", P[2].name, P[2].nik],
    [4, "Mawar", "", P[3].name, P[3].nik],
    [5, "", "", P[4].name, P[4].nik],
]
PAGE = (
    "<table><tr><th>No</th><th>Dusun</th><th>RT</th><th>Nama</th><th>NIK</th></tr>"
    "<tr><td>1</td><td rowspan=3>Melati</td><td rowspan=2>03</td><td>{0.name}</td><td>{0.nik}</td></tr>"
    "<tr><td>2</td><td>{1.name}</td><td>{1.nik}</td></tr>"
    "<tr><td>3</td><td>04</td><td>{2.name}</td><td>{2.nik}</td></tr>"
    "<tr><td>4</td><td>Mawar</td><td></td><td>{3.name}</td><td>{3.nik}</td></tr>"
    "<tr><td>5</td><td></td><td></td><td>{4.name}</td><td>{4.nik}</td></tr></table>"
)


@pytest.mark.parametrize(
    "content",
    [
        xlsx([TITLES, *ROWS], merged=("B2:B4", "C2:C3")),
        xlsx([["Daftar warga"], [], ["", *TITLES], *(["", *row] for row in ROWS)], merged=("C4:C6", "D4:D5")),
        PAGE.format(*P).encode(),
        ods({"S": [TITLES, *ROWS]}, ("B2:B4", "C2:C3")),
        ods(
            {"S": [["Daftar warga"], [], ["", *TITLES], *(["", *row] for row in ROWS)]},
            ("A1:F1", "C4:C6", "D4:D5"),
        ),
        xls({"S": [TITLES, *ROWS]}, merged=("B2:B4", "C2:C3")),
    ],
    ids=["workbook", "further down", "page", "ods", "ods further down", "xls"],
)
def test_a_dusun_over_several_rows_is_that_of_all(content: bytes) -> None:
    lines = [line for line in read_list(content, TODAY) if line.status != "skip"]
    found = [(line.status, line.person.get("unit"), line.person.get("rt")) for line in lines]
    assert found == [
        ("accept", "Melati", "03"),
        ("accept", "Melati", "03"),
        ("accept", "Melati", "04"),
        ("accept", "Mawar", None),
        ("accept", None, None),
    ]


def test_a_nik_over_several_rows_is_that_of_the_first() -> None:
    rows = [["Nama", "NIK"], [P[0].name, P[0].nik], [P[1].name, ""]]
    _, first, second = read_list(xlsx(rows, merged=("B2:B3",)), TODAY)
    assert first.person["nik"] == P[0].nik and second.reasons == ("nik_missing",)


def test_cells_side_by_side_that_are_one_tell_nothing_of_other_rows() -> None:
    rows = [
        ["Nama", "NIK", "Dusun", "RT"],
        [P[0].name, P[0].nik, "Melati", ""],
        [P[1].name, P[1].nik, "", ""],
    ]
    *_, last = read_list(xlsx(rows, merged=("C2:D2",)), TODAY)
    assert "unit" not in last.person


TWO_ROWS = [
    ["DAFTAR PEKERJA RENTAN DESA TEGAL HARUM", "", "", "", "", ""],
    ["No", "Nama", "NIK", "Lahir", "", "Dusun"],
    ["", "", "", "Tempat", "Tanggal", ""],
    [1, P[0].name, P[0].nik, "Denpasar", P[0].birth, "Melati"],
    [2, P[1].name, P[1].nik, "Denpasar", P[1].birth, ""],
    [3, P[2].name, P[2].nik, "", P[2].birth, "Mawar"],
    ["Jumlah", "", "", "", "3", ""],
]
AREAS = ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "F4:F5", "A7:D7")


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        (TWO_ROWS, AREAS),
        ([TITLES, *ROWS], ("B2:B4", "C2:C3", "B5:B6")),
        ([TITLES, *ROWS], ("D2:D4", "E2:E3")),
    ],
    ids=["titles over columns", "over rows", "names over rows"],
)
def test_a_list_is_read_alike_from_every_kind_of_workbook(rows: Rows, areas: tuple[str, ...]) -> None:
    every = [xlsx({"S": rows}, merged=areas), ods({"S": rows}, areas), xls({"S": rows}, merged=areas)]
    first, *others = (list(read_list(content, TODAY)) for content in every)
    assert [first] * 2 == others


def test_rows_and_cells_that_are_repeated_count_before_a_cell_over_several_rows() -> None:
    blank = '<table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-repeated="9"/></table:table-row>'
    shifted = ods_rows([TITLES, *ROWS], corners(("B2:B4",))).replace(
        "<table:table-row>", '<table:table-row><table:table-cell table:number-columns-repeated="3"/>'
    )
    content = ods_of(f'<table:table table:name="S">{blank}{shifted}</table:table>')
    lines = [line for line in read_list(content, TODAY) if line.status != "skip"]
    assert [(line.row, line.person.get("unit")) for line in lines] == [
        (6, "Melati"), (7, "Melati"), (8, "Melati"), (9, "Mawar"), (10, None),
    ]  # fmt: skip


def test_each_sheet_of_an_ods_has_its_own_merged_cells() -> None:
    one, other = (ods_rows([TITLES, *ROWS], corners(areas)) for areas in ((), ("B2:B4",)))
    content = ods_of(
        f'<table:table table:name="A">{one}</table:table><table:table table:name="B">{other}</table:table>'
    )
    lines = [line for line in read_list(content, TODAY) if line.row == 3]
    assert [(line.sheet, line.person.get("unit")) for line in lines] == [("A", None), ("B", "Melati")]


@pytest.mark.parametrize("rows", ["0", "-3", "99999999", "9" * 40, "many", "2.5"])
def test_a_span_that_is_none_keeps_no_list_from_being_read(rows: str) -> None:
    page = ods_rows([TITLES, *ROWS], corners(("B2:B4", "C2:C3"))).replace(
        'table:number-rows-spanned="3"', f'table:number-rows-spanned="{rows}"'
    )
    lines = list(read_list(ods_of(f'<table:table table:name="S">{page}</table:table>'), TODAY))
    assert [line.person.get("nik") for line in lines[1:]] == [one.nik for one in P]


def test_more_merged_cells_than_a_list_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.lists.spanned.TOO_MANY", 1)
    with pytest.raises(BadList, match="too_large"):
        list(read_list(ods({"S": [TITLES, *ROWS]}, ("B2:B4", "C2:C3")), TODAY))
