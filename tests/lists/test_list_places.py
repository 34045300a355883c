"""Pasted lines in which a place and a name stand side by side with nothing between them."""

from __future__ import annotations

import pytest

from bot.lists.reading import read_text
from rules.lines import ReadLine
from tests.lists.people import TODAY, someone

P = someone(1)
NAME, NIK = P.name, P.nik


def read(text: str) -> list[ReadLine]:
    return list(read_text(text, TODAY))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Dusun: Melati {NAME} {NIK}", {"unit": "Melati"}),
        (f"{NIK} Dusun: Melati {NAME}", {"unit": "Melati"}),
        (f"Desa: Tegal Harum, Dusun: Melati {NAME} {NIK}", {"village": "Tegal Harum", "unit": "Melati"}),
        (f"Banjar: Tegal Sari {NAME} {NIK}", {"unit": "Tegal Sari"}),
        (f"Alamat: Jl. Melati 3 {NAME} {NIK}", {"address": "Jl. Melati 3"}),
        (f"Dusun Melati {NAME} {NIK}", {"unit": "Melati"}),
        (f"Dsn. Melati {NAME} {NIK}", {"unit": "Melati"}),
        (f"Br. Tegal {NAME} {NIK}", {"unit": "Tegal"}),
        (f"{NAME} Dusun Melati {NIK}", {"unit": "Melati"}),
        (f"{NAME.lower()} dsn melati {NIK}", {"unit": "melati"}),
        (f"{NAME} Jl. Melati 3 {NIK}", {"address": "Jl. Melati 3"}),
    ],
)
def test_a_name_is_parted_from_the_place_beside_it(text: str, place: dict[str, str]) -> None:
    (line,) = read(text)
    assert (line.status, line.person["name"], line.person["nik"]) == ("accept", NAME, NIK)
    assert {field: line.person[field] for field in place} == place


@pytest.mark.parametrize(
    "text",
    [
        f"Banjar: {NAME} {NIK}", f"Dusun: melati {NAME.lower()} {NIK}", f"DUSUN: MELATI {NAME} {NIK}", f"Dusun: Melati II {NAME} {NIK}",
        f"Dusun: Melati I MADE ARTA {NIK}", f"Dusun: Br. KAJA {NAME} {NIK}", f"Lingkungan Tegal KAJA {NAME} {NIK}",
        f"Dusun Melati {NAME.title()} {NIK}", f"Br. TEGAL {NAME} {NIK}", f"RT 03 {NAME} {NIK}", f"alamat: {NIK} {NAME}",
        f"{NAME} dusun Melati dan BUDI {NIK}", f"Dusun: Melati pindah {NAME} {NIK}",
    ],
)  # fmt: skip
def test_where_nobody_can_say_where_the_name_begins_it_waits_as_it_stands_there(text: str) -> None:
    (line,) = read(text)
    assert (line.reasons, line.person["nik"]) == (("name_unread",), NIK)
    assert line.typed["name"] and not {"name", "unit"} & line.person.keys()


@pytest.mark.parametrize("text", [f"Dusun: Melati {NIK}", f"{NIK} alamat: Jl. Melati 3"])
def test_a_place_alone_is_no_name(text: str) -> None:
    (line,) = read(text)
    assert (line.reasons, line.person["nik"], line.typed["name"]) == (("name_missing",), NIK, "")


@pytest.mark.parametrize(
    "name", ["ROSMAIDA BR. SITUMORANG", "TIURMA BANJAR NAHOR", "SITI DUSUN", "I WAYAN BANJAR"]
)
def test_a_name_with_such_a_word_is_a_name(name: str) -> None:
    (line,) = read(f"{name} {NIK}")
    assert (line.status, line.person["name"]) == ("accept", name)


def test_who_has_died_is_heard_behind_the_place_too() -> None:
    for died in ("(alm)", "alm", "meninggal"):
        (line,) = read(f"{NAME} dusun Melati {died} {NIK}")
        assert line.reasons[0] == "deceased"


@pytest.mark.parametrize("text", [f"Dusun: Melati {NAME}", f"Dusun: Melati, {NAME}"])
def test_a_person_beside_a_place_is_not_lost_where_the_nik_is_not_told(text: str) -> None:
    (line,) = read(text)
    assert (line.reasons, line.person["name"], line.person["unit"]) == (("nik_missing",), NAME, "Melati")


@pytest.mark.parametrize(
    "text", ["Dusun: Melati", "Dusun: Melati Kaja", "Banjar: Kaja, Desa Tegal Harum", "Desa: Tegal HARUM"]
)
def test_a_heading_of_a_place_is_nobody(text: str) -> None:
    assert [line.status for line in read(text)] == ["skip"]
