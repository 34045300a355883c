"""The registrations of an officer's area, the one that waits longest first: by programme and status.

Which of them an officer may see is not known here: asked for in strips, each a part of a programme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sqlalchemy import BigInteger, ColumnElement, Text, bindparam, exists, func, or_, select

from storage.statement import Row, Statement, Tx, among
from storage.tables import events, groups, matching_advice, matchings, people, registrations
from storage.vault import Vault

PERSON = "people.details"
ANY_AGE = NEVER = 2**62
QUEUE = ("submitted", "returned", "verified", "waiting_list", "listed")  # these wait for somebody
STATUSES = (*QUEUE, "enrolled", "rejected", "withdrawn", "replaced")


@dataclass(frozen=True)
class Strip:
    """A part of a programme: a village, an office ("" is all of it)."""

    programme: str
    village: str = ""
    office: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a kind of work, a group, what has waited since `until` (milliseconds) or longer,
    how the other offices' answers fit (one of MATCHED), of one office alone where `source` names it.
    """

    until: int = ANY_AGE
    category: str = ""
    group: int = 0
    matched: str = ""
    source: str = ""


def _asked(name: str, column: ColumnElement[str | None]) -> ColumnElement[bool]:
    given = bindparam(name, type_=Text)
    return or_(given == "", column == given)


MATCHED = ("fits", "look", "differs", "open")  # open: an office has not answered yet
_MATCHED = bindparam("matched", type_=Text)
_FITS = exists().where(
    matching_advice.c.registration_id == registrations.c.id, matching_advice.c.advice == _MATCHED
)
_SOURCE = bindparam("source", type_=Text)
_ANSWERED = matchings.c.state == "answered"
_SAYS = exists().where(
    matchings.c.registration_id == registrations.c.id, matchings.c.source == _SOURCE,
    or_(_ANSWERED & (matchings.c.advice == _MATCHED), ~_ANSWERED & (_MATCHED == "open")),
)  # fmt: skip
_GROUP = bindparam("group", type_=BigInteger)
_AGED = events.c.at <= bindparam("until")
_PART = (
    registrations.c.programme == bindparam("programme"),
    _asked("category", registrations.c.category),
    _asked("village", registrations.c.village),
    or_(_GROUP == 0, registrations.c.group_id == _GROUP),
    or_(_MATCHED == "", (_SOURCE == "") & _FITS, (_SOURCE != "") & _SAYS),
)
_FROM = registrations.outerjoin(groups, groups.c.id == registrations.c.group_id)
_SINCE = events.c.id == registrations.c.listed
_OFFICE = bindparam("office", type_=Text)
_NEXT = Statement(
    select(
        registrations.c.id, registrations.c.number, registrations.c.programme, registrations.c.category,
        registrations.c.village, registrations.c.status, registrations.c.listed, registrations.c.agreed,
        people.c.details, events.c.at.label("since"), groups.c.name.label("group_name"),
    )
    .select_from(_FROM.join(events, _SINCE).join(people, people.c.id == registrations.c.person_id))
    .where(
        *_PART, _AGED, registrations.c.status == bindparam("status"),
        registrations.c.listed > bindparam("after"), registrations.c.listed < bindparam("before"),
        or_(_OFFICE == "", (groups.c.kind == "office") & (groups.c.place == _OFFICE)),
    )
    .order_by(registrations.c.listed)
    .limit(bindparam("most"))
)  # fmt: skip
_BY = (registrations.c.village, registrations.c.status, registrations.c.group_id)
_COUNT = select(*_BY, func.count().label("count")).where(*_PART).group_by(*_BY)
_WAITS = among(registrations.c.status, QUEUE)
_COUNTS = {True: Statement(_COUNT), False: Statement(_COUNT.where(_WAITS))}
_AGED_TOO = _COUNT.select_from(registrations.join(events, _SINCE)).where(_AGED)
_COUNTS_AGED = {True: Statement(_AGED_TOO), False: Statement(_AGED_TOO.where(_WAITS))}


def next_ones(
    tx: Tx, vault: Vault, strips: Sequence[Strip], statuses: Sequence[str], wanted: Wanted, after: int,
    most: int,
) -> list[Row]:  # fmt: skip
    """Those that come after the event `after`, at most `most`: number, programme, category, village, status,
    listed, agreed, since (milliseconds), group_name, and of the person name and nik.
    """
    found: dict[int, Row] = {}
    asked, before = {**vars(wanted), "after": after, "most": most}, NEVER
    for strip, status in product(strips, statuses):
        rows = tx.all(_NEXT, **vars(strip), **asked, status=status, before=before)
        found.update((row["listed"], row) for row in rows)
        found = {listed: found[listed] for listed in sorted(found)[:most]}
        if len(found) == most:
            before = max(found)  # what comes later has no place any more
    return [_told(vault, row) for row in found.values()]


def counts(tx: Tx, programme: str, wanted: Wanted, village: str = "", *, every: bool = False) -> list[Row]:
    """How many of a programme wait, or there are in `every` status: by village, status and group_id."""
    asked = {**vars(wanted), "programme": programme, "village": village}
    if wanted.until < ANY_AGE:
        return tx.all(_COUNTS_AGED[every], **asked)
    del asked["until"]  # the events need not be looked at
    return tx.all(_COUNTS[every], **asked)


def _told(vault: Vault, row: Row) -> Row:
    details = vault.open_json(row["details"], PERSON)
    return {**row, "details": None, "name": str(details.get("name", "")), "nik": str(details["nik"])}
