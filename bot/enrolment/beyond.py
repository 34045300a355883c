"""Who comes back to a list whose place another has by now: what the branch does is taken, and said.

A number, or money, of the branch is a fact and is never dropped for a quota; but an officer has to hear that
there are more people than places, as of two payers for one person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.enrolment.reckoned import limits
from bot.enrolment.till import Till
from rules.enrolment import OVER_QUOTA, Enrolment, Placed
from rules.reckoning import Limit
from storage import enrolment_rows, registrations


@dataclass(frozen=True)
class Back:
    """Somebody counts again whom the branch had refused, by that line of a file."""

    line: int
    one: Enrolment
    row: Placed


def beyond(till: Till, back: Collection[Back]) -> set[int]:
    """Reckon the quotas again, once a list: the lines that brought more people than there are places, that is
    the last ones. Their rows keep it as their reason.
    """
    lists = {who.one.id: who.one for who in back}
    over = {who.line for one in lists.values() for who in _over(till, one, back)}
    for who in back:
        enrolment_rows.give_reason(till.tx, who.row.id, OVER_QUOTA if who.line in over else None)
    return over


def _over(till: Till, one: Enrolment, back: Collection[Back]) -> Iterator[Back]:
    registrations.lock(till.tx, one.programme)  # a list that is fixed at once shares the quota
    mine = [who for who in back if who.one.id == one.id]
    for limit in limits(till.tx, one, till.programmes[one.programme]):
        if limit.left < 0:
            yield from _concerned(till, limit, mine)[limit.left :]


def _concerned(till: Till, limit: Limit, mine: Sequence[Back]) -> list[Back]:
    """Whom a quota is for, in the order of their lines."""
    if limit.kind not in ("category", "village"):
        return list(mine)
    found = [(who, registrations.brief(till.tx, who.row.registration)) for who in mine]
    return [who for who, known in found if getattr(known, limit.kind) == limit.code]
