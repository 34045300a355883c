"""Which papers a claim needs, and in which order they are asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from rules.dated import text_of
from rules.documents import WORDS, Circumstances, Needed, needed, read_papers
from rules.fields import Wrong

TODAY = date(2026, 11, 21)
JKM = Circumstances("death", cause="illness")
CODES = {
    *("worker_ktp", "member_card", "witness_ktp", "police_report", "attendance", "doctor_letter"),
    *("transport_receipt", "treatment_receipt", "bank_book", "npwp", "death_certificate", "family_card"),
    *("heirs_letter", "heir_ktp", "marriage_book", "power_of_attorney", "birth_certificate"),
    *("student_letter", "school_report", "guardian_ktp", "child_account"),
}


def names(circumstances: Circumstances, phase: str | None = None) -> list[str]:
    return [one.document for one in needed(circumstances, TODAY) if phase in (None, one.phase)]


def test_a_fresh_accident_needs_few_papers() -> None:
    assert names(Circumstances("accident")) == ["worker_ktp", "member_card", "witness_ktp", "attendance"]


def test_a_traffic_accident_on_the_way_needs_the_police_report() -> None:
    on_the_way = Circumstances("accident", traffic=True, on_the_job=False)
    assert names(on_the_way) == ["worker_ktp", "member_card", "witness_ktp", "police_report"]


def test_the_number_is_enough_at_first_and_the_card_is_needed_for_the_claim() -> None:
    def card(circumstances: Circumstances) -> Needed:
        return next(one for one in needed(circumstances, TODAY) if one.document == "member_card")

    assert not card(Circumstances("accident")).required
    assert card(Circumstances("accident", outcome="healed")).required
    assert card(Circumstances("accident", outcome="healed")).phase == "report"


def test_who_is_healed_brings_the_doctors_letter_and_the_receipts() -> None:
    healed = Circumstances("accident", outcome="healed", treated_elsewhere=True, over_50m=True)
    assert names(healed, "outcome") == [
        *("doctor_letter", "transport_receipt", "treatment_receipt", "bank_book", "npwp")
    ]
    plain = names(replace(healed, treated_elsewhere=False, over_50m=False), "outcome")
    assert plain == ["doctor_letter", "transport_receipt", "bank_book"]


def test_a_widow_of_an_illness_brings_the_papers_of_jkm() -> None:
    assert names(replace(JKM, relation="spouse", represented=True, over_50m=True)) == [
        *("worker_ktp", "member_card", "death_certificate", "family_card", "heirs_letter", "heir_ktp"),
        *("marriage_book", "bank_book", "npwp", "power_of_attorney"),
    ]


def test_a_child_needs_no_marriage_book() -> None:
    assert "marriage_book" not in names(replace(JKM, relation="child"))


def test_a_death_at_work_needs_the_papers_of_the_accident_and_of_the_death_each_once() -> None:
    asked = names(Circumstances("death", cause="work_accident", traffic=True, relation="spouse"))
    assert asked == [
        *("worker_ktp", "member_card", "witness_ktp", "police_report", "attendance", "doctor_letter"),
        *("transport_receipt", "death_certificate", "family_card", "heirs_letter", "heir_ktp", "bank_book"),
    ]


def test_a_scholarship_needs_the_papers_of_the_child() -> None:
    assert names(Circumstances("scholarship")) == [
        *("birth_certificate", "family_card", "student_letter"),
        *("school_report", "guardian_ktp", "child_account"),
    ]


def test_before_the_rules_there_are_no_papers() -> None:
    assert needed(JKM, date(2015, 1, 1)) == ()


def test_every_paper_is_needed_somewhere_and_is_asked_once() -> None:
    seen = set()
    for words in product(*WORDS.values()):
        for flags in ((False,) * 3, (True,) * 3):
            kind, cause, outcome, relation = words
            asked = names(
                Circumstances(kind, cause, outcome, flags[0], flags[0], relation, flags[1], flags[2])
            )
            assert len(asked) == len(set(asked)) > 0
            seen |= set(asked)
    assert seen == CODES


def test_a_word_no_circumstance_has_is_refused() -> None:
    with pytest.raises(ValueError, match="The cause flu is not known; known are work_accident"):
        Circumstances("death", cause="flu")


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ('{ kind = ["birth"] }', 'The field "rows 1.when.kind" holds "birth"'),
        ('{ weather = ["wet"] }', 'The field "rows 1.when.weather" is not known'),
        ('{ traffic = "yes" }', 'The field "rows 1.when.traffic" must be true or false'),
        ("{ kind = [] }", 'The field "rows 1.when.kind" names nothing.'),
        ('[{ kind = ["birth"] }]', 'The field "rows 1.when 1.kind" holds "birth"'),
    ],
)
def test_a_mistake_in_a_condition_is_told_in_one_sentence(when: str, sentence: str) -> None:
    head, _, _ = text_of("documents").partition("# Phase I:")
    row = f'[[rows]]\nrule = "a.npwp"\nphase = "claim"\nsource = "https://example.org"\nwhen = {when}\n'
    with pytest.raises(Wrong) as caught:
        read_papers(head + row)
    assert str(caught.value).startswith(sentence)
