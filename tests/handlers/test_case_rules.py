"""What the conversations about cases read and work out, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pytest

from bot.rehearsal.cases import read
from handlers.case_benefit import ages, months_off, schools_possible, worth
from handlers.case_open import read_number
from handlers.case_papers import event_day, in_order, missing_of
from handlers.case_parts import begun, changes_of, digits
from handlers.services import Services
from rules.cases import Case
from rules.records import Event, Membership, Person

DAY = date(2026, 3, 1)


@dataclass(frozen=True)
class Records:
    """The services as far as they are asked here: one person and what protects it."""

    covers: list[Membership] = field(default_factory=list)

    def case_person(self, case: Case) -> Person | None:
        return Person(1, {"nik": "6371015708809001"})

    def memberships(self, person: Person) -> Sequence[Membership]:
        return self.covers

    def programmes(self) -> Sequence[Any]:
        return []


def services(*covers: Membership) -> Services:
    return cast(Services, Records(list(covers)))


def cover(since: date, income: int | None = None) -> Membership:
    return Membership(
        1, 1, None, "9", ("jkk", "jkm"), "city_budget", since, since, date(2026, 12, 31), income
    )


def case(kind: str, *events: Event, **details: Any) -> Case:
    told = {"died_on": DAY.isoformat(), "cause": "illness", **details} if kind == "death" else details
    return Case(1, "DUK-000001", kind, 1, "reported", told, 0, events)


def paper(code: str, file: str = "a") -> Event:
    return Event("document", 0, "person", details={"document": code, "file": file})


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("KEC-000012", "KEC-000012"), ("kec 12", "KEC-000012"), ("duk12.", "DUK-000012"),
        (" Sek - 0012 ", "SEK-000012"), ("kec no. 7", None), ("12", None), ("kec 0", None), ("ABC-000012", None),
        ("duk–12", "DUK-000012"), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, number: str | None) -> None:
    assert read_number(typed) == number


def test_an_account_keeps_its_zeros_and_loses_its_spaces() -> None:
    assert digits("0123-4567 8901") == "012345678901"


def test_a_death_by_illness_needs_no_police_and_a_work_accident_in_traffic_does() -> None:
    at_work = {"cause": "work_accident", "traffic": "yes", "happened": "2026-03-01T05:10"}
    assert "police_report" not in missing_of(services(), case("death"), DAY)
    assert "police_report" in missing_of(services(), case("death", **at_work), DAY)


def test_the_marriage_book_is_asked_of_a_spouse_alone() -> None:
    spouse, child = (case("death", relation=relation) for relation in ("spouse", "child"))
    assert "marriage_book" in missing_of(services(), spouse, DAY)
    assert "marriage_book" not in missing_of(services(), child, DAY)


def test_the_tax_number_is_asked_where_the_sum_is_large() -> None:
    at_work = case("death", cause="work_accident", happened="2026-03-01T05:10")
    known = services(cover(date(2024, 1, 1)))
    assert "npwp" in missing_of(known, at_work, DAY)
    assert "npwp" not in missing_of(known, case("death"), DAY)


def test_what_is_missing_comes_first_and_what_came_last() -> None:
    order = in_order(services(), case("death", paper("worker_ktp"), relation="child"), DAY)
    assert (order[0], order[-1]) == ("member_card", "worker_ktp")


def test_a_paper_that_is_hard_to_read_is_missing_until_it_comes_again() -> None:
    unclear = Event("unclear", 0, "system", "blurred", {"file": "a"})
    once = case("death", paper("family_card"), unclear)
    twice = case("death", paper("family_card"), unclear, paper("family_card", "b"))
    assert "family_card" in missing_of(services(), once, DAY)
    assert "family_card" not in missing_of(services(), twice, DAY)


def test_the_time_of_an_accident_counts_only_where_it_was_one() -> None:
    told = {"happened": "2026-02-20T05:10"}
    assert event_day(case("death", cause="work_accident", **told), DAY) == date(2026, 2, 20)
    assert event_day(case("death", **told), DAY) == DAY


def test_a_sweeper_killed_at_work_by_bracket_and_by_exact_wage() -> None:
    killed = case("death", cause="work_accident", happened="2026-03-01T05:10")
    found = worth(services(cover(date(2024, 1, 1), income=1_791_750)), killed, DAY)
    assert [(one.base.kind, one.total) for one in found] == [("bracket", 108_400_000), ("exact", 108_004_000)]


def test_illness_pays_the_same_whatever_the_wage_is() -> None:
    found = worth(services(cover(date(2024, 1, 1), income=1_791_750)), case("death"), DAY)
    assert [one.total for one in found] == [42_000_000]


def test_without_a_cover_on_the_day_there_is_no_sum() -> None:
    assert worth(services(cover(date(2026, 3, 2))), case("death"), DAY) == ()


def test_children_are_asked_for_only_where_they_may_have_a_scholarship() -> None:
    assert not schools_possible(services(cover(date(2024, 2, 1))), case("death"), DAY)
    assert schools_possible(services(cover(date(2022, 2, 1))), case("death"), DAY)


def test_a_child_born_after_the_death_counts_as_just_born() -> None:
    assert ages(case("death", children=[{"name": "ANI", "born": "2026-05-01"}]), DAY) == (0,)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2026-01-10", None, 1), ("2026-01-10", "2026-01-20", 1), ("2026-01-10", "2026-04-09", 2),
     ("2026-01-10", "2026-04-10", 3)],
)  # fmt: skip
def test_months_without_work_are_completed_ones_at_least_one(
    start: str, end: str | None, months: int
) -> None:
    assert months_off(case("accident", unable_from=start, unable_until=end)) == months


def test_rows_that_were_told_come_back_as_they_were() -> None:
    answers = {
        "witnesses": {"rows": ["2"], "done": True}, "witnesses.2.name": "BUDI", "witnesses.2.phone": None,
    }  # fmt: skip
    changes = changes_of("witnesses", answers)
    assert changes == {"witnesses": [{"name": "BUDI", "phone": None}]}
    assert begun(case("accident", **changes)) == {
        "witnesses": {"rows": ["1"], "done": False}, "witnesses.1.name": "BUDI", "witnesses.1.phone": None,
    }  # fmt: skip


def test_a_line_of_a_transcript_that_is_no_case_is_named() -> None:
    with pytest.raises(ValueError, match="expected KIND of NIK NAME"):
        read("theft of 6371015708809001 SITI AMINAH")
