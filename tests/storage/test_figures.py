"""What reports count, on both databases: the same figures as a look at every single row gives."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, open_app
from bot.load import SHIPPED, load_programmes
from bot.reports.gathering import Gathering
from bot.reports.months import current
from bot.settings import Bare
from rules.figures import CATEGORY, LAST, STATUSES, VILLAGE
from rules.programme import Programme
from rules.programmes import load_all
from rules.records import HOLDS_A_PLACE, Event, Membership, Registration
from storage import catalogue, figures, memberships, people, progress, registrations
from storage.figures import FLOW
from storage.measures import MEASURES, measured
from storage.progress import FINISHED, LEFT
from storage.statement import Statement, Tx
from storage.tables import memberships as cover
from storage.tables import registrations as wishes
from tests.databases import DAY, NOW
from tests.real_size import KEY, Size, make_programme

SIZES = (Size("denpasar", 270, groups="village"), Size("paser", 200, groups="office"))
EVERYBODY = Statement(wishes.select())
COVER = Statement(cover.select())


async def opened(url: str, folder: Path) -> App:
    """The program, on a day in November 2026."""
    settings = Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY))
    return await open_app(settings, only=frozenset(), clock=lambda: NOW)


async def filled(url: str, folder: Path) -> App:
    """Two small programmes."""
    app = await opened(url, folder)
    await load_programmes(app, load_all(SHIPPED))
    for size in SIZES:
        await make_programme(app, size)
    return app


def looking(app: App, tx: Tx) -> Gathering:
    return Gathering(tx, app.vault, current(app.clock(), app.local), app.clock(), app.local)


def programme(tx: Tx, code: str) -> Programme:
    return next(one for one in catalogue.all_programmes(tx) if one.code == code)


def test_the_figures_are_those_of_the_rows(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        app = await filled(database_url, tmp_path)
        await app.database.read(lambda tx: compared(app, tx, "denpasar"))
        await app.database.read(lambda tx: beside(app, tx))
        await app.database.read(lambda tx: of_a_part(app, tx))
        await app.stop()

    asyncio.run(scene())


def compared(app: App, tx: Tx, code: str) -> None:
    found = looking(app, tx).of(programme(tx, code))
    mine = [row for row in tx.all(EVERYBODY) if row["programme"] == code]
    on = found.month.last.isoformat()
    active = [
        row
        for row in tx.all(COVER)
        if row["programme"] == code and row["paid_from"] <= on <= row["paid_until"]
    ]
    people = {row["person_id"] for row in active}
    held = [row for row in mine if row["status"] in HOLDS_A_PLACE]
    assert found.people == len(people) and len(mine) == 270
    assert found.by_status == Counter(row["status"] for row in mine)
    assert found.holding_by(VILLAGE) == Counter(row["village"] for row in held)
    covered = Counter(row["category"] for row in mine if row["person_id"] in people)
    assert found.covered_by(CATEGORY) == covered
    assert found.covered_by(LAST) == {"village_fund": len(people)}
    assert found.budget and found.budget.used > 0 and found.budget.known is None
    decided = sum(1 for row in mine for one in _events(app, tx, row["id"])
                  if one[0] in ("verified", "rejected") and found.month.since <= one[1] < found.month.until)  # fmt: skip
    assert found.flow.get("verified", 0) + found.flow.get("rejected", 0) == decided == found.waited.count > 0


def _events(app: App, tx: Tx, id: int) -> list[tuple[str, int]]:
    one = registrations.by_id(tx, app.vault, id)
    assert one
    return [(event.kind, event.at) for event in one.events]


def beside(app: App, tx: Tx) -> None:
    """Counted together they are what each is alone."""
    wanted = [programme(tx, size.programme) for size in SIZES]
    gathering = looking(app, tx)
    for together, alone in zip(gathering.beside(wanted), map(gathering.of, wanted), strict=True):
        assert together.by_status == alone.by_status and together.people == alone.people
        assert (together.flow, together.waited, together.budget) == (alone.flow, alone.waited, alone.budget)
        assert together.cases == alone.cases and together.quota == alone.quota


def of_a_part(app: App, tx: Tx) -> None:
    """A village and its group, nothing of the others."""
    one, village = programme(tx, "denpasar"), "51.71.03.2008"
    part = looking(app, tx).of(one, lambda where, group: where == village)
    assert not part.whole and part.budget is None and part.quota is None
    assert set(part.holding_by(VILLAGE)) == {village} and sum(part.by_status.values()) == 10
    assert part.targets.villages == [village] and part.targets.district("51.71.03") == 100


def test_who_has_two_memberships_is_counted_once(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        app = await filled(database_url, tmp_path)
        before = await app.database.read(lambda tx: looking(app, tx).of(programme(tx, "paser")))

        def second(tx: Tx) -> None:
            row = next(
                row
                for row in tx.all(COVER)
                if row["programme"] == "paser" and row["paid_until"] == "2026-12-31"
            )
            today = before.month.last
            more = Membership(
                0, row["person_id"], "paser", "77000000001", ("jkk", "jkm"), "csr", today, today, today
            )
            memberships.add(tx, app.vault, more, app.clock())

        await app.database.run(second)
        after = await app.database.read(lambda tx: looking(app, tx).of(programme(tx, "paser")))
        assert after.people == before.people and after.covered_by(LAST)["csr"] == 1
        assert after.budget and before.budget
        assert (after.budget.used, after.budget.others) == (before.budget.used, 8_400)
        await app.stop()

    asyncio.run(scene())


def test_a_day_that_is_over_is_folded_into_sums(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        app = await opened(database_url, tmp_path)

        def write(tx: Tx) -> None:
            for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
                for outcome, times in ((FINISHED, 3), (LEFT, 2)):
                    for _ in range(times):
                        question = "" if outcome == FINISHED else "nik"
                        progress.note(tx, day, "", "register", question, outcome)

        await app.database.run(write)
        seen = await app.database.read(lambda tx: progress.between(tx, "2026-11-01", "2026-11-02"))
        assert {(row["question"], row["outcome"]): int(row["count"]) for row in seen} == {
            ("", FINISHED): 6, ("nik", LEFT): 4,
        }  # fmt: skip
        dropped = []
        while folded := await app.database.run(lambda tx: progress.fold(tx, "2026-11-03")):
            dropped.append(folded)
        assert dropped == [5, 5]
        again = await app.database.read(lambda tx: progress.between(tx, "2026-11-01", "2026-11-02"))
        assert sorted(map(str, again)) == sorted(map(str, seen))
        await app.stop()

    asyncio.run(scene())


def test_what_ends_is_counted_by_programme_and_stays_so_when_the_day_is_folded(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        app = await opened(database_url, tmp_path)

        def write(tx: Tx) -> None:
            for programme, times in (("denpasar", 3), ("paser", 2), ("", 1)):
                for _ in range(times):
                    progress.note(tx, "2026-11-01", programme, "register", "nik", LEFT)

        await app.database.run(write)
        for _ in range(2):
            seen = await app.database.read(lambda tx: progress.between(tx, "2026-11-01", "2026-11-01"))
            counted = {row["programme"]: int(row["count"]) for row in seen}
            assert counted == {"denpasar": 3, "paser": 2, "": 1}
            await app.database.run(lambda tx: progress.fold(tx, "2026-11-02"))
        await app.stop()

    asyncio.run(scene())


def test_every_measure_is_counted_on_both_databases(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        app = await filled(database_url, tmp_path)
        now, today = app.clock(), app.local(app.clock()).date().isoformat()
        found = await app.database.read(lambda tx: measured(tx, now, today))
        assert set(found) == {one.name for one in MEASURES}
        for one in MEASURES:
            assert all(set(row) == {*one.labels, "value"} for row in found[one.name]), one.name
        assert sum(row["value"] for row in found["payung_registrations"]) == 470
        people = await app.database.read(lambda tx: figures.people_all(tx, app.vault, today))
        assert {row["programme"]: row["value"] for row in found["payung_members_covered"]} == people
        await app.stop()

    asyncio.run(scene())


def test_who_is_asked_again_counts_where_they_stand_and_has_waited_for_the_first_decision(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        app = await opened(database_url, tmp_path)
        await load_programmes(app, load_all(SHIPPED))
        began = NOW - 16 * DAY  # all of it in November
        stories = (
            ("returned", (("returned", 2),)),
            ("submitted", (("returned", 2), ("mended", 9))),
            ("verified", (("returned", 2), ("mended", 9), ("verified", 10))),
            ("verified", (("verified", 1), ("returned", 2), ("mended", 9), ("verified", 15))),
            ("rejected", (("verified", 3), ("returned", 4), ("returned", 5), ("rejected", 16))),
            ("verified", (("rejected", 4), ("submitted", 8), ("verified", 10))),
        )  # fmt: skip

        def write(tx: Tx) -> None:
            for number, (_, steps) in enumerate(stories):
                person = people.save(tx, app.vault, {"nik": f"517103170885{9000 + number}"}, began).id
                wish = Registration(0, "", "denpasar", person, "trader", "51.71.03.2008", "", {}, began)
                event = Event("submitted", began, "person")
                one = registrations.add(tx, app.vault, wish, "DEN", event, None)
                for kind, days in steps:
                    event = Event(kind, began + days * DAY, "officer")
                    registrations.happen(tx, app.vault, one, event, None)

        await app.database.run(write)
        found = await app.database.read(lambda tx: looking(app, tx).of(programme(tx, "denpasar")))
        assert found.by_status == Counter(status for status, _ in stories)
        assert set(found.by_status) <= set(STATUSES) and sum(found.by_status.values()) == len(stories)
        assert found.holding == 5  # all but the one who was refused
        kinds = Counter(kind for _, steps in stories for kind, _ in steps) + Counter(submitted=len(stories))
        assert found.flow == {kind: kinds[kind] for kind in FLOW if kinds[kind]}
        assert (found.waited.count, found.waited.median) == (5, 3)  # 10, 1, 3, 4 and then 2 days
        await app.stop()

    asyncio.run(scene())
