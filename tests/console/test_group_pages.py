"""Groups at the console: a city is set up without the command line, and nobody sees another city's."""

from __future__ import annotations

import re
import time

import pytest

from bot.groups.inviting import invitation
from bot.services import Records
from bot.wishes import Wish
from handlers.group_services import Invitation
from rules.groups import Group
from rules.officers import Area
from storage import chats, groups
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.coordinators import DETAILS, coordinating

NEW = {"programme": "denpasar", "village": "51.71.01.1001", "office": "", "quota": "100", "starts": "", "until": "",
       "payer": "", "category": ""}  # fmt: skip
BANJARMASIN = Wish("banjarmasin", office="Damkar Swasta", quota=50)


def code_on(desk: Desk) -> str:
    (code,) = re.findall(r"<code>([A-Z0-9]{8})</code>", desk.page)
    assert f"http://127.0.0.1:8080/?start={code}" in desk.page
    return str(code)


async def stands_for(desk: Desk, code: str) -> Invitation:
    def look(tx: Tx) -> Invitation:
        now = desk.app.clock()
        chat = chats.enter(tx, desk.app.vault, "web", "somebody", now, "id")
        return invitation(Records(tx, desk.app.vault, chat, now, desk.app.local(now)), code)

    return await desk.app.database.run(look)


async def led(desk: Desk, wish: Wish | None = None) -> Group:
    """A group with a coordinator."""
    address = f"coordinator-{time.monotonic()}"
    return await (
        coordinating(desk.app, "web", address, wish) if wish else coordinating(desk.app, "web", address)
    )


def test_a_group_is_opened_and_its_code_works_in_the_chat(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "administrator", areas=(CITY,))
        await desk.sit_down(who)
        assert "Untuk program yang mana?" in await desk.get("/groups/new")
        assert "programme=denpasar" in desk.page and "programme=banjarmasin" not in desk.page
        await desk.get("/groups/new?programme=denpasar")
        (village,) = re.findall(r'<option value="(51\.71\.03\.2008)"', desk.page)
        await desk.post("/groups/new", {**NEW, "village": village})
        found = await stands_for(desk, code_on(desk))
        assert found.state == "good" and found.group and found.group.place == village
        assert await desk.acts(who) == ["group_opened", "coordinator_invited"]
        rows = [one.entry for one in await desk.trail() if one.entry.act == "group_opened"]
        assert rows[-1].spot == "51.71|denpasar|51.71.03.2008|"

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"village": "", "office": ""}, "salah satu saja"),
        ({"village": "51.71.03.2008", "office": "Dinas"}, "salah satu saja"),
        ({"village": "63.71.01.1001"}, "tidak termasuk program"),
        ({"village": "", "office": "!!!"}, "pilih kantor dari daftar"),
        ({"quota": "banyak"}, "angka saja"),
        ({"quota": "0"}, "Kuotanya dari 1 sampai 100"),
        ({"quota": "101"}, "Kuotanya dari 1 sampai 100"),
        ({"starts": "kemarin"}, "seperti 2026-12-31"),
        ({"starts": "2031-01-02", "until": "2031-01-01"}, "sesudah hari pertama"),
        ({"until": "2021-01-01"}, "sesudah hari pertama"),
        ({"until": "9999-12-31"}, "antara tahun 2014 dan 2099"),
        ({"starts": "0001-01-01"}, "antara tahun 2014 dan 2099"),
        ({"payer": "nobody"}, "siapa yang membayar"),
        ({"category": "astronaut"}, "tidak ada di program"),
    ],
)
def test_what_is_the_matter_is_said_beside_its_field(site: Site, fields: dict[str, str], why: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "administrator"))
        await desk.get("/groups/new?programme=denpasar")
        assert why in await desk.post("/groups/new", {**NEW, "village": "51.71.03.2008", **fields}, 422)

    at_desks(site, scene)


def test_a_village_s_administrator_opens_that_village_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(
            await officer(desk.app, "administrator", areas=(Area("village", "51.71.03.2008"),))
        )
        await desk.get("/groups/new?programme=denpasar")
        assert re.findall(r'<option value="(51[^"]+)"', desk.page) == ["51.71.03.2008"]
        await desk.post("/groups/new", {**NEW, "village": "51.71.03.2008"})
        await desk.get("/account")
        await desk.post("/groups/new", {**NEW, "village": "51.71.03.2009"}, status=403)
        await desk.get("/account")
        await led(desk, Wish("denpasar", office="Dinas Sosial", quota=5))  # an office that there is
        await desk.post("/groups/new", {**NEW, "village": "", "office": "dinas-sosial"}, 403)
        await desk.get("/account")
        await desk.post("/groups/new", {**NEW, "programme": "banjarmasin"}, 404)

    at_desks(site, scene)


def test_a_telephone_is_masked_until_asked_for_and_the_asking_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group, who = await led(desk), await officer(desk.app, "administrator")
        await desk.sit_down(who)
        text = await desk.get(f"/groups/{group.id}")
        assert "+62 ••• 7890" in text and DETAILS["phone"] not in desk.page and DETAILS["name"] in text
        text = await desk.post(f"/groups/{group.id}/phone")
        assert DETAILS["phone"] in text
        last = (await desk.last()).entry
        assert (last.act, last.record, last.id) == ("personal_shown", "group", str(group.id))
        assert last.details == {"what": "phone"} and DETAILS["phone"] not in str(last)
        assert DETAILS["phone"] not in await desk.get(f"/groups/{group.id}")

    at_desks(site, scene)


def test_who_only_looks_is_not_offered_what_they_may_not_do(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await led(desk)
        await desk.sit_down(await officer(desk.app, "viewer"))
        await desk.get(f"/groups/{group.id}")
        assert f"/groups/{group.id}/" not in desk.page
        for act in ("phone", "invite", "withdraw"):
            await desk.post(f"/groups/{group.id}/{act}", status=403)

    at_desks(site, scene)


def test_a_coordinator_is_withdrawn_and_another_invited(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group, who = await led(desk), await officer(desk.app, "administrator")
        await desk.sit_down(who)
        await desk.get(f"/groups/{group.id}")
        assert "sekarang tanpa koordinator" in await desk.post(f"/groups/{group.id}/withdraw")
        assert (
            await desk.app.database.read(lambda tx: groups.coordinator(tx, desk.app.vault, group.id)) is None
        )
        await desk.post(f"/groups/{group.id}/invite")
        assert (await stands_for(desk, code_on(desk))).state == "good"

    at_desks(site, scene)


def test_an_older_page_withdraws_nobody_else_than_it_has_shown(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        group = await led(desk)
        await desk.sit_down(await officer(desk.app, "administrator"))
        await desk.get(f"/groups/{group.id}")
        text = await desk.post(f"/groups/{group.id}/withdraw", {"base": "999999"})
        assert "koordinatornya orang lain" in text
        assert await desk.app.database.read(lambda tx: groups.coordinator(tx, desk.app.vault, group.id))

    at_desks(site, scene)


def test_another_city_s_group_does_not_exist_here_and_asking_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        theirs = await led(desk, BANJARMASIN)
        who = await officer(desk.app, "administrator", areas=(CITY,))
        await desk.sit_down(who)
        assert theirs.name not in await desk.get("/groups")
        nobody = await desk.get("/groups/99999", 404)
        assert await desk.get(f"/groups/{theirs.id}", 404) == nobody
        last = (await desk.last()).entry
        assert (last.act, last.officer, last.record, last.id) == ("refused", who.id, "group", str(theirs.id))
        assert last.spot == "63.71|banjarmasin||banjarmasin/damkar-swasta" and last.details["why"] == "404"
        for act in ("phone", "invite", "withdraw"):
            await desk.get("/account")
            await desk.post(f"/groups/{theirs.id}/{act}", status=404)
        assert await desk.app.database.read(lambda tx: groups.coordinator(tx, desk.app.vault, theirs.id))

    at_desks(site, scene)


def test_a_long_list_comes_in_parts(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        for number in range(52):
            await led(desk, Wish("samarinda", office=f"Kantor {number:03}", quota=5))
        await desk.sit_down(await officer(desk.app, "viewer", areas=(Area("programme", "samarinda"),)))
        first = await desk.get("/groups")
        assert "Halaman 1 dari 2" in first and "Kantor 049" in first and "Kantor 050" not in first
        second = await desk.get("/groups?page=2")
        assert "Kantor 050" in second and "Kantor 049" not in second
        assert await desk.get("/groups?page=99") == second

    at_desks(site, scene)
