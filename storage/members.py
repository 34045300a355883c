"""The registrations of a group: how many stand where, who they are, who is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import BigInteger, bindparam, case, func, literal_column, select, update

from rules.groups import Member, Unit
from rules.records import HOLDS_A_PLACE, RUNNING
from storage.deaths import is_confirmed
from storage.statement import Row, Statement, Tx, among
from storage.tables import memberships, people, registrations
from storage.vault import Vault

PERSON = "people.details"
TOLD = "registrations.details"
KPJ = "memberships.kpj"
NAMED = (*RUNNING, "rejected")  # who may be looked for by name
_OF_GROUP = registrations.c.group_id == bindparam("group")
_HOLDING = among(registrations.c.status, HOLDS_A_PLACE)
_PAID_FOR = (
    select(memberships.c.person_id)
    .where(
        memberships.c.person_id == registrations.c.person_id,
        memberships.c.paid_from <= bindparam("today"),
        memberships.c.paid_until >= bindparam("today"),
    )
    .exists()
)
# Who has died is protected no more, though paid for until the end of the year.
_COVERED = _PAID_FOR & ~is_confirmed(registrations.c.person_id)
# Groups that stand on one page are counted at once: PostgreSQL may read all cover for each question. Others
# between them are counted in vain, which is seldom.
_OF_GROUPS = registrations.c.group_id.between(
    bindparam("first", type_=BigInteger), bindparam("last", type_=BigInteger)
)
_COUNTS = Statement(
    select(
        registrations.c.group_id,
        registrations.c.status,
        func.count().label("count"),
        func.sum(case((registrations.c.agreed == "no", 1), else_=0)).label("objected"),
    )
    .where(_OF_GROUPS)
    .group_by(registrations.c.group_id, registrations.c.status)
)
_COUNT_COVERED = Statement(
    select(registrations.c.group_id, func.count().label("count"))
    .where(_OF_GROUPS, _HOLDING, _COVERED)
    .group_by(registrations.c.group_id)
)
_COUNT_HOLDING = Statement(select(func.count().label("count")).where(_OF_GROUP, _HOLDING))
# The same text in every place of the statement: PostgreSQL takes two parameters for two values.
_UNIT = func.coalesce(registrations.c.unit, literal_column("''"))
_UNITS = Statement(
    select(
        _UNIT.label("unit"),
        func.count().label("people"),
        func.sum(case((_COVERED, 1), else_=0)).label("covered"),
    )
    .where(_OF_GROUP, _HOLDING)
    .group_by(_UNIT)
    .order_by(_UNIT)
)
_MEMBER = (
    select(
        registrations.c.id, registrations.c.number, registrations.c.status, registrations.c.unit,
        registrations.c.agreed, registrations.c.person_id, registrations.c.group_id,
        registrations.c.details.label("told"), people.c.details,
    )
    .join(people, people.c.id == registrations.c.person_id)
    .where(_OF_GROUP)
    .order_by(registrations.c.id)
)  # fmt: skip
_MEMBERS = Statement(_MEMBER.where(registrations.c.id > bindparam("after")).limit(bindparam("most")))
_WITH_STATUS = Statement(
    _MEMBER.where(registrations.c.id > bindparam("after"), registrations.c.status == bindparam("status"))
    .limit(bindparam("most"))
)  # fmt: skip
_NAMES = Statement(
    select(registrations.c.id, people.c.details)
    .join(people, people.c.id == registrations.c.person_id)
    .where(_OF_GROUP, among(registrations.c.status, NAMED))
    .order_by(registrations.c.id)
    .limit(bindparam("most"))
)
_BY_NIK = Statement(_MEMBER.where(people.c.nik_hash == bindparam("nik_hash")))
_BY_NUMBER = Statement(_MEMBER.where(registrations.c.number == bindparam("number")))
_ONE = Statement(_MEMBER.where(registrations.c.id == bindparam("of")))
_COVER = Statement(
    select(memberships.c.kpj, memberships.c.paid_until)
    .where(memberships.c.person_id == bindparam("person"))
    .order_by(memberships.c.paid_until.desc())
    .limit(1)
)
_AHEAD = Statement(
    select(func.count().label("count")).where(
        _OF_GROUP,
        registrations.c.status == "waiting_list",
        registrations.c.listed
        <= select(registrations.c.listed).where(registrations.c.id == bindparam("of")).scalar_subquery(),
    )
)
_NEXT = Statement(
    select(registrations.c.id, registrations.c.person_id)
    .where(_OF_GROUP, registrations.c.status == "waiting_list")
    .order_by(registrations.c.listed)
    .limit(1)
    .with_for_update()
)
_AGREED = Statement(
    update(registrations).where(registrations.c.id == bindparam("of")).values(agreed=bindparam("agreed"))
)


def counts(tx: Tx, groups: Collection[int], today: str) -> dict[int, Counter[str]]:
    """How many registrations of each of these groups stand where, with "covered" today and "objected"."""
    found = {group: Counter[str]() for group in groups}
    asked = {"first": min(groups, default=0), "last": max(groups, default=0)}
    for row in tx.all(_COUNTS, **asked):
        if row["group_id"] in found:
            found[row["group_id"]] += Counter(
                {row["status"]: int(row["count"]), "objected": int(row["objected"] or 0)}
            )
    for row in tx.all(_COUNT_COVERED, **asked, today=today):
        if row["group_id"] in found:
            found[row["group_id"]]["covered"] = int(row["count"])
    return found


def holding(tx: Tx, group: int) -> int:
    """How many of a group hold a place."""
    return int(tx.must(_COUNT_HOLDING, group=group)["count"])


def units(tx: Tx, group: int, today: str) -> list[Unit]:
    """The dusun or parts of an office, by name, with those who hold a place and are covered today."""
    rows = tx.all(_UNITS, group=group, today=today)
    return [Unit(row["unit"], int(row["people"]), int(row["covered"])) for row in rows]


def some(tx: Tx, vault: Vault, group: int, status: str = "", after: int = 0, most: int = 50) -> list[Member]:
    """Members in the order they were listed, from the one after `after`."""
    if status:
        return _members(tx, vault, tx.all(_WITH_STATUS, group=group, after=after, status=status, most=most))
    return _members(tx, vault, tx.all(_MEMBERS, group=group, after=after, most=most))


def names(tx: Tx, vault: Vault, group: int, most: int) -> list[tuple[int, str]]:
    """The registrations of a group that run or were not accepted, with the names, in the order they were
    listed.
    """
    rows = tx.all(_NAMES, group=group, most=most)
    return [(row["id"], str(vault.open_json(row["details"], PERSON).get("name", ""))) for row in rows]


def by_nik(tx: Tx, vault: Vault, group: int, nik: str) -> list[Member]:
    return _members(tx, vault, tx.all(_BY_NIK, group=group, nik_hash=vault.find(nik, "nik")))


def by_number(tx: Tx, vault: Vault, group: int, number: str) -> list[Member]:
    return _members(tx, vault, tx.all(_BY_NUMBER, group=group, number=number))


def one(tx: Tx, vault: Vault, group: int, registration: int) -> Member | None:
    """The member of a group with that registration; None also where it is another group's."""
    found = _members(tx, vault, tx.all(_ONE, group=group, of=registration))
    return found[0] if found else None


def next_on_list(tx: Tx, group: int) -> Row | None:
    """The registration that is first on the group's waiting list (id, person_id)."""
    return tx.one(_NEXT, group=group)


def agreed(tx: Tx, registration: int, answer: str) -> None:
    """The person said "yes" or "no"."""
    tx.run(_AGREED, of=registration, agreed=answer)


def _members(tx: Tx, vault: Vault, rows: Sequence[Row]) -> list[Member]:
    return [_member(tx, vault, row) for row in rows]


def _member(tx: Tx, vault: Vault, row: Row) -> Member:
    """What this coordinator has told of the person; the card once the membership is that of the list."""
    person, told = vault.open_json(row["details"], PERSON), vault.open_json(row["told"], TOLD)
    cover = tx.one(_COVER, person=row["person_id"]) if row["status"] == "enrolled" else None
    place = _place(tx, row) if row["status"] == "waiting_list" else None
    return Member(
        row["id"], row["number"], str(person.get("name", "")), str(person["nik"]), row["status"],
        row["unit"] or "", told.get("phone") if row["status"] in RUNNING else None,
        {"yes": True, "no": False}.get(row["agreed"] or ""), place,
        vault.open(cover["kpj"], KPJ).decode() if cover else None,
        date.fromisoformat(cover["paid_until"]) if cover else None,
    )  # fmt: skip


def _place(tx: Tx, row: Row) -> int:
    return int(tx.must(_AHEAD, group=row["group_id"], of=row["id"])["count"])
