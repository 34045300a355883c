"""What the conversations about cases read and work out, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest

from bot.rehearsal.cases import read
from handlers.case_benefit import ages, months_off, readings, scholarship_due, schools_possible, worth
from handlers.case_open import read_number
from handlers.case_papers import event_day, in_order, missing_of
from handlers.case_parts import begun, changes_of, digits
from handlers.services import Services
from rules.cases import Case
from rules.records import Event, Membership, Person

DAY = date(2026, 3, 1)


@dataclass(frozen=True)
class Records:
    """The services as far as they are asked here: one person and what protects it; the chat's own or not."""

    covers: list[Membership] = field(default_factory=list)
    own: bool = False

    def today(self) -> date:
        return DAY

    def speaks_for(self, person: Person) -> bool:
        return self.own

    def case_person(self, case: Case) -> Person | None:
        return Person(1, {"nik": "6371015708809001"})

    def memberships(self, person: Person) -> Sequence[Membership]:
        return self.covers

    def programmes(self) -> Sequence[Any]:
        return []


def services(*covers: Membership, own: bool = False) -> Services:
    return cast(Services, Records(list(covers), own))


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
    found = worth(services(cover(date(2024, 1, 1), income=1_791_750), own=True), killed, DAY)
    assert [(one.base.kind, one.total) for one in found] == [("bracket", 108_400_000), ("exact", 108_004_000)]


@pytest.mark.parametrize("told", [{}, {"relation": "spouse"}, {"proved": "no"}, {"proved": False}])
def test_the_wage_is_not_learned_by_whoever_shares_a_name_or_says_to_be_of_the_family(
    told: dict[str, Any],
) -> None:
    killed = case("death", cause="work_accident", happened="2026-03-01T05:10", **told)
    found = worth(services(cover(date(2024, 1, 1), income=1_791_750)), killed, DAY)
    assert [(one.base.kind, one.base.amount) for one in found] == [("bracket", 1_000_000)]


@pytest.mark.parametrize("proved", [True, "yes"])
def test_the_wage_is_told_to_whoever_has_proved_to_know_the_insured(proved: object) -> None:
    killed = case("death", cause="work_accident", happened="2026-03-01T05:10", proved=proved)
    found = worth(services(cover(date(2024, 1, 1), income=1_791_750)), killed, DAY)
    assert [one.base.amount for one in found] == [1_800_000, 1_791_750]


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
    [("2026-02-20", None, 1), ("2025-10-01", None, 5), (None, None, 1), ("2026-01-10", "2026-01-20", 1),
     ("2026-01-10", "2026-04-09", 2), ("2026-01-10", "2026-04-10", 3)],
)  # fmt: skip
def test_months_without_work_are_completed_ones_at_least_one(
    start: str | None, end: str | None, months: int
) -> None:
    assert months_off(case("accident", unable_from=start, unable_until=end), DAY) == months


def test_months_without_work_end_when_the_doctor_has_called_the_worker_healed() -> None:
    healed = case("accident", unable_from="2025-10-01", doctor_date="2025-12-20", outcome="healed")
    assert months_off(healed, DAY) == 2


def test_a_disability_may_be_partial_or_total_and_only_after_it_was_told() -> None:
    known = services(cover(date(2024, 1, 1)))
    disabled = worth(known, case("accident", outcome="disabled"), DAY)
    assert [[made.total for made in one.either] for one in disabled] == [[8_000_000, 68_000_000]]
    assert worth(known, case("accident", outcome="healed"), DAY)[0].either == ()


def test_a_death_of_a_cause_not_known_is_read_both_ways() -> None:
    known = services(cover(date(2024, 1, 1)))
    ways = [worth(known, one, DAY)[0].total for one in readings(case("death", cause="unknown"))]
    assert ways == [42_000_000, 70_000_000]
    assert len(readings(case("death"))) == 1


@pytest.mark.parametrize(
    ("since", "cause", "due"),
    [
        (date(2024, 1, 1), "illness", False), (date(2023, 3, 2), "other_accident", False),
        (date(2023, 3, 1), "illness", True), (date(2026, 2, 1), "work_accident", True),
        (date(2024, 1, 1), "unknown", None), (date(2022, 1, 1), "unknown", True),
    ],
)  # fmt: skip
def test_a_scholarship_is_due_at_once_after_a_work_accident_and_after_three_years_else(
    since: date, cause: str, due: bool | None
) -> None:
    assert scholarship_due(services(cover(since)), case("death", cause=cause), DAY) is due


def test_whether_a_scholarship_is_due_cannot_be_told_without_a_cover_nor_of_a_disability() -> None:
    known = services(cover(date(2020, 1, 1)))
    assert scholarship_due(services(), case("death"), DAY) is None
    assert scholarship_due(known, case("accident", outcome="disabled"), DAY) is None
    assert scholarship_due(known, replace(case("death"), status="refused"), DAY) is None


def test_an_accepted_work_accident_needs_no_cover_in_the_records() -> None:
    accepted = replace(case("death", cause="work_accident"), status="accepted")
    assert scholarship_due(services(), accepted, DAY) is True


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
