"""Is the audit trail whole? Read from its beginning, some rows at a time, so that it may be of any length."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from storage import audit_seen
from storage.audit import BEGINNING, Head, after, hash_of, opened
from storage.audit_seen import Key, block_of, keys_of
from storage.database import Database
from storage.errors import StorageError
from storage.statement import Row, Tx
from storage.vault import Vault

EMPTY = Head(0, BEGINNING)
AT_ONCE = 250  # rows a transaction: 20 ms, other readers get in between
MOST = 100  # faults that are told; with so many nobody needs the rest


@dataclass(frozen=True)
class Fault:
    """What is wrong, from which row to which.

    altered: a row is not as it was written. missing: rows are gone. unlinked: a row does not follow the
    one before it (others stood here once). unfound: it is not found by every record that it tells of.
    cut_off: rows at the end are gone. other_head: the row that the head tells of is another. bad_head: the
    head itself was altered. no_head: there is none though there are rows.
    """

    kind: str
    first: int
    last: int


@dataclass
class Check:
    """What is known after so many rows."""

    vault: Vault
    expected: Head | None = None
    rows: int = 0
    last: Head = EMPTY
    faults: list[Fault] = field(default_factory=list)

    def read(self, row: Row, found: Mapping[int, set[Key]]) -> None:
        """One more row, in order; `found`: by what its block is found (audit_seen.py)."""
        seq = row["seq"]
        if seq != self.last.seq + 1:
            self._find("missing", self.last.seq + 1, seq - 1)
        elif row["previous"] != self.last.hash:
            self._find("unlinked", seq)
        if not self._genuine(row):
            self._find("altered", seq)
        elif not self._keys(row) <= found.get(block_of(seq), set()):
            self._find("unfound", seq)
        if self.expected and self.expected.seq == seq and self.expected.hash != row["hash"]:
            self._find("other_head", seq)
        self.rows += 1
        self.last = Head(seq, row["hash"])

    def ended(self) -> None:
        """There are no more rows."""
        if self.expected and self.expected.seq > self.last.seq:
            self._find("cut_off", self.last.seq + 1, self.expected.seq)

    def _genuine(self, row: Row) -> bool:
        try:
            return hmac.compare_digest(hash_of(self.vault, row), row["hash"])
        except StorageError:
            return False

    def _keys(self, row: Row) -> set[Key]:
        entry = opened(self.vault, row).entry
        return keys_of(entry.record, entry.id, entry.details)

    def _find(self, kind: str, first: int, last: int | None = None) -> None:
        if len(self.faults) < MOST:
            self.faults.append(Fault(kind, first, first if last is None else last))


async def check(
    database: Database, vault: Vault, read_head: Callable[[], Head | None], told: Callable[[int], None]
) -> Check:
    """Check the whole trail. `read_head` reads what is kept apart; `told` hears how many rows are done."""
    made = Check(vault)
    try:
        made.expected = read_head()  # before the rows: those noted meanwhile are newer, not missing
    except StorageError:
        made.faults.append(Fault("bad_head", 0, 0))
    while part := await database.read(lambda tx: _part(tx, made.last.seq)):
        rows, found = part
        for row in rows:
            made.read(row, found)
        told(made.rows)
    made.ended()
    if made.expected is None and made.rows and not made.faults:
        made.faults.append(Fault("no_head", 0, 0))
    return made


def _part(tx: Tx, seq: int) -> tuple[list[Row], dict[int, set[Key]]] | None:
    """The next rows, and by what they are found; None where there are no more."""
    rows = after(tx, seq, AT_ONCE)
    return (rows, audit_seen.between(tx, rows[0]["seq"], rows[-1]["seq"])) if rows else None
