"""How one more payment joins the spans of cover that somebody has. Days are local, both ends included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.records import Membership

DAY = timedelta(1)


@dataclass(frozen=True)
class Joined:
    """What is stored: `span` in the place of those of `instead_of` (all of one KPJ and programme), else as a
    new one; `news`: False where all of it was paid already.
    """

    span: Membership
    instead_of: tuple[int, ...] = ()
    news: bool = True


def joined(known: Sequence[Membership], paid: Membership) -> Joined:
    """`known`: all spans of the person; `paid`: what has been paid now, under one of the person's KPJ.

    What follows without a gap from the same payer and programme makes a span longer, so that cover goes on;
    after a gap, from another payer or for another programme, it is a span of its own: two who pay for the
    same months stay two. `since` is kept while somebody pays without a gap.
    """
    begun = replace(paid, since=_since(known, paid))
    mine = [one for one in known if _whose(one) == _whose(paid)]
    if whole := next((one for one in mine if one.package == paid.package and _holds(one, paid)), None):
        return Joined(whole, (whole.id,), news=False)
    parts = [one for one in mine if _touch(one, paid) and _fits(one, paid)]
    if not parts:
        return Joined(begun)
    days = [*parts, paid]
    span = replace(
        begun, id=parts[0].id, paid_from=min(one.paid_from for one in days),
        paid_until=max(one.paid_until for one in days), since=min(one.since for one in (*parts, begun)),
    )  # fmt: skip
    return Joined(span, tuple(one.id for one in parts))


def held(known: Iterable[Membership], first: date, last: date) -> bool:
    """Is every day from `first` to `last`, both included, in one of the spans?"""
    for one in sorted(known, key=lambda span: span.paid_from):
        if one.paid_from <= first <= one.paid_until:
            first = one.paid_until + DAY
    return first > last


def _whose(one: Membership) -> tuple[str, str | None, str]:
    return one.kpj, one.programme, one.payer


def _fits(one: Membership, paid: Membership) -> bool:
    """One KPJ has one span of a programme that begins on a day: another package of that day replaces it."""
    return one.package == paid.package or one.paid_from == paid.paid_from


def _holds(one: Membership, paid: Membership) -> bool:
    return one.paid_from <= paid.paid_from and paid.paid_until <= one.paid_until


def _touch(one: Membership, paid: Membership) -> bool:
    return one.paid_from <= paid.paid_until + DAY and paid.paid_from <= one.paid_until + DAY


def _since(known: Sequence[Membership], paid: Membership) -> date:
    """Since when the person is a member without a gap, whoever paid."""
    before = [one.since for one in known if one.paid_from <= paid.paid_from <= one.paid_until + DAY]
    return min(before, default=paid.paid_from)
