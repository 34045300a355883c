"""Who comes back to a list whose place another has by now: what the branch does is taken, and said.

A number, or money, of the branch is a fact and is never dropped for a quota; but an officer has to hear that
there are more people than places, as of two payers for one person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.enrolment.reckoned import limits
from bot.enrolment.till import Till
from rules.enrolment import OVER_QUOTA, Enrolment, Placed, taken_in
from rules.reckoning import Limit
from rules.records import Registration
from storage import enrolment_rows, registrations


@dataclass(frozen=True)
class Back:
    """Somebody counts again whom the branch had refused, by that line of a file."""

    line: int
    one: Enrolment
    row: Placed


def beyond(till: Till, back: Collection[Back]) -> set[int]:
    """Reckon the quotas again, once a list: the lines that brought more people than there are places, that is
    the last ones. Their rows keep it as their reason. Whoever calls it has locked the programmes: a list that
    is fixed at once shares the quota.
    """
    lists = {who.one.id: who.one for who in back}
    over = {who.line for one in lists.values() for who in _over(till, one, back)}
    for who in back:
        enrolment_rows.give_reason(till.tx, who.row.id, _kept(who, over))
    return over


def _kept(who: Back, over: Collection[int]) -> str | None:
    """What an officer has passed over comes first: without it the person would be held and not paid for."""
    if who.row.passed:
        return taken_in(who.row.passed)
    return OVER_QUOTA if who.line in over else None


def _over(till: Till, one: Enrolment, back: Collection[Back]) -> Iterator[Back]:
    mine = [who for who in back if who.one.id == one.id]
    exceeded = [limit for limit in limits(till.tx, one, till.programmes[one.programme]) if limit.left < 0]
    known = {who.line: registrations.brief(till.tx, who.row.registration) for who in mine if exceeded}
    for limit in exceeded:
        yield from _concerned(limit, mine, known)[limit.left :]


def _concerned(limit: Limit, mine: Sequence[Back], known: Mapping[int, Registration]) -> list[Back]:
    """Whom a quota is for, in the order of their lines."""
    if limit.kind not in ("category", "village"):
        return list(mine)
    return [who for who in mine if getattr(known[who.line], limit.kind) == limit.code]
