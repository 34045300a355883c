"""A city whose clock is not that of the service: its cards, the clocks of its cases and its months are its own.

It is half past eleven in the night to December in Jakarta, and half past midnight where the service is at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from rules.officers import ALL
from storage import catalogue
from storage.card_tokens import token_of
from storage.statement import Tx
from tests.cards.members import member
from tests.console.case_acting import act
from tests.console.case_room import death
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.test_report_pages import rows
from tests.web.site import standing

NIGHT = int(datetime(2026, 11, 30, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta")).timestamp() * 1000)
LAST = date(2026, 11, 30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with standing(tmp_path_factory.mktemp("zone"), clock=lambda: NIGHT) as found:
        at_desks(found, moved)
        yield found


async def moved(desk: Desk) -> None:
    """Denpasar goes by the time of Jakarta."""

    def write(tx: Tx) -> None:
        wanted = replace(catalogue.programme(tx, "denpasar"), timezone="Asia/Jakarta")
        catalogue.save_programme(tx, wanted, NIGHT)

    await desk.app.database.run(write)


async def seated(desk: Desk) -> None:
    roles = ("cases", "viewer", "administrator")
    await desk.sit_down(await officer(desk.app, *roles, areas=(ALL,)))


async def card(desk: Desk, programme: str, until: date) -> bytes:
    """What the card's page says."""
    app = desk.app
    one = await app.database.run(
        lambda tx: member(tx, village=None, programme=programme, until=until, vault=app.vault)
    )
    return (await desk.browser.get(f"/kartu/{token_of(app.vault, one.id)}")).content


def test_a_card_is_good_until_the_city_s_own_midnight(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        good = (await card(desk, "denpasar", LAST)).decode()
        assert "Tidak berlaku" not in good and "Diperiksa: 30 November 2026" in good
        ended = await card(desk, "makassar", LAST)
        assert "Tidak berlaku" in ended.decode()
        # what is not good looks the same in every city
        assert ended == await card(desk, "denpasar", date(2026, 11, 29))
        assert ended == (await desk.browser.get(f"/kartu/{'A' * 21}")).content

    at_desks(site, scene)


def test_a_case_is_late_after_the_city_s_own_midnight(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await seated(desk)
        for programme, village, late in (
            ("denpasar", "51.71.03.2008", False),
            ("makassar", "73.71.04.1001", True),
        ):
            one = await death(desk.app, ago=10, in_programme=programme, in_village=village)
            text = await act(desk, one, "sent", benefit="jkm", on="2026-11-25")  # three working days
            assert ("LEWAT" in text.partition("Hak mengajukan")[0]) == late
            queue = (await desk.get("/cases")).partition(one.number)[2].partition("DUK-")[0]
            assert ("LEWAT" in queue) == late
            await desk.get(f"/reports?programme={programme}")
            assert rows(desk.page, "clocks")[2][1:] == (["0", "1", "0"] if late else ["0", "0", "1"])

    at_desks(site, scene)


def test_nothing_is_noted_of_the_city_s_tomorrow(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await seated(desk)
        one = await death(desk.app, ago=10)
        assert "Tanggalnya dari hari kejadian" in await act(
            desk, one, "sent", 422, benefit="jkm", on="2026-12-01"
        )
        await act(desk, one, "sent", benefit="jkm", on="2026-11-30")

    at_desks(site, scene)


def test_a_report_of_one_city_is_of_its_own_month(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await seated(desk)
        for path, month in (
            ("?programme=denpasar", "November"),
            ("?programme=makassar", "Desember"),
            ("", "Desember"),
        ):
            await desk.get(f"/reports{path}")
            assert f"– {month} 2026</p>" in desk.page
        form = {"programme": "denpasar", "month": "", "format": "pdf"}
        await desk.post("/reports/make", form)
        number = desk.page.partition("/console/reports/files/")[2].partition('"')[0]
        answer = await desk.browser.get(f"/console/reports/files/{number}")
        assert answer.headers["Content-Disposition"].endswith("payung-denpasar-2026-11.pdf")

    at_desks(site, scene)


def test_who_sets_up_a_city_hears_that_its_clock_is_another(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await seated(desk)
        assert "lain dari zona waktu layanan" in await desk.get("/setup/programmes/denpasar")
        assert "Zona waktu program sama" in await desk.get("/setup/programmes/makassar")

    at_desks(site, scene)
