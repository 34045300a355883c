"""payung read: each kind, what is asked back, what cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.__main__ import main

ON = ("--on", "2026-11-20T10:00")


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*typed: str) -> dict[str, Any]:
        assert main(("read", *typed, *ON, "--json")) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


@pytest.mark.parametrize(
    ("kind", "text", "value", "ask", "reason"),
    [
        ("date", "17-8-80", "1980-08-17", False, None),
        ("date", "17 agustus 80", "1980-08-17", False, None),
        ("date", "kemarin", "2026-11-19", False, None),
        ("date", "minggu lalu", "2026-11-13", True, "date_sure"),
        ("date", "thn 1980", None, True, "date_incomplete"),
        ("date", "31-2-2020", None, True, "date_impossible"),
        ("datetime", "kemarin subuh jam 5", "2026-11-19T05:00", False, None),
        ("datetime", "tadi pagi", "2026-11-20T07:00", True, "when_sure"),
        ("money", "1,2jt", 1_200_000, False, None),
        ("money", "sejuta dua", 1_200_000, False, None),
        ("money", "50rb/hari", 50_000, True, "per_day"),
        ("money", "50", 50, True, "in_thousands"),
        ("money", "75.000", 75_000, True, "per_what"),
        ("money", "1-2 juta", None, True, "money_range"),
        ("phone", "O812-3456-7890", "+6281234567890", False, None),
        ("phone", "12345", None, True, "phone_short"),
        ("nik", "6371 0157 0885 9001", "6371015708859001", False, None),
        ("nik", "637101570885900", None, True, "nik_short"),
        ("nik", "63710I5708859001", None, True, "nik_letters"),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_in_the_chat(read, kind, text, value, ask, reason) -> None:
    assert read(kind, text) == {"value": value, "ask": ask, "reason": reason}


def test_two_digit_years_of_birth_make_a_grown_person(read) -> None:
    assert read("date", "12-3-20", "--birth")["value"] == "1920-03-12"
    assert read("date", "12-3-20")["value"] == "2020-03-12"


def test_a_day_that_is_none_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("read", "date", "kemarin", "--on", "besok")) == 2
    assert "--on needs a day" in capsys.readouterr().err
