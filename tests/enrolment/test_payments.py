"""What is paid is covered, in whatever order it comes; what is known is not noted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all, waits
from rules.enrolment import Enrolment
from rules.records import Event, Registration
from storage import answer_files, catalogue, enrolment_rows, enrolment_unpaid, registrations
from storage.enrolment_unpaid import Unpaid
from tests.enrolment.branch import FIRST, LAST, PAID, TITLES, niks, numbers
from tests.enrolment.city import City, play

MONTHS = (
    (date(2026, 4, 1), date(2026, 4, 30)),
    (date(2026, 6, 1), date(2026, 6, 30)),
    (date(2026, 5, 1), date(2026, 5, 31)),  # in the gap
)
QUARTER = [(MONTHS[0][0], MONTHS[1][1])]


async def covered(city: City, one: Registration) -> list[tuple[date, date]]:
    return [(span.paid_from, span.paid_until) for span in await city.covers(one)]


def test_a_month_in_a_gap_is_paid_and_covered(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await city.sent(await city.listed(months=3))
        (nik_a,) = await niks(city, a)
        await city.answers("kpj", TITLES, numbers((nik_a, "", "99000000001")), one)
        for again in (False, True):
            for days in MONTHS:
                file = await city.answers("payment", PAID, [(nik_a, "", *days, "B")], one)
                assert await city.verdicts(file) == ["same" if again else "done"]
        assert await covered(city, a) == QUARTER

    play(database_url, tmp_path, scene)


def test_the_whole_list_is_paid_for_a_month_in_a_gap(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.sent(await city.listed(months=3))
        rows = [(number, "", f"9900000000{at}") for at, number in enumerate(await niks(city, a, b))]
        await city.answers("kpj", TITLES, numbers(*rows), one)
        for days in (*MONTHS, *MONTHS):
            await city.run(lambda tx, days=days: pay_all(till(city.app, tx), one, days, "W"))
            await city.work()
        assert await covered(city, a) == await covered(city, b) == QUARTER
        kinds = [event.kind for event in (await city.status(a)).events]
        assert kinds[-3:] == ["enrolled", "renewed", "renewed"]

    play(database_url, tmp_path, scene)


async def also_in(city: City, one: Registration, programme: str) -> None:
    """The same person is registered and verified in another programme too."""

    def write(tx: Any) -> None:
        wish = Registration(0, "", programme, one.person, "driver", "63.71.01.1001", "", {}, city.clock())
        event = Event("submitted", city.clock(), "person")
        made = registrations.add(tx, city.app.vault, wish, programme[:3].upper(), event, None)
        verified = Event("verified", city.clock(), "officer")
        registrations.happen(tx, city.app.vault, made, verified, None)

    await city.run(write)


def test_two_programmes_that_pay_for_the_same_months_both_stay(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        await also_in(city, a, "banjarmasin")
        (nik_a,) = [row["nik"] for row in await city.rows(await city.listed())]
        for programme in ("makassar", "banjarmasin"):
            one = await city.sent(await city.listed(programme, starts=date(2027, 1, 1)))
            paid = [(nik_a, "99000000001", "01-01-2027", "30-09-2027", "B")]
            assert await city.verdicts(await city.answers("payment", PAID, paid, one)) == ["done"]
            assert await city.verdicts(await city.answers("payment", PAID, paid, one)) == ["same"]
        covers = await city.covers(a)
        assert sorted(str(span.programme) for span in covers) == ["banjarmasin", "makassar"]
        assert {(span.paid_from, span.paid_until) for span in covers} == {
            (date(2027, 1, 1), date(2027, 9, 30))
        }

    play(database_url, tmp_path, scene)


def test_a_number_of_a_list_that_can_be_none_is_an_error_of_its_row(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await city.sent(await city.listed())
        (nik_a,) = await niks(city, a)
        paid = (nik_a, "99000000001", FIRST, LAST, "B")
        lists = ["9" * 5000, "9" * 18, "satu", str(one.id)]
        file = await city.answers("payment", (*PAID, "No Daftar"), [(*paid, named) for named in lists])
        assert await city.verdicts(file) == ["NO_LIST", "NOT_IN_LIST", "NO_LIST", "done"]
        whole = [("", "", "", "", "B", named) for named in lists]
        file = await city.answers("payment", (*PAID, "No Daftar"), whole)
        assert await city.verdicts(file) == ["NO_LIST", "NO_LIST", "NO_LIST", "same"]

    play(database_url, tmp_path, scene)


def test_who_was_refused_comes_back_and_it_is_said_that_there_is_no_place(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", quota=2)
        a, b = await city.registered(2)
        one = await city.sent(await city.listed())
        nik_a, nik_b = await niks(city, a, b)
        rows = numbers((nik_a, "", "99000000001"), (nik_b, "", "", "ditolak"))
        await city.answers("kpj", TITLES, rows, one)
        (c,) = await city.registered(1)
        two = await city.listed()
        assert await city.states(two) == {"listed": 2}  # who was refused may be put on another list
        (row,) = [row for row in await city.rows(two) if row["registration_id"] == b.id]
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "taken_off", "OTHER", 0))
        await city.sent(two)
        assert await beyond(city, one) == 0
        back = numbers((nik_b, "", "99000000002"))
        assert await city.verdicts(await city.answers("kpj", TITLES, back, one)) == ["OVER_QUOTA"]
        assert await city.verdicts(await city.answers("kpj", TITLES, back, one)) == ["same"]
        assert await beyond(city, one) == 1
        paid = [(number, "", FIRST, LAST, "B") for number in (nik_a, nik_b)]
        file = await city.answers("payment", PAID, paid, one)
        assert await city.verdicts(file) == ["done", "OVER_QUOTA"]
        assert await covered(city, b) and await city.states(one) == {"paid": 2} and c
        counts = await city.run(lambda tx: answer_files.counts(tx, file.id))
        assert counts["done"] == 2
        await city.changed("makassar", quota=3)
        paid = [(nik_b, "", FIRST, LAST, "B")]
        assert await city.verdicts(await city.answers("payment", PAID, paid, one)) == ["same"]
        assert await beyond(city, one) == 0

    play(database_url, tmp_path, scene)


def test_of_many_who_come_back_only_those_without_a_place_are_named(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        kinds = await city.run(catalogue.all_programmes)
        makassar = next(one for one in kinds if one.code == "makassar")
        categories = tuple(
            replace(kind, quota=2) if kind.code == "driver" else kind for kind in makassar.categories
        )
        made = await city.registered(4)
        made += await city.registered(2, category="fisher")
        one = await city.sent(await city.listed())
        found = await niks(city, *made)
        refused = numbers(*((number, "", "", "ditolak") for number in found))
        await city.answers("kpj", TITLES, refused, one)
        await city.changed("makassar", categories=categories, quota=100, quota_per_village=5)
        rows = numbers(*((number, "", f"9900000000{at}") for at, number in enumerate(found)))
        # Two of four drivers; of six from one village one is too many.
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, one)) == [
            "done", "done", "OVER_QUOTA", "OVER_QUOTA", "done", "OVER_QUOTA",
        ]  # fmt: skip
        assert await city.states(one) == {"numbered": 6} and await beyond(city, one) == 3

    play(database_url, tmp_path, scene)


async def beyond(city: City, one: Enrolment) -> int:
    return await city.run(lambda tx: enrolment_rows.beyond(tx, one.id))


def test_a_payment_waits_until_it_is_noted(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await city.sent(await city.listed(months=3))
        (nik_a,) = await niks(city, a)
        await city.answers("kpj", TITLES, numbers((nik_a, "", "99000000001")), one)

        async def waiting(days: tuple[date, date] | None = None) -> bool:
            return await city.run(lambda tx: waits(tx, one.id, days))

        assert not await waiting()
        await city.run(lambda tx: pay_all(till(city.app, tx), one, MONTHS[0], "W"))
        assert await waiting() and await waiting(MONTHS[0]) and not await waiting(MONTHS[1])
        assert not await city.run(lambda tx: waits(tx, one.id * 10 + 1))
        await city.work()
        assert not await waiting() and await covered(city, a) == [MONTHS[0]]

    play(database_url, tmp_path, scene)


def test_who_is_to_be_paid_for_is_counted_by_kind_of_work(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        (c,) = await city.registered(1, category="fisher")
        await city.registered(1)
        one = await city.sent(await city.listed(months=3))
        found = await niks(city, a, b, c)
        rows = numbers(*((number, "", f"9900000000{at}") for at, number in enumerate(found)))
        await city.answers("kpj", TITLES, rows, one)
        await city.answers("payment", PAID, [(found[0], "", *MONTHS[0], "B")], one)
        await city.died(b)

        async def parts(days: tuple[date, date]) -> list[Unpaid]:
            seen = await city.run(lambda tx: enrolment_unpaid.parts(tx, one.id, days))
            return sorted(seen, key=lambda part: part.category)

        assert await parts(MONTHS[0]) == [Unpaid("fisher", 1, 0, 0)]
        assert await parts(QUARTER[0]) == [Unpaid("driver", 1, 1, 0), Unpaid("fisher", 1, 0, 0)]

    play(database_url, tmp_path, scene)
