"""How a case is written: reported once, joined by whoever reports it again, added to by who has its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.conversation.reading.plain import plain
from handlers.services import Reported
from rules.cases import CHANGEABLE, NO_CONSENT, OPEN, REMIND_AFTER, Case
from rules.records import Event, Person
from rules.same_event import near
from storage import cases, codes, documents, jobs, tries
from storage.chats import Chat
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.services import Records

CODE_LASTS = 5 * 366 * 24 * 3600 * 1000  # a claim may be made for five years (PP 82/2019)
DAY = 24 * 3600 * 1000


def report(records: Records, kind: str, answers: Mapping[str, Any]) -> Reported:
    """Write a report at once; where the same has been reported before, join that case."""
    nik = answers.get("nik")
    known = same(records, kind, answers) if nik else None
    if known:
        case, joined = joined_by(records, known, answers), True
    else:
        case, joined = begun(records, kind, answers), False
    opens = f"{case.id}:witness" if joined and not case.private else str(case.id)
    code = codes.make(records.tx, records.vault, "case", None, records.now + CODE_LASTS, opens)
    return Reported(case, code, joined)


def same(records: Records, kind: str, answers: Mapping[str, Any]) -> Case | None:
    """The open case about the same person and the same event; a NIK alone may be mistyped."""
    running = cases.running(records.tx, records.vault, kind, answers["nik"])
    meant = (case for case in running if alike(case.name, str(answers.get("name") or "")))
    return next((case for case in meant if near(case.details, answers)), None)


def begun(records: Records, kind: str, answers: Mapping[str, Any]) -> Case:
    """A new case with its first event, and the reminders it may need."""
    person = insured(records, answers)
    proved = {"proved": True} if person and records.speaks_for(person) else {}
    wanted = Case(0, "", kind, person.id if person else None, "", {**answers, **proved}, records.now)
    event = Event("reported", records.now, "person")
    made = cases.add(records.tx, records.vault, wanted, answers.get("nik"), event, records.chat.id)
    for days in REMIND_AFTER:
        remind_at(records, made, f"missing:{days}", records.now + days * DAY)
    return made


def remind_at(records: Records, case: Case, what: str, at: int) -> None:
    """Look at the case again at a moment, and remind where that still makes sense."""
    payload = {"case": case.id, "what": what}
    jobs.add(records.tx, records.vault, "case_reminder", payload, at, f"case:{case.id}:{what}")


def joined_by(records: Records, known: Case, answers: Mapping[str, Any]) -> Case:
    """What the first reporter said stays; what a witness says is kept beside it, for the officers. The phone
    of the insured, or of the family that speaks for them, is no stranger's.
    """
    event = Event("reported_again", records.now, "person", details={"told": dict(answers)})
    person = insured(records, answers)
    near_one = person is not None and records.speaks_for(person)
    role = cases.let_in(
        records.tx, known.id, records.chat.id, "helper" if near_one else "witness", records.now
    )
    proved = {"proved": True} if near_one and known.person == (person and person.id) else {}
    known = replace(known, role=role)
    return cases.happen(records.tx, records.vault, known, event, records.chat.id, proved)


def insured(records: Records, answers: Mapping[str, Any]) -> Person | None:
    """The person meant, if the NIK is known here and the name is like the one we know, or the chat's own."""
    person = records.person_by_nik(answers["nik"]) if answers.get("nik") else None
    if person and (records.speaks_for(person) or alike(person.name, str(answers.get("name") or ""))):
        return person
    return None


def alike(one: str, other: str) -> bool:
    """Is every word of the shorter name in the longer one? Whoever reports knows the name, if not always as
    the KTP has it; a list of common names must not fit everybody.
    """
    words = [{word for word in plain(name).lower().split() if len(word) > 1} for name in (one, other)]
    shorter, longer = sorted(words, key=len)
    return bool(shorter) and shorter <= longer


def opened(records: Records, number: str, code: str) -> Case | None:
    """The case of a number and a code, which this chat may see from now on; None where they don't fit."""
    found = cases.numbered(records.tx, records.vault, number)
    known = codes.look(records.tx, records.vault, code, records.now)
    id, _, role = (known.payload or "").partition(":") if known else ("", "", "")
    if not found or not known or (known.kind, id, known.state) != ("case", str(found.id), "good"):
        tries.wrong(records.tx, _subject(records), records.now)
        return None
    role = cases.let_in(records.tx, found.id, records.chat.id, role or "helper", records.now)
    return replace(found, role=role)


def locked_until(records: Records) -> int | None:
    """Until when this chat may not try (milliseconds). Not counted by case: a stranger could lock out the
    family, and a code is one of 24 to the 8th.
    """
    return tries.locked_until(records.tx, [_subject(records)], records.now)


def _subject(records: Records) -> bytes:
    return records.vault.find(str(records.chat.id), "tries.chat")


def happens(
    records: Records,
    case: Case,
    kind: str,
    changes: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> Case:
    """Something happens to a case from this chat; an answer that changed is named in the event."""
    details = {"fields": sorted(changes)} if changes else {}
    event = Event(kind, records.now, "person", reason, details)
    case = cases.happen(records.tx, records.vault, case, event, records.chat.id, changes)
    return found_by_name(records, case) if changes and "name" in changes else case


def found_by_name(records: Records, case: Case) -> Case:
    """A name that was corrected may be that of the NIK after all; a wrong one counts as a guess."""
    nik = case.details.get("nik")
    if case.person or not nik or records.locked_until(nik):
        return case
    person = insured(records, case.details)
    if person:
        return cases.belongs(records.tx, case, person.id)
    if records.person_by_nik(nik):
        records.wrong_try(nik)
    return case


def without_consent(records: Records, person: Person) -> None:
    """Who withdraws the consent is reminded of open cases no more, and the city's own data serve them no
    longer. What was reported is worked on, as the law of the claim asks, and what officers do is told to its
    chats, as was promised before the withdrawal (my_data.po); officers see that the consent is gone.
    """
    for case in cases.of_person(records.tx, records.vault, person.id):
        if case.status in OPEN:
            event = Event("quiet", records.now, "person", NO_CONSENT)
            cases.happen(records.tx, records.vault, case, event, records.chat.id, {"proved": None})


def add_document(records: Records, case: Case, code: str, file: str) -> Case:
    """A file is this document of the case, and those that were sent with it are its further pages. One that
    was found hard to read already is noted so.
    """
    for place, page in enumerate(documents.together(records.tx, file)):
        kind = "page" if place else "document"
        cases.add_file(records.tx, case.id, page)
        event = Event(kind, records.now, "person", details={"document": code, "file": page})
        case = cases.happen(records.tx, records.vault, case, event, records.chat.id)
    seen = documents.get(records.tx, records.vault, file)
    if seen and seen.state == "lost":
        return noted(records.tx, records.vault, case, "lost", file, records.now)
    if seen and seen.problem:
        case = noted(records.tx, records.vault, case, "unclear", file, records.now, seen.problem)
        tell(records.tx, records.vault, records.chat, file, records.now)
    return case


def add_page(records: Records, first: str, page: str) -> None:
    """One more page of what was sent just now."""
    documents.more(records.tx, first, page)
    case = cases.of_file(records.tx, records.vault, first)
    code = case and next((e.details["document"] for e in case.events if e.details.get("file") == first), None)
    if case and code:
        cases.add_file(records.tx, case.id, page)
        event = Event("page", records.now, "person", details={"document": code, "file": page})
        cases.happen(records.tx, records.vault, case, event, records.chat.id)


def tell(tx: Tx, vault: Vault, chat: Chat, file: str, now: int) -> None:
    """Let a chat hear, once, that a photo is hard to read."""
    about = f"photo:{file}"
    payload = {"channel": chat.channel, "address": chat.address, "news": about, "key": about}
    jobs.add(tx, vault, "tell", payload, now)


def noted(
    tx: Tx, vault: Vault, case: Case, kind: str, file: str, now: int, problem: str | None = None
) -> Case:
    """What was seen of a file: unclear (it counts all the same once it was sent again) or lost."""
    event = Event(kind, now, "system", problem, {"file": file})
    return cases.happen(tx, vault, case, event, None)


def settle(records: Records, case: Case, missing: Sequence[str]) -> Case:
    """Complete when nothing is missing any more, and not when something is again."""
    if case.status not in CHANGEABLE or (case.status == "complete") == (not missing):
        return case
    kind = "incomplete" if missing else "completed"
    event = Event(kind, records.now, "system")
    return cases.happen(records.tx, records.vault, case, event, None)


def ask_paper(records: Records, case: Case) -> None:
    """Have the report put on paper for this chat."""
    payload = {"case": case.id, "channel": records.chat.channel, "address": records.chat.address,
               "at": records.now}  # fmt: skip
    jobs.add(records.tx, records.vault, "paper", payload, records.now)
