"""Whose cards are printed: the memberships of a programme, a village or a group that have not ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, Text, bindparam, func, select

from rules.records import Membership
from storage import memberships as covers
from storage.deaths import is_confirmed, is_dead
from storage.statement import Row, Statement, Tx
from storage.tables import memberships, people, registrations
from storage.vault import Vault

PERSON = "people.details"
BEGINNING: tuple[str, int] = ("", 0)  # the place before the first card


@dataclass(frozen=True)
class Chosen:
    """Which cards: all of a programme, or those of one village (code) or one group in it ("" and 0: all).
    `since`: only those whose cover begins on that day or later (ISO; "": any).
    """

    programme: str
    village: str = ""
    group: int = 0
    since: str = ""


@dataclass(frozen=True)
class Held:
    """A membership and the name of whose it is; `village`: where the person registered, "" where unknown."""

    membership: Membership
    name: str
    village: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Where its card stands in the order of printing."""
        return self.village, self.membership.id


_VILLAGE = func.coalesce(registrations.c.village, "")
_SAME = (registrations.c.programme == memberships.c.programme) & (
    registrations.c.person_id == memberships.c.person_id
)
_RUNS = (
    memberships.c.programme == bindparam("programme"),
    memberships.c.paid_until >= bindparam("today"),
    memberships.c.paid_from >= bindparam("since"),
    ~is_dead(memberships.c.person_id, whole=True),  # no card comes into a house that mourns
)
# A membership may be known here without a registration: it counts for its programme, and for no village.
_OF = {
    "programme": (memberships.outerjoin(registrations, _SAME), ()),
    "village": (memberships.join(registrations, _SAME), (registrations.c.village == bindparam("village"),)),
    "group": (
        memberships.join(registrations, _SAME),
        (registrations.c.group_id == bindparam("group", type_=BigInteger),),
    ),
}
_AFTER = bindparam("after_village", type_=Text)
_LATER = (_VILLAGE > _AFTER) | (
    (_VILLAGE == _AFTER) & (memberships.c.id > bindparam("after_id", type_=BigInteger))
)


def _part(kind: str) -> Select[Any]:
    """The numbers alone: they are sorted without what is sealed."""
    source, narrower = _OF[kind]
    return (
        select(memberships.c.id, _VILLAGE.label("village"))
        .select_from(source)
        .where(*_RUNS, *narrower, _LATER)
        .order_by(_VILLAGE, memberships.c.id)
        .limit(bindparam("most"))
    )


def _some(kind: str) -> Statement:
    part = _part(kind).subquery()
    return Statement(
        select(*memberships.c, people.c.details, part.c.village.label("village"))
        .select_from(part)
        .join(memberships, memberships.c.id == part.c.id)
        .join(people, people.c.id == memberships.c.person_id)
        .order_by(part.c.village, part.c.id)
    )


def _counted(kind: str) -> Statement:
    source, narrower = _OF[kind]
    return Statement(select(func.count().label("count")).select_from(source).where(*_RUNS, *narrower))


_COUNT = {kind: _counted(kind) for kind in _OF}
_SOME = {kind: _some(kind) for kind in _OF}
_ONE = Statement(
    select(*memberships.c, people.c.details, _VILLAGE.label("village"))
    .select_from(memberships.join(people, people.c.id == memberships.c.person_id))
    .outerjoin(registrations, _SAME)
    .where(memberships.c.id == bindparam("membership"))
)
_MEMBERSHIP = bindparam("membership", type_=BigInteger)
_PROGRAMME = Statement(select(memberships.c.programme).where(memberships.c.id == _MEMBERSHIP))
_RUNNING = Statement(
    select(memberships.c.id).where(
        memberships.c.id == _MEMBERSHIP,
        memberships.c.paid_from <= bindparam("day"),
        memberships.c.paid_until >= bindparam("day"),
        ~is_confirmed(memberships.c.person_id),
    )
)


def count(tx: Tx, chosen: Chosen, today: str) -> int:
    """How many cards that is; `today` as an ISO date: what has ended before it is not printed."""
    kind, values = _asked(chosen, today)
    return int(tx.must(_COUNT[kind], **values)["count"])


def some(tx: Tx, vault: Vault, chosen: Chosen, today: str, after: tuple[str, int], most: int) -> list[Held]:
    """The next of them, by village and then in the order they became members."""
    kind, values = _asked(chosen, today)
    place = {"after_village": after[0], "after_id": after[1], "most": most}
    return [_held(vault, row) for row in tx.all(_SOME[kind], **values, **place)]


def one(tx: Tx, vault: Vault, membership: int) -> Held | None:
    """A membership with the name, whatever its days."""
    row = tx.one(_ONE, membership=membership)
    return _held(vault, row) if row else None


def programme_of(tx: Tx, membership: int) -> str:
    """Whose a membership is; "" where it is nobody's, or there is no such one."""
    row = tx.one(_PROGRAMME, membership=membership)
    return str(row["programme"] or "") if row else ""


def runs(tx: Tx, membership: int, day: str) -> bool:
    """Does it protect on that day (ISO)? Nobody any more whose death the branch office has accepted."""
    return tx.one(_RUNNING, membership=membership, day=day) is not None


def _asked(chosen: Chosen, today: str) -> tuple[str, Mapping[str, Any]]:
    values: dict[str, Any] = {"programme": chosen.programme, "today": today, "since": chosen.since}
    if chosen.group:
        return "group", {**values, "group": chosen.group}
    return ("village", {**values, "village": chosen.village}) if chosen.village else ("programme", values)


def _held(vault: Vault, row: Row) -> Held:
    name = str(vault.open_json(row["details"], PERSON).get("name", ""))
    return Held(covers.opened(vault, row), name, row["village"])
