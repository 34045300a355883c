"""Finds who may be the same under another NIK: by name and birth date, or by place and day of the NIK.

A name counts as it is written and, part by part, as it sounds (rules/names.py). Whoever was stored by a
release with other hashes than these gets them from `catch_up`: everybody who has them has that of `SCHEME`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from bot.conversation.reading.plain import plain
from rules.names import compare, telling
from rules.records import Person
from storage.statement import Row, Statement, Tx, adding
from storage.tables import likenesses, people
from storage.vault import Vault

PLACE = "people.details"
STEM = 12  # digits of a NIK that tell where and on which day: neighbours differ in the last four
SCHEME = "2"  # another one, where other hashes are kept
AT_ONCE = 100  # people of one transaction of `catch_up`
MOST = 500  # people who share one hash and are looked at: a common birthday brings many
BEST = 100  # of those who may be the same
_ADD = Statement(adding(likenesses, "hash", "person_id").on_conflict_do_nothing())
_LIKE = Statement(
    select(people)
    .join(likenesses, likenesses.c.person_id == people.c.id)
    .where(likenesses.c.hash == bindparam("like"))
    .order_by(people.c.id)
    .limit(MOST)
)
_UNLIKENED = Statement(
    select(people)
    .outerjoin(
        likenesses, (likenesses.c.person_id == people.c.id) & (likenesses.c.hash == bindparam("scheme"))
    )
    .where(likenesses.c.person_id.is_(None))
    .limit(AT_ONCE)
)


def add(tx: Tx, vault: Vault, person: int, details: Mapping[str, Any]) -> None:
    """Let a person be found by what the details tell."""
    for like in kept(vault, details):
        tx.run(_ADD, hash=like, person_id=person)


def like(tx: Tx, vault: Vault, details: Mapping[str, Any]) -> Sequence[Person]:
    """Everybody who shares name and birth date, or the first twelve digits of the NIK; the same NIK too."""
    return _sharing(tx, vault, _exact(vault, details))


def alike(tx: Tx, vault: Vault, person: Person, apart: Collection[int]) -> Sequence[Person]:
    """Who may be the same person, the likest first: somebody with a name that may be the same (`compare`),
    and the birth date or the NIK's first digits in common; without those who were told `apart`.
    """
    found = _sharing(tx, vault, hashes(vault, person.details), {person.id, *apart})
    compared = [(compare(person.name, one.name), one) for one in found]
    likest = [(-like.score, one.id, one) for like, one in compared if like.decision != "different"]
    return [one for _, _, one in sorted(likest, key=lambda each: each[:2])][:BEST]


def _sharing(tx: Tx, vault: Vault, some: Iterable[bytes], without: Collection[int] = ()) -> list[Person]:
    found = {row["id"]: row for one in some for row in tx.all(_LIKE, like=one)}
    return [_person(vault, row) for id, row in found.items() if id not in without]


def catch_up(tx: Tx, vault: Vault) -> int:
    """Add some people whom a release with other hashes, or with none, has stored; how many."""
    rows = tx.all(_UNLIKENED, scheme=_scheme(vault))
    for row in rows:
        add(tx, vault, row["id"], vault.open_json(row["details"], PLACE))
    return len(rows)


def kept(vault: Vault, details: Mapping[str, Any]) -> list[bytes]:
    """What is stored with a person: all that can be compared, and that it is all."""
    return [*hashes(vault, details), _scheme(vault)]


def hashes(vault: Vault, details: Mapping[str, Any]) -> list[bytes]:
    """The keyed hashes of what can be compared: with those of the name as it sounds."""
    found, born = _exact(vault, details), details.get("birth_date")
    if details.get("name") and born:
        parts = sorted(telling(str(details["name"])))
        found += [vault.find(f"{part}|{born}", "like.part") for part in parts]
    return found


def _scheme(vault: Vault) -> bytes:
    return vault.find(SCHEME, "like.scheme")


def _exact(vault: Vault, details: Mapping[str, Any]) -> list[bytes]:
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
