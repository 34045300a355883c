"""Whatever happens to a list on its way, each row that is not blank has its receipt, and no digit is made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lists.bad import BadList
from bot.lists.reading import read_list, read_text
from rules.lines import CHANGES, WAYS, ReadLine
from tests.lists.making import html, ods, text, xlsx
from tests.lists.people import TODAY, Someone, someone

TITLES = ["No", "NIK", "Nama", "Tgl Lahir", "JK", "HP", "Alamat"]
NIK, BIRTH = 1, 3
Rows = list[list[str]]


def row(person: Someone, number: int) -> list[str]:
    return [str(number), person.nik, person.name, person.birth, person.letter, person.phone, "Jl. Melati 3"]


def drop(cell: str, at: int) -> str:
    return cell[:at] + cell[at + 1 :]


def double(cell: str, at: int) -> str:
    return cell[: at + 1] + cell[at:]


def swap(cell: str, at: int) -> str:
    return cell[:at] + cell[at + 1 : at + 2] + cell[at : at + 1] + cell[at + 2 :]


def letter(cell: str, at: int) -> str:
    return cell[:at] + {"0": "O", "1": "l"}.get(cell[at : at + 1], cell[at : at + 1]) + cell[at + 1 :]


def other_digit(cell: str, at: int) -> str:
    return (
        cell[:at]
        + (str((int(cell[at]) + 3) % 10) if cell[at : at + 1].isdigit() else cell[at : at + 1])
        + cell[at + 1 :]
    )


def spaced(cell: str, at: int) -> str:
    return f" {cell[:at]} {cell[at:]} "


def emptied(cell: str, at: int) -> str:
    return ""


DAMAGE: tuple[Callable[[str, int], str], ...] = (drop, double, swap, letter, other_digit, spaced, emptied)
FORMATS: tuple[Callable[[Rows], bytes], ...] = (
    xlsx,
    html,
    lambda rows: ods({"Daftar": rows}),
    lambda rows: text(rows, ";").encode("cp1252", "replace"),
    lambda rows: text(rows, ",").encode("utf-8-sig"),
    lambda rows: text(rows, "\t").encode("utf-16"),
)
HURT = st.tuples(st.sampled_from(DAMAGE), st.integers(0, 11), st.integers(0, 6), st.integers(0, 17))
MOVED = st.tuples(st.integers(0, 11), st.integers(0, 6), st.integers(0, 6))


@settings(max_examples=150)
@given(
    st.sampled_from(FORMATS), st.lists(HURT, max_size=8), st.lists(MOVED, max_size=3),
    st.lists(st.integers(0, 11), max_size=3), st.booleans(), st.integers(0, 200),
)  # fmt: skip
def test_the_receipts_add_up_and_no_digit_is_made_up(written, hurt, moved, blanked, titled, start) -> None:
    whole = [someone(start + number) for number in range(12)]
    rows = [row(person, number) for number, person in enumerate(whole, 1)]
    for damage, at, column, place in hurt:
        rows[at][column] = damage(rows[at][column], place)
    for at, one, other in moved:
        rows[at][one], rows[at][other] = rows[at][other], rows[at][one]
    for at in blanked:
        rows[at] = [""] * len(TITLES)
    rows = [TITLES, *rows] if titled else rows
    lines = list(read_list(written(rows), TODAY))
    check(lines, rows)
    for line in lines:
        if line.status in ("accept", "repair"):
            check_owner(line, rows[line.row - 1], whole[line.row - 1 - titled])


def check(lines: list[ReadLine], rows: Rows) -> None:
    assert [line.row for line in lines] == [
        number for number, cells in enumerate(rows, 1) if any(map(str.strip, cells))
    ]
    assert sum(Counter(line.status for line in lines).values()) == len(lines)
    for line in lines:
        ways, changes = set(line.reasons) & set(WAYS), set(line.reasons) & set(CHANGES)
        expected = "reject" if ways else "repair" if changes else "accept"
        assert line.status in (expected, "skip") and (line.status != "skip" or not ways | changes)
        if line.status in ("accept", "repair"):
            assert line.person["nik"] in niks(rows[line.row - 1], "nik_letters_read" in line.reasons)


def niks(cells: list[str], letters: bool) -> set[str]:
    """The numbers that stand in a row digit for digit, as they would be read aloud."""
    texts = [cell.translate(str.maketrans("OlI", "011")) if letters else cell for cell in cells]
    return {re.sub(r"[ .\-']", "", cell) for cell in texts}


def check_owner(line: ReadLine, cells: list[str], person: Someone) -> None:
    """With the birth date beside it a NIK that was taken tells the same birth, whatever was done to it."""
    if person.birth in cells and person.nik in cells:
        assert line.person["nik"] == person.nik
    elif cells[BIRTH] == person.birth:
        assert line.person["nik"][6:12] == person.nik[6:12] or line.person["sex"] != person.sex


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_pasted_text_is_read(pasted: str) -> None:
    lines = list(read_text(pasted, TODAY))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.status in ("accept", "repair", "reject", "skip") for line in lines)


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text(";,\t\"\n'O0123456789 abN", max_size=200).map(str.encode)))
def test_any_bytes_are_a_list_or_none(content: bytes) -> None:
    try:
        assert list(read_list(content, TODAY))
    except BadList as bad:
        assert bad.reason in ("empty", "unknown", "no_names", "broken")
