"""An answer to what an officer wrote about a case: who of the officers reads it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, update

from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from rules.cases import Case
from rules.officers import ALL, Area, Officer
from storage import threads
from storage.statement import Statement, Tx
from storage.tables import cases
from tests.console.case_acting import act
from tests.console.case_room import MOTHER, death, told
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.test_thread_pages import says

__all__ = ["site"]

AT_DLH = Statement(update(cases).where(cases.c.id == bindparam("case")).values(office="denpasar/dlh"))
ANSWER = "surat kematian belum ada, Bu"
UNKNOWN = {"nik": "5171035708859777", "name": "NI WAYAN TAK TERDAFTAR", "mother_name": MOTHER}


async def writes(desk: Desk, one: Case, who: Officer, address: str) -> None:
    """The officer writes to the family, and the chat hears of it."""
    await told(desk.app)
    await desk.sit_down(who)
    await desk.get(f"/cases/{one.id}")
    chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
    await act(desk, one, "written", chat=chat, text="Kami turut berduka.")
    [news] = await told(desk.app)
    await desk.app.inbox.receive(Inbound("web", news, address, Said(news=news)))


async def the_thread(desk: Desk) -> int:
    def look(tx: Tx) -> int:
        return max(one.id for one, _ in threads.listed(tx, desk.app.vault, "open", 9))

    return await desk.app.database.read(look)


@pytest.mark.parametrize("of", [UNKNOWN, {"nik": "", "name": "TANPA NIK"}])
def test_about_somebody_who_is_not_registered_it_is_read_in_their_city_alone(
    site: Site, of: dict[str, Any]
) -> None:
    family = f"family of {of['name']}"

    async def scene(desk: Desk) -> None:
        await says(desk.app, family)
        one = await death(desk.app, address=family, **of)
        known = bool(of["nik"])
        await writes(desk, one, await officer(desk.app, "cases", areas=(CITY if known else ALL,)), family)
        await says(desk.app, family, ANSWER)
        number = await the_thread(desk)
        await desk.sit_down(await officer(desk.app, "cases", areas=(CITY,)))
        await desk.get(f"/threads/{number}")
        assert ANSWER in desk.text
        await desk.sit_down(await officer(desk.app, "cases", areas=(Area("city", "63.71"),)))
        if known:
            await desk.get(f"/threads/{number}", 404)
            assert "menunggu jawaban (0)" in await desk.get("/threads")
        else:  # nobody knows where: it must not be missed
            await desk.get(f"/threads/{number}")

    at_desks(site, scene)


def test_who_works_for_one_office_reads_what_is_answered_to_them(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await says(desk.app, "colleague")
        one = await death(desk.app, address="colleague")
        await desk.app.database.run(lambda tx: tx.run(AT_DLH, case=one.id))
        who = await officer(desk.app, "cases", areas=(Area("office", "denpasar/dlh"),))
        await writes(desk, one, who, "colleague")
        await says(desk.app, "colleague", ANSWER)
        assert one.number in await desk.get("/threads") and "menunggu jawaban (1)" in desk.text
        assert "1 pertanyaan menunggu jawaban" in await desk.get("/")
        number = await the_thread(desk)
        assert ANSWER in await desk.get(f"/threads/{number}")
        await desk.sit_down(await officer(desk.app, "cases", areas=(Area("office", "denpasar/dlh"),)))
        await desk.get(f"/threads/{number}", 404)
        for area in (CITY, Area("programme", "denpasar")):  # theirs, and in their area: once
            await desk.sit_down(await officer(desk.app, "cases", areas=(area,)))
            await desk.get(f"/threads/{number}")
            await desk.post(f"/threads/{number}/take", {"from_other": "yes"})
            assert "menunggu jawaban (1)" in await desk.get("/threads")

    at_desks(site, scene)
