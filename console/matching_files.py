"""Files of questions and answers: made, brought and taken away by officers; the work itself is a job."""

from __future__ import annotations

import asyncio

from bot.files import LARGEST_SHEET
from console.answer import Answer, File, Go, View, said
from console.matching_page import HERE, SEE, asked_for, spot_of
from console.page import Guest
from console.registration_places import Places
from console.visit import Visit
from rules.matching import ROW_FAULTS, ROWS_TAKEN
from rules.officers import Spot
from storage import jobs, matching_files, matchings, officer_sessions
from storage.audit import Head
from storage.matching_files import RECORD, MatchingFile
from storage.person_records import PERSON
from storage.registrations import RECORD as REGISTRATION
from storage.statement import Tx

LARGEST = LARGEST_SHEET
NEWEST = 20  # files among which one that is being made is looked for
MOST_TOLD = 200  # rows of a report that are shown
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = f"{HERE}/files"


def out(visit: Visit) -> Answer:
    """POST: everybody who waits for an office goes into a file. One that is being made is not begun twice:
    the second would be empty.
    """
    programme, source = asked_for(visit)
    made = matching_files.newest(visit.tx, visit.vault, [programme.code], NEWEST)
    if begun := [one for one in made if (one.way, one.source, one.state) == ("out", source, "waiting")]:
        return Go(f"{FILES}/{begun[0].id}", said("matching.file_begun"))
    id = _added(visit, "out", source, programme.code)
    visit.noted("matching_out", RECORD, id, spot_of(programme), source=source)
    return Go(f"{FILES}/{id}", said("matching.file_begun"))


def _added(visit: Visit, way: str, source: str, programme: str, file: str | None = None) -> int:
    """The file and its job, in one commit."""
    day = visit.house.local(visit.now).date().isoformat()
    name = f"{programme}-{source or 'jawaban'}-{day}.xlsx"
    wish = MatchingFile(0, way, source, programme, name, "waiting", visit.now, file, officer=visit.officer.id)
    id = matching_files.add(visit.tx, visit.vault, wish)
    jobs.add(visit.tx, visit.vault, f"matching_{way}", {"file": id}, visit.now, f"matching_file:{id}")
    return id


async def brought(guest: Guest) -> Answer:
    """POST: a file of answers; put on the shelf before it is noted, so that nothing noted is missing."""
    content = guest.asked.files.get("file", b"")
    if not content:
        return await guest.run(lambda tx: _no_file(guest, tx))
    await guest.house.database.read(lambda tx: asked_for(guest.visit(tx)))  # nobody else's is kept
    file = await asyncio.to_thread(guest.house.shelf.put, content)

    def work(tx: Tx) -> tuple[Answer, Head | None]:
        visit = guest.visit(tx)
        programme, source = asked_for(visit)
        id = _added(visit, "in", source, programme.code, file)
        visit.noted("matching_in", RECORD, id, spot_of(programme), source=source, bytes=len(content))
        return Go(f"{FILES}/{id}"), visit.head

    return await guest.run(work)


def _no_file(guest: Guest, tx: Tx) -> tuple[Answer, Head | None]:
    """Said on the page that follows."""
    assert guest.session
    key, details = said("matching.no_file")
    officer_sessions.leave(tx, guest.house.vault, guest.session.hash, key, details)
    return Go(HERE), None


def shown(visit: Visit) -> Answer:
    """GET: what became of a file, row by row where a row was not taken; of people nothing."""
    one, spot = found(visit)
    visit.noted("matching_file_read", RECORD, one.id, spot)
    order = ("asked", *ROWS_TAKEN, *ROW_FAULTS)
    counts = [(name, one.counts[name]) for name in order if name in one.counts]
    values = {"one": one, "counts": counts, "faults": one.report[:MOST_TOLD],
              "more": len(one.report) - MOST_TOLD, "may_take": visit.may("matching.ask", spot)}  # fmt: skip
    return View("matching_file.html", values)


def found(visit: Visit) -> tuple[MatchingFile, Spot]:
    """The file of the path and where it lies. Raises Refused."""
    one = matching_files.by_id(visit.tx, visit.vault, visit.asked.id())
    programme = Places(visit).programmes.get(one.programme) if one else None
    spot = spot_of(programme) if programme else Spot(programme=one.programme) if one else None
    visit.must_see(spot, RECORD, visit.asked.id())
    visit.must(SEE, spot or Spot())
    assert one and spot
    return one, spot


async def taken(guest: Guest) -> Answer:
    """POST: the file itself, with people's data in it; that it was taken is noted before it is handed out."""
    names: list[tuple[str, str]] = []

    def work(tx: Tx) -> tuple[Answer, Head | None]:
        visit = guest.visit(tx)
        one, spot = found(visit)
        visit.must("matching.ask", spot)
        returned = guest.asked.one("what") == "returned"
        file = one.returned if returned else one.file if one.way == "out" else None
        if file is None:
            return Go(f"{FILES}/{one.id}"), None
        seen = (
            {PERSON: matching_files.people(tx, one.id)}
            if returned
            else {REGISTRATION: matchings.who_is_in(tx, one.id)}
        )
        what = "returned" if returned else "file"
        visit.noted("matching_file_taken", RECORD, one.id, spot, seen=seen, what=what)
        names.append((file, f"hasil-{one.name}" if returned else one.name))
        return Go(f"{FILES}/{one.id}"), visit.head

    answer = await guest.run(work)
    if not names:
        return answer
    ((file, name),) = names
    return File(await asyncio.to_thread(guest.house.shelf.get, file), name, XLSX)
