"""Wrong answers to "who are you": five are free, then the wait grows. Counted by chat and by NIK."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from storage.statement import Statement, Tx, adding
from storage.tables import tries

FREE = 5
FIRST_WAIT = 15 * 60 * 1000
LONGEST_WAIT = 24 * 3600 * 1000
FORGOTTEN_AFTER = 24 * 3600 * 1000

_FIND = Statement(select(tries).where(tries.c.subject == bindparam("of")).with_for_update())
_SET = Statement(
    (added := adding(tries, "subject", "wrong", "locked_until", "at")).on_conflict_do_update(
        index_elements=["subject"],
        set_={name: added.excluded[name] for name in ("wrong", "locked_until", "at")},
    )
)
_FORGET = Statement(
    delete(tries).where(tries.c.at < bindparam("before"), tries.c.locked_until < bindparam("before"))
)


def locked_until(tx: Tx, subjects: Sequence[bytes], now: int) -> int | None:
    """Until when none of these may try again (milliseconds), or None."""
    rows = [tx.one(_FIND, of=subject) for subject in subjects]
    until = max((row["locked_until"] for row in rows if row), default=0)
    return until if until > now else None


def wrong(tx: Tx, subject: bytes, now: int) -> None:
    """Count a wrong try: the fifth locks for a quarter of an hour, each further one four times as long."""
    row = tx.one(_FIND, of=subject)
    fresh = row is None or now - max(row["at"], row["locked_until"]) > FORGOTTEN_AFTER
    count = 1 if row is None or fresh else row["wrong"] + 1
    tx.run(_SET, subject=subject, wrong=count, locked_until=now + wait_after(count), at=now)


def wait_after(count: int) -> int:
    """Milliseconds to wait after that many wrong tries."""
    return 0 if count < FREE else int(min(FIRST_WAIT * 4 ** (count - FREE), LONGEST_WAIT))


def forget(tx: Tx, before: int) -> int:
    """Drop what is long over."""
    return tx.run(_FORGET, before=before)
