"""Groups and the chats that coordinate them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from rules.groups import MOVES, Coordinator, Group
from rules.records import Event, status_after
from storage import events
from storage.statement import Row, Statement, Tx, adding
from storage.tables import group_chats, groups
from storage.vault import Vault

RECORD = "group"
PLACE = "group_chats.details"
TOLD = ("name", "phone", "position")
FIELDS = ("programme", "kind", "place", "name", "quota", "starts", "ends", "payer", "category")
_ADD = Statement(adding(groups, *FIELDS, "status", "created_at").returning(groups.c.id))
_STATUS = Statement(update(groups).where(groups.c.id == bindparam("of")).values(status=bindparam("status")))
_SET = Statement(
    update(groups)
    .where(groups.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("quota", "starts", "ends", "payer", "category", "name")})
)
_BY_ID = select(groups).where(groups.c.id == bindparam("of"))
_ONE = Statement(_BY_ID)
_LOCK = Statement(_BY_ID.with_for_update())
_ALL = Statement(select(groups).order_by(groups.c.programme, groups.c.name, groups.c.id))
_SAME = Statement(
    select(groups)
    .where(
        groups.c.programme == bindparam("programme"),
        groups.c.kind == bindparam("kind"),
        groups.c.place == bindparam("place"),
        groups.c.status == "open",
    )
    .order_by(groups.c.id.desc())
)
_OF_CHAT = Statement(
    select(groups)
    .join(group_chats, group_chats.c.group_id == groups.c.id)
    .where(
        group_chats.c.chat_id == bindparam("chat"), group_chats.c.until.is_(None), groups.c.status == "open"
    )
    .order_by(group_chats.c.since, groups.c.id)
)
_LET_IN = Statement(adding(group_chats, "chat_id", "group_id", "details", "since"))
_ACTIVE = (
    select(group_chats)
    .where(group_chats.c.group_id == bindparam("group"), group_chats.c.until.is_(None))
    .order_by(group_chats.c.id)
)
_COORDINATORS = Statement(_ACTIVE)
_END = Statement(
    update(group_chats)
    .where(group_chats.c.group_id == bindparam("group"), group_chats.c.until.is_(None))
    .values(until=bindparam("until"))
)


def add(tx: Tx, vault: Vault, wanted: Group, event: Event, chat: int | None) -> Group:
    """Open a group."""
    status = status_after("", event.kind, MOVES)
    row = tx.must(_ADD, **_columns(wanted), status=status, created_at=event.at)
    events.note(tx, vault, RECORD, row["id"], event, chat)
    return replace(wanted, id=row["id"], status=status)


def change(tx: Tx, known: Group, wanted: Group) -> Group:
    """Another quota, period, payer or kind of work."""
    values = {name: value for name, value in _columns(wanted).items() if name not in SAME}
    tx.run(_SET, of=known.id, **values)
    return replace(wanted, id=known.id, status=known.status)


SAME = ("programme", "kind", "place")  # what makes a group that group


def happen(tx: Tx, vault: Vault, known: Group, event: Event, chat: int | None) -> Group:
    """Something happens to a group. Raises NotAllowed."""
    row = tx.must(_LOCK, of=known.id)
    status = status_after(row["status"], event.kind, MOVES)
    if status != row["status"]:
        tx.run(_STATUS, of=known.id, status=status)
    events.note(tx, vault, RECORD, known.id, event, chat)
    return replace(known, status=status)


def by_id(tx: Tx, group: int) -> Group | None:
    row = tx.one(_ONE, of=group)
    return _group(row) if row else None


def same(tx: Tx, wanted: Group) -> Group | None:
    """The open group of that programme and place."""
    tx.alone_at(f"grp:{wanted.programme}:{wanted.place}".encode())
    row = tx.one(_SAME, programme=wanted.programme, kind=wanted.kind, place=wanted.place)
    return _group(row) if row else None


def everyone(tx: Tx) -> list[Group]:
    """All groups, by programme and name."""
    return [_group(row) for row in tx.all(_ALL)]


def of_chat(tx: Tx, chat: int) -> list[Group]:
    """The open groups that a chat coordinates now, in the order it accepted them."""
    return [_group(row) for row in tx.all(_OF_CHAT, chat=chat)]


def let_in(tx: Tx, vault: Vault, group: int, chat: int, told: Mapping[str, str], now: int) -> None:
    """A chat coordinates the group from now on, and no other one."""
    tx.run(_END, group=group, until=now)
    tx.run(_LET_IN, group_id=group, chat_id=chat, details=vault.seal_json(dict(told), PLACE), since=now)


def shut_out(tx: Tx, group: int, now: int) -> bool:
    """Nobody coordinates the group any more; False where nobody did."""
    return tx.run(_END, group=group, until=now) > 0


def coordinator(tx: Tx, vault: Vault, group: int) -> Coordinator | None:
    """Who coordinates the group now."""
    row = tx.one(_COORDINATORS, group=group)
    return _coordinator(vault, row) if row else None


def _columns(group: Group) -> dict[str, Any]:
    values = {name: getattr(group, name) for name in FIELDS}
    return {**values, "starts": group.starts.isoformat(), "ends": group.ends.isoformat()}


def _group(row: Row) -> Group:
    days = {name: date.fromisoformat(row[name]) for name in ("starts", "ends")}
    return Group(row["id"], **{**{name: row[name] for name in FIELDS}, **days}, status=row["status"])


def _coordinator(vault: Vault, row: Row) -> Coordinator:
    told = vault.open_json(row["details"], PLACE)
    name, phone, position = (str(told.get(field, "")) for field in TOLD)
    return Coordinator(row["id"], row["chat_id"], row["group_id"], name, phone, position, row["since"])
