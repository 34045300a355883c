"""Cover that ends soon: whose chats are to hear of it. How many people that are: endings.py.

Cover that is paid further, in the same programme, does not end; whoever is on a list that is fixed is left
in peace, because that list is on its way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import BigInteger, Text, bindparam, exists, func, select

from rules.enrolment import DECIDED, ON
from rules.records import Event
from storage import events
from storage.deaths import is_dead
from storage.enrolment_parts import of_row
from storage.statement import Row, Statement, Tx, among
from storage.tables import chats, enrolment_lists, enrolment_rows, links, memberships, registrations
from storage.tables import events as happened
from storage.vault import Vault

RECORD, KIND = "membership", "lapse_told"
_later = memberships.alias("later")
_FURTHER = exists(
    select(_later.c.id).where(
        _later.c.programme == memberships.c.programme,
        _later.c.person_id == memberships.c.person_id,
        # not found by the day: thousands have a later one, this person one or none
        func.coalesce(_later.c.paid_until, "") > memberships.c.paid_until,
    )
)
_PROGRAMME, _UNTIL = bindparam("programme", type_=Text), bindparam("last", type_=Text)
_BETWEEN = (
    memberships.c.programme == _PROGRAMME,
    memberships.c.paid_until >= bindparam("first", type_=Text),
    memberships.c.paid_until <= _UNTIL,
)
_ENDS = (
    *_BETWEEN,
    ~_FURTHER,
    ~is_dead(memberships.c.person_id, whole=True),  # nobody renews it, and the family is left in peace
)
_ON_THE_WAY = exists(
    select(enrolment_rows.c.id)
    .join(enrolment_lists, of_row(enrolment_lists, enrolment_rows))
    .where(
        enrolment_rows.c.person_id == memberships.c.person_id,
        among(enrolment_rows.c.state, ON),
        enrolment_lists.c.programme == memberships.c.programme,
        among(enrolment_lists.c.state, DECIDED),
        enrolment_lists.c.ends > memberships.c.paid_until,
    )
)
_registered = exists(
    select(registrations.c.id).where(
        registrations.c.programme == memberships.c.programme,
        registrations.c.person_id == memberships.c.person_id,
    )
)
_UNREGISTERED = Statement(
    select(func.count(memberships.c.person_id.distinct()).label("count")).where(*_ENDS, ~_registered)
)
_HEARD = exists(
    select(happened.c.id).where(
        happened.c.record == RECORD,
        happened.c.record_id == memberships.c.id,
        happened.c.kind == KIND,
        happened.c.reason == memberships.c.paid_until,
    )
)
_TO_TELL = Statement(
    select(memberships.c.id, memberships.c.person_id, memberships.c.paid_until, chats.c.channel,
           chats.c.address, chats.c.id.label("chat"))
    .join(links, links.c.person_id == memberships.c.person_id)
    .join(chats, chats.c.id == links.c.chat_id)
    .where(*_ENDS, memberships.c.id > bindparam("after", type_=BigInteger), ~_HEARD, ~_ON_THE_WAY)
    .order_by(memberships.c.id, chats.c.id)
    .limit(bindparam("most"))
)  # fmt: skip


def unregistered(tx: Tx, programme: str, first: date, last: date) -> int:
    """How many of them have no registration here, so that no list can be made of them."""
    asked = {"programme": programme, "first": first.isoformat(), "last": last.isoformat()}
    return int(tx.must(_UNREGISTERED, **asked)["count"])


def to_tell(tx: Tx, programme: str, first: date, last: date, after: int, most: int) -> Sequence[Row]:
    """Chats of people whose cover ends and who have not heard of it: id of the membership, person_id,
    paid_until, chat, channel, address; from the membership after `after`.
    """
    asked = {"first": first.isoformat(), "last": last.isoformat(), "after": after, "most": most}
    return tx.all(_TO_TELL, programme=programme, **asked)


def told(tx: Tx, vault: Vault, membership: int, until: str, now: int) -> None:
    """It was said, of the cover that ends on that day (ISO)."""
    events.note(tx, vault, RECORD, membership, Event(KIND, now, "system", until), None)
