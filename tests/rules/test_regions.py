"""Kecamatan and villages of a region table, from a file or from rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.regions import BadRegions, Regions, load_regions, village_kind
from tests.rules.samples import PROGRAMMES

ROWS = [
    ("51.71.03.2008", "Tegal Harum"),
    ("51.71.03.2001", "Padangsambian Kelod"),
    ("51.71", "Kota Denpasar"),
    ("51.71.03", "Denpasar Barat"),
    ("51.71.01", "Denpasar Selatan"),
]


@pytest.mark.parametrize(
    ("code", "name", "districts", "villages"),
    [
        ("51.71", "Kota Denpasar", 4, 43),
        ("63.71", "Kota Banjarmasin", 5, 52),
        ("64.01", "Kabupaten Paser", 10, 144),
        ("64.72", "Kota Samarinda", 10, 59),
        ("73.71", "Kota Makassar", 15, 153),
    ],
)
def test_the_five_regions_are_complete(code: str, name: str, districts: int, villages: int) -> None:
    regions = load_regions(PROGRAMMES / "regions.csv")
    assert regions.name(code) == name
    assert len(regions.districts(code)) == districts
    assert len(regions.villages_of(code)) == villages
    assert len(regions.names) == 5 + 44 + 451


def test_districts_and_villages_come_in_the_order_of_their_codes() -> None:
    regions = Regions.of(ROWS)
    assert regions.districts("51.71") == (("51.71.01", "Denpasar Selatan"), ("51.71.03", "Denpasar Barat"))
    assert regions.villages("51.71.03") == (
        ("51.71.03.2001", "Padangsambian Kelod"),
        ("51.71.03.2008", "Tegal Harum"),
    )


def test_what_lies_nowhere_is_empty() -> None:
    regions = Regions.of(ROWS)
    assert regions.districts("63.71") == ()
    assert regions.districts("51.71.03") == ()
    assert regions.villages("51.71.01") == ()
    assert regions.villages("51.71") == ()
    assert regions.name("63.71") is None


def test_the_order_of_rows_does_not_matter() -> None:
    assert Regions.of(ROWS) == Regions.of(reversed(ROWS))


def test_a_place_is_named_from_the_village_outwards() -> None:
    regions = Regions.of(ROWS)
    assert regions.path("51.71.03.2008") == ("Tegal Harum", "Denpasar Barat", "Kota Denpasar")
    assert regions.path("51.71.03.2999") == ("Denpasar Barat", "Kota Denpasar")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("51.71.01.1005", "kelurahan"),
        ("51.71.03.2008", "desa"),
        ("91.03.01.3001", "desa_adat"),
        ("51.71.03.9001", None),
        ("51.71.03", None),
        ("", None),
    ],
)
def test_the_kind_of_a_village_stands_in_its_code(code: str, kind: str | None) -> None:
    assert village_kind(code) == kind


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("5171", "Kota Denpasar")], '"5171" is not a region code such as 63.71.05.1003.'),
        ([("51.71.03.208", "Tegal Harum")], '"51.71.03.208" is not a region code such as 63.71.05.1003.'),
        ([("51.71", "Kota Denpasar"), ("51.71", "Denpasar")], 'The code "51.71" appears twice.'),
        ([("51.71", " ")], 'The region "51.71" has no name.'),
    ],
)
def test_a_bad_row_is_told_in_one_sentence(rows: list[tuple[str, str]], sentence: str) -> None:
    with pytest.raises(BadRegions) as caught:
        Regions.of(rows)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"kode,nama\n51.71,Kota Denpasar\n", "The first line must name the columns code and name."),
        (b"", "The first line must name the columns code and name."),
        (b"code,name\n51.71\n", 'The region "51.71" has no name.'),
        (b"code,name\nx,y\n", '"x" is not a region code such as 63.71.05.1003.'),
        (b"code,name\n51.71,Denpas\xe9r\n", "The file is not text in UTF-8."),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "regions.csv"
    path.write_bytes(content)
    with pytest.raises(BadRegions) as caught:
        load_regions(path)
    assert str(caught.value) == f"{path}: {sentence}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRegions, match=r"The file cannot be opened \(No such file or directory\)\."):
        load_regions(tmp_path / "nowhere.csv")


def test_a_table_with_more_columns_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text('code,name,level\n12.07.28.1007,"Lubuk Pakam I,II",4\n', encoding="utf-8-sig")
    assert load_regions(path).name("12.07.28.1007") == "Lubuk Pakam I,II"
