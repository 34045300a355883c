"""Enrolment lists for the tests of the console: made, checked and fixed by officers, and who stands on them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import aiohttp

from bot.app import App
from bot.rehearsal.work import done
from rules.cases import Case
from rules.officers import Officer
from rules.payment import months_from
from rules.programme import Programme
from rules.records import Event, Registration
from storage import cases, catalogue, chats, enrolment, enrolment_rows, registrations
from storage.statement import Tx
from tests.console.desk import Desk
from tests.console.test_registration_pages import registered

NUMBERS = ("nik", "nama", "kpj", "status", "alasan")


async def verified(app: App, many: int = 1, **more: Any) -> list[Registration]:
    """People whose data fit."""
    made = [await registered(app, **more) for _ in range(many)]

    def write(tx: Tx) -> None:
        for one in made:
            event = Event("verified", app.clock(), "officer")
            registrations.happen(tx, app.vault, one, event, None)

    await app.database.run(write)
    return made


def today(app: App) -> date:
    return app.local(app.clock()).date()


def months(app: App, count: int = 3) -> dict[str, Any]:
    """The form's fields for that many months from the next one on: no test hangs on the day it is run."""
    first = months_from(today(app).replace(day=1), 2)[1]
    return {
        "programme": "denpasar",
        "kind": "new",
        "period": "",
        "starts": f"{first:%Y-%m}",
        "months": str(count),
    }


async def made(desk: Desk, **more: Any) -> int:
    """A list that is filled; its number."""
    await desk.get("/enrolment/new?programme=denpasar")
    await desk.post("/enrolment/new", {**months(desk.app), **more})
    await done(desk.app)
    lists = await desk.app.database.read(enrolment.everyone)
    return lists[0].id


async def decided(desk: Desk, id: int, who: Officer, *, fix: bool = True) -> str:
    """Checked, and fixed, by a decider."""
    await desk.sit_down(who)
    await desk.get(f"/enrolment/{id}")
    text = await desk.post(f"/enrolment/{id}/check")
    if fix:
        day = today(desk.app).isoformat()
        text = await desk.post(f"/enrolment/{id}/fix", {"decree": "SK 400/12", "decreed_on": day})
    return text


async def sent_file(desk: Desk, id: int, kind: str, content: bytes, status: int = 200) -> str:
    """A file of the branch, uploaded."""
    form = aiohttp.FormData()
    for name, value in (("mark", desk.mark), ("kind", kind)):
        form.add_field(name, value)
    form.add_field("file", io.BytesIO(content), filename="jawaban.xlsx")
    answer = await desk.browser.ask("POST", f"/console/enrolment/{id}/answers", data=form)
    return desk._seen(answer, status)


async def state(app: App, id: int) -> str:
    found = await app.database.read(lambda tx: enrolment.by_id(tx, id))
    assert found
    return found.state


async def with_quota(app: App, **more: Any) -> None:
    """The programme with another quota or budget."""

    def write(tx: Tx) -> None:
        programme: Programme = next(one for one in catalogue.all_programmes(tx) if one.code == "denpasar")
        catalogue.save_programme(tx, replace(programme, **more), app.clock())

    await app.database.run(write)


async def rows_of(desk: Desk, id: int) -> dict[int, tuple[int, str, str | None]]:
    """By registration: the row, where it stands and why."""
    found = await desk.app.database.read(lambda tx: enrolment_rows.page(tx, desk.app.vault, id, "", 0, 50))
    return {row["registration_id"]: (row["id"], row["state"], row["reason"]) for row in found}


async def withdrawn(desk: Desk, one: Registration) -> None:
    event = Event("withdrawn", desk.app.clock(), "person")
    await desk.app.database.run(lambda tx: registrations.happen(tx, desk.app.vault, one, event, None))


async def reported_dead(desk: Desk, one: Registration) -> None:
    def write(tx: Tx) -> None:
        chat = chats.enter(tx, desk.app.vault, "web", f"heir-{one.id}", desk.app.clock(), "id").id
        case = Case(0, "", "death", one.person, "", {}, desk.app.clock())
        event = Event("reported", desk.app.clock(), "person")
        cases.add(tx, desk.app.vault, case, None, event, chat)

    await desk.app.database.run(write)
