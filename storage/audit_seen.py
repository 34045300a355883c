"""By what the audit trail is searched: of which records its rows tell, and whose data stood on which page.

What was seen stands in the details of its row, as numbers: {"registration": "12-15,18"}. The table here only
leads there: a row for each record and block of the trail, however often it was seen in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from storage.officer_tables import audit_seen
from storage.statement import Statement, Tx

SEEN = "seen"  # its name among the details
BLOCK = 250  # rows of the trail that are looked through for one that is searched for
MANY = 50  # as many as a page shows: one statement
Key = tuple[str, str]  # a record and its id, as they stand in the trail
Seen = Mapping[str, Iterable[int]]  # whose data: the numbers of records of each kind


def _adding(many: int) -> Statement:
    rows: list[dict[str, BindParameter[Any]]] = [
        {"block": bindparam("block"), "record": bindparam("record"), "record_id": bindparam(f"id_{place}")}
        for place in range(many)
    ]
    return Statement(insert(audit_seen).values(rows).on_conflict_do_nothing())


_ADD, _ADD_MANY = _adding(1), _adding(MANY)
_BLOCKS = Statement(
    select(audit_seen.c.block)
    .where(
        audit_seen.c.record == bindparam("record"), audit_seen.c.record_id == bindparam("id"),
        audit_seen.c.block <= bindparam("last"),
    )
    .order_by(audit_seen.c.block.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_BETWEEN = Statement(
    select(audit_seen).where(
        audit_seen.c.block >= bindparam("first"), audit_seen.c.block <= bindparam("last")
    )
)


def block_of(seq: int) -> int:
    return (seq - 1) // BLOCK


def written(seen: Seen) -> dict[str, str]:
    """As it stands in the details; kinds of which there is nothing are left out."""
    told = {kind: ",".join(_spans(sorted(set(numbers)))) for kind, numbers in seen.items()}
    return {kind: text for kind, text in told.items() if text}


def _spans(numbers: Sequence[int]) -> Iterator[str]:
    """1, 2, 3, 7: "1-3", "7"."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield str(number) if number == numbers[first] else f"{numbers[first]}-{number}"
            first = place + 1


def keys_of(record: str, id: str, details: Mapping[str, Any]) -> set[Key]:
    """All that a row of the trail tells of."""
    own = {(record, id)} if record and id else set()
    return own | {(kind, number) for kind, text in details.get(SEEN, {}).items() for number in _numbers(text)}


def _numbers(text: str) -> Iterator[str]:
    for span in text.split(","):
        first, _, last = span.partition("-")
        yield from (str(number) for number in range(int(first), int(last or first) + 1))


def add(tx: Tx, seq: int, keys: Iterable[Key]) -> None:
    """Let a row be found by them."""
    by_record: dict[str, list[str]] = {}
    for record, id in sorted(keys):
        by_record.setdefault(record, []).append(id)
    for record, ids in by_record.items():
        whole = len(ids) - len(ids) % MANY
        for start in range(0, whole, MANY):
            some = {f"id_{place}": id for place, id in enumerate(ids[start : start + MANY])}
            tx.run(_ADD_MANY, block=block_of(seq), record=record, **some)
        for id in ids[whole:]:
            tx.run(_ADD, block=block_of(seq), record=record, id_0=id)


def blocks(tx: Tx, keys: Iterable[Key], before: int, most: int) -> list[int]:
    """In which blocks rows before that one tell of any of them, the newest first."""
    last = block_of(before)
    found = {
        row["block"]
        for record, id in keys
        for row in tx.all(_BLOCKS, record=record, id=id, last=last, most=most)
    }
    return list(islice(sorted(found, reverse=True), most))


def between(tx: Tx, first: int, last: int) -> dict[int, set[Key]]:
    """What is found in the blocks of the rows from one to another: what a check compares."""
    found: dict[int, set[Key]] = {}
    for row in tx.all(_BETWEEN, first=block_of(first), last=block_of(last)):
        found.setdefault(row["block"], set()).add((row["record"], row["record_id"]))
    return found
