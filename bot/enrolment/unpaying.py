"""A payment of a whole list is taken back: asked for here, with its event, and done by a job.

Some people to a transaction; whoever is killed over it goes on with those who are still paid for by it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.enrolment.reckoned import set_costs_anew
from bot.enrolment.taking_back import Mistake, take_back
from bot.enrolment.taking_in import PART, till
from bot.enrolment.till import DOOR, Till
from bot.enrolment.whole import UNPAY, unpay_key
from rules.enrolment import ON, Enrolment
from rules.records import Event
from storage import enrolment, enrolment_receipts, jobs, registrations
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE = 25  # people in one transaction


def unpay_all(here: Till, one: Enrolment, mistake: Mistake) -> None:
    """Have a payment taken back by a job. Raises NotAllowed where the list is not sent.

    Whoever calls it has locked the list and seen that no payment of it is being noted or taken back.
    """
    first, last = (day.isoformat() for day in mistake.days)
    told = {"officer": mistake.officer, "receipt": mistake.receipt, "first": first, "last": last,
            "why": mistake.reason}  # fmt: skip
    enrolment.happen(here.tx, here.vault, one.id, Event("unpaid", here.now, "officer", details=told))
    payload = {"list": one.id, **told}
    jobs.add(here.tx, here.vault, UNPAY, payload, here.now, f"{unpay_key(one.id)}{here.now}")


async def unpay_enrolment(app: App, payload: Mapping[str, Any]) -> None:
    """The job."""
    began, so_far = time.monotonic(), (payload.get("after", 0), payload.get("place", 0))
    while some := await app.database.run(partial(_some, app, payload, so_far), DOOR):
        so_far = some
        if time.monotonic() - began > PART:
            rest = {**payload, "after": some[0], "place": some[1]}
            await app.database.run(partial(_later, app, rest))
            return


def _later(app: App, rest: Mapping[str, Any], tx: Tx) -> None:
    now = app.clock()
    jobs.add(tx, app.vault, UNPAY, rest, now, f"{unpay_key(rest['list'])}{now}")


def _some(app: App, payload: Mapping[str, Any], so_far: tuple[int, int], tx: Tx) -> tuple[int, int] | None:
    """Some people after the last row; the row now, and how many there were. None: nobody any more."""
    after, place = so_far
    here, mistake = till(app, tx), _mistake(payload)
    if (one := enrolment.by_id(tx, payload["list"])) is None:
        return None
    registrations.lock(tx, one.programme)
    one = enrolment.lock(tx, one.id)
    found = enrolment_receipts.some(tx, app.vault, one.id, mistake.receipt, mistake.days, after, AT_ONCE)
    for number, row in enumerate(found):
        take_back(here, one, row, mistake, place + number)
    if any(row.state not in ON for row in found):  # of who was taken off, only paid days cost something
        set_costs_anew(tx, one, here.programmes[one.programme])
    return (found[-1].id, place + len(found)) if found else None


def _mistake(payload: Mapping[str, Any]) -> Mistake:
    days = date.fromisoformat(payload["first"]), date.fromisoformat(payload["last"])
    return Mistake(days, payload["receipt"], payload["officer"], payload["why"])
