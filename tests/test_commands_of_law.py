"""payung benefits and payung contributions, typed as an operator types them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.__main__ import main

DAY = ("--on", "2026-11-21")
SWEEPER = ("benefits", "jkk-death", "--income", "1791750", *DAY)


@pytest.fixture(autouse=True)
def indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "id_ID.UTF-8")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*typed: str) -> str:
        assert main(typed) == 0
        return capsys.readouterr().out

    return run


def test_both_readings_of_the_sweepers_wage_are_shown(said) -> None:
    text = said(*SWEEPER)
    assert "Menurut golongan penghasilan, dasar Rp1.800.000:" in text
    assert "Jumlah Rp108.400.000" in text
    assert "Menurut penghasilan yang sebenarnya, dasar Rp1.791.750:" in text
    assert "Jumlah Rp108.004.000" in text
    assert "48 x Rp1.791.750  (PP 82/2019)" in text
    assert "Ini perkiraan." in text


def test_the_same_in_english(said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    text = said(*SWEEPER, "--children", "15")
    assert "By the exact income, base Rp1.791.750:" in text
    assert "Scholarships in all Rp71.000.000" in text


def test_an_income_that_is_a_base_is_read_once(said) -> None:
    assert "sebenarnya" not in said("benefits", "jkk-death", "--income", "1.000.000", *DAY)


def test_jkm_says_what_is_assumed_where_the_membership_is_not_given(said) -> None:
    plain = ("benefits", "jkm", "--income", "1000000", *DAY)
    assert "Tanpa --member-since" in said(*plain)
    assert "Tanpa --member-since" not in said(*plain, "--member-since", "2020-01-01")


def test_the_json_has_the_bracket_and_the_exact_wage_as_alternative(said) -> None:
    made = json.loads(said(*SWEEPER, "--children", "4,15", "--json"))
    assert made["base"] == {"kind": "bracket", "amount": 1_800_000}
    assert made["items"][0] == {
        **{"name": "death_lump_sum", "amount": 86_400_000},
        **{"formula": "48 x Rp1.800.000", "rule": "PP 82/2019"},
    }
    assert (made["total"], made["scholarship_total"]) == (108_400_000, 158_000_000)
    assert [item["amount"] for item in made["scholarships"]] == [87_000_000, 71_000_000]
    assert made["alternative"]["base"] == {"kind": "exact", "amount": 1_791_750}
    assert made["alternative"]["total"] == 108_004_000


@pytest.mark.parametrize(
    ("kind", "more", "total"),
    [
        ("jkm", ("--member-since", "2026-10-01"), 10_000_000),
        ("jkm", ("--member-since", "2020-01-01"), 42_000_000),
        ("jkk-total-disability", (), 68_000_000),
        ("jkk-partial-disability", ("--loss", "2,5"), 2_000_000),
        ("jkk-unable-to-work", ("--months", "14"), 13_000_000),
        ("scholarship", ("--children", "4,4,4"), 174_000_000),
    ],
)
def test_every_kind_has_its_total(said, kind: str, more: tuple[str, ...], total: int) -> None:
    made = json.loads(said("benefits", kind, "--income", "1000000", *DAY, *more, "--json"))
    assert made["total"] == total == sum(item["amount"] for item in made["items"])
    assert made["alternative"] is None


def test_without_a_day_today_counts(said) -> None:
    assert "Jumlah Rp70.000.000" in said("benefits", "jkk-death", "--income", "1000000")
    assert said("contributions", "--income", "1000000").endswith(": Rp16.800\n")


def test_19000_people_of_samarinda_are_covered_for_nine_whole_months(said) -> None:
    typed = ("contributions", "--income", "1000000", "--people", "19000", "--budget", "3.000.000.000", *DAY)
    text = said(*typed)
    assert "19.000 orang x 1 bulan: Rp319.200.000" in text
    assert "cukup untuk 19.000 orang selama 9 bulan penuh, sisa Rp127.200.000" in text
    made = json.loads(said(*typed, "--json"))
    assert made["per_person_month"] == 16_800
    assert made["budget"] == {"amount": 3_000_000_000, "months": 9, "people": None, "left": 127_200_000}


def test_a_budget_for_a_year_says_for_how_many_people(said) -> None:
    typed = ("contributions", "--income", "1000000", "--months", "12", "--budget", "3000000000", *DAY)
    assert "cukup untuk 14.880 orang selama 12 bulan" in said(*typed)
    assert json.loads(said(*typed, "--json"))["budget"]["left"] == 3_000_000_000 - 14_880 * 201_600


def test_people_and_months_together_are_both_answered(said) -> None:
    typed = (
        "contributions",
        "--income",
        "1000000",
        "--people",
        "2",
        "--months",
        "3",
        "--budget",
        "110000",
        *DAY,
    )
    assert json.loads(said(*typed, "--json"))["budget"] == {
        **{"amount": 110_000, "months": 3, "people": 2, "left": 9_200}
    }


def test_a_budget_of_a_lifetime_is_counted_too(said) -> None:
    typed = ("contributions", "--income", "1000000", "--budget", "999999999999999", *DAY, "--json")
    budget = json.loads(said(*typed))["budget"]
    assert budget["months"] * 16_800 + budget["left"] == 999_999_999_999_999


def test_a_year_that_the_relief_does_not_last_is_summed_month_by_month(said) -> None:
    typed = ("contributions", "--income", "1000000", "--paid-by", "self", "--months", "3", *DAY)
    text = said(*typed)
    assert "Mulai 2026-11: Rp8.400 seorang sebulan" in text
    assert "Mulai 2027-01: Rp16.800 seorang sebulan" in text
    assert "(keringanan Rp5.000)" in text
    made = json.loads(said(*typed, "--json"))
    assert [month["per_person"] for month in made["by_month"]] == [8_400, 8_400, 16_800]
    assert (made["total"], made["relief"]) == (33_600, {"jkk": 5_000, "jkm": 3_400})


def test_village_money_has_no_relief_and_it_is_said_why(said) -> None:
    text = said("contributions", "--income", "1000000", "--paid-by", "apbdes", "--jht", *DAY)
    assert "Rp36.800 seorang sebulan" in text
    assert "Dana desa: dihitung tanpa keringanan" in text


def test_a_driver_has_the_relief_for_longer(said) -> None:
    typed = ("contributions", "--income", "1000000", "--paid-by", "self", "--on", "2027-03-31")
    assert "Rp8.400 seorang" in said(*typed, "--transport")
    assert "Rp16.800 seorang" in said(*typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("benefits jkm", "--income is needed: whole rupiah a month such as 1500000."),
        ("benefits jkp --income 1", "There is no benefit jkp; there are jkk-death, "),
        ("benefits jkm --income -5", "--income needs whole rupiah such as 1500000, not -5."),
        ("benefits jkm --income 1.5", "--income needs whole rupiah such as 1500000, not 1.5."),
        ("benefits jkm --income 1 --on 21-11-2026", "--on needs a day such as 2026-11-21, not 21-11-2026."),
        ("benefits jkm --income 1 --on 2010-01-01", "The tables know no bpu.bracket on 2010-01-01."),
        ("benefits jkk-death --income 1 --on 2019-01-01", "The tables know no jkk.death on 2019-01-01."),
        ("benefits jkk-partial-disability --income 1 --loss 101", "The loss must be above 0 and at most 100"),
        ("benefits jkk-partial-disability --income 1 --loss nan", "--loss needs a number such as 10 or 2,5"),
        ("benefits jkk-unable-to-work --income 1 --months 0", "--months needs a whole number from 1 to 1200"),
        ("benefits scholarship --income 1", "The ages of the children are needed."),
        ("benefits scholarship --income 1 --children 7;8", "--children needs ages such as 7,15, not 7;8."),
        ("benefits jkm --income 1 --on 2026-01-01 --member-since 2026-01-02", "The membership begins after "),
        ("contributions", "--income is needed: whole rupiah a month such as 1500000."),
        (
            "contributions --income 1 --paid-by king",
            "--paid-by needs one of apbd, apbdes, self, csr, not king.",
        ),
        ("contributions --income 1 --people 0", "--people needs a whole number from 1 to 100000000, not 0."),
        ("contributions --income 1 --months x", "--months needs a whole number from 1 to 1200, not x."),
        ("contributions --income 1 --budget much", "--budget needs whole rupiah such as 1500000, not much."),
        ("contributions --income 1 --on 2010-01-01", "The tables know no bpu.bracket on 2010-01-01."),
        ("contributions --income 1 --on 9999-01-01", "--on needs a day such as 2026-11-21, not 9999-01-01."),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], typed: str, sentence: str
) -> None:
    assert main(typed.split()) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"payung: {sentence}")
