"""Whatever comes in whatever order: everybody on a list stands in one place, a number is one person's, and cover
is what was paid.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all
from rules.enrolment import Enrolment, last_day, may_go
from rules.records import Event, NotAllowed
from rules.spans import held
from storage import answer_files, enrolment_rows, memberships, registrations
from storage.statement import Tx
from tests.databases import emptied
from tests.enrolment.branch import PAID, TITLES, numbers
from tests.enrolment.city import APRIL, City, play

KINDS = ("kpj", "payment", "whole", "withdraw", "refused", "fill", "off")
_folder = tempfile.TemporaryDirectory(prefix="payung-property-")


async def step(city: City, one: Enrolment, kind: str, chance: random.Random) -> None:
    """Something happens, sensible or not; the same again changes nothing."""
    rows = list(await city.rows(one))
    some = chance.sample(rows, min(len(rows), 3))
    if kind in ("kpj", "refused"):
        says = "ditolak" if kind == "refused" else chance.choice(["", "", "koreksi"])
        answers = numbers(*((row["nik"], "", f"990000000{chance.randrange(12):02}", says) for row in some))
        await twice(city, "kpj", TITLES, answers, one)
    elif kind == "payment":
        first = APRIL + timedelta(chance.randrange(200))
        last = first + timedelta(chance.randrange(90))
        paid = [(row["nik"], "", first, last, "B") for row in some]
        await twice(city, "payment", PAID, paid, one)
    elif kind == "whole":
        months = sorted(chance.randrange(9) for _ in range(2))  # with gaps, some in the end without
        days = date(2026, 4 + months[0], 1), last_day(date(2026, 4 + months[1], 1), 1)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, days, "B-1"))
        await city.work()
        await all_paid(city, one, days)
    elif kind == "off":
        for row in some:
            await city.run(partial(taken_off, city=city, one=one, id=row["id"]))
    elif kind == "withdraw" and some:
        await withdrawn(city, some[0]["registration_id"])


def taken_off(tx: Tx, city: City, one: Enrolment, id: int) -> None:
    """A decider takes somebody off, where that may be."""
    row = enrolment_rows.lock(tx, city.app.vault, one.id, id)
    assert row
    if may_go(one, row, ("WITHDRAWN",)):
        enrolment_rows.settle(tx, id, "taken_off", "OTHER", row.double)


async def all_paid(city: City, one: Enrolment, days: tuple[date, date]) -> None:
    """Whoever has a number, and has not withdrawn, is covered on all of these days."""
    for row in await city.rows(one):
        found = await city.run(
            partial(registrations.by_id, vault=city.app.vault, registration=row["registration_id"])
        )
        if row["state"] in ("numbered", "paid") and found and found.status != "withdrawn":
            spans = await city.run(
                partial(memberships.of_person, vault=city.app.vault, person=row["person_id"])
            )
            assert row["state"] == "paid" and held(spans, *days)


async def twice(city: City, kind: str, titles: Any, rows: list[Any], one: Enrolment) -> None:
    """The counts add up to the lines; sent again, nothing is new."""
    for again in (False, True):
        file = await city.answers(kind, titles, rows, one)
        counts = await city.run(partial(answer_files.counts, id=file.id))
        assert counts.total() == len(rows) + 1 == file.lines
        if again and "koreksi" not in [str(cell) for row in rows for cell in row]:
            assert counts["done"] == counts["refused"] == 0


async def withdrawn(city: City, id: int) -> None:
    def write(tx: Any) -> None:
        one = registrations.by_id(tx, city.app.vault, id)
        assert one
        try:
            event = Event("withdrawn", city.clock(), "person")
            registrations.happen(tx, city.app.vault, one, event, None)
        except NotAllowed:
            pass

    await city.run(write)


async def check(city: City, one: Enrolment, many: int) -> None:
    """What holds after every step."""
    states = await city.states(one)
    rows = list(await city.rows(one))
    assert sum(states.values()) == len(rows) == many
    assert Counter(row["state"] for row in rows) == Counter(states)
    owners = defaultdict(set)
    for row in rows:
        if row["kpj"]:
            owners[row["kpj"]].add(row["person_id"])
        spans = await city.run(partial(memberships.of_person, vault=city.app.vault, person=row["person_id"]))
        for span in spans:
            owners[span.kpj].add(span.person)
            assert span.since <= span.paid_from <= span.paid_until
        for before, after in pairwise(spans):
            assert before.paid_from > after.paid_until + timedelta(1)  # else they would be one
        assert bool(spans) == bool(row["paid_until"]) >= (row["state"] == "paid")
        assert row["state"] in ("paid", "taken_off") or not spans
        if spans:
            assert min(s.paid_from for s in spans).isoformat() == row["paid_from"]
            assert max(s.paid_until for s in spans).isoformat() == row["paid_until"]
    assert all(len(people) == 1 for people in owners.values())


@settings(max_examples=15)
@given(steps=st.lists(st.sampled_from(KINDS), min_size=1, max_size=7), seed=st.integers(0, 10_000))
def test_everybody_stands_in_one_place_and_the_counts_add_up(steps: list[str], seed: int) -> None:
    async def scene(city: City) -> None:
        chance = random.Random(seed)
        people = await city.registered(7)
        await city.registered(1, born="1950-01-01")
        one = await city.sent(await city.listed())
        assert len(people) == 7
        await check(city, one, 8)
        for kind in steps:
            await step(city, one, kind, chance)
            await check(city, one, 8)

    folder = Path(tempfile.mkdtemp(dir=_folder.name))
    play(emptied(f"sqlite:///{folder / 'payung.db'}"), folder, scene)
