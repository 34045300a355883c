"""The cases as officers work through them: what runs out first stands first; of closed ones the newest.

Which an officer may see is not known here: asked for by areas, counted by places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, case, func, or_, select

from rules.cases import OPEN
from rules.officers import Area
from storage.cases import PLACE
from storage.statement import Row, Statement, Tx, among
from storage.tables import case_chats, cases, chats
from storage.vault import Vault

FIRST = ("", 0)  # before every case
CLOSED = ("paid", "refused", "withdrawn")
NOBODY, MINE = "nobody", "mine"


@dataclass(frozen=True)
class Wanted:
    """What is looked for, "" is any: a status ("open": all that run), a kind, a number, whose work it is
    (`hands`: mine, nobody), what runs out from `since` on and before `until` (the city's time, ISO). `me`:
    the officer who asks.
    """

    status: str = "open"
    kind: str = ""
    number: str = ""
    hands: str = ""
    since: str = ""
    until: str = ""
    me: int = 0


def _asked(name: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    given = bindparam(name, type_=Text)
    return or_(given == "", column == given)


def _before(name: str) -> ColumnElement[bool]:
    """Runs out before that moment; what has not been reckoned yet has no moment."""
    return and_(cases.c.due != "", cases.c.due < bindparam(name, type_=Text))


_STATUS, _HANDS, _SINCE, _UNTIL = (
    bindparam(name, type_=Text) for name in ("status", "hands", "since", "until")
)
_RUNS = among(cases.c.status, OPEN)
_WANTED = (
    _asked("kind", cases.c.kind),
    _asked("number", cases.c.number),
    or_(
        _HANDS == "",
        and_(_HANDS == NOBODY, cases.c.assigned.is_(None)),
        and_(_HANDS == MINE, cases.c.assigned == bindparam("me", type_=BigInteger)),
    ),
    or_(_SINCE == "", cases.c.due >= _SINCE),
    or_(_UNTIL == "", and_(cases.c.due != "", cases.c.due < _UNTIL)),
)
_IN_AREA = tuple(_asked(kind, cases.c[kind]) for kind in ("city", "programme", "village", "office"))
_COLUMNS = (
    cases.c.id, cases.c.number, cases.c.kind, cases.c.status, cases.c.details, cases.c.due, cases.c.due_what,
    cases.c.city, cases.c.programme, cases.c.village, cases.c.office, cases.c.assigned,
)  # fmt: skip
_DUE, _ID = bindparam("due", type_=Text), bindparam("id", type_=BigInteger)
_RUNNING = Statement(
    select(*_COLUMNS)
    .where(*_WANTED, *_IN_AREA, _RUNS, or_(_STATUS == "open", cases.c.status == _STATUS))
    .where(cases.c.due >= _DUE, or_(cases.c.due > _DUE, cases.c.id > _ID))
    .order_by(cases.c.due, cases.c.id)
    .limit(bindparam("most"))
)
_CLOSED = Statement(
    select(*_COLUMNS)
    .where(*_WANTED, *_IN_AREA, cases.c.status == _STATUS, or_(_ID == 0, cases.c.id < _ID))
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
)
_COUNTS = Statement(
    select(
        cases.c.status, cases.c.city, cases.c.programme, cases.c.village, cases.c.office,
        func.count().label("count"),
        func.sum(case((_before("now"), 1), else_=0)).label("late"),
        func.sum(case((_before("soon"), 1), else_=0)).label("soon"),
        func.sum(case((cases.c.assigned == bindparam("me", type_=BigInteger), 1), else_=0)).label("mine"),
    )
    .where(*_WANTED)
    .group_by(cases.c.status, cases.c.city, cases.c.programme, cases.c.village, cases.c.office)
)  # fmt: skip
_CHATS = Statement(
    select(chats.c.id, chats.c.channel, chats.c.address, case_chats.c.role, case_chats.c.at)
    .join(case_chats, case_chats.c.chat_id == chats.c.id)
    .where(case_chats.c.case_id == bindparam("case"))
    .order_by(case_chats.c.at, chats.c.id)
)


def next_ones(
    tx: Tx, vault: Vault, areas: Sequence[Area], wanted: Wanted, after: tuple[str, int], most: int
) -> list[Row]:
    """Those that come after `after` (due and id of the one before), at most `most`: the columns of `cases`
    with `details` opened. Of closed ones the newest come first, and only the id of `after` counts.
    """
    found: dict[int, Row] = {}
    statement = _CLOSED if wanted.status in CLOSED else _RUNNING
    for area in areas:
        due = {} if wanted.status in CLOSED else {"due": after[0]}
        rows = tx.all(statement, **vars(wanted), **_of(area), **due, id=after[1], most=most)
        found.update((row["id"], row) for row in rows)
    backwards = wanted.status in CLOSED
    rows = sorted(found.values(), key=lambda row: -row["id"] if backwards else (row["due"], row["id"]))
    return [{**row, "details": vault.open_json(row["details"], PLACE)} for row in rows[:most]]


def _of(area: Area) -> dict[str, str]:
    """An area as the columns it asks for; "all" asks for none."""
    kinds = ("city", "programme", "village", "office")
    return {kind: area.place if kind == area.kind else "" for kind in kinds}


def counts(tx: Tx, wanted: Wanted, now: str, soon: str) -> list[Row]:
    """How many cases there are in each place and status: count, of them late (run out before `now`) and soon
    (before `soon`, the late ones among them), and how many are mine. The status of `wanted` does not count.
    """
    asked = {name: value for name, value in vars(wanted).items() if name != "status"}
    return tx.all(_COUNTS, **asked, now=now, soon=soon)


def chats_with(tx: Tx, case: int) -> Iterable[Row]:
    """Every chat that may see a case, the reporter's first: id, channel, address, role, at."""
    return tx.all(_CHATS, case=case)
