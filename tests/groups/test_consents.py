"""The consents a coordinator answers for: given with a submission, ended where it is taken back."""

from __future__ import annotations

import pytest

from bot.groups import submitting, undoing
from bot.services import Records
from storage import people
from storage.database import Database
from tests.databases import NOW, VAULT, play
from tests.groups.handing_over import answered, due, rest, submit, undo, verified, worker
from tests.groups.village import Village, line, village

MINUTE = 60_000


async def consents(here: Village, number: int) -> list[tuple[str, int | None]]:
    """What was agreed to for the person of that line, oldest first: for what, and when it ended."""

    def work(desk: Records) -> list[tuple[str, int | None]]:
        known = desk.person_by_nik(line(number).person["nik"])
        assert known
        return [(one["purpose"], one["withdrawn_at"]) for one in people.consents_for(desk.tx, known.id)]

    return await here.do(work)


def test_what_is_taken_back_ends_the_consents_of_that_submission_alone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        await submit(here)
        await here.bring(line(2))
        await submit(here, NOW + MINUTE)
        await undo(here, NOW + 2 * MINUTE)
        assert await consents(here, 1) == [("listed", None)]
        assert await consents(here, 2) == [("listed", NOW + 2 * MINUTE)]

    play(database_url, scene)


def test_they_are_given_again_with_the_next_submission(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        await submit(here)
        await undo(here, NOW + MINUTE)
        await submit(here, NOW + 2 * MINUTE)
        assert await consents(here, 1) == [("listed", NOW + MINUTE), ("listed", None)]

    play(database_url, scene)


def test_whom_an_officer_has_worked_on_and_what_a_worker_said_stays(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2))
        await worker(here, 2, "made2")
        await submit(here)
        await answered(here, "made2", True)
        await verified(here, (await here.members())[0].registration)
        await undo(here, NOW + MINUTE)
        assert await consents(here, 1) == [("listed", None)]
        assert await consents(here, 2) == [("listed", NOW + MINUTE), ("registration", None)]

    play(database_url, scene)


def test_of_a_long_list_every_part_ends_with_its_own_people(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (submitting, undoing):
        monkeypatch.setattr(module, "AT_ONCE", 2)

    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 4)))
        await submit(here)
        by = await rest(here)
        await database.run(lambda tx: submitting.hand_over(tx, VAULT, by))
        await undo(here)
        assert (await consents(here, 1), await consents(here, 3)) == (
            [("listed", NOW)],
            [("listed", None)],
        )
        [job] = await due(here, "undo_group")
        await database.run(lambda tx: undoing.go_on(tx, VAULT, now=NOW, **job.payload))
        assert await consents(here, 3) == [("listed", NOW)]
        assert await here.statuses() == ["listed"] * 3

    play(database_url, scene)
