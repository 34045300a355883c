"""What all offices together say of a registration: kept beside the answers, for the officers' filter."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, case, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from storage.statement import Statement, Tx
from storage.tables import matching_advice, matchings

_ANSWERED = matchings.c.state == "answered"
_GRAVEST = func.max(
    case(
        (_ANSWERED & (matchings.c.advice == "differs"), 3),
        (_ANSWERED & (matchings.c.advice == "look"), 2),
        (~_ANSWERED, 1),
        else_=0,
    )
)
_TOGETHER = select(
    matchings.c.registration_id,
    case((_GRAVEST == 3, "differs"), (_GRAVEST == 2, "look"), (_GRAVEST == 1, "open"), else_="fits"),
)
_SUM = Statement(
    (
        summed := insert(matching_advice).from_select(
            ["registration_id", "advice"],
            _TOGETHER.where(matchings.c.registration_id == bindparam("registration")).group_by(
                matchings.c.registration_id
            ),
        )
    ).on_conflict_do_update(index_elements=["registration_id"], set_={"advice": summed.excluded["advice"]})
)
_NEW = (
    select(matchings.c.registration_id, literal("open"))
    .where(matchings.c.id >= bindparam("first"))
    .group_by(matchings.c.registration_id)
)
_OPEN = Statement(
    (
        opened := insert(matching_advice).from_select(["registration_id", "advice"], _NEW)
    ).on_conflict_do_update(
        index_elements=["registration_id"],
        set_={"advice": opened.excluded["advice"]},
        where=matching_advice.c.advice == "fits",
    )
)


def summed_up(tx: Tx, registrations: Iterable[int]) -> None:
    """Something has been answered, or is asked again."""
    tx.each(_SUM, ({"registration": id} for id in registrations))


def one_more(tx: Tx, first: int) -> None:
    """One more office is asked about those of the rows from this number on, which are new."""
    tx.run(_OPEN, first=first)
