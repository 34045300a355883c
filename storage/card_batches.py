"""Sheets of cards that an officer asked for: like every record a list of events, its parts among them.

Events: asked (`Chosen`, how many cards, on which day), made (a part: its file on the shelf, how many cards,
the place of the last one), ended, failed, dropped (its files are gone from the shelf).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from rules.records import Event
from storage import events as happened
from storage import jobs
from storage.cards import BEGINNING, Chosen
from storage.statement import Statement, Tx
from storage.tables import events
from storage.vault import Vault

RECORD = "cards"
DOOR = "cards.batch"
NEWEST = 2**62
_LAST = Statement(
    select(func.max(events.c.record_id).label("last")).where(events.c.record == bindparam("of_record"))
)
_BEFORE = Statement(
    select(events.c.record_id)
    .distinct()
    .where(events.c.record == bindparam("of_record"), events.c.record_id < bindparam("before"))
    .order_by(events.c.record_id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Part:
    """One PDF: its name on the shelf, how many cards are on it, how large it is (bytes), after which place
    the next one goes on; whose cards they are.
    """

    file: str
    cards: int
    size: int
    last: tuple[str, int]
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Batch:
    """`count` cards were asked for at `at` (milliseconds), for the day `today` (ISO). `state`: making, ended,
    failed, dropped.
    """

    id: int
    chosen: Chosen
    count: int
    today: str
    at: int
    parts: tuple[Part, ...]
    state: str

    @property
    def made(self) -> int:
        """How many cards are on its parts."""
        return sum(part.cards for part in self.parts)

    @property
    def last(self) -> tuple[str, int]:
        """Where the next part goes on."""
        return self.parts[-1].last if self.parts else BEGINNING


def ask(tx: Tx, vault: Vault, chosen: Chosen, count: int, today: str, now: int) -> int:
    """A new batch, whose first part is made soon; its number."""
    tx.alone_at(vault.find(RECORD, DOOR))
    id = int(tx.must(_LAST, of_record=RECORD)["last"] or 0) + 1
    details = {**vars(chosen), "count": count, "today": today}
    happened.note(tx, vault, RECORD, id, Event("asked", now, "officer", details=details), None)
    print_next(tx, vault, id, 1, now)
    return id


def print_next(tx: Tx, vault: Vault, batch: int, part: int, now: int) -> None:
    """Have that part of a batch made; asked for twice it is one job."""
    jobs.add(tx, vault, "card_sheets", {"batch": batch}, now, f"cards:{batch}:{part}")


def made(tx: Tx, vault: Vault, before: Batch, part: Part, now: int) -> bool:
    """Note the next part of a batch; False where somebody else was faster with it."""
    if not _still(tx, vault, before):
        return False
    happened.note(tx, vault, RECORD, before.id, Event("made", now, "system", details=vars(part)), None)
    return True


def finish(tx: Tx, vault: Vault, before: Batch, state: str, now: int) -> bool:
    """Nothing more is made: ended or failed; or the files are dropped."""
    if not _still(tx, vault, before):
        return False
    happened.note(tx, vault, RECORD, before.id, Event(state, now, "system"), None)
    return True


def _still(tx: Tx, vault: Vault, before: Batch) -> bool:
    """Has nothing happened to it since, and will nothing until the commit?"""
    tx.alone_at(vault.find(f"{RECORD} {before.id}", DOOR))
    now = by_id(tx, vault, before.id)
    return now is not None and (now.state, len(now.parts)) == (before.state, len(before.parts))


def by_id(tx: Tx, vault: Vault, id: int) -> Batch | None:
    found = happened.of(tx, vault, RECORD, id)
    return _batch(id, found) if found else None


def newest(tx: Tx, vault: Vault, most: int, before: int = NEWEST) -> list[Batch]:
    """The newest batches with a number below `before`."""
    rows = tx.all(_BEFORE, of_record=RECORD, before=before, most=most)
    found = (by_id(tx, vault, int(row["record_id"])) for row in rows)
    return [batch for batch in found if batch]


def _batch(id: int, happened: Sequence[Event]) -> Batch:
    told = happened[0].details
    chosen = Chosen(told["programme"], told["village"], told["group"], told["since"])
    parts = tuple(_part(event) for event in happened if event.kind == "made")
    last = happened[-1].kind
    state = "making" if last in ("asked", "made") else last
    return Batch(id, chosen, told["count"], told["today"], happened[0].at, parts, state)


def _part(event: Event) -> Part:
    told = event.details
    people = tuple(told.get("people", ()))
    return Part(told["file"], told["cards"], told["size"], (told["last"][0], told["last"][1]), people)
