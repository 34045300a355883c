"""How matching stands: counted by programme, office, state and advice, and by where the registrations lie."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select

from storage.queue import Strip
from storage.statement import Row, Statement, Tx
from storage.tables import groups, matchings, registrations

_OF = matchings.c.programme == bindparam("of_programme")
_STANDS = (matchings.c.source, matchings.c.state, matchings.c.advice)
_WHOLE = Statement(select(*_STANDS, func.count().label("count")).where(_OF).group_by(*_STANDS))
_PLACED = (*_STANDS, registrations.c.village, groups.c.kind, groups.c.place)
_PARTS = (
    select(*_PLACED, func.count().label("count"))
    .join(registrations, registrations.c.id == matchings.c.registration_id)
    .outerjoin(groups, groups.c.id == registrations.c.group_id)
    .where(registrations.c.programme == bindparam("of_programme"))
    .group_by(*_PLACED)
)
_VILLAGE = Statement(_PARTS.where(registrations.c.village == bindparam("village")))
_OFFICE = Statement(_PARTS.where(groups.c.kind == "office", groups.c.place == bindparam("office")))


def whole(tx: Tx, programme: str) -> list[Row]:
    """source, state, advice, count of all of a programme."""
    return tx.all(_WHOLE, of_programme=programme)


def of_parts(tx: Tx, programme: str, strips: Iterable[Strip]) -> list[Row]:
    """The same of some villages and offices of it, each registration once."""
    villages = {strip.village for strip in strips if strip.village}
    offices = {strip.office for strip in strips if strip.office}
    found = [row for village in villages for row in tx.all(_VILLAGE, of_programme=programme, village=village)]
    for office in offices:
        rows = tx.all(_OFFICE, of_programme=programme, office=office)
        found += [row for row in rows if row["village"] not in villages]
    return found
