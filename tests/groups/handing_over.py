"""What a coordinator, an officer and a worker do with a group in the tests: hand over, take back, answer."""

from __future__ import annotations

from dataclasses import replace

from bot.groups.submitting import Vouching
from bot.services import Records
from handlers.group_services import Undone
from rules.records import Event
from storage import jobs, people, registrations
from storage.jobs import Job
from storage.statement import Tx
from tests.databases import NOW, VAULT
from tests.groups.village import (
    Village,
    line,
    take_back,
)


async def submit(here: Village, now: int = NOW) -> tuple[int, int, bool]:
    done = await here.hand_in(now)
    return done.people, done.asked, done.running


async def answered(here: Village, address: str, agrees: bool) -> str:
    """Says yes or no, twice; who is said to have listed the person."""

    def work(desk: Records) -> str:
        [mine] = desk.groups.listings()
        for _ in range(2):
            desk.groups.answer(mine, agrees)
        assert desk.groups.listings() == []
        return mine.coordinator

    return await here.do(work, address=address)


async def due(here: Village, kind: str) -> list[Job]:
    """The jobs of that kind, done with."""

    def work(tx: Tx) -> list[Job]:
        found = [job for job in jobs.claim(tx, VAULT, NOW, NOW, 20) if job.kind == kind]
        for job in found:
            jobs.done(tx, job)
        return found

    return await here.database.run(work)


async def rest(here: Village) -> Vouching:
    """The word that was given for a long list, for those whom it is still to be kept to."""
    [job] = await due(here, "submit_group")
    return Vouching(**job.payload)


async def verified(here: Village, registration: int) -> None:
    """An officer has worked on it."""

    def work(tx: Tx) -> None:
        known = registrations.by_id(tx, VAULT, registration)
        assert known
        registrations.happen(tx, VAULT, known, Event("verified", NOW, "officer"), None)

    await here.database.run(work)


async def undo(here: Village, now: int = NOW) -> Undone:
    """What was taken back, whatever its number and name."""
    done = await here.do(lambda desk: take_back(desk, here.group), now)
    return replace(done, id=0, name="", at=0)


async def worker(here: Village, number: int, address: str) -> None:
    """A phone that speaks for the person of that line."""
    person = line(number).person

    def work(desk: Records) -> None:
        known = desk.person_by_nik(person["nik"])
        assert known
        people.link(desk.tx, desk.chat.id, known.id, "self", desk.now)

    await here.do(work, address=address)
