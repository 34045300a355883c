"""Dated tables: every table of the law can be read, says where it comes from and claims no more than is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.bracket import brackets
from rules.dated import FOLDER, NoRate, Row, beginning, find, read, rounded, table
from rules.documents import OWN, read_papers
from rules.fields import Wrong
from rules.heirs import relations

PLAIN = ("contributions", "relief", "payments", "benefits", "scholarships", "deadlines")
TODAY = date(2026, 11, 21)
TEXT = """
[common]
unit = "months"
regulation = "Invented"
source = "https://example.org"
verified = false
note = "Common."

[[rows]]
rule = "one.a"
value = 3
valid_from = 2020-01-01
valid_until = 2020-12-31

[[rows]]
rule = "one.a"
value = 4
valid_from = 2021-01-01
note = "Its own."

[[rows]]
rule = "one.b"
value = 2.5
valid_from = 2020-06-01
unit = "years"
"""


def rows() -> tuple[Row, ...]:
    return tuple(row for row, _ in read(TEXT))


def every_row() -> list[Row]:
    plain = [row for name in PLAIN for row in table(name)]
    others = [*(one.row for one in brackets()), *(one.row for one in relations(TODAY))]
    return [*plain, *others, *(paper.row for paper in read_papers((FOLDER / "documents.toml").read_text()))]


def test_a_row_takes_from_the_common_fields_what_it_does_not_say_itself() -> None:
    first, second, third = rows()
    assert (first.note, second.note) == ("Common.", "Its own.")
    assert (first.unit, third.unit, third.value) == ("months", "years", Decimal("2.5"))


@pytest.mark.parametrize(
    ("day", "value"), [(date(2020, 1, 1), 3), (date(2020, 12, 31), 3), (date(2021, 1, 1), 4)]
)
def test_the_row_of_a_day_is_found(day: date, value: int) -> None:
    assert find(rows(), "one.a", day).whole == value


def test_a_day_before_the_table_has_no_row() -> None:
    with pytest.raises(NoRate, match=r"No rate for one\.a is known on 2019-12-31\."):
        find(rows(), "one.a", date(2019, 12, 31))


def test_rows_are_found_by_the_beginning_of_their_rule() -> None:
    assert [row.rule for row in beginning(rows(), "one.", date(2020, 6, 1))] == ["one.a", "one.b"]
    assert [row.rule for row in beginning(rows(), "one.", date(2020, 5, 31))] == ["one.a"]


def test_a_row_names_the_days_on_which_something_changes() -> None:
    first, second, _ = rows()
    assert first.changes == {date(2020, 1, 1), date(2021, 1, 1)}
    assert second.changes == {date(2021, 1, 1)}


@pytest.mark.parametrize(("exact", "whole"), [("2.5", 3), ("2.4", 2), ("3.5", 4), ("0", 0)])
def test_a_half_is_rounded_upwards(exact: str, whole: int) -> None:
    assert rounded(Decimal(exact)) == whole


def test_two_rows_of_one_rule_are_never_in_force_at_once() -> None:
    with pytest.raises(Wrong, match=r"Two rows of one\.a are in force on 2021-01-01\."):
        read(TEXT.replace("2020-12-31", "2021-12-31"))


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(Wrong, match=r'The field "rows 3\.phase" is not known'):
        read(TEXT + 'phase = "claim"\n')
    assert len(read(TEXT + 'phase = "claim"\n', own=OWN)) == 3


def test_every_row_of_the_law_names_its_source_and_none_claims_to_be_checked() -> None:
    assert [row.rule for row in every_row() if not row.source.startswith("https://")] == []
    assert [row.rule for row in every_row() if row.verified] == []


def test_every_table_is_read_by_some_test() -> None:
    known = {*PLAIN, "brackets", "heirs", "documents"}
    assert {file.stem for file in FOLDER.glob("*.toml")} == known
