"""Puts people on an enrolment list, a part at a time, in the order in which they registered.

Each part is one statement. Who may not be on it is put down as left out, with the reason; filled again,
whoever was left out is judged anew. Who is on another list of the programme for these months is not put down
twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Select,
    Text,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from rules.enrolment import ON, Enrolment
from rules.records import ENDED
from storage.enrolment_parts import PROGRAMME, listed_already, member_of, of_programme, paid_by_another
from storage.enrolment_reasons import Reasons
from storage.statement import Statement, Tx, among
from storage.tables import enrolment_rows as rows
from storage.tables import memberships, people, registrations
from storage.vault import Vault

PERSON = "people.details"
# Which registrations a kind of list is made of, in this order; of a renewal's only those who are covered.
STATUSES = {"new": ("verified",), "renewal": ("enrolled", *ENDED)}
_VILLAGE = bindparam("village", type_=Text)
_CATEGORY = bindparam("category", type_=Text)
_GROUP = bindparam("group", type_=BigInteger)
_WHOSE = registrations.c.person_id
_covered = memberships.alias("covered")
_IS_COVERED = exists(
    select(_covered.c.id).where(
        _covered.c.person_id == _WHOSE,
        of_programme(_covered),
        _covered.c.paid_from <= bindparam("covered_on"),
        _covered.c.paid_until >= bindparam("covered_on"),
    )
)
_PART = (
    registrations.c.programme == PROGRAMME,
    registrations.c.status == bindparam("status", type_=Text),
    registrations.c.listed > bindparam("after", type_=BigInteger),
    or_(_VILLAGE == "", registrations.c.village == _VILLAGE),
    or_(_CATEGORY == "", registrations.c.category == _CATEGORY),
    or_(_GROUP == 0, registrations.c.group_id == _GROUP),
    ~listed_already(_WHOSE),
    or_(bindparam("kind", type_=Text) == "new", _IS_COVERED),
)
_REASON = Reasons(_WHOSE, registrations).why(("PAID_ALREADY", member_of(_WHOSE)))
_some = (
    select(registrations.c.listed)
    .where(*_PART)
    .order_by(registrations.c.listed)
    .limit(bindparam("most"))
    .subquery()
)
_UPTO = Statement(
    select(func.max(_some.c.listed).label("upto"), func.count().label("count")).select_from(_some)
)
_here = rows.alias("here")
_IS_HERE = exists(
    select(_here.c.id).where(
        _here.c.list_id == bindparam("list", type_=BigInteger), _here.c.registration_id == registrations.c.id
    )
)
_COUNT = Statement(select(func.count().label("count")).select_from(registrations).where(*_PART, ~_IS_HERE))


def _found() -> Select[Any]:
    upto = registrations.c.listed <= bindparam("upto", type_=BigInteger)
    found = select(
        registrations.c.id, registrations.c.person_id, registrations.c.listed, _REASON.label("reason")
    ).where(*_PART, upto)
    whole = found.subquery()
    state = case((whole.c.reason.is_not(None), literal("left_out")), else_=bindparam("begins", type_=Text))
    return (
        select(bindparam("list", type_=BigInteger), whole.c.id, whole.c.person_id, state, whole.c.reason,
               literal(0, BigInteger))
        .where(whole.c.id > 0)
        .order_by(whole.c.listed)
    )  # fmt: skip


_put_down = insert(rows).from_select(
    ["list_id", "registration_id", "person_id", "state", "reason", "double"], _found()
)
_FILL = Statement(
    _put_down.on_conflict_do_update(
        index_elements=["list_id", "registration_id"],
        set_={name: _put_down.excluded[name] for name in ("state", "reason", "double")},
        where=rows.c.state == literal("left_out"),  # what an officer has decided of somebody stays
    )
)
_THESE = (rows.c.list_id == bindparam("list"), rows.c.id > bindparam("after_row"), among(rows.c.state, ON))
_HERE = (rows.c.registration_id == registrations.c.id) & (rows.c.list_id == bindparam("list"))
_AGES = Statement(
    select(rows.c.id, registrations.c.listed, people.c.details)
    .select_from(registrations.join(rows, _HERE).join(people, people.c.id == rows.c.person_id))
    .where(
        registrations.c.programme == PROGRAMME, registrations.c.status == bindparam("status", type_=Text),
        registrations.c.listed > bindparam("after", type_=BigInteger),
        registrations.c.listed <= bindparam("upto", type_=BigInteger),
        among(rows.c.state, ON), rows.c.reason.is_(None),
    )
    .order_by(registrations.c.listed)
    .limit(bindparam("most"))
)  # fmt: skip
_OUT = Statement(
    update(rows)
    .where(rows.c.id == bindparam("row"), among(rows.c.state, ON))
    .values(state="left_out", reason=bindparam("why"))
)
_DOUBLES = Statement(
    update(rows)
    .where(*_THESE, rows.c.id <= bindparam("upto_row"), rows.c.double == 0, paid_by_another(rows.c.person_id))
    .values(double=1)
)
_BACK_ALONE = Statement(
    update(rows)
    # Who is paid for stays marked: cover of one's own hides what BPJS Ketenagakerjaan has answered before.
    .where(*_THESE, rows.c.id <= bindparam("upto_row"), rows.c.double == 1, rows.c.state != "paid",
           ~paid_by_another(rows.c.person_id))
    .values(double=0)
)  # fmt: skip
_LAST = Statement(select(func.max(rows.c.id).label("last")).where(rows.c.list_id == bindparam("list")))


Born = tuple[int, int, str | None]


@dataclass(frozen=True)
class Part:
    """The registrations of a status after one event and up to another."""

    status: str
    after: int
    upto: int


@dataclass(frozen=True)
class Source:
    """Where the rows of a list come from; `covered_on`: who is covered on that ISO day is renewed."""

    list: Enrolment
    covered_on: str

    @property
    def values(self) -> dict[str, Any]:
        """For the statements."""
        one = self.list
        return {
            "programme": one.programme, "village": one.village or "", "category": one.category or "",
            "group": one.group or 0, "kind": one.kind, "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat(), "covered_on": self.covered_on,
        }  # fmt: skip

    @property
    def statuses(self) -> Sequence[str]:
        return STATUSES[self.list.kind]


def waiting(tx: Tx, source: Source) -> int:
    """How many there are to put on the list who do not stand there, with those who will be left out."""
    asked = {**source.values, "list": source.list.id, "after": 0}
    return sum(int(tx.must(_COUNT, **asked, status=status)["count"]) for status in source.statuses)


def fill(tx: Tx, source: Source, status: str, after: int, most: int) -> int | None:
    """Put on the list at most so many registrations of a status that come after the event `after`; the event
    to go on from, None where there are no more.
    """
    values = {**source.values, "status": status, "after": after}
    found = tx.must(_UPTO, **values, most=most)
    if not found["count"]:
        return None
    begins = "numbered" if source.list.kind == "renewal" else "listed"
    tx.run(_FILL, **values, list=source.list.id, upto=found["upto"], begins=begins)
    return int(found["upto"])


def births(tx: Tx, vault: Vault, source: Source, part: Part, most: int) -> Sequence[Born]:
    """Of some rows that count, with their registrations in that part: the row, the event of the registration
    and the birth date (ISO) where known.
    """
    asked = {"list": source.list.id, "programme": source.list.programme, **vars(part)}
    found = tx.all(_AGES, **asked, most=most)
    return [(row["id"], row["listed"], vault.open_json(row["details"], PERSON).get("birth_date"))
            for row in found]  # fmt: skip


def leave_out(tx: Tx, row: int, reason: str) -> None:
    """The program leaves somebody out, for a code of LEFT_OUT."""
    tx.run(_OUT, row=row, why=reason)


def mark_doubles(tx: Tx, source: Source, after: int, upto: int) -> None:
    """Mark the rows after `after` up to `upto` whom another payer covers in these months, or has listed; take
    the mark away where that is over and nobody has decided.
    """
    days = {name: source.values[name] for name in ("programme", "starts", "ends")}
    mark_rows(tx, source.list.id, days, after, upto)


def mark_rows(tx: Tx, list: int, days: Mapping[str, str], after: int, upto: int) -> None:
    """The same, for whoever knows of a list its number, programme, starts and ends (ISO) alone."""
    for statement in (_DOUBLES, _BACK_ALONE):
        tx.run(statement, **days, list=list, after_row=after, upto_row=upto)


def last_row(tx: Tx, list: int) -> int:
    """The number of the last row of a list; 0 while it has none."""
    return int(tx.must(_LAST, list=list)["last"] or 0)
