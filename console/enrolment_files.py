"""Files of an enrolment list: the export for the branch, its answers, what goes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.enrolment.taking_in import JOB
from console.answer import Answer, File, Go, Refused, View, said
from console.enrolment_acts import back, happens
from console.enrolment_lists import HERE
from console.enrolment_places import Lists
from console.page import Guest
from console.visit import Visit, enter
from rules.enrolment import OVER_QUOTA, RECORD, Enrolment
from rules.officers import Spot
from rules.records import NotAllowed
from storage import answer_files, enrolment, jobs, officer_sessions
from storage.answer_files import AnswerFile
from storage.audit import Head
from storage.person_records import PERSON, WHOLE_LIST
from storage.statement import Tx

ANSWERS = answer_files.RECORD
KINDS = ("kpj", "payment")
EXPORT = "export_enrolment"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAY = "enrolment.pay"


def send(visit: Visit) -> Answer:
    """POST: a job writes the file for the branch; from then on the list is sent."""
    lists = Lists(visit)
    one = lists.found()
    visit.must(PAY, lists.spot(one))
    try:
        happens(visit, one, "export_asked")
    except NotAllowed:
        return back(one, "enrolment.moved_on")
    jobs.add(visit.tx, visit.vault, EXPORT, {"list": one.id, "officer": visit.officer.id}, visit.now,
             f"{EXPORT}:{one.id}")  # fmt: skip
    visit.noted("enrolment_export_asked", RECORD, one.id, lists.spot(one))
    return back(one, "enrolment.exporting")


async def download(guest: Guest) -> Answer:
    """GET: the file for the branch, with everybody's data: noted before it leaves."""

    def work(visit: Visit) -> tuple[str, str]:
        lists = Lists(visit)
        one = lists.found()
        visit.must(PAY, lists.spot(one))
        if not one.file:
            raise Refused(404, RECORD, str(one.id), lists.spot(one))
        visit.noted("enrolment_downloaded", RECORD, one.id, lists.spot(one), seen={WHOLE_LIST: [one.id]})
        return one.file, f"daftar-{one.id}.xlsx"

    return await _sent(guest, work)


async def result(guest: Guest) -> Answer:
    """GET: the branch's file with its new column."""

    def work(visit: Visit) -> tuple[str, str]:
        lists, file = Lists(visit), _file(visit)
        if not file.result:
            raise Refused(404, ANSWERS, str(file.id))
        seen = {PERSON: answer_files.people(visit.tx, file.id)}
        visit.noted("enrolment_result_downloaded", ANSWERS, file.id, _spot(lists, file), seen=seen)
        return file.result, f"hasil-{file.kind}-{file.id}.xlsx"

    return await _sent(guest, work)


async def _sent(guest: Guest, work: Callable[[Visit], tuple[str, str]]) -> Answer:
    """A file of the shelf, after its row in the trail is stored."""
    found: list[tuple[str, str]] = []

    def noted(tx: Tx) -> tuple[Answer, Head | None]:
        visit = enter(tx, guest.house, guest.asked, "full", (PAY,), True)
        found[:] = [work(visit)]
        return Go(HERE), visit.head

    await guest.run(noted)
    ((name, told),) = found
    return File(await asyncio.to_thread(guest.house.shelf.get, name), told, XLSX)


def _file(visit: Visit) -> AnswerFile:
    """The file of the path, whose list is in the officer's area. Raises Refused."""
    file = answer_files.by_id(visit.tx, visit.vault, visit.asked.id())
    one = enrolment.by_id(visit.tx, file.list) if file and file.list else None
    spot = Lists(visit).spot(one) if one else None
    visit.must_see(spot, ANSWERS, visit.asked.id())
    assert file
    return file


def _spot(lists: Lists, file: AnswerFile) -> Spot | None:
    one = enrolment.by_id(lists.visit.tx, file.list or 0)
    return lists.spot(one) if one else None


def answers(visit: Visit) -> Answer:
    """GET: what became of the rows of a file, counted; nobody's data."""
    lists, file = Lists(visit), _file(visit)
    visit.noted("enrolment_answers_read", ANSWERS, file.id, _spot(lists, file))
    counts = answer_files.counts(visit.tx, file.id)
    values = {"file": file, "counts": counts, "total": counts.total(), "statuses": answer_files.STATUSES,
              "errors": answer_files.reasons(visit.tx, file.id, "error"),
              "beyond": answer_files.reasons(visit.tx, file.id, "done").get(OVER_QUOTA)}  # fmt: skip
    return View("enrolment_answers.html", values)


async def upload(guest: Guest) -> Answer:
    """POST: a file of the branch; a job takes it in."""
    kind, content = guest.asked.one("kind"), guest.asked.files.get("file", b"")
    await guest.house.database.read(
        lambda tx: _list(enter(tx, guest.house, guest.asked, "full", (PAY,), False))
    )
    if kind not in KINDS or not content:
        return await guest.run(lambda tx: _left(tx, guest, "enrolment.no_file"))
    name = await asyncio.to_thread(guest.house.shelf.put, content)
    return await guest.run(lambda tx: _begun(tx, guest, kind, name))


def _list(visit: Visit) -> tuple[Lists, Enrolment]:
    lists = Lists(visit)
    one = lists.found()
    visit.must(PAY, lists.spot(one))
    return lists, one


def _begun(tx: Tx, guest: Guest, kind: str, name: str) -> tuple[Answer, Head | None]:
    visit = enter(tx, guest.house, guest.asked, "full", (PAY,), True)
    lists, one = _list(visit)
    if one.state != "sent":
        return _left(tx, guest, "enrolment.not_sent_yet")
    called = guest.asked.names.get("file", "")
    made = answer_files.begin(tx, visit.vault, kind, one.id, visit.officer.id, name, called, visit.now)
    jobs.add(tx, visit.vault, JOB, {"file": made.id}, visit.now, f"{JOB}:{made.id}")
    visit.noted("enrolment_answers", ANSWERS, made.id, lists.spot(one), kind=kind, list=one.id)
    return Go(f"{HERE}/answers/{made.id}"), visit.head


def _left(tx: Tx, guest: Guest, key: str) -> tuple[Answer, Head | None]:
    """Back to the list, with a sentence there."""
    assert guest.session
    flash, details = said(key)
    officer_sessions.leave(tx, guest.house.vault, guest.session.hash, flash, details)
    return Go(f"{HERE}/{guest.asked.id()}"), None
