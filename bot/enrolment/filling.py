"""Fills an enrolment list, some thousand people to a statement, so that no chat waits for it.

Whoever is killed over it begins anew: nobody is put down twice, and in the end everybody was looked at.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from rules.age import completed_years
from rules.enrolment import Enrolment, on
from rules.programme import Programme
from rules.records import Event
from storage import catalogue, enrolment, enrolment_filling, enrolment_rows, jobs, registrations
from storage.enrolment_filling import Born, Part, Source
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE = 1000  # people to a statement: some tens of milliseconds
OPENED = 500  # people whose birth dates are opened at a time
END = 2**62  # behind the last event
JOB = "fill_enrolment"


def made(tx: Tx, vault: Vault, wanted: Enrolment, officer: int | None, now: int) -> Enrolment:
    """A new list, empty; the job that fills it is on its way. `officer`: None for the command line."""
    one = enrolment.add(tx, vault, wanted, Event("made", now, "officer", details={"officer": officer}))
    jobs.add(tx, vault, JOB, {"list": one.id}, now)
    return one


def again(tx: Tx, vault: Vault, list: int, officer: int | None, now: int) -> None:
    """Whoever could be on it by now is put down too. Raises NotAllowed."""
    enrolment.happen(tx, vault, list, Event("filled_again", now, "officer", details={"officer": officer}))
    jobs.add(tx, vault, JOB, {"list": list}, now)


def programme_of(tx: Tx, one: Enrolment) -> Programme:
    return next(known for known in catalogue.all_programmes(tx) if known.code == one.programme)


def source_of(one: Enrolment, today: date) -> Source:
    """Renewed is who is covered today, or on the last day before the list begins where that is over."""
    return Source(one, min(today, one.starts - timedelta(1)).isoformat())


@dataclass(frozen=True)
class Filling:
    """One list on its way."""

    app: App
    source: Source
    programme: Programme

    @property
    def list(self) -> int:
        return self.source.list.id

    async def all(self) -> None:
        """Put down everybody, see who is too old or too young, mark who has two payers."""
        for status in self.source.statuses:
            await self._ages(Part(status, 0, END))  # filled again: who goes leaves a place
            after, upto = 0, 0
            while upto != END:
                found = await self.app.database.run(partial(self._some, status, after))
                upto = END if found is None else found
                await self._ages(Part(status, after, upto))
                after = upto
        await self._doubles()
        await self.app.database.run(self._filled)

    def _some(self, status: str, after: int, tx: Tx) -> int | None:
        """One part, while the list may have more; nobody else puts down the same people meanwhile."""
        registrations.lock(tx, self.programme.code)
        if enrolment.lock(tx, self.list).state != "filling":
            return None
        room = self._room(tx)
        return enrolment_filling.fill(tx, self.source, status, after, room) if room else None

    def _room(self, tx: Tx) -> int:
        most = self.source.list.most
        if most is None:
            return AT_ONCE
        return min(AT_ONCE, max(0, most - on(enrolment_rows.counts(tx, self.list))))

    async def _ages(self, part: Part) -> None:
        """Leave out whose age does not fit on the first day."""
        while some := await self.app.database.read(partial(self._births, part)):
            if out := [(row, why) for row, _, born in some if (why := self._age(born))]:
                await self.app.database.run(partial(_left_out, out))
            part = replace(part, after=some[-1][1])

    def _births(self, part: Part, tx: Tx) -> Sequence[Born]:
        return enrolment_filling.births(tx, self.app.vault, self.source, part, OPENED)

    def _age(self, born: str | None) -> str:
        """OVERAGE or UNDERAGE by the programme's rule; "" where it fits or is not known."""
        if not born:
            return ""
        age = completed_years(date.fromisoformat(born), self.source.list.starts)
        rule = self.programme.age
        return "OVERAGE" if age > rule.max else "UNDERAGE" if age < rule.min else ""

    async def _doubles(self) -> None:
        await mark_doubles(self.app, self.source)

    def _filled(self, tx: Tx) -> None:
        _filled(self.app, self.list, tx)


def _filled(app: App, list: int, tx: Tx) -> None:
    if enrolment.lock(tx, list).state == "filling":
        enrolment.happen(tx, app.vault, list, Event("filled", app.clock(), "system"))


async def given_up(app: App, list: int) -> None:
    """It failed again and again: the list is a draft with whoever is on it, and can be filled again."""
    await app.database.run(partial(_filled, app, list))


def _left_out(out: Sequence[tuple[int, str]], tx: Tx) -> None:
    for row, why in out:
        enrolment_filling.leave_out(tx, row, why)


async def mark_doubles(app: App, source: Source) -> None:
    """See anew who has two payers."""
    last = await app.database.read(lambda tx: enrolment_filling.last_row(tx, source.list.id))
    for after in range(0, last, AT_ONCE):
        await app.database.run(
            partial(enrolment_filling.mark_doubles, source=source, after=after, upto=after + AT_ONCE)
        )
        await asyncio.sleep(0)


async def fill(app: App, list: int) -> None:
    """Fill the list; nothing where that is done or it was given up."""

    def begun(tx: Tx) -> tuple[Enrolment, Programme, int] | None:
        one = enrolment.by_id(tx, list)
        if one is None or one.state != "filling":
            return None
        source = source_of(one, app.local(app.clock()).date())
        expected = enrolment_filling.waiting(tx, source) + sum(enrolment_rows.counts(tx, list).values())
        return one, programme_of(tx, one), expected

    found = await app.database.read(begun)
    if found is None:
        return
    one, programme, expected = found
    await app.database.run(lambda tx: enrolment.set_expected(tx, list, expected))
    await Filling(app, source_of(one, app.local(app.clock()).date()), programme).all()
