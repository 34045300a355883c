"""Who is on an enrolment list: counted, read a page at a time, found by an answer of the branch, changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Text,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    update,
)

from rules.enrolment import ON, Placed
from storage.enrolment_parts import of_row
from storage.enrolment_reasons import Reasons, passed, taken_in_or
from storage.enrolment_tables import BEYOND
from storage.statement import Row, Statement, Tx, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.tables import people, registrations
from storage.vault import Vault

PERSON, KPJ, NOTE = "people.details", "enrolment_rows.kpj", "enrolment_rows.note"
ANY = ""
_LIST = rows.c.list_id == bindparam("list")
_ROW = rows.c.id == bindparam("row")
_COUNTS = Statement(select(rows.c.state, func.count().label("count")).where(_LIST).group_by(rows.c.state))
_REASONS = Statement(
    select(rows.c.reason, func.count().label("count"))
    .where(_LIST, rows.c.state == bindparam("state"))
    .group_by(rows.c.reason)
)
_UNDECIDED = Statement(
    select(func.count().label("count")).where(_LIST, rows.c.double == 1, among(rows.c.state, ON))
)
_PARTS = (
    select(registrations.c.category, registrations.c.village, func.count().label("count"))
    .select_from(rows.join(registrations, registrations.c.id == rows.c.registration_id))
    .where(_LIST, among(rows.c.state, ON))
    .group_by(registrations.c.category, registrations.c.village)
)
_BY_PART = Statement(_PARTS)
_KEPT_IN = passed(rows.c.reason)
_AGAINST = Reasons(rows.c.person_id, registrations, passed=_KEPT_IN, list=rows.c.list_id).why()
_AGAINST_WHOLE = Reasons(
    rows.c.person_id, registrations, True, _KEPT_IN, bindparam("list", type_=BigInteger)
).why()
_SEEN = (
    select(
        rows.c.id, rows.c.state, rows.c.reason, rows.c.double, rows.c.kpj, rows.c.note, rows.c.paid_from,
        rows.c.paid_until, rows.c.registration_id, rows.c.person_id, registrations.c.number,
        registrations.c.category, registrations.c.village, people.c.details,
        case((among(rows.c.state, ON), _AGAINST), else_=None).label("against"),
    )
    .select_from(
        rows.join(registrations, registrations.c.id == rows.c.registration_id)
        .join(people, people.c.id == rows.c.person_id)
    )
    .order_by(rows.c.id)
)  # fmt: skip
_BEHIND = (_LIST, rows.c.id > bindparam("after", type_=BigInteger))
_MOST: BindParameter[int] = bindparam("most")


def _page_of_rows(*those: ColumnElement[bool]) -> Statement:
    """A page of rows which the rows alone tell: so that no more than these are looked up elsewhere."""
    first = select(rows.c.id).where(*_BEHIND, *those).order_by(rows.c.id).limit(_MOST)
    return Statement(_SEEN.where(rows.c.id.in_(first)))


_STATE = bindparam("state", type_=Text)
_ASKED = bindparam("list", type_=BigInteger)  # 0: on any list
_ON = among(rows.c.state, ON)
_PAGE = _page_of_rows()
_PAGE_OF = _page_of_rows(rows.c.state == _STATE)
_PAGE_DOUBLE = _page_of_rows(rows.c.double > 0, _ON)
_PAGE_ON = _page_of_rows(_ON)
_PAGE_GOOD = Statement(_SEEN.where(*_BEHIND, _ON, _AGAINST.is_(None)).limit(_MOST))
_ends = select(lists.c.ends).where(lists.c.id == bindparam("list")).scalar_subquery()
_PAGE_HELD = Statement(
    _SEEN.where(
        *_BEHIND,
        _ON,
        or_(rows.c.paid_until.is_(None), rows.c.paid_until < _ends),
        _AGAINST_WHOLE.is_not(None),
    ).limit(_MOST)
)
_PARTED = {"double": _PAGE_DOUBLE, "on": _PAGE_ON, "good": _PAGE_GOOD, "held": _PAGE_HELD}
_LOCK = Statement(select(rows).where(_ROW, _LIST).with_for_update())
_OF_PERSON = Statement(
    select(rows, lists.c.state.label("list_state"), lists.c.starts, lists.c.ends)
    .join(lists, lists.c.id == rows.c.list_id)
    .where(rows.c.person_id == bindparam("person"),
           or_(_ASKED == 0, rows.c.list_id == _ASKED), lists.c.state != "cancelled")
    .order_by(rows.c.id.desc())
)  # fmt: skip
_HOLDERS = Statement(
    select(rows.c.person_id)
    .join(lists, of_row(lists, rows))
    .where(rows.c.kpj_hash == bindparam("kpj_hash"), lists.c.state != "cancelled")
)
_SET = Statement(
    update(rows)
    .where(_ROW)
    .values(state=_STATE, reason=bindparam("why", type_=Text), double=bindparam("double"))
)
_NUMBER = Statement(
    update(rows)
    .where(_ROW, rows.c.paid_until.is_(None))
    .values(state="numbered", reason=taken_in_or(rows.c.reason, null()), kpj_hash=bindparam("kpj_hash"),
            kpj=bindparam("kpj"))
)  # fmt: skip
_GIVE_REASON = Statement(
    update(rows).where(_ROW, among(rows.c.state, ON)).values(reason=bindparam("why", type_=Text))
)
_BEYOND = Statement(select(func.count().label("count")).where(_LIST, BEYOND))
_REFUSED = Statement(
    update(rows)
    .where(_ROW)
    .values(state="refused", reason=bindparam("why", type_=Text), note=bindparam("note"))
)
_PAID = Statement(
    update(rows)
    .where(_ROW)
    .values(state=case((rows.c.state == "taken_off", rows.c.state), else_="paid"),
            paid_from=bindparam("from"), paid_until=bindparam("until"),
            receipt=bindparam("receipt", type_=Text))
)  # fmt: skip


def counts(tx: Tx, list: int) -> dict[str, int]:
    """How many rows of a list stand where: ROW_STATES that occur; their sum is all rows."""
    return {row["state"]: int(row["count"]) for row in tx.all(_COUNTS, list=list)}


def reasons(tx: Tx, list: int, state: str) -> dict[str, int]:
    """How many rows of a state have which reason."""
    return {row["reason"] or "": int(row["count"]) for row in tx.all(_REASONS, list=list, state=state)}


def undecided(tx: Tx, list: int) -> int:
    """How many have two payers, and nobody has decided yet."""
    return int(tx.must(_UNDECIDED, list=list)["count"])


def parts(tx: Tx, list: int) -> Sequence[tuple[str, str, int]]:
    """How many count, by kind of work and village ("" where unknown)."""
    found = tx.all(_BY_PART, list=list)
    return [(row["category"], row["village"] or "", int(row["count"])) for row in found]


def page(tx: Tx, vault: Vault, list: int, state: str, after: int, most: int) -> Sequence[Row]:
    """Rows after the row `after` in their order: id, number, state, reason, double, name, nik, kpj, note ...

    `state`: one of ROW_STATES, "double" (two payers), "on" (all who count), "held" (of these who may not be
    on it any more and are not paid to the end), "good" (all who count and may be on it) or ANY. `against`:
    why somebody who counts may not be on it any more.
    """
    asked = {"list": list, "after": after, "most": most}
    if state == ANY:
        found = tx.all(_PAGE, **asked)
    elif state in _PARTED:
        found = tx.all(_PARTED[state], **asked)
    else:
        found = tx.all(_PAGE_OF, **asked, state=state)
    return [_told(vault, row) for row in found]


def lock(tx: Tx, vault: Vault, list: int, row: int) -> Placed | None:
    """One row of the list, which nobody else changes until the commit."""
    found = tx.one(_LOCK, list=list, row=row)
    return placed(vault, found) if found else None


def of_person(tx: Tx, vault: Vault, person: int, list: int = 0) -> Sequence[tuple[Placed, str]]:
    """Where a person stands on lists that are not cancelled, the newest first, with the state of the list; of
    one list if asked.
    """
    found = tx.all(_OF_PERSON, person=person, list=list)
    return [(placed(vault, row), row["list_state"]) for row in found]


def holders(tx: Tx, vault: Vault, kpj: str) -> set[int]:
    """The people to whom the branch has given that number on any list that is not cancelled."""
    return {row["person_id"] for row in tx.all(_HOLDERS, kpj_hash=vault.find(kpj, "kpj"))}


def beyond(tx: Tx, list: int) -> int:
    """How many were taken where no place was left (OVER_QUOTA)."""
    return int(tx.must(_BEYOND, list=list)["count"])


def settle(tx: Tx, row: int, state: str, reason: str | None, double: int) -> None:
    """An officer keeps somebody, takes somebody off or in."""
    tx.run(_SET, row=row, state=state, why=reason, double=double)


def number(tx: Tx, vault: Vault, row: int, kpj: str) -> None:
    """The branch has given a KPJ; nothing where it is paid for by now."""
    tx.run(_NUMBER, row=row, kpj_hash=vault.find(kpj, "kpj"), kpj=vault.seal(kpj.encode(), KPJ))


def give_reason(tx: Tx, row: int, reason: str | None) -> None:
    """What is kept of somebody who counts: OVER_QUOTA, or no more."""
    tx.run(_GIVE_REASON, row=row, why=reason)


def refuse(tx: Tx, vault: Vault, row: int, reason: str, note: str) -> None:
    """The branch does not take somebody: a code, with what an officer has passed over, and its own words."""
    tx.run(_REFUSED, row=row, why=reason, note=vault.seal(note.encode(), NOTE) if note else None)


def pay(tx: Tx, row: int, days: tuple[date, date], receipt: str | None) -> None:
    """The first and the last day that are paid; what lies between them stands in the cover. Who was taken off
    stays so: of whose further days an officer has not decided anew.
    """
    asked = {"from": days[0].isoformat(), "until": days[1].isoformat()}
    tx.run(_PAID, row=row, receipt=receipt, **asked)


def placed(vault: Vault, row: Mapping[str, Any]) -> Placed:
    kpj = vault.open(row["kpj"], KPJ).decode() if row["kpj"] else None
    days = [date.fromisoformat(row[name]) if row[name] else None for name in ("paid_from", "paid_until")]
    return Placed(row["id"], row["list_id"], row["registration_id"], row["person_id"], row["state"],
                  row["reason"], row["double"], kpj, *days)  # fmt: skip


def _told(vault: Vault, row: Row) -> Row:
    details = vault.open_json(row["details"], PERSON)
    return {
        **row,
        "details": details,
        "name": str(details.get("name", "")),
        "nik": str(details["nik"]),
        "kpj": vault.open(row["kpj"], KPJ).decode() if row["kpj"] else "",
        "note": vault.open(row["note"], NOTE).decode() if row["note"] else "",
    }
