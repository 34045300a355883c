"""What the branch office and the days do in a transcript: contributions are paid, cover comes near its end.

    -- paid from 2026-04-01 until 2026-12-31 --   for everybody who is verified or covered
    -- those payments are taken back --          noted by mistake
    -- who lapses is looked for --

It goes the way of a list: filled, checked, fixed, sent, numbered, paid.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from bot.app import App
from bot.enrolment import filling
from bot.enrolment.lapsing import lapses_told
from bot.enrolment.taking_back import Mistake, take_back
from bot.enrolment.taking_in import till
from bot.enrolment.till import Paid
from rules.enrolment import Enrolment, last_day
from rules.records import Event
from storage import catalogue, enrolment, enrolment_rows
from storage.statement import Tx

PAID = re.compile(r"paid from (\d{4}-\d\d-\d\d) until (\d{4}-\d\d-\d\d)")
TAKEN_BACK = "those payments are taken back"
LAPSES = "who lapses is looked for"
KINDS = ("new", "renewal")


async def follow(app: App, directive: str) -> bool:
    """Do it; False where it is something else."""
    if directive == LAPSES:
        await lapses_told(app)
        return True
    if directive == TAKEN_BACK:
        await app.database.run(partial(_taken_back, app))
        return True
    if match := PAID.fullmatch(directive):
        await _paid(app, date.fromisoformat(match[1]), date.fromisoformat(match[2]))
    return match is not None


async def _paid(app: App, first: date, last: date) -> None:
    for programme in await app.database.read(catalogue.all_programmes):
        for kind in KINDS:
            starts, ends = first.replace(day=1), last_day(last.replace(day=1), 1)
            wanted = Enrolment(0, programme.code, kind, starts, ends, programme.payer.code)
            event = Event("made", app.clock(), "system")
            one = await app.database.run(partial(enrolment.add, vault=app.vault, wanted=wanted, event=event))
            await filling.fill(app, one.id)
            await app.database.run(partial(_pay, app, one.id, (first, last)))


def _pay(app: App, id: int, days: tuple[date, date], tx: Tx) -> None:
    for kind in ("checked", "fixed", "sent"):
        enrolment.happen(tx, app.vault, id, Event(kind, app.clock(), "system"))
    here, one = till(app, tx), enrolment.lock(tx, id)
    for row in enrolment_rows.page(tx, app.vault, id, "on", 0, 1000):
        placed = enrolment_rows.lock(tx, app.vault, id, row["id"])
        if placed is None:
            continue
        kpj = here.number_of(one, placed) or f"990{placed.person:08}"
        enrolment_rows.number(tx, app.vault, placed.id, kpj)
        here.pay(one, placed, kpj, Paid(days))


def _taken_back(app: App, tx: Tx) -> None:
    here = till(app, tx)
    for one in enrolment.everyone(tx):
        for row in enrolment_rows.page(tx, app.vault, one.id, "paid", 0, 1000):
            placed = enrolment_rows.lock(tx, app.vault, one.id, row["id"])
            if placed and placed.paid_from and placed.paid_until:
                days = placed.paid_from, placed.paid_until
                take_back(here, one, placed, Mistake(days, "", None, "OTHER"))
