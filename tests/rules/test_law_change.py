"""A change of law is a row: one is closed, one is added, and no code knows of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rules import dated
from rules.benefit import Base, estimate
from rules.payment import Member, monthly

LOW = Base("bracket", 1_000_000)
LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the tables that may be changed."""
    for file in dated.FOLDER.glob("*.toml"):
        shutil.copy(file, tmp_path)
    monkeypatch.setattr(dated, "FOLDER", tmp_path)
    dated.table.cache_clear()
    yield tmp_path
    dated.table.cache_clear()


def change(file: Path, rule: str, value: int) -> None:
    """Closes the row of a rule that is open and adds one from FIRST on."""
    before, row, after = file.read_text("utf-8").rpartition(f'rule = "{rule}"\n')
    unit = next(one.unit for one in dated.table(file.stem) if one.rule == rule)
    new = f'\n[[rows]]\nrule = "{rule}"\nvalue = {value}\nunit = "{unit}"\nvalid_from = {FIRST}\n'
    file.write_text(f"{before}{row}valid_until = {LAST}\n{after}{new}", "utf-8")
    dated.table.cache_clear()


def test_a_higher_lump_sum_counts_from_its_first_day(law: Path) -> None:
    change(law / "benefits.toml", "jkm.lump_sum", 25_000_000)
    totals = [estimate("jkm", LOW, day).total for day in (LAST, FIRST)]
    assert totals == [42_000_000, 47_000_000]


def test_another_share_changes_amount_and_formula(law: Path) -> None:
    change(law / "benefits.toml", "jkk.death", 75)
    formulas = [estimate("jkk-death", LOW, day).items[0].formula for day in (LAST, FIRST)]
    assert formulas == ["48 x Rp1.000.000", "60 x Rp1.000.000"]


def test_a_higher_scholarship_stays_within_the_ceiling_until_that_is_changed_too(law: Path) -> None:
    change(law / "scholarships.toml", "scholarship.amount.study", 20_000_000)
    assert estimate("scholarship", LOW, FIRST, children=(4, 4)).total == 174_000_000
    change(law / "scholarships.toml", "scholarship.total", 254_000_000)
    assert estimate("scholarship", LOW, FIRST, children=(4, 4)).total == 254_000_000


def test_village_money_has_the_relief_once_a_row_says_so(law: Path) -> None:
    text = (law / "relief.toml").read_text("utf-8")
    head, row, tail = text.partition('rule = "bpu.relief_payer.apbdes"\nvalue = 0\n')
    (law / "relief.toml").write_text(head + row.replace("value = 0", "value = 100") + tail, "utf-8")
    assert monthly(Member(1_000_000, "apbdes"), LAST).total == 8_400
