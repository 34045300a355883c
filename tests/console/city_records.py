"""A record of Denpasar for each address that names one, made as officers and chats make them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from bot.card_tasks import sheets
from bot.conversation.messages import Reply
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.matching import Answer
from rules.matching_advice import advise
from rules.officers import ROLES
from rules.offices import Office, code_of
from rules.records import Event, Membership
from storage import (
    card_batches,
    case_queue,
    chats,
    matching_files,
    matching_questions,
    matchings,
    memberships,
    offices,
    outbox,
    people,
    registrations,
)
from storage.cards import Chosen
from storage.matching_files import MatchingFile
from storage.outbox import Queued
from storage.statement import Tx
from tests.console.announcement_room import written
from tests.console.case_room import accident
from tests.console.city_room import JPEG, NAMES, PROGRAMME, Room, chat_of, kept, person
from tests.console.desk import CITY, Desk, officer
from tests.console.enrolment_room import NUMBERS, decided, made, sent_file
from tests.console.test_case_pages import papers
from tests.console.test_registration_pages import registered
from tests.console.test_thread_pages import asked
from tests.coordinators import coordinating

XLSX = b"PK\x03\x04 a workbook"


async def room(desk: Desk) -> Room:
    """All of it."""
    who = await officer(desk.app, *ROLES, areas=(CITY,))
    alive, dead, listed = [await person(desk.app, name) for name in NAMES]
    found = Room(who, alive, dead, listed)
    for path, make in MAKERS.items():
        await desk.sit_down(who)
        found.records[path] = await make(desk, found)
    return found


async def registration(desk: Desk, room: Room) -> dict[str, str]:
    return {"id": str(room.alive.id)}


async def photo(desk: Desk, room: Room) -> dict[str, str]:
    one = await registered(desk.app, ktp_photo="of-a-ktp")
    await kept(desk.app, one, "of-a-ktp")
    return {"id": str(one.id), "document": "of-a-ktp"}


async def case(desk: Desk, room: Room) -> dict[str, str]:
    told = {name: room.alive.details[name] for name in ("nik", "name")}
    return {"id": str((await accident(desk.app, **told)).id)}


async def talk(desk: Desk, room: Room) -> dict[str, str]:
    """The chat from which the case was reported."""
    known = room.records["/cases/{id:int}"]
    chats_with = await desk.app.database.read(lambda tx: case_queue.chats_with(tx, int(known["id"])))
    return {**known, "?": f"?chat={next(iter(chats_with))['id']}"}


async def case_file(desk: Desk, room: Room) -> dict[str, str]:
    one = await accident(desk.app)
    await papers(desk.app, one, ("of-a-case", "worker_ktp", JPEG))
    return {"id": str(one.id), "document": "of-a-case"}


async def group(desk: Desk, room: Room) -> dict[str, str]:
    return {"id": str((await coordinating(desk.app, "web", "coordinator-of-denpasar")).id)}


async def thread(desk: Desk, room: Room) -> dict[str, str]:
    """Asked from the chat of somebody who is registered in Denpasar."""
    chat = await chat_of(desk.app, room.alive)
    return {"id": str(await asked(desk.app, str(chat["address"]), "kapan aktif?"))}


async def thread_file(desk: Desk, room: Room) -> dict[str, str]:
    await kept(desk.app, room.alive, "of-a-thread")
    return {**room.records["/threads/{id:int}"], "document": "of-a-thread"}


async def held(desk: Desk, room: Room) -> dict[str, str]:
    app = desk.app

    def hold(tx: Tx) -> int:
        chat = chats.enter(tx, app.vault, "whatsapp", "628129001", app.clock(), "id").id
        people.link(tx, chat, room.alive.person, "family", app.clock())
        reply = Reply(f"Kabar tentang {room.alive.details['name']}.")
        outbox.add(tx, app.vault, Queued(0, chat, "whatsapp", "628129001", reply, at=app.clock()), "held", 0)
        return chat

    return {"id": str(await app.database.run(hold))}


async def cards(desk: Desk, room: Room) -> dict[str, str]:
    app, first = desk.app, date(2026, 1, 1)

    def ask(tx: Tx) -> int:
        cover = Membership(0, room.alive.person, PROGRAMME, "25000090001", ("jkk", "jkm"), "city_budget", first,
                           first, date(2099, 12, 31))  # fmt: skip
        memberships.add(tx, app.vault, cover, app.clock())
        return card_batches.ask(tx, app.vault, Chosen(PROGRAMME, room.alive.village or ""), 1, "2026-01-01",
                                app.clock())  # fmt: skip

    id = await app.database.run(ask)
    await sheets(app, {"batch": id})
    return {"id": str(id), "?": "?part=1"}


async def announcement(desk: Desk, room: Room) -> dict[str, str]:
    return {"id": str((await written(desk, room.maker)).id)}


async def matching_file(desk: Desk, room: Room) -> dict[str, str]:
    """Everybody who is asked about in a file, as its job leaves it."""
    app, now = desk.app, desk.app.clock()
    name = f"{PROGRAMME}-population.xlsx"
    stored = app.shelf.put(XLSX)

    def make(tx: Tx) -> int:
        wish = MatchingFile(0, "out", "population", PROGRAMME, name, "waiting", now, officer=room.maker.id)
        id = matching_files.add(tx, app.vault, wish)
        matchings.add_lacking(tx, PROGRAMME, "population", now, 100)
        asked = matchings.to_file(tx, PROGRAMME, "population", id, now, 100)
        ready = MatchingFile(id, "out", "population", PROGRAMME, name, "done", now, stored, rows=asked)
        matching_files.end(tx, app.vault, ready)
        return id

    return {"id": str(await app.database.run(make))}


async def deceased(desk: Desk, room: Room) -> dict[str, str]:
    """What the population office has answered about one of them."""
    app, answer = desk.app, Answer("11", died_on="2026-05-02")

    def store(tx: Tx) -> int:
        (row,) = matchings.of_nik(tx, app.vault, str(room.dead.details["nik"]), "population")
        known = matching_questions.facts_of(app.vault, row)
        matchings.answered(tx, app.vault, row, answer, advise("population", known, answer), app.clock())
        return int(row["id"])

    return {"id": str(await app.database.run(store))}


async def enrolment_list(desk: Desk, room: Room) -> dict[str, str]:
    """Made by one, checked and fixed by another, sent: its file is there."""
    app = desk.app

    def verify(tx: Tx) -> None:
        event = Event("verified", app.clock(), "officer")
        registrations.happen(tx, app.vault, room.listed, event, None)

    await app.database.run(verify)
    id = await made(desk)
    await decided(desk, id, await officer(app, *ROLES, areas=(CITY,)))
    await desk.post(f"/enrolment/{id}/send")
    await done(app)
    return {"id": str(id)}


async def answers(desk: Desk, room: Room) -> dict[str, str]:
    """A file of the branch about that list."""
    id = room.records["/enrolment/{id:int}"]["id"]
    await desk.get(f"/enrolment/{id}")
    row = [str(room.listed.details["nik"]), str(room.listed.details["name"]), "25000090002", "", ""]
    await sent_file(desk, int(id), "kpj", sheet([row], NUMBERS, "S"))
    await done(desk.app)
    await desk.get(f"/enrolment/{id}")
    found = re.findall(r"/console/enrolment/answers/(\d+)", desk.page)[0]
    return {"id": found}


async def report(desk: Desk, room: Room) -> dict[str, str]:
    await desk.get("/reports")
    month = f"{desk.app.local(desk.app.clock()).date().replace(day=1) - timedelta(1):%Y-%m}"
    await desk.post("/reports/make", {"programme": PROGRAMME, "month": month, "format": "xlsx"})
    (found,) = re.findall(r"/console/reports/files/(\d+)", desk.page)
    return {"id": found}


async def colleague(desk: Desk, room: Room) -> dict[str, str]:
    return {"id": str((await officer(desk.app, "viewer", areas=(CITY,))).id)}


async def programme(desk: Desk, room: Room) -> dict[str, str]:
    return {"code": PROGRAMME}


async def part(desk: Desk, room: Room) -> dict[str, str]:
    return {"code": PROGRAMME, "?": "?part=names"}


async def version(desk: Desk, room: Room) -> dict[str, str]:
    return {"code": PROGRAMME, "number": "1"}


async def region(desk: Desk, room: Room) -> dict[str, str]:
    return {"region": CITY.place}


async def office(desk: Desk, room: Room) -> dict[str, str]:
    app, name = desk.app, "Dinas Perahu"

    def add(tx: Tx) -> str:
        wanted = Office(0, CITY.place, code_of(name), name)
        return offices.add(tx, app.vault, wanted, Event("added", app.clock(), "officer")).code

    return {"region": CITY.place, "code": await app.database.run(add)}


MAKERS: dict[str, Callable[[Desk, Room], Awaitable[dict[str, str]]]] = {
    "/registrations/{id:int}": registration,
    "/registrations/{id:int}/files/{document}": photo,
    "/cases/{id:int}": case,
    "/cases/{id:int}/talk": talk,
    "/cases/{id:int}/files/{document}": case_file,
    "/groups/{id:int}": group,
    "/threads/{id:int}": thread,
    "/threads/{id:int}/files/{document}": thread_file,
    "/held/{id:int}": held,
    "/cards/{id:int}": cards,
    "/announcements/{id:int}": announcement,
    "/matching/files/{id:int}": matching_file,
    "/matching/deceased/{id:int}": deceased,
    "/enrolment/{id:int}": enrolment_list,
    "/enrolment/answers/{id:int}": answers,
    "/reports/files/{id:int}": report,
    "/officers/{id:int}": colleague,
    "/setup/programmes/{code}": programme,
    "/setup/programmes/{code}/edit": part,
    "/setup/programmes/{code}/versions/{number}": version,
    "/setup/cities/{region}": region,
    "/setup/cities/{region}/offices/{code}": office,
}
