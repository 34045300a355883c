"""Wrong answers to "who are you", by what is tried and by who tries: some are free, then the wait grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, and_, bindparam, case, delete, select, update

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
_EACH = bindparam("each", type_=BigInteger)
_PASSED = case((_ADDED.excluded.at < tries.c.at, 0), else_=(_ADDED.excluded.at - tries.c.at) // _EACH)
_ALL_PASSED = tries.c.wrong <= _PASSED
_COUNT_FADING = Statement(  # `at` is from when the next one fades
    _ADDED.on_conflict_do_update(
        index_elements=["subject"],
        set_={
            "wrong": case((_ALL_PASSED, 0), else_=tries.c.wrong - _PASSED) + 1,
            "at": case((_ALL_PASSED, _ADDED.excluded.at), else_=tries.c.at + _PASSED * _EACH),
        },
    ).returning(tries.c.wrong)
)
_LOCK = Statement(
    update(tries).where(tries.c.subject == bindparam("of")).values(locked_until=bindparam("locked_until"))
)
_TIMES = bindparam("times", type_=BigInteger)
_FORGIVE = Statement(
    update(tries)
    .where(tries.c.subject == bindparam("of"), tries.c.wrong > 0)
    .values(wrong=case((tries.c.wrong > _TIMES, tries.c.wrong - _TIMES), else_=0), locked_until=0)
)
_CLEAR = Statement(delete(tries).where(tries.c.subject == bindparam("of")))
_FORGET = Statement(
    delete(tries).where(tries.c.at < bindparam("before"), tries.c.locked_until < bindparam("before"))
)


@dataclass(frozen=True)
class Patience:
    """Which wrong try locks, how long the longest wait is, and after how long (milliseconds) one wrong try
    fades; 0: all of them together, after a quiet day.
    """

    free: int = FREE
    longest: int = LONGEST_WAIT
    each: int = 0


ALONE = Patience()


def shared(free: int) -> Patience:
    """Where many people share a subject (the address of an office): it is never quiet for a day there, and
    nobody is to wait long for what others mistype. Whoever goes on guessing has four tries an hour.
    """
    return Patience(free, FIRST_WAIT, FIRST_WAIT)


def locked_until(tx: Tx, subjects: Sequence[bytes], now: int) -> int | None:
    """Until when none of these may try again (milliseconds), or None."""
    rows = [tx.one(_FIND, of=subject) for subject in subjects]
    until = max((row["locked_until"] for row in rows if row), default=0)
    return until if until > now else None


def wrong(tx: Tx, subject: bytes, now: int, patience: Patience = ALONE) -> None:
    """Count a wrong try: the fifth locks for a quarter of an hour, each further one four times as long."""
    new = {"subject": subject, "wrong": 1, "locked_until": 0, "at": now}
    row = tx.must(_COUNT_FADING, **new, each=patience.each) if patience.each else tx.must(_COUNT, **new)
    tx.run(_LOCK, of=subject, locked_until=now + wait_after(row["wrong"], patience))


def wait_after(count: int, patience: Patience = ALONE) -> int:
    """Milliseconds to wait after that many wrong tries."""
    over = count - patience.free
    return 0 if over < 0 else int(min(FIRST_WAIT * 4**over, patience.longest))


def forgive(tx: Tx, subject: bytes, times: int = 1) -> None:
    """The last try was right after all: tries are counted before they are looked at, so that none slips
    by. `times`: how many are taken back, where a right one makes wrong ones before it good too.
    """
    tx.run(_FORGIVE, of=subject, times=times)


def clear(tx: Tx, subject: bytes) -> None:
    """Who could try again has shown who they are: all is forgiven."""
    tx.run(_CLEAR, of=subject)


def forget(tx: Tx, before: int) -> int:
    """Drop what is long over."""
    return tx.run(_FORGET, before=before)
