"""Whose cover ends is counted in the database from indexes; here it is counted again, one person after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from rules.cases import Case
from rules.records import Event, Registration
from storage import cases, chats, endings, enrolment_rows, people, registrations
from storage.queue import Strip
from storage.statement import Tx
from tests.enrolment.city import City, play

PEOPLE = 90
PAID_UNTIL = (
    date(2026, 6, 30),
    date(2026, 11, 30),
    date(2026, 12, 15),
    date(2026, 12, 31),
    date(2027, 12, 31),
)
FIRST, LAST = date(2026, 11, 15), date(2026, 12, 31)
DEAD = ("reported", "reported_by_nik", "taken_off", "ended")
ALIVE = ("", "", "", "", "reported_wrongly", "ended_otherwise")


@dataclass(frozen=True)
class One:
    """A person as the test knows them: until when each programme has paid, and what is said of a death."""

    registration: Registration
    until: dict[str, set[date]]
    said: str


async def some(city: City, seed: int) -> list[One]:
    """People of whom each has some cover, one after the other and side by side, or none."""
    chance, found = Random(seed), list[One]()
    for registration in await city.registered(PEOPLE):
        until: dict[str, set[date]] = {"makassar": set(), "paser": set()}
        for number in range(chance.randrange(4)):
            programme, last = chance.choice(tuple(until)), chance.choice(PAID_UNTIL)
            kpj = f"99{number}{registration.person:08}"  # two numbers of one person may end on one day
            await city.member(registration, last, programme=programme, kpj=kpj, enrol=False)
            until[programme].add(last)
        found.append(One(registration, until, chance.choice(ALIVE + DEAD)))
    return found


async def said(city: City, everybody: Sequence[One]) -> None:
    """What was planned is said of each of them."""
    listed = await city.listed(starts=date(2028, 1, 1), months=12)  # nobody has cover then
    row_of = {row["registration_id"]: row["id"] for row in await city.rows(listed)}

    def write(tx: Tx) -> None:
        for one in everybody:
            if one.said.startswith("reported"):
                _report(tx, city, one)
            elif one.said == "taken_off":
                enrolment_rows.settle(tx, row_of[one.registration.id], "taken_off", "DECEASED", 0)
            elif one.said.startswith("ended"):
                reason = "DECEASED" if one.said == "ended" else "MOVED"
                event = Event("rejected", city.clock(), "officer", reason)
                registrations.happen(tx, city.app.vault, one.registration, event, None)

    await city.run(write)


def _report(tx: Tx, city: City, one: One) -> None:
    vault, now, person = city.app.vault, city.clock(), one.registration.person
    chat = chats.enter(tx, vault, "web", f"heir-{person}", now, "id").id
    known = people.by_id(tx, vault, person)
    nik = str(known.details["nik"]) if known and one.said == "reported_by_nik" else None
    wanted = Case(0, "", "death", None if nik else person, "", {}, now)
    case = cases.add(tx, vault, wanted, nik, Event("reported", now, "person"), chat)
    if one.said == "reported_wrongly":
        cases.happen(tx, vault, case, Event("withdrawn", city.clock(), "person"), chat)


def counted(everybody: Sequence[One], programme: str) -> list[tuple[date, int]]:
    """On which day the cover of how many ends: of the living, the last day of each."""
    ends = [max(one.until[programme]) for one in everybody if one.until[programme] and one.said not in DEAD]
    return sorted(Counter(day for day in ends if FIRST <= day <= LAST).items())


@pytest.mark.parametrize("seed", [1, 2])
def test_whose_cover_ends_is_counted_as_if_one_by_one(database_url: str, tmp_path: Path, seed: int) -> None:
    async def scene(city: City) -> None:
        everybody = await some(city, seed)
        await said(city, everybody)
        assert {one.said for one in everybody} == {*ALIVE, *DEAD}
        for programme in ("makassar", "paser"):
            found = await city.run(lambda tx, of=programme: endings.foreseen(tx, [Strip(of)], FIRST, LAST))
            assert list(found) == counted(everybody, programme) and len(found) > 1
        village = [Strip("makassar", "73.71.01.1001")]  # all have registered there
        found = await city.run(lambda tx: endings.foreseen(tx, village, FIRST, LAST))
        assert list(found) == counted(everybody, "makassar")

    play(database_url, tmp_path, scene)
