"""What an officer does to a case in the tests of the console: at a desk, by the forms of its page."""

from __future__ import annotations

from typing import Any

from bot.app import App
from rules.cases import Case
from rules.officers import Area
from storage import cards, memberships, people
from storage.statement import Tx
from tests.console.case_room import day, now
from tests.console.desk import CITY, Desk, officer


async def act(desk: Desk, one: Case, name: str, status: int = 200, **fields: Any) -> str:
    """Fill in a form of the page and send it, as the page had shown it."""
    fields = {"seen": (await now(desk.app, one)).status, "on": day(desk.app, 0), "act": name, **fields}
    return await desk.post(f"/cases/{one.id}/{name}", fields, status)


async def seated(desk: Desk, *areas: Area) -> Any:
    who = await officer(desk.app, "cases", areas=areas or (CITY,))
    await desk.sit_down(who)
    return who


async def card_runs(app: App, nik: str) -> bool:
    """Is the card of the person with that NIK valid today?"""

    def look(tx: Tx) -> bool:
        person = people.by_nik(tx, app.vault, nik)
        assert person
        [cover] = memberships.of_person(tx, app.vault, person.id)
        return cards.runs(tx, cover.id, day(app, 0))

    return await app.database.read(look)
