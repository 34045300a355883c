"""A second payer that shows up once a list is fixed is seen on it, whoever brings the news."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot.enrolment.exporting import exported
from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all
from rules.enrolment import Enrolment
from rules.matching import Answer, Member
from rules.matching_advice import advise
from rules.records import Membership, Registration
from storage import matchings, memberships
from tests.enrolment.branch import PAID, niks, numbered
from tests.enrolment.city import City, play
from tests.enrolment.test_payments import also_in


async def doubles(city: City, one: Enrolment) -> list[int]:
    """By the order of the rows: alone, undecided, kept."""
    return [row["double"] for row in await city.rows(one)]


async def answered_as_member(city: City, one: Registration, nik: str, **told: Any) -> None:
    """BPJS Ketenagakerjaan answers of somebody, as a file or the network brings it."""

    def write(tx: Any) -> None:
        matchings.add_lacking(tx, one.programme, "membership", city.clock(), 100)
        (row,) = matchings.of_nik(tx, city.app.vault, nik, "membership", one.programme)
        answer = Answer(members=(Member("", "pu", **told),))
        matchings.answered(tx, city.app.vault, row, answer, advise("membership", {}, answer), city.clock())

    await city.run(write)


def test_an_answer_that_somebody_is_a_member_marks_a_list_that_is_sent(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.sent(await city.listed())
        nik_a, _ = await niks(city, a, b)
        await answered_as_member(city, a, nik_a, active=True)
        assert await doubles(city, one) == [1, 0]
        await answered_as_member(city, a, nik_a, active=False)  # that is over, and nobody has decided
        assert await doubles(city, one) == [0, 0]
        await answered_as_member(city, a, nik_a, active=True)
        await numbered(city, one, a, b)
        days = (one.starts, one.ends)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, days, "B-1"))
        await city.work()
        assert await city.states(one) == {"paid": 2}  # shown, not dropped
        assert await doubles(city, one) == [1, 0]
        await exported(city.app, one)
        assert await doubles(city, one) == [1, 0]  # though cover of the programme's own is there by now

    play(database_url, tmp_path, scene)


def test_cover_of_another_programme_marks_the_lists_that_are_sent(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        await also_in(city, a, "banjarmasin")
        one = await city.sent(await city.listed(starts=date(2027, 1, 1)))
        nik_a, _ = await niks(city, a, b)
        other = await city.sent(await city.listed("banjarmasin", starts=date(2027, 1, 1)))
        assert await doubles(city, one) == [0, 0]
        rows = [(nik_a, "99000000001", "01-01-2027", "30-09-2027", "B")]
        assert await city.verdicts(await city.answers("payment", PAID, rows, other)) == ["done"]
        assert await doubles(city, one) == [1, 0]

    play(database_url, tmp_path, scene)


def test_a_list_is_looked_at_again_when_it_is_written_and_when_it_is_paid(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.fixed(await city.listed())
        await self_paid(city, a, "99100000001")
        await exported(city.app, one)
        assert await doubles(city, one) == [1, 0]
        one = await city.through(one, "sent")
        await numbered(city, one, a, b)
        await self_paid(city, b, "99100000002")
        days = (one.starts, one.ends)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, days, "B-1"))
        await city.work()
        assert await doubles(city, one) == [1, 1]

    play(database_url, tmp_path, scene)


async def self_paid(city: City, one: Registration, kpj: str) -> None:
    """Cover that comes by a way that knows no lists."""
    span = Membership(0, one.person, None, kpj, ("jkk", "jkm"), "self", date(2020, 1, 1), date(2020, 1, 1),
                      date(2099, 12, 31))  # fmt: skip
    await city.run(lambda tx: memberships.add(tx, city.app.vault, span, city.clock()))
