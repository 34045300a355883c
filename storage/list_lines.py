"""What became of each line of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from rules.lines import Line
from storage.likenesses import folded
from storage.statement import Row, Statement, Tx, adding
from storage.tables import list_lines, unsettled
from storage.vault import Vault

PLACE = "list_lines.details"
KEPT = ("person", "typed", "told", "settled", "sheet")
_ADD = Statement(
    adding(
        list_lines, "list_id", "group_id", "number", "row", "status", "reasons", "nik_hash", "like_hash",
        "details", "registration_id", "read_hash",
    ).returning(list_lines.c.id)
)  # fmt: skip
_CHANGE = Statement(
    update(list_lines)
    .where(list_lines.c.id == bindparam("of"))
    .values(
        {
            name: bindparam(name)
            for name in ("status", "reasons", "nik_hash", "like_hash", "details", "registration_id")
        }
    )
)
_OLDER = Statement(
    select(list_lines)
    .where(
        list_lines.c.group_id == bindparam("group"),
        unsettled(list_lines),
        list_lines.c.list_id < bindparam("list"),
        or_(list_lines.c.like_hash == bindparam("like"), list_lines.c.nik_hash == bindparam("nik")),
    )
    .order_by(list_lines.c.id)
)
_ANY_OLDER = Statement(
    select(list_lines.c.id)
    .where(
        list_lines.c.group_id == bindparam("group"),
        unsettled(list_lines),
        list_lines.c.list_id < bindparam("list"),
    )
    .limit(1)
)
_NUMBERED = Statement(
    select(list_lines).where(
        list_lines.c.list_id == bindparam("list"), list_lines.c.number == bindparam("number")
    )
)
_RENEW = Statement(
    update(list_lines)
    .where(list_lines.c.id == bindparam("of"))
    .values(status="renewed", renewed_by=bindparam("by"))
)
_READ = (list_lines.c.group_id == bindparam("group"), list_lines.c.read_hash == bindparam("read"),
         list_lines.c.read_hash.is_not(None))  # fmt: skip
_SO_OFTEN = Statement(
    select(func.count().label("count")).where(*_READ, list_lines.c.list_id == bindparam("list"))
)
_READ_BEFORE = Statement(
    select(list_lines)
    .where(
        *_READ,
        list_lines.c.list_id
        == select(func.max(list_lines.c.list_id))
        .where(*_READ, list_lines.c.list_id < bindparam("list"))
        .scalar_subquery(),
    )
    .order_by(list_lines.c.number)
)
_READ_WAITS = Statement(
    select(list_lines).where(*_READ, unsettled(list_lines), list_lines.c.list_id < bindparam("list"))
)
_COUNT = Statement(
    select(func.count().label("count"))
    .select_from(list_lines)
    .where(list_lines.c.list_id == bindparam("list"), list_lines.c.status == bindparam("status"))
)
_LINE = Statement(select(list_lines).where(list_lines.c.id == bindparam("of")).with_for_update())


def add(tx: Tx, vault: Vault, group: int, line: Line, read: bytes | None = None) -> Line:
    """Store what became of a line; what was told in it only while somebody has to look at it. `read`: by what
    it is known again (bot/groups/again.py).
    """
    row = tx.must(_ADD, list_id=line.list, group_id=group, number=line.number, row=line.row, read_hash=read,
                  **_columns(vault, line))  # fmt: skip
    return replace(line, id=row["id"])


def change(tx: Tx, vault: Vault, line: Line) -> None:
    tx.run(_CHANGE, of=line.id, **_columns(vault, line))


def renew(tx: Tx, old: Line, list: int) -> None:
    """A newer list has the line. What was told in it is kept, as that list may be taken back."""
    tx.run(_RENEW, of=old.id, by=list)


def by_id(tx: Tx, vault: Vault, id: int) -> Line | None:
    """One line, locked until the commit."""
    row = tx.one(_LINE, of=id)
    return line_of(vault, row) if row else None


def any_older(tx: Tx, group: int, than: int) -> bool:
    """Does a line of an earlier list wait?"""
    return tx.one(_ANY_OLDER, group=group, list=than) is not None


def older(tx: Tx, vault: Vault, group: int, line: Line) -> list[Line]:
    """The lines of earlier lists that wait, with the same name or the same NIK."""
    hashes = _hashes(vault, line)
    rows = tx.all(_OLDER, group=group, list=line.list, like=hashes["like_hash"], nik=hashes["nik_hash"])
    return [line_of(vault, row) for row in rows]


def read_before(tx: Tx, vault: Vault, group: int, list: int, read: bytes) -> Line | None:
    """The line of an earlier list in which the same was read, of the newest that has it. Where a list has it
    several times, the second of one list stands for the second of the other.
    """
    rows = tx.all(_READ_BEFORE, group=group, read=read, list=list)
    nth = int(tx.must(_SO_OFTEN, group=group, read=read, list=list)["count"]) if rows else 0
    return line_of(vault, rows[nth]) if nth < len(rows) else None


def same_read(tx: Tx, vault: Vault, group: int, list: int, read: bytes) -> Sequence[Line]:
    """The lines of earlier lists that wait, and in which the same was read."""
    return [line_of(vault, row) for row in tx.all(_READ_WAITS, group=group, read=read, list=list)]


def numbered(tx: Tx, vault: Vault, list: int, number: int) -> Line | None:
    """The line of a list with that number."""
    row = tx.one(_NUMBERED, list=list, number=number)
    return line_of(vault, row) if row else None


def count(tx: Tx, list: int, status: str) -> int:
    """How many lines of a list have become that."""
    return int(tx.must(_COUNT, list=list, status=status)["count"])


def _columns(vault: Vault, line: Line) -> dict[str, Any]:
    told = {"status": line.status, "reasons": ",".join(line.reasons), "registration_id": line.registration}
    return {**told, **_hashes(vault, line), "details": _sealed(vault, line)}


def _hashes(vault: Vault, line: Line) -> dict[str, bytes | None]:
    nik, name = line.person.get("nik"), folded(line.name)
    return {
        "nik_hash": vault.find(str(nik), "nik") if nik else None,
        "like_hash": vault.find(name, "like.line") if name else None,
    }


def _sealed(vault: Vault, line: Line) -> bytes | None:
    """All of it while it waits; afterwards only what a sentence about it mentions."""
    if line.status in ("waiting", "asked"):
        kept: dict[str, Any] = {name: _plain(getattr(line, name)) for name in KEPT}
    else:
        named = {"typed": {"name": line.name}} if line.status == "changed" else {}
        kept = {"told": dict(line.told), **named} if line.told or named else {}
    return vault.seal_json(kept, PLACE) if kept else None


def _plain(value: Any) -> Any:
    return (
        sorted(value)
        if isinstance(value, frozenset)
        else dict(value)
        if isinstance(value, Mapping)
        else value
    )


def line_of(vault: Vault, row: Row) -> Line:
    kept = vault.open_json(row["details"], PLACE) if row["details"] else {}
    return Line(row["id"], row["list_id"], row["number"], str(kept.get("sheet", "")), row["row"],
                row["status"], codes(row["reasons"]), kept.get("person", {}), kept.get("typed", {}),
                kept.get("told", {}), frozenset(kept.get("settled", ())),
                row["registration_id"])  # fmt: skip


def codes(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(",")) if joined else ()
