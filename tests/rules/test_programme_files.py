"""Programmes come from files and from the database as they were written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rules.programmes import BadProgramme, Period, from_json, load, load_all, to_json
from tests.rules.samples import SAMPLE, sample


def test_a_file_that_is_not_there_or_not_utf8_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadProgramme, match=r"The file cannot be opened \(No such file or directory\)\."):
        load(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b'code = "caf\xe9"')
    with pytest.raises(BadProgramme, match=r"The file is not text in UTF-8\."):
        load(tmp_path / "latin.toml")


def test_programmes_of_a_folder_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    for name in ("zeta", "alfa"):
        changed = SAMPLE.replace('code = "contoh"', f'code = "{name}"')
        (tmp_path / f"{name}.toml").write_text(changed, encoding="utf-8")
    assert [programme.code for programme in load_all(tmp_path)] == ["alfa", "zeta"]


def test_two_files_cannot_share_a_code(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(SAMPLE, encoding="utf-8")
    with pytest.raises(BadProgramme, match=r'The code "contoh" belongs to another file already\.') as caught:
        load_all(tmp_path)
    assert caught.value.path.name == "b.toml"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadProgramme, match=r"There is no such folder\."):
        load_all(tmp_path / "nowhere")


def test_a_programme_comes_back_equal_from_json(tmp_path: Path) -> None:
    programme = sample(tmp_path)
    assert from_json(to_json(programme)) == programme


def test_json_keeps_the_fields_of_the_file(tmp_path: Path) -> None:
    stored = json.loads(to_json(sample(tmp_path)))
    assert stored["periods"][0] == {"from": "2026-01-01", "until": "2026-06-30", "basis": "demo"}
    assert "quota" not in stored


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", r"\(stored\): The text is not in the JSON format: "),
        ("[]", r"\(stored\): The text does not hold the fields of a programme\."),
        ("{}", r'\(stored\): The field "code" is missing\.'),
    ],
)
def test_stored_text_that_is_no_programme_is_told(text: str, sentence: str) -> None:
    with pytest.raises(BadProgramme, match=sentence):
        from_json(text)


def test_stored_dates_must_be_whole_dates(tmp_path: Path) -> None:
    stored = to_json(sample(tmp_path)).replace('"2026-06-30"', '"20260630"')
    with pytest.raises(BadProgramme, match="must be a date such as 2026-01-31, not '20260630'"):
        from_json(stored)


def test_a_period_holds_its_first_and_its_last_day() -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 31), "demo")
    assert date(2026, 1, 1) in period
    assert date(2026, 1, 31) in period
    assert date(2025, 12, 31) not in period
    assert date(2026, 2, 1) not in period


def test_the_period_of_a_day_is_found(tmp_path: Path) -> None:
    programme = sample(tmp_path)
    assert programme.period_on(date(2026, 7, 1)) == programme.periods[1]
    assert programme.period_on(date(2027, 1, 1)) is None


def test_words_come_in_the_language_asked_for_and_else_in_indonesian(tmp_path: Path) -> None:
    label = sample(tmp_path).categories[0].label
    assert (label["id"], label["en"], label["ban"]) == ("Petani", "Farmer", "Petani")


def test_a_category_hoped_for_is_known_but_not_offered(tmp_path: Path) -> None:
    programme = sample(tmp_path)
    assert [category.code for category in programme.offered] == ["farmer", "fisher"]
    assert programme.category("posyandu_cadre") is not None
    assert programme.category("miner") is None


@pytest.mark.parametrize(
    ("villages", "village", "covered"),
    [
        ("all", "63.71.05.1004", True),
        ("all", "63.71.05.1003", False),
        ("all", "63.72.01.1001", False),
        ("all", "63.7", False),
        ("kelurahan", "63.71.05.1004", True),
        ("kelurahan", "63.71.05.2004", False),
        ("desa", "63.71.05.2004", True),
        ("desa", "63.71.05.1004", False),
        ("desa", "63.71.05", False),
    ],
)
def test_a_village_is_covered_by_region_kind_and_exclusion(
    tmp_path: Path, villages: str, village: str, covered: bool
) -> None:
    programme = replace(sample(tmp_path), villages=villages)
    assert programme.has_village(village) is covered
