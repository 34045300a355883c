"""Who is heir, in the order of PP 44/2015."""

from __future__ import annotations

from datetime import date

import pytest

from rules.dated import NoRate
from rules.documents import WORDS
from rules.heirs import first_heirs, rank, relations, who_is_heir

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("relation", "place"),
    [
        ("spouse", 1),
        ("child", 1),
        ("parent", 2),
        ("grandchild", 2),
        ("grandparent", 2),
        ("sibling", 3),
        ("parent_in_law", 4),
        ("will", 5),
        ("other", 6),
    ],
)
def test_each_relation_has_its_place(relation: str, place: int) -> None:
    assert rank(relation, TODAY) == place


@pytest.mark.parametrize(
    ("living", "first"),
    [
        (["sibling", "child", "spouse"], ("spouse", "child")),
        (["parent", "sibling"], ("parent",)),
        (["parent_in_law", "will"], ("parent_in_law",)),
        (["other"], ("other",)),
        ([], ()),
    ],
)
def test_the_first_heirs_are_those_of_the_first_place(living: list[str], first: tuple[str, ...]) -> None:
    assert first_heirs(living, TODAY) == first


def test_the_heirs_are_told_in_plain_words() -> None:
    assert who_is_heir(["child", "spouse", "parent"]) == "istri atau suami, anak"
    assert who_is_heir(["parent"], TODAY, "en") == "the parents"


def test_without_heirs_whoever_buries_has_the_funeral_costs() -> None:
    assert who_is_heir([]) == "orang yang mengurus pemakaman, untuk biaya pemakaman saja"


def test_an_unknown_relation_or_day_is_told() -> None:
    with pytest.raises(NoRate, match=r"heir\.neighbour"):
        rank("neighbour", TODAY)
    with pytest.raises(NoRate):
        rank("spouse", date(2015, 6, 30))


def test_the_circumstances_of_a_claim_know_the_same_relations() -> None:
    assert tuple(relation.code for relation in relations(TODAY)) == WORDS["relation"]
