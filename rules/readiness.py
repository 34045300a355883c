"""What a city still needs before it begins, in the order in which it is set up. Pure: facts in, items out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.city import CityWords
from rules.programme import Programme


@dataclass(frozen=True)
class Facts:
    """What is known beside the programme. `villages`: codes of all villages of the region; `unstaffed`: roles
    that no active officer of the programme has; `words`: what the city tells of itself; `same_clock`: is the
    time of the service (PAYUNG_TIMEZONE) that of the programme?
    """

    villages: tuple[str, ...]
    unstaffed: tuple[str, ...]
    words: CityWords
    today: date
    same_clock: bool = True


@dataclass(frozen=True)
class Item:
    """One thing to be done; `details` are numbers and codes for its sentence."""

    key: str
    done: bool
    details: Mapping[str, Any] = field(default_factory=dict)


def checklist(programme: Programme, facts: Facts) -> tuple[Item, ...]:
    """Everything a city needs, done or not."""
    taking_part = [code for code in facts.villages if programme.has_village(code)]
    return (
        Item("regions", bool(facts.villages), {"count": len(facts.villages)}),
        Item("programme", True),
        Item("rules", rules_known(programme)),
        Item("period", _covers(programme, facts.today)),
        Item("accepting", any(one.until >= facts.today for one in programme.accepting)),
        Item("quota", has_quota(programme)),
        Item("villages", bool(taking_part), {"count": len(taking_part)}),
        Item("officers", not facts.unstaffed, {"roles": facts.unstaffed}),
        Item("contact", bool(facts.words.contact)),
        Item("hours", facts.words.hours is not None),
        Item("hospitals", bool(facts.words.hospitals), {"count": len(facts.words.hospitals)}),
        Item("clock", facts.same_clock),
    )


def rules_known(programme: Programme) -> bool:
    """Does the city itself say whom it protects, in every rule?"""
    return all(rule.verified for rule in (programme.age, programme.residence, programme.not_for))


def has_quota(programme: Programme) -> bool:
    """Is it said anywhere how many people there is room for?"""
    of_a_category = any(one.quota for one in programme.offered)
    return bool(programme.quota or programme.quota_per_village) or of_a_category


def _covers(programme: Programme, today: date) -> bool:
    """Is there a period of cover, now or later, that is not merely invented?"""
    return any(one.until >= today and one.basis != "demo" for one in programme.periods)
