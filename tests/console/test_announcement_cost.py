"""What an announcement costs: worked out from prices that were set, else not told."""

from __future__ import annotations

from datetime import date

import pytest

from console.announcement_cost import Cost, cost_of
from rules.officers import Spot
from storage import announcements
from storage.statement import Tx
from tests.console.announcement_room import add
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.fresh import site

__all__ = ["site"]

COUNTED = {"telegram": {"people": 9, "chats": 9, "outside": 9}, "whatsapp": {"people": 12, "chats": 10, "outside": 4}}  # fmt: skip
PRICES = {date(2026, 1, 1): {"service": 100.0, "marketing": 500.0}, date(2027, 1, 1): {"service": 200.0, "marketing": 600.0}}  # fmt: skip


@pytest.mark.parametrize(
    ("prices", "today", "cost"),
    [
        (PRICES, date(2026, 6, 1), Cost(6, 4, 2600.0, 3000.0, date(2026, 1, 1))),
        (PRICES, date(2027, 1, 1), Cost(6, 4, 3600.0, 4400.0, date(2027, 1, 1))),
        (PRICES, date(2025, 6, 1), Cost(6, 4)),
        ({}, date(2026, 6, 1), Cost(6, 4)),
        ({date(2026, 1, 1): {"service": 100.0}}, date(2026, 6, 1), Cost(6, 4)),
    ],
    ids=["this year", "next year", "before", "none", "half"],
)
def test_the_cost_is_worked_out_from_the_prices_that_were_set_and_never_guessed(
    prices: dict[date, dict[str, float]], today: date, cost: Cost
) -> None:
    assert cost_of(COUNTED, prices, today) == cost


def test_only_whatsapp_costs_something() -> None:
    assert cost_of({"telegram": COUNTED["telegram"]}, PRICES, date(2026, 6, 1)).most == 0


def test_without_prices_the_page_says_so(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        by = await officer(desk.app, "verifier")
        id = await add(desk.app, by, Spot("51.71", "denpasar"))

        def counted(tx: Tx) -> None:
            more = {"counted": '{"whatsapp": {"people": 900, "chats": 900, "outside": 800}}', "counted_at": 1}
            announcements.move(tx, desk.app.vault, id, "counted", **more)

        await desk.app.database.run(counted)
        await desk.sit_down(by)
        text = await desk.get(f"/announcements/{id}")
        assert "100 pesan biasa (kategori service) dan 800 templat (kategori marketing)" in text
        assert "Harga per pesan belum diisi" in text and "Meta membatasi" in text

    at_desks(site, scene)
