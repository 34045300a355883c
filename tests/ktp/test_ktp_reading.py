"""From lines of letters to a card: which value belongs to which label, and when a card is safe to fill in."""

from __future__ import annotations

from datetime import date

import pytest

from bot.ktp.boxes import Box, Look
from bot.ktp.card import Ktp
from bot.ktp.digits import nik_in
from bot.ktp.labels import label_of
from bot.ktp.reading import read
from tests.ktp.lines import LABELS, Told, blank, box, card

TODAY = date(2026, 11, 27)
NIK = "6371015708859001"
LOOKS = 4  # at a line alone


def seen(*sights: list[Box], alone: dict[str, tuple[Look, ...]] | None = None) -> Ktp:
    return read(blank(), TODAY, Told(list(sights), alone or {}))


def looks(text: str, other: str = "", at: int = 3, weakest: float = 0.99) -> tuple[Look, ...]:
    """What a line says at the four looks at it alone; one of them says something else, or is less sure."""
    return tuple(Look(other or text, weakest) if look == at else Look(text, 0.99) for look in range(LOOKS))


def test_all_fields_are_read() -> None:
    found = seen(card())
    assert (found.nik, found.name, found.birth_place) == (NIK, "SITI AMINAH", "BANJARMASIN")
    assert (found.birth_date, found.sex, found.safe) == ("1985-08-17", "female", True)
    assert (found.address, found.district, found.religion) == (
        "JL. KELAYAN A",
        "BANJARMASIN SELATAN",
        "ISLAM",
    )
    assert found.sure("name") == "SITI AMINAH"


@pytest.mark.parametrize("angle", [-20, -7, 7, 20])
def test_a_card_that_lies_aslant_is_read_along_its_own_lines(angle: float) -> None:
    assert seen(card(angle=angle)) == seen(card())


@pytest.mark.parametrize(
    "changed",
    [
        ("Tempat/Tgl Lahir", "BANJARMASIN, 18-08-1985"),  # another day
        ("Jenis kelamin", "LAKI-LAKI"),
        ("Tempat/Tgl Lahir", "BANJARMASIN"),  # no day at all
        ("NIK", ":6371011708859001"),  # a man's
        ("NIK", ":9971015708859001"),  # no such province
        ("NIK", ":637101570885900"),  # a digit is missing
    ],
)
def test_nothing_is_sure_where_number_and_card_do_not_agree(changed: tuple[str, str]) -> None:
    found = seen(card(changed))
    assert not found.safe
    assert [found.sure(name) for name in ("nik", "name", "birth_place", "birth_date")] == [""] * 4


@pytest.mark.parametrize("at", range(LOOKS))
@pytest.mark.parametrize(("digits", "weakest"), [("6371015708859007", 0.99), (NIK, 0.4), (" ", 0.99)])
def test_a_number_is_not_safe_unless_each_look_says_the_same_and_is_sure_of_each_digit(
    at: int, digits: str, weakest: float
) -> None:
    found = seen(card(), alone={":" + NIK: looks(":" + NIK, ":" + digits, at, weakest)})
    assert found.nik == NIK and not found.safe
    assert [found.sure(name) for name in ("nik", "name", "birth_place", "birth_date")] == [""] * 4


@pytest.mark.parametrize("at", range(LOOKS))
@pytest.mark.parametrize(
    ("name", "weakest"), [("SITI AMINAN", 0.99), ("SITIAMINAH", 0.99), ("SITI AMINAH", 0.4)]
)  # the second is one word
def test_a_name_is_asked_for_unless_each_look_says_the_same_and_is_sure_of_each_letter(
    at: int, name: str, weakest: float
) -> None:
    found = seen(card(), alone={": SITI AMINAH": looks(": SITI AMINAH", ": " + name, at, weakest)})
    assert found.safe and found.sure("nik") == NIK
    assert (found.sure("name"), found.sure("birth_place")) == ("", "BANJARMASIN")


@pytest.mark.parametrize("at", range(LOOKS))
def test_which_sign_stands_between_words_may_differ_from_look_to_look(at: int) -> None:
    line = ": BANJARMASIN, 17-08-1985"
    found = seen(card(), alone={line: looks(line, "BANJARMASIN.17 08-1985", at)})
    assert found.sure("birth_place") == "BANJARMASIN"


def test_a_name_or_a_place_with_a_digit_in_it_was_misread() -> None:
    found = seen(card(("Nama", ": S1TI AMINAH"), ("Tempat/Tgl Lahir", ": 8ANJARMASIN, 17-08-1985")))
    assert found.safe and (found.sure("name"), found.sure("birth_place")) == ("", "")


def test_the_date_is_found_by_the_number_where_its_label_was_not_seen() -> None:
    found = seen(card(without=("Tempat/Tgl Lahir", "Jenis kelamin")))
    assert (found.safe, found.birth_date, found.sex) == (True, "1985-08-17", "female")


def test_the_date_of_issue_is_not_taken_for_the_birth_date() -> None:
    lines = card(("Tempat/Tgl Lahir", "BANJARMASIN, 1?-0?-19?5"))
    found = seen([*lines, box("17-08-2012", 700, 260)])
    assert (found.safe, found.birth_date) == (False, "")


def test_a_long_name_goes_on_in_the_next_line() -> None:
    lines = [one for one in card() if one.text != ": SITI AMINAH"]
    down = [
        box(one.text, one.corners[0].x, one.corners[0].y + (30 if one.corners[0].y > 80 else 0))
        for one in lines
    ]
    long = [*down, box("IDA AYU KETUT PUSPITADEWI", 260, 72), box("MAHARANI", 260, 102)]
    assert seen(long).name == "IDA AYU KETUT PUSPITADEWI MAHARANI"


def test_a_value_without_its_label_does_not_go_to_the_next_one() -> None:
    found = seen(card(without=("Nama",)))
    assert (found.name, found.birth_place) == ("", "BANJARMASIN")


def test_label_and_value_may_be_one_line() -> None:
    whole = [box(text, 20, 40 + 32 * row) for row, text in enumerate(
        ("NIK : " + NIK, "Nama SITI AMINAH", "Tempat/Tgl Lahir : BANJARMASIN, 17-08-1985",
         "Jenis kelamin : PEREMPUAN Gol. Darah : O"))]  # fmt: skip
    found = seen(whole)
    assert (found.name, found.birth_date, found.sex, found.safe) == (
        "SITI AMINAH",
        "1985-08-17",
        "female",
        True,
    )


def test_a_picture_is_turned_only_where_no_valid_number_is_found() -> None:
    upright, turned = Told([card()]), Told([[box("VG7", 0, 0)], [box("8Z", 0, 0)], card()])
    assert read(blank(), TODAY, upright).safe and upright.looks == 1
    assert read(blank(), TODAY, turned).safe and turned.looks == 3


def test_nothing_on_a_picture_is_nothing_read() -> None:
    eye = Told([[]])
    assert read(blank(), TODAY, eye) == Ktp() and eye.looks == 4


@pytest.mark.parametrize(
    ("text", "nik"),
    [
        (": 6371 0157 0885 9001", NIK),
        ("637lO157O8B5900I", NIK),  # letters that look like digits
        ("16371015708859001", NIK),  # the colon was taken for a digit
        ("63710157088590011", ""),  # one too many is not cut off
        ("6371O157O8859OO", ""),
        ("BANJARMASIN BOOSI", ""),
        ("637101X708859001", ""),  # X is like no digit
        ("OIBSOIBSOIBSOIBS", ""),  # letters alone are no number
    ],
)
def test_sixteen_digits_or_nothing(text: str, nik: str) -> None:
    assert nik_in(text) == nik


@pytest.mark.parametrize(
    ("text", "field"),
    [("Tempat/Tgi Lahlr", "birth"), ("Jenis Kelamln :", "sex"), ("Nama", "name"), ("Mama", None), ("KAWIN", None),
     ("Status Perkawnan", "marital"), ("NIK", "nik"), ("AGAMAWAN", None), ("NAMARA", None)],
)  # fmt: skip
def test_labels_are_found_where_a_letter_is_wrong_and_values_are_none(text: str, field: str | None) -> None:
    assert label_of(text)[0] == field


def test_every_line_of_the_card_here_has_a_label() -> None:
    assert all(label_of(label)[0] for label in LABELS)
