"""Notes in the audit trail where no visit is: of who is not logged in yet, and of what was refused."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from console.asked import Asked
from console.house import House
from rules.officers import Spot
from storage import audit, officer_sessions
from storage.audit import Entry, Head
from storage.audit_seen import Seen
from storage.statement import Tx

log = logging.getLogger(__name__)


def noted(
    tx: Tx, house: House, officer: int | None, act: str, record: str = "", id: object = "",
    spot: Spot | None = None, seen: Seen | None = None, **details: Any,
) -> Head:  # fmt: skip
    """Add a row in this transaction, as `Visit.noted`; the newest row as it is then, for `kept`."""
    where, told = spot.written if spot else "", audit.told(details, seen)
    return audit.note(tx, house.vault, Entry(house.clock(), officer, act, record, str(id), where, told))


async def kept(house: House, head: Head | None) -> None:
    """Keep the newest row beside the database too, once it is stored; the page does not fail for it."""
    if head is None:
        return
    try:
        await asyncio.to_thread(house.head.write, head)
    except OSError as error:
        log.error("the head of the audit trail could not be kept: %s", error.strerror)


async def refused(house: House, asked: Asked, why: str, record: str, id: str, spot: Spot) -> None:
    """Note what was refused to the officer whose cookie came; of strangers nothing is noted."""

    def work(tx: Tx) -> Head | None:
        session = officer_sessions.find(tx, house.vault, asked.token, house.clock())
        if session is None:
            return None
        details: dict[str, Any] = {"why": why, "method": asked.method, "path": asked.path[:200]}
        return noted(tx, house, session.officer, "refused", record, id, spot, **details)

    await kept(house, await house.database.run(work))
