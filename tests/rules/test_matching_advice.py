"""What an answer of another office means: the code, each fact, the gravest reason first; never a decision."""

from __future__ import annotations

import pytest

from rules.matching import ADVICE, CODES, REASONS, SOURCES, Answer, Member, answer_from, answer_to, day_of
from rules.matching_advice import BY_CODE, advise, is_verdict, sex_of, sex_of_nik

FACTS = {"nik": "7371015708859001", "name": "SITI AMINAH", "birth_date": "1985-08-17", "birth_place": "Makassar",
         "mother_name": "HALIMAH", "sex": "female"}  # fmt: skip
ALL = {"name": "Sesuai (100)", "birth_date": "Sesuai", "mother_name": "SESUAI (100)"}


@pytest.mark.parametrize(
    ("source", "answer", "code", "reasons"),
    [
        ("population", Answer(fields=ALL), "fits", ("ALL_FITS",)),
        ("population", Answer("11", died_on="2026-05-02"), "differs", ("DECEASED",)),
        ("population", Answer("11", {"name": "Tidak Sesuai"}), "differs", ("DECEASED",)),
        ("population", Answer("12", ALL), "look", ("NIK_DUP_DUKCAPIL",)),
        ("population", Answer("13"), "differs", ("NIK_NOT_FOUND",)),
        ("population", Answer("14", ALL), "look", ("NIK_INACTIVE",)),
        ("population", Answer("15"), "differs", ("NIK_FORMAT",)),
        ("population", Answer(), "look", ("NOTHING_COMPARED",)),
        ("population", Answer(fields={**ALL, "name": "Tidak Sesuai (40)"}), "differs", ("NAME_DIFFERS",)),
        ("population", Answer(fields={**ALL, "birth_date": "tdk sesuai"}), "differs", ("BIRTH_DIFFERS",)),
        ("population", Answer(fields={**ALL, "mother_name": "Tidak Sesuai"}), "look", ("FACT_DIFFERS",)),
        ("population", Answer("14", {"name": "Tidak Sesuai"}), "differs", ("NAME_DIFFERS", "NIK_INACTIVE")),
        ("population", Answer(fields={"name": "St. Aminah", "sex": "P"}), "fits", ("ALL_FITS",)),
        ("population", Answer(fields={"name": "SITI AMINAH RAHMAWATI"}), "look", ("NAME_ALIKE",)),
        ("population", Answer(fields={"name": "SITI AISYAH"}), "differs", ("NAME_DIFFERS",)),
        ("population", Answer(fields={"birth_date": "1985-08-18"}), "differs", ("BIRTH_DIFFERS",)),
        ("population", Answer(fields={"birth_place": "MAKASSAR", "sex": "L"}), "look", ("FACT_DIFFERS",)),
        ("poverty", Answer(decile=3), "fits", ("POOR",)),
        ("poverty", Answer(decile=4, fields={"name": "SITI AMINAH"}), "fits", ("POOR",)),
        ("poverty", Answer(decile=5), "look", ("NOT_POOR",)),
        ("poverty", Answer("13"), "look", ("NOT_LISTED",)),
        ("poverty", Answer(decile=2, fields={"name": "BUDI"}), "differs", ("NAME_DIFFERS", "POOR")),
        ("poverty", Answer(), "fits", ("ALL_FITS",)),
        ("membership", Answer("13"), "fits", ("NO_MEMBER",)),
        ("membership", Answer(members=(Member(segment="pu", active=True),)), "look", ("ALREADY_PU",)),
        ("membership", Answer(members=(Member(segment="bpu", active=True),)), "look", ("ALREADY_BPU_OTHER",)),
        ("membership", Answer(members=(Member(segment="pu"),)), "fits", ("ENDED",)),
    ],
)  # fmt: skip
def test_each_answer_has_its_advice(source: str, answer: Answer, code: str, reasons: tuple[str, ...]) -> None:
    found = advise(source, FACTS, answer)
    assert (found.code, found.reasons) == (code, reasons)
    assert answer_from(answer_to(answer)) == answer


def test_two_memberships_are_shown_both_and_the_employer_weighs_more() -> None:
    both = (Member("1", "bpu", True), Member("2", "pu", True))
    assert advise("membership", FACTS, Answer(members=both)).reasons == ("ALREADY_PU",)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [("Sesuai (100)", True), ("sesuai", True), ("TIDAK SESUAI", True), ("Tidak Sesuai(30%)", True), ("cocok", True),
     ("SITI AMINAH", False), ("SAMAD", False), ("", False), ("SESUAIWATI", False)],
)  # fmt: skip
def test_a_verdict_is_told_from_a_name(told: str, verdict: bool) -> None:
    assert is_verdict(told) == verdict


def test_the_fields_tell_what_was_compared() -> None:
    found = advise("population", FACTS, Answer(fields={"name": "Sesuai (97)", "mother_name": "HALIMA"}))
    assert [(one.name, one.result, one.score, one.value) for one in found.fields] == [
        ("name", "same", 97, ""), ("mother_name", "same", found.fields[1].score, "HALIMA"),
    ]  # fmt: skip


def test_every_code_and_reason_is_known() -> None:
    assert set(BY_CODE) == set(CODES) - {"00"} == {"11", "12", "13", "14", "15"}
    assert {reason for _, reason in BY_CODE.values()} <= set(REASONS)
    for source in SOURCES:
        for code in CODES:
            found = advise(source, FACTS, Answer(code))
            assert found.code in ADVICE and set(found.reasons) <= set(REASONS)


def test_sex_and_days_are_read() -> None:
    assert [sex_of(text) for text in ("L", "Laki-laki", "P", "PEREMPUAN", "x")] == [
        "male",
        "male",
        "female",
        "female",
        "",
    ]
    assert (sex_of_nik("7371015708859001"), sex_of_nik("7371011708859001")) == ("female", "male")
    assert day_of("2026-02-30") is None and str(day_of("2026-02-28")) == "2026-02-28"
