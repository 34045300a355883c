"""Wrong answers to "who are you", by what is tried and by who tries: some are free, then the wait grows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, case, delete, select, update

from storage.statement import Statement, Tx, adding
from storage.tables import tries

FREE = 5
FIRST_WAIT = 15 * 60 * 1000
LONGEST_WAIT = 24 * 3600 * 1000
FORGOTTEN_AFTER = 24 * 3600 * 1000

_FIND = Statement(select(tries).where(tries.c.subject == bindparam("of")).with_for_update())
_ADDED = adding(tries, "subject", "wrong", "locked_until", "at")
_LONG_AGO = and_(
    _ADDED.excluded.at - tries.c.at > FORGOTTEN_AFTER,
    _ADDED.excluded.at - tries.c.locked_until > FORGOTTEN_AFTER,
)
_COUNT = Statement(
    _ADDED.on_conflict_do_update(
        index_elements=["subject"],
        set_={"wrong": case((_LONG_AGO, 1), else_=tries.c.wrong + 1), "at": _ADDED.excluded.at},
    ).returning(tries.c.wrong)
)
_LOCK = Statement(
    update(tries).where(tries.c.subject == bindparam("of")).values(locked_until=bindparam("locked_until"))
)
_FORGIVE = Statement(
    update(tries)
    .where(tries.c.subject == bindparam("of"), tries.c.wrong > 0)
    .values(wrong=tries.c.wrong - 1, locked_until=0)
)
_CLEAR = Statement(delete(tries).where(tries.c.subject == bindparam("of")))
_FORGET = Statement(
    delete(tries).where(tries.c.at < bindparam("before"), tries.c.locked_until < bindparam("before"))
)


def locked_until(tx: Tx, subjects: Sequence[bytes], now: int) -> int | None:
    """Until when none of these may try again (milliseconds), or None."""
    rows = [tx.one(_FIND, of=subject) for subject in subjects]
    until = max((row["locked_until"] for row in rows if row), default=0)
    return until if until > now else None


def wrong(tx: Tx, subject: bytes, now: int, free: int = FREE) -> None:
    """Count a wrong try: the fifth locks for a quarter of an hour, each further one four times as long.

    `free`: which one locks, where many people share a subject (the address of an office).
    """
    count = tx.must(_COUNT, subject=subject, wrong=1, locked_until=0, at=now)["wrong"]
    tx.run(_LOCK, of=subject, locked_until=now + wait_after(count, free))


def wait_after(count: int, free: int = FREE) -> int:
    """Milliseconds to wait after that many wrong tries."""
    return 0 if count < free else int(min(FIRST_WAIT * 4 ** (count - free), LONGEST_WAIT))


def forgive(tx: Tx, subject: bytes) -> None:
    """The last try was right after all: tries are counted before they are looked at, so that none slips
    by.
    """
    tx.run(_FORGIVE, of=subject)


def clear(tx: Tx, subject: bytes) -> None:
    """Who could try again has shown who they are: all is forgiven."""
    tx.run(_CLEAR, of=subject)


def forget(tx: Tx, before: int) -> int:
    """Drop what is long over."""
    return tx.run(_FORGET, before=before)
