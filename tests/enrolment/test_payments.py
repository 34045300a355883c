"""What is paid is covered, in whatever order it comes; what is known is not noted twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot.enrolment.settling import pay_all
from bot.enrolment.taking_in import till
from rules.records import Event, Registration
from storage import registrations
from tests.enrolment.city import City, play
from tests.enrolment.test_answers import FIRST, LAST, PAID, TITLES, niks, numbers

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
