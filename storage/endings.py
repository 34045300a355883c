"""How many people's cover ends on which day, and how many of these are on a list for later.

Of a whole programme, or of villages and offices of it: there, of whoever has a registration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, Text, bindparam, case, func, select

from rules.enrolment import DECIDED, ON
from storage.deaths import is_dead
from storage.enrolment_parts import of_row
from storage.queue import Strip
from storage.statement import Row, Statement, Tx, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.tables import groups, memberships, registrations

_spans, _later = memberships.alias("spans"), memberships.alias("later")
_PROGRAMME, _VILLAGE = bindparam("programme", type_=Text), bindparam("village", type_=Text)
_FIRST, _UNTIL = bindparam("first", type_=Text), bindparam("last", type_=Text)
_OFFICE = bindparam("office", type_=Text)
_LAST_DAY = func.max(_spans.c.paid_until)
# Counted of tens of thousands: each one's last day, of those who have none behind the last that is asked for.
# To look for a later one of each is several times slower wherever PostgreSQL takes them for few.
_BEYOND = select(_later.c.person_id).where(_later.c.programme == _PROGRAMME, _later.c.paid_until > _UNTIL)
_WHOLE = (
    select(_spans.c.person_id, _LAST_DAY.label("paid_until"))
    .where(
        _spans.c.programme == _PROGRAMME, _spans.c.paid_until >= _FIRST, _spans.c.paid_until <= _UNTIL,
        _spans.c.person_id.not_in(_BEYOND),
    )
    .group_by(_spans.c.person_id)
    .subquery("ending")
)  # fmt: skip
_PART = (
    select(registrations.c.person_id, registrations.c.village, _LAST_DAY.label("paid_until"))
    .select_from(
        registrations.join(
            _spans,
            (_spans.c.programme == registrations.c.programme)
            & (_spans.c.person_id == registrations.c.person_id),
        ).outerjoin(groups, groups.c.id == registrations.c.group_id)
    )
    .where(registrations.c.programme == _PROGRAMME)
    .group_by(registrations.c.person_id, registrations.c.village)
    .having(_LAST_DAY >= _FIRST, _LAST_DAY <= _UNTIL)
)
_OF_VILLAGE = _PART.where(registrations.c.village == _VILLAGE).subquery("ending")
_OF_OFFICE = _PART.where(groups.c.kind == "office", groups.c.place == _OFFICE).subquery("ending")


@dataclass(frozen=True)
class Ahead:
    """How many of those whose cover ends are on a list that goes on after it: one that is fixed, or else one
    that is not yet.
    """

    fixed: int
    drafted: int


def _days(ending: Subquery) -> Statement:
    """By the last day, and the village where it is known; nobody renews the cover of the dead."""
    by = [ending.c[name] for name in ("paid_until", "village") if name in ending.c]
    alive = ~is_dead(ending.c.person_id, whole=True)
    return Statement(select(*by, func.count().label("count")).where(alive).group_by(*by))


def _ahead(ending: Subquery, listed: ColumnElement[bool]) -> Statement:
    """By whether a list is fixed, and the village where it is known; each person once."""
    by = [ending.c[name] for name in ("village",) if name in ending.c]
    fixed = func.max(case((among(lists.c.state, DECIDED), 1), else_=0)).label("fixed")
    each = (
        select(ending.c.person_id, *by, fixed)
        .select_from(
            ending.join(rows, rows.c.person_id == ending.c.person_id).join(lists, listed)
        )
        .where(
            lists.c.programme == _PROGRAMME, lists.c.state != "cancelled", among(rows.c.state, ON),
            lists.c.ends > ending.c.paid_until, ~is_dead(ending.c.person_id, whole=True),
        )
        .group_by(ending.c.person_id, *by)
        .subquery("each")
    )  # fmt: skip
    shown = [each.c[name] for name in ("fixed", "village") if name in each.c]
    return Statement(select(*shown, func.count().label("count")).group_by(*shown))


_DAYS = {"": _days(_WHOLE), "village": _days(_OF_VILLAGE), "office": _days(_OF_OFFICE)}
# Of a whole programme found by its few lists, of a part by its few people.
_AHEAD = {
    "": _ahead(_WHOLE, lists.c.id == rows.c.list_id),
    "village": _ahead(_OF_VILLAGE, of_row(lists, rows)),
    "office": _ahead(_OF_OFFICE, of_row(lists, rows)),
}


def foreseen(tx: Tx, strips: Collection[Strip], first: date, last: date) -> Sequence[tuple[date, int]]:
    """How many people's cover ends on which day, from `first` to `last`, in these parts of one programme."""
    found = Counter[str]()
    for row in _found(tx, _DAYS, strips, first, last):
        found[row["paid_until"]] += row["count"]
    return [(date.fromisoformat(day), found[day]) for day in sorted(found)]


def ahead(tx: Tx, strips: Collection[Strip], first: date, last: date) -> Ahead:
    """How many of them are on a list for later."""
    found = Counter[int]()
    with _by_hash(tx):
        for row in _found(tx, _AHEAD, strips, first, last):
            found[row["fixed"]] += row["count"]
    return Ahead(found[1], found[0])


@contextmanager
def _by_hash(tx: Tx) -> Iterator[None]:
    """PostgreSQL takes the rows of a list that was just filled for few, and would hold each of many thousand
    against each of those whose cover ends: half a minute, seen with 28,000.
    """
    if tx.dialect == "postgresql":
        tx.execute("SET LOCAL enable_nestloop = off", {})
    yield
    if tx.dialect == "postgresql":
        tx.execute("SET LOCAL enable_nestloop = on", {})


def _found(
    tx: Tx, statements: Mapping[str, Statement], strips: Collection[Strip], first: date, last: date
) -> Iterator[Row]:
    """Everybody in these parts counted once: who is of an office lies in a village, too."""
    asked = {"first": first.isoformat(), "last": last.isoformat()}
    if whole := next((one for one in strips if not (one.village or one.office)), None):
        yield from tx.all(statements[""], programme=whole.programme, **asked)
        return
    villages = {one.village for one in strips if one.village}
    for one in strips:
        if one.village:
            yield from tx.all(statements["village"], programme=one.programme, village=one.village, **asked)
        else:
            found = tx.all(statements["office"], programme=one.programme, office=one.office, **asked)
            yield from (row for row in found if row["village"] not in villages)
