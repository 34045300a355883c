"""Finds who may be the same under another NIK: by name and birth date, or by place and day of the NIK."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from bot.conversation.reading.plain import plain
from rules.records import Person
from storage.statement import Row, Statement, Tx, adding
from storage.tables import likenesses, people
from storage.vault import Vault

PLACE = "people.details"
STEM = 12  # digits of a NIK that tell where and on which day: neighbours differ in the last four
AT_ONCE = 500
_ADD = Statement(adding(likenesses, "hash", "person_id").on_conflict_do_nothing())
_LIKE = Statement(
    select(people)
    .join(likenesses, likenesses.c.person_id == people.c.id)
    .where(likenesses.c.hash == bindparam("like"))
    .order_by(people.c.id)
    .limit(50)
)
_UNLIKENED = Statement(
    select(people)
    .outerjoin(likenesses, likenesses.c.person_id == people.c.id)
    .where(likenesses.c.person_id.is_(None))
    .limit(AT_ONCE)
)


def add(tx: Tx, vault: Vault, person: int, details: Mapping[str, Any]) -> None:
    """Let a person be found by what the details tell."""
    for like in hashes(vault, details):
        tx.run(_ADD, hash=like, person_id=person)


def like(tx: Tx, vault: Vault, details: Mapping[str, Any]) -> Sequence[Person]:
    """Everybody who shares name and birth date, or the first twelve digits of the NIK; the same NIK too."""
    found = {row["id"]: row for one in hashes(vault, details) for row in tx.all(_LIKE, like=one)}
    return [_person(vault, row) for row in found.values()]


def catch_up(tx: Tx, vault: Vault) -> int:
    """Add some people whom a release without likenesses has stored; how many."""
    rows = tx.all(_UNLIKENED)
    for row in rows:
        add(tx, vault, row["id"], vault.open_json(row["details"], PLACE))
    return len(rows)


def hashes(vault: Vault, details: Mapping[str, Any]) -> list[bytes]:
    """The keyed hashes of what can be compared."""
    found = [vault.find(str(details["nik"])[:STEM], "like.stem")]
    if details.get("name") and details.get("birth_date"):
        found.append(vault.find(f"{folded(details['name'])}|{details['birth_date']}", "like.name"))
    return found


def folded(name: str) -> str:
    """A name for comparing: "I Wayan Sudarma" and "I WAYAN  SUDARMA" are one."""
    seen = name if name.isascii() else plain(name)
    return "".join(letter for letter in seen.upper() if letter.isalpha())


def _person(vault: Vault, row: Row) -> Person:
    return Person(row["id"], vault.open_json(row["details"], PLACE))
