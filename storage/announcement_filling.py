"""Who is meant by an announcement: taken from the registrations, some at a time, each person once.

Left out are the dead, and who has withdrawn or takes every consent back. Of several chats of a person it is
one that lets us write, their own before a helper's, the one used last first; who has said STOP in any chat of
their own hears nothing in the others.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, delete, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert

from rules.announcements import Segment
from storage.chats import CLOSED
from storage.deaths import is_dead
from storage.statement import Row, Statement, Tx
from storage.tables import (
    announcement_people,
    announcement_stops,
    chats,
    consents,
    groups,
    links,
    memberships,
    people,
    registrations,
)

PART = 2000  # registrations looked at in one transaction
COLUMNS = ["announcement_id", "person_id", "chat_id", "channel", "state"]


def asked(name: str, column: ColumnElement[str] | ColumnElement[str | None]) -> ColumnElement[bool]:
    given = bindparam(name, type_=Text)
    return or_(given == "", column == given)


def stopped(person: ColumnElement[int], chat: ColumnElement[int]) -> ColumnElement[bool]:
    """Has the person said STOP in a chat of their own, or is this chat stopped, whoever it speaks for?"""
    return (
        select(literal(1))
        .select_from(_mine.join(_stop, _stop.c.chat_id == _mine.c.chat_id))
        .where(_mine.c.person_id == person, or_(_mine.c.role == SELF, _mine.c.chat_id == chat))
        .exists()
    )


def disagrees(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Was every consent that was given for the person taken back?"""
    given = select(literal(1)).where(_given.c.person_id == person)
    back, holds = _given.c.withdrawn_at.isnot(None), _given.c.withdrawn_at.is_(None)
    return and_(given.where(back).exists(), ~given.where(holds).exists())


SELF = "self"  # the role of a chat that is the person's own
_mine, _stop, _given = links.alias("mine"), announcement_stops.alias("stop"), consents.alias("given")
_used = chats.alias("used")
_silent = select(literal(1)).where(_stop.c.chat_id == _used.c.id).correlate(_used).exists()
_BEST = (
    select(links.c.chat_id)
    .join(_used, _used.c.id == links.c.chat_id)
    .where(links.c.person_id == registrations.c.person_id)
    .order_by(
        case((or_(_used.c.blocked == CLOSED, _silent), 1), else_=0), case((links.c.role == SELF, 0), else_=1),
        _used.c.talked_at.desc(), _used.c.id.desc(),
    )
    .limit(1)
    .correlate(registrations)
    .scalar_subquery()
)  # fmt: skip
_PAID = (
    select(func.max(memberships.c.paid_until))
    .where(memberships.c.person_id == registrations.c.person_id)
    .correlate(registrations)
    .scalar_subquery()
)
_MEMBERSHIP = bindparam("membership", type_=Text)
_TODAY, _SOON = bindparam("today", type_=Text), bindparam("soon", type_=Text)
_COVERED = or_(
    _MEMBERSHIP == "",
    and_(_MEMBERSHIP == "active", _PAID >= _TODAY),
    and_(_MEMBERSHIP == "ending", _PAID >= _TODAY, _PAID <= _SOON),
    and_(_MEMBERSHIP == "lapsed", _PAID < _TODAY),
    and_(_MEMBERSHIP == "none", _PAID.is_(None)),
)
_OFFICE = bindparam("office", type_=Text)
_MEANT = (
    registrations.c.id > bindparam("after"),
    registrations.c.id <= bindparam("until"),
    registrations.c.programme == bindparam("programme"),
    bindparam("statuses", type_=Text).like("%," + registrations.c.status + ",%"),
    asked("village", registrations.c.village),
    asked("category", registrations.c.category),
    or_(_OFFICE == "", (groups.c.kind == "office") & (groups.c.place == _OFFICE)),
    _COVERED,
    ~is_dead(registrations.c.person_id),
    ~disagrees(registrations.c.person_id),
)
_STATE = case(
    (chats.c.id.is_(None), "no_chat"),
    (chats.c.blocked == CLOSED, "blocked"),
    (stopped(registrations.c.person_id, chats.c.id), "stopped"),
    else_="waiting",
)
_PEOPLE = (
    select(
        bindparam("announcement").label("announcement_id"), registrations.c.person_id, chats.c.id,
        chats.c.channel, _STATE,
    )
    .select_from(
        registrations.join(people, people.c.id == registrations.c.person_id)
        .outerjoin(groups, groups.c.id == registrations.c.group_id)
        .outerjoin(chats, chats.c.id == _BEST)
    )
    .where(*_MEANT)
)  # fmt: skip
_FILL = Statement(insert(announcement_people).from_select(COLUMNS, _PEOPLE).on_conflict_do_nothing())
_NEXT = select(registrations.c.id).where(registrations.c.id > bindparam("after"))
_UNTIL = Statement(
    select(func.max((part := _NEXT.order_by(registrations.c.id).limit(PART).subquery()).c.id).label("until"))
)
_OF = announcement_people.c.announcement_id == bindparam("announcement")
_SOME = select(announcement_people.c.person_id).where(_OF).limit(PART)
_EMPTY = Statement(delete(announcement_people).where(_OF, announcement_people.c.person_id.in_(_SOME)))
_COUNT = Statement(
    select(
        announcement_people.c.person_id, announcement_people.c.channel, announcement_people.c.chat_id,
        chats.c.talked_at,
    )
    .join(chats, chats.c.id == announcement_people.c.chat_id)
    .where(
        _OF, announcement_people.c.state == "waiting", announcement_people.c.person_id > bindparam("after")
    )
    .order_by(announcement_people.c.person_id)
    .limit(PART)
)  # fmt: skip


def fill(tx: Tx, announcement: int, segment: Segment, after: int, today: date, ending: int) -> int | None:
    """Take whom the next registrations after this one mean; the last that was looked at, None at the end.

    `ending`: days in which a membership ends soon. Again for the same part it changes nothing.
    """
    until = tx.must(_UNTIL, after=after)["until"]
    if until is None:
        return None
    tx.run(
        _FILL, announcement=announcement, after=after, until=until, programme=segment.programme,
        village=segment.village, office=segment.office, category=segment.category,
        statuses=f",{','.join(segment.statuses)},", membership=segment.membership, today=today.isoformat(),
        soon=(today + timedelta(ending)).isoformat(),
    )  # fmt: skip
    return int(until)


def empty(tx: Tx, announcement: int) -> int:
    """Forget some of those that were counted: how many."""
    return tx.run(_EMPTY, announcement=announcement)


def counted_after(tx: Tx, announcement: int, person: int) -> list[Row]:
    """Those who can be written to, some at a time: person_id, channel, chat_id, talked_at (milliseconds)."""
    return tx.all(_COUNT, announcement=announcement, after=person)
