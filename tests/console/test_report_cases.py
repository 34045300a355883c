"""The report says of cases what their pages say: which clock was kept, who is protected, what was reported when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.console.case_acting import act
from tests.console.case_room import accident, day, death, today
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.test_report_pages import rows


async def seated(desk: Desk) -> None:
    await desk.sit_down(await officer(desk.app, "cases", "viewer", areas=(CITY,)))


async def clocks(desk: Desk) -> dict[str, list[str]]:
    """In time, missed, running: of each clock."""
    await desk.get("/reports?programme=denpasar")
    return {row[0].partition(":")[0]: row[1:] for row in rows(desk.page, "clocks")}


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[int]]:
    """By how much."""
    differ = {name: [int(new) - int(old) for new, old in zip(after[name], before[name], strict=True)]
              for name in after}  # fmt: skip
    return {name: change for name, change in differ.items() if any(change)}


PAID = "Dibayar dalam hari kerja yang diatur"


def test_what_was_paid_too_late_by_its_dates_is_missed_in_both(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app, ago=40)
        await seated(desk)
        before = await clocks(desk)
        await act(desk, one, "sent", benefit="jkm", on=day(desk.app, 20))
        assert "sesudah batasnya" in await act(
            desk, one, "paid", amount="42.000.000", to="AYU", on=day(desk.app, 2)
        )
        assert changed(before, await clocks(desk)) == {PAID: [0, 1, 0]}
        times = rows(desk.page, "case_times")
        assert [row[:3] for row in times] == [
            ["Dari laporan sampai berkas diteruskan ke cabang", "1", "0"],
            ["Dari laporan sampai ada keputusan kantor cabang", "1", "0"],
            ["Dari laporan sampai dibayar", "1", "0"],
        ]
        await desk.sit_down(await officer(desk.app, "viewer"))
        await desk.get("/reports")
        beside = next(row for row in rows(desk.page, "beside_cases") if row[0] == "Kota Denpasar")
        assert beside[5:7] == ["0", "0"] and "Separuhnya diputuskan dalam (hari)" in desk.text

    at_desks(site, scene)


def test_a_refusal_misses_nothing(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app, ago=60)
        await seated(desk)
        before = await clocks(desk)
        await act(desk, one, "sent", benefit="jkm", on=day(desk.app, 30))
        assert changed(before, await clocks(desk)) == {PAID: [0, 1, 0]}
        await act(desk, one, "refused", reason="NOT_ACTIVE", on=day(desk.app, 29))
        assert await clocks(desk) == before

    at_desks(site, scene)


def test_an_accident_is_in_time_when_the_branch_office_was_told_in_time(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app)
        await seated(desk)
        before = await clocks(desk)
        assert "tepat waktu" in await act(desk, one, "notified", what="phase_one")
        assert changed(before, await clocks(desk)) == {"Tahap I": [1, 0, -1]}

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("accepted", {"benefit": "jkm"}),
        ("refused", {"reason": "NOT_ACTIVE"}),
        ("paid", {"amount": "42.000.000", "to": "AYU"}),
    ],
)
def test_the_branch_office_answers_nothing_before_it_has_the_papers(
    site: Site, name: str, fields: dict[str, Any]
) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app, ago=9)
        await seated(desk)
        await act(desk, one, "sent", benefit="jkm", on=day(desk.app, 3))
        told = await act(desk, one, name, 422, **fields, on=day(desk.app, 4))
        assert "tidak bisa sebelum berkas diserahkan ke kantor cabang" in told
        await act(desk, one, name, **fields, on=day(desk.app, 3))

    at_desks(site, scene)


def test_who_has_died_is_no_longer_counted_as_protected(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await death(desk.app)
        await seated(desk)
        seen = [await protected(desk)]
        await act(desk, one, "sent", benefit="jkm")
        seen.append(await protected(desk))
        await act(desk, one, "accepted", benefit="jkm")
        seen.append(await protected(desk))
        assert [seen[0] - count for count in seen] == [0, 0, 1]
        assert "Yang sudah meninggal pada tanggal itu tidak ikut dihitung" in desk.text

    at_desks(site, scene)


async def protected(desk: Desk) -> int:
    """As the summary has it, and each way to divide it."""
    await desk.get("/reports?programme=denpasar")
    found = int(rows(desk.page, "summary")[0][1])
    for section, column in (("categories", 3), ("payers", 2)):
        assert sum(int(row[column]) for row in rows(desk.page, section)) == found
    return found


def test_a_month_that_is_over_has_no_case_of_today(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await death(desk.app)
        await seated(desk)
        month = f"{today(desk.app).replace(day=1) - timedelta(1):%Y-%m}"
        await desk.get(f"/reports?programme=denpasar&month={month}")
        assert {cell for row in rows(desk.page, "cases") for cell in row[1:]} == {"0"}
        assert "Statusnya seperti keadaannya sekarang" in desk.text
        await desk.get("/reports?programme=denpasar")
        assert {cell for row in rows(desk.page, "cases") for cell in row[1:]} != {"0"}

    at_desks(site, scene)
