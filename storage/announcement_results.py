"""What has come of an announcement: by the state of each message in the outbox, for each person and in all.

The outbox forgets its messages after a while; what is noted here stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, null, or_, select, update

from rules.announcements import ARRIVING, BY_OFFICER, PENDING, REPORTING, result_of
from storage.chats import CLOSED
from storage.statement import Row, Statement, Tx, among
from storage.tables import WAITING, announcement_people, announcements, chats, outbox, people
from storage.vault import Vault

PERSON = "people.details"
PART = 500  # messages looked at, or called back, in one transaction
_all = announcement_people
_OF = _all.c.announcement_id == bindparam("announcement")
_CHANGED = Statement(
    select(
        _all.c.person_id, _all.c.state, outbox.c.state.label("now"), outbox.c.problem, chats.c.blocked
    )
    .join(outbox, outbox.c.id == _all.c.outbox_id)
    .join(chats, chats.c.id == _all.c.chat_id)
    .where(
        _OF, _all.c.person_id > bindparam("after"), among(_all.c.state, PENDING),
        or_(~among(_all.c.state, ARRIVING), among(_all.c.channel, REPORTING)),
    )
    .order_by(_all.c.person_id)
    .limit(PART)
)  # fmt: skip
# Not where the message was taken out of the outbox since it was looked at: that has been settled.
_RAISE = Statement(
    update(_all)
    .where(
        _OF, _all.c.person_id == bindparam("person"), _all.c.outbox_id.is_not(None),
        among(_all.c.state, PENDING),
    )
    .values(state=bindparam("to"))
)  # fmt: skip
_CALLABLE = or_(outbox.c.state == "held", WAITING & (outbox.c.owner == 0))
_BACK = Statement(
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox.c.id).join(_all, _all.c.outbox_id == outbox.c.id).where(_OF, _CALLABLE).limit(PART)
        )
    )
    .values(state="failed", problem=BY_OFFICER)
)
_UNSENT = Statement(
    update(_all)
    .where(
        _OF,
        _all.c.outbox_id.in_(
            select(outbox.c.id).where(
                outbox.c.id == _all.c.outbox_id, outbox.c.state == "failed", outbox.c.problem == BY_OFFICER
            )
        ),
    )
    .values(state="waiting", outbox_id=null())
)  # fmt: skip
_MOVED = Statement(
    update(_all)
    .where(_all.c.outbox_id == bindparam("old"))
    .values(outbox_id=bindparam("message"), state="queued")
)
_LOOK = Statement(
    update(announcements)
    .where(
        announcements.c.id.in_(
            select(_all.c.announcement_id).where(_all.c.outbox_id == bindparam("message"))
        )
    )
    .values(look_at=0)
)  # fmt: skip
_TOTALS = Statement(select(_all.c.state, func.count().label("count")).where(_OF).group_by(_all.c.state))
_PAGE = (
    select(
        _all.c.person_id, _all.c.channel, _all.c.state, people.c.details, outbox.c.state.label("now"),
        outbox.c.problem, chats.c.blocked,
    )
    .join(people, people.c.id == _all.c.person_id)
    .outerjoin(outbox, outbox.c.id == _all.c.outbox_id)
    .outerjoin(chats, chats.c.id == _all.c.chat_id)
    .where(_OF)
    .limit(bindparam("most"))
    .offset(bindparam("start"))
)  # fmt: skip
_ROWS = Statement(_PAGE.order_by(_all.c.person_id))
_ROWS_OF = Statement(
    _PAGE.where(_all.c.state == bindparam("result")).order_by(_all.c.channel, _all.c.chat_id)
)


def changed_after(tx: Tx, announcement: int, person: int) -> tuple[int | None, dict[int, str]]:
    """What has come of some more messages, for people after this one: whom it ends with (None: nobody is
    left), and the new results by person.
    """
    rows = tx.all(_CHANGED, announcement=announcement, after=person)
    found = {row["person_id"]: _result(row) for row in rows if _result(row) != row["state"]}
    return (rows[-1]["person_id"] if rows else None), found


def raised(tx: Tx, announcement: int, results: Mapping[int, str]) -> None:
    """Note results by person."""
    for person, state in sorted(results.items()):
        tx.run(_RAISE, announcement=announcement, person=person, to=state)


def call_back(tx: Tx, announcement: int) -> int:
    """Take back what nobody is sending yet, some at a time: how many. It counts as not sent."""
    found = tx.run(_BACK, announcement=announcement)
    tx.run(_UNSENT, announcement=announcement)
    return found


def moved(tx: Tx, old: int, message: int) -> None:
    """The same message goes once more, under another number."""
    if tx.run(_MOVED, old=old, message=message):
        tx.run(_LOOK, message=message)


def totals(tx: Tx, announcement: int) -> dict[str, int]:
    """How many people by result."""
    return {row["state"]: row["count"] for row in tx.all(_TOTALS, announcement=announcement)}


def rows(tx: Tx, vault: Vault, announcement: int, result: str, start: int, most: int) -> Sequence[Row]:
    """Some people (of one result, if any is given): person, name, nik, channel, and the result by now."""
    part = {"announcement": announcement, "start": start, "most": most}
    found = tx.all(_ROWS_OF, **part, result=result) if result else tx.all(_ROWS, **part)
    return [_told(vault, row) for row in found]


def _told(vault: Vault, row: Row) -> Row:
    details = vault.open_json(row["details"], PERSON)
    now = _result(row) if row["now"] and row["state"] in PENDING else row["state"]
    return {"person": row["person_id"], "name": str(details.get("name", "")), "nik": str(details["nik"]),
            "channel": row["channel"], "result": now}  # fmt: skip


def _result(row: Row) -> str:
    return result_of(row["now"], row["problem"], row["blocked"] == CLOSED)
