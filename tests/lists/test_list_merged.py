"""A cell that goes over several rows tells of all of them where somebody lives, and nothing else."""

from __future__ import annotations

import pytest

from bot.lists.reading import read_list
from tests.lists.making import xlsx
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
    ],
    ids=["workbook", "further down", "page"],
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
