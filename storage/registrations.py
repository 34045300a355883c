"""Registrations and their events: a record is what happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select, update

from rules.records import HOLDS_A_PLACE, Event, Registration, status_after
from storage import events, jobs
from storage.statement import Row, Statement, Tx, adding, among
from storage.tables import events as happened_to
from storage.tables import programmes, registrations
from storage.vault import Vault

RECORD = "registration"
PLACE = "registrations.details"
FIELDS = (
    "number", "programme", "person_id", "category", "village", "status", "details", "created_at", "group_id",
    "unit",
)  # fmt: skip
_ADD = Statement(adding(registrations, *FIELDS).returning(registrations.c.id))
_NUMBER = Statement(
    update(registrations)
    .where(registrations.c.id == bindparam("row"))
    .values(number=bindparam("number"), listed=bindparam("listed"))
)
_CHANGE = Statement(
    update(registrations)
    .where(registrations.c.id == bindparam("row"))
    .values(
        {
            name: bindparam(name)
            for name in ("category", "village", "status", "listed", "details", "group_id", "unit", "agreed")
        }
    )
)
_TELL = Statement(
    update(registrations).where(registrations.c.id == bindparam("row")).values(details=bindparam("details"))
)
_MOVE = Statement(
    update(registrations)
    .where(registrations.c.id == bindparam("row"))
    .values(category=bindparam("category"), village=bindparam("village"))
)
_NOW = Statement(
    select(registrations.c.status).where(registrations.c.id == bindparam("row")).with_for_update()
)
_STATUS = Statement(
    update(registrations).where(registrations.c.id == bindparam("row")).values(status=bindparam("status"))
)
_OF_PERSON = Statement(
    select(registrations).where(registrations.c.person_id == bindparam("person")).order_by(registrations.c.id)
)
_ONE = Statement(select(registrations).where(registrations.c.id == bindparam("row")))
_NUMBERED = Statement(select(registrations).where(registrations.c.number == bindparam("number")))
_BRIEF = Statement(
    select(
        registrations.c.id, registrations.c.number, registrations.c.programme, registrations.c.person_id,
        registrations.c.category, registrations.c.village, registrations.c.status,
    ).where(registrations.c.id == bindparam("row"))
)  # fmt: skip
_LOCK = Statement(select(programmes.c.code).where(programmes.c.code == bindparam("code")).with_for_update())
_TAKEN = select(func.count().label("count")).where(
    registrations.c.programme == bindparam("programme"), among(registrations.c.status, HOLDS_A_PLACE)
)
_TAKEN_ALL = Statement(_TAKEN)
_TAKEN_CATEGORY = Statement(_TAKEN.where(registrations.c.category == bindparam("category")))
_TAKEN_VILLAGE = Statement(_TAKEN.where(registrations.c.village == bindparam("village")))
_own = registrations.alias("own")
_AHEAD = Statement(
    select(func.count().label("count"))
    .select_from(registrations)
    .join(_own, _own.c.programme == registrations.c.programme)
    .where(
        _own.c.id == bindparam("row"),
        registrations.c.status == "waiting_list",
        registrations.c.listed <= _own.c.listed,
    )
)
_MADE_FROM = Statement(
    select(happened_to.c.id)
    .join(registrations, registrations.c.id == happened_to.c.record_id)
    .where(
        happened_to.c.record == RECORD,
        happened_to.c.chat_id == bindparam("chat"),
        registrations.c.person_id == bindparam("person"),
    )
    .limit(1)
)


def of_person(tx: Tx, vault: Vault, person: int) -> list[Registration]:
    """Every registration of a person with its events, oldest first."""
    return [_registration(tx, vault, row) for row in tx.all(_OF_PERSON, person=person)]


def by_id(tx: Tx, vault: Vault, registration: int) -> Registration | None:
    row = tx.one(_ONE, row=registration)
    return _registration(tx, vault, row) if row else None


def numbered(tx: Tx, vault: Vault, number: str) -> Registration | None:
    """The registration with that number ("BJM-000123")."""
    row = tx.one(_NUMBERED, number=number)
    return _registration(tx, vault, row) if row else None


def brief(tx: Tx, registration: int) -> Registration:
    """A registration that exists, without its details and events: for work on many."""
    row = tx.must(_BRIEF, row=registration)
    return Registration(row["id"], row["number"], row["programme"], row["person_id"], row["category"],
                        row["village"], row["status"], {}, 0)  # fmt: skip


def lock(tx: Tx, programme: str) -> None:
    """Nobody else takes a place in the programme until the commit."""
    tx.one(_LOCK, code=programme)


def taken(tx: Tx, programme: str, category: str | None = None, village: str | None = None) -> int:
    """Places taken in a programme, or in one of its categories or villages."""
    if category is not None:
        return int(tx.must(_TAKEN_CATEGORY, programme=programme, category=category)["count"])
    if village is not None:
        return int(tx.must(_TAKEN_VILLAGE, programme=programme, village=village)["count"])
    return int(tx.must(_TAKEN_ALL, programme=programme)["count"])


def add(
    tx: Tx, vault: Vault, wish: Registration, prefix: str, event: Event, chat: int | None
) -> Registration:
    """Store a new registration with its first event; the answer has its number ("BJM-000123")."""
    status = status_after("", event.kind)
    provisional = f"?{wish.programme}:{wish.person}"
    row = tx.must(_ADD, **_columns(wish, vault, status), number=provisional, person_id=wish.person,
                  programme=wish.programme, created_at=event.at)  # fmt: skip
    number = f"{prefix}-{row['id']:06}"
    tx.run(
        _NUMBER, row=row["id"], number=number, listed=events.note(tx, vault, RECORD, row["id"], event, chat)
    )
    return replace(wish, id=row["id"], number=number, status=status, created_at=event.at, events=(event,))


def again(
    tx: Tx, vault: Vault, known: Registration, wish: Registration, event: Event, chat: int | None
) -> Registration:
    """Take up a withdrawn or rejected registration: the same number, a new event, last on a waiting list."""
    status = status_after(status_now(tx, known), event.kind)
    listed = events.note(tx, vault, RECORD, known.id, event, chat)
    tx.run(_CHANGE, row=known.id, listed=listed, agreed=None, **_columns(wish, vault, status))
    return replace(
        wish, id=known.id, number=known.number, status=status, created_at=known.created_at,
        events=(*known.events, event),
    )  # fmt: skip


def happen(tx: Tx, vault: Vault, known: Registration, event: Event, chat: int | None) -> str:
    """Something happens to a registration; its new status. Raises NotAllowed."""
    before = status_now(tx, known)
    status = status_after(before, event.kind)
    tx.run(_STATUS, row=known.id, status=status)
    events.note(tx, vault, RECORD, known.id, event, chat)
    if before in HOLDS_A_PLACE and status not in HOLDS_A_PLACE:
        place_free(tx, vault, known, event.at, chat)
    return status


def tell(
    tx: Tx, vault: Vault, known: Registration, changes: Mapping[str, Any], *, new: bool = False
) -> None:  # fmt: skip
    """What it told is corrected; what it has not told stays with the person, where it is not `new` here."""
    told = {name: value for name, value in changes.items() if new or name in known.details}
    if told:
        tx.run(_TELL, row=known.id, details=vault.seal_json({**known.details, **told}, PLACE))


def move(tx: Tx, known: Registration, category: str, village: str | None) -> None:
    """Another kind of work or village. Who counts the places has locked the programme."""
    tx.run(_MOVE, row=known.id, category=category, village=village)


def place_free(tx: Tx, vault: Vault, known: Registration, at: int, chat: int | None) -> None:
    """Whoever waits moves up soon (bot/places.py): once for all who leave their place in one act."""
    key = f"places:{known.programme}:{at}:{chat}"
    jobs.add(tx, vault, "fill_places", {"programme": known.programme}, at, key)


def status_now(tx: Tx, known: Registration) -> str:
    """What another chat or an officer may have made of it meanwhile; it stays so until the commit."""
    return str(tx.must(_NOW, row=known.id)["status"])


def made_from(tx: Tx, chat: int, person: int) -> bool:
    """Did something happen to a registration of the person from this chat?"""
    return tx.one(_MADE_FROM, chat=chat, person=person) is not None


def place_on_list(tx: Tx, known: Registration) -> int:
    """The place of a registration on its programme's waiting list, from 1."""
    return int(tx.must(_AHEAD, row=known.id)["count"])


def _columns(wish: Registration, vault: Vault, status: str) -> Mapping[str, Any]:
    sealed = vault.seal_json(dict(wish.details), PLACE)
    return {
        "category": wish.category, "village": wish.village, "status": status, "details": sealed,
        "group_id": wish.group, "unit": wish.unit,
    }  # fmt: skip


def _registration(tx: Tx, vault: Vault, row: Row) -> Registration:
    happened = events.of(tx, vault, RECORD, row["id"])
    details = vault.open_json(row["details"], PLACE)
    return Registration(row["id"], row["number"], row["programme"], row["person_id"], row["category"],
                        row["village"], row["status"], details, row["created_at"], happened,
                        row["group_id"], row["unit"], row["agreed"])  # fmt: skip
