"""One payment for a whole list: everybody on it who has a KPJ, some people to a transaction."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.enrolment.filling import source_of
from bot.enrolment.taking_in import PART, till
from bot.enrolment.till import DOOR, Paid
from bot.enrolment.whole import WHOLE, key_of
from storage import enrolment, enrolment_filling, enrolment_unpaid, jobs
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE = 25  # people in one transaction


async def pay_enrolment(app: App, payload: Mapping[str, Any]) -> None:
    """The job: some of them; whoever is killed over it goes on with those who are not paid yet."""
    began, so_far = time.monotonic(), (payload.get("after", 0), payload.get("place", 0))
    while some := await app.database.run(partial(_some, app, payload, so_far), DOOR):
        so_far = some
        if time.monotonic() - began > PART:
            await app.database.run(partial(_later, app, {**payload, "after": some[0], "place": some[1]}))
            return


def _later(app: App, rest: Mapping[str, Any], tx: Tx) -> None:
    now = app.clock()
    jobs.add(tx, app.vault, WHOLE, rest, now, f"{key_of(rest['list'], _days(rest))}{now}")


def _some(app: App, payload: Mapping[str, Any], so_far: tuple[int, int], tx: Tx) -> tuple[int, int] | None:
    """Some people after the last row; the row now, and how many have been paid for. None: nobody any more."""
    after, place = so_far
    here, one = till(app, tx), enrolment.lock(tx, payload["list"])
    days = _days(payload)
    found = (
        enrolment_unpaid.unpaid(tx, app.vault, one.id, days, after, AT_ONCE) if one.state == "sent" else []
    )
    if found:  # who has two payers is shown, and paid for like the others
        enrolment_filling.mark_doubles(tx, source_of(one, app.local(app.clock()).date()), after, found[-1].id)
    for number, row in enumerate(found):
        kpj = here.number_of(one, row)
        if kpj and here.holders(kpj) <= {row.person}:
            here.pay(one, row, kpj, Paid(days, payload["receipt"], place + number))
    return (found[-1].id, place + len(found)) if found else None


def _days(payload: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(payload["from"]), date.fromisoformat(payload["until"])
