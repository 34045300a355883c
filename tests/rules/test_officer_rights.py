"""Who may do what, and where: a role without an area is nothing, and nobody gives away more than they
have.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.officers import ALL, ROLES, Area, Officer, Spot, may, spot_of, within

CITIES = {"denpasar": "51.71", "banjarmasin": "63.71"}
VILLAGE = Spot("51.71", "denpasar", "51.71.03.2008")
OFFICE = Spot("51.71", "denpasar", office="denpasar/dinas-sosial")
SARI = Officer(1, "sari", "Sari", "active", frozenset({"verifier"}), (Area("city", "51.71"),))


def with_areas(*areas: Area) -> Officer:
    return replace(SARI, areas=areas)


@pytest.mark.parametrize(
    ("area", "village", "office"),
    [
        (ALL, True, True),
        (Area("city", "51.71"), True, True),
        (Area("city", "51.7"), False, False),
        (Area("city", "63.71"), False, False),
        (Area("city", ""), False, False),
        (Area("programme", "denpasar"), True, True),
        (Area("programme", "banjarmasin"), False, False),
        (Area("village", "51.71.03.2008"), True, False),
        (Area("village", "51.71.03.2009"), False, False),
        (Area("office", "denpasar/dinas-sosial"), False, True),
        (Area("office", "banjarmasin/dinas-sosial"), False, False),
        (Area("office", ""), False, False),
    ],
)
def test_an_area_covers_what_lies_in_it(area: Area, village: bool, office: bool) -> None:
    assert (area.covers(VILLAGE), area.covers(OFFICE)) == (village, office)


def test_what_lies_nowhere_lies_in_all_areas_alone() -> None:
    assert ALL.covers(Spot())
    assert not any(Area(kind, "").covers(Spot()) for kind in ("city", "programme", "village", "office"))


def test_an_officer_may_what_the_role_says_where_the_area_is() -> None:
    assert may(SARI, "registrations.verify", VILLAGE) and may(SARI, "registrations.verify")
    assert not may(SARI, "registrations.decide", VILLAGE)
    assert not may(SARI, "registrations.verify", Spot("63.71", "banjarmasin"))


@pytest.mark.parametrize(
    "nobody",
    [
        replace(SARI, state="disabled"),
        replace(SARI, state="invited"),
        replace(SARI, roles=frozenset()),
        replace(SARI, roles=frozenset({"mayor"})),
        replace(SARI, areas=()),
    ],
)
def test_without_a_role_an_area_or_when_not_active_nothing_may_be_done(nobody: Officer) -> None:
    assert not any(may(nobody, act) for acts in ROLES.values() for act in acts)


def test_who_verifies_does_not_decide_and_who_gives_rights_sees_no_person() -> None:
    assert not any({"registrations.verify", "registrations.decide"} <= acts for acts in ROLES.values())
    assert not ROLES["administrator"] & {"personal.show", "registrations.see", "cases.see", "audit.see"}
    assert "personal.show" not in ROLES["viewer"]


@pytest.mark.parametrize(
    ("own", "wanted", "given"),
    [
        (ALL, ALL, True),
        (ALL, Area("city", "63.71"), True),
        (Area("city", "51.71"), ALL, False),
        (Area("city", "51.71"), Area("city", "51.71"), True),
        (Area("city", "51.71"), Area("city", "63.71"), False),
        (Area("city", "51.71"), Area("programme", "denpasar"), True),
        (Area("city", "51.71"), Area("programme", "banjarmasin"), False),
        (Area("city", "51.71"), Area("programme", "unknown"), False),
        (Area("city", "51.71"), Area("village", "51.71.03.2008"), True),
        (Area("city", "51.71"), Area("office", "denpasar/dinas-sosial"), True),
        (Area("programme", "denpasar"), Area("city", "51.71"), False),
        (Area("programme", "denpasar"), Area("office", "denpasar/dinas-sosial"), True),
        (Area("village", "51.71.03.2008"), Area("city", "51.71"), False),
    ],
)
def test_nobody_gives_away_more_than_they_have(own: Area, wanted: Area, given: bool) -> None:
    assert within([wanted], with_areas(own), CITIES) is given


def test_one_area_that_is_not_ones_own_spoils_them_all() -> None:
    assert not within([Area("city", "51.71"), Area("city", "63.71")], SARI, CITIES)


@pytest.mark.parametrize("spot", [Spot(), VILLAGE, OFFICE, Spot("51.71")])
def test_a_spot_is_read_as_it_was_written(spot: Spot) -> None:
    assert spot_of(spot.written) == spot
