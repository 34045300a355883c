"""What the city knows of a case, for its sheet: cover, registration, place, the papers that came."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.conversation.words import Words
from bot.paper.form import Sheet
from bot.paper.sheet import accident_sheet, death_sheet
from bot.services import Records
from handlers.case_papers import event_day, paper_name, papers_of
from rules.cases import Case, received
from rules.dated import NoRate
from rules.deadlines import deadline, kept
from rules.programme import Programme
from rules.records import Person, Registration

TOLD = ("birth_date", "address", "phone", "income")


def sheet_of(records: Records, case: Case, words: Words, public_url: str) -> Sheet:
    """The sheet of an accident or a death, in the language of the words."""
    formats = words.language.formats
    facts = {**known(records, case, words), **times(records, case), "documents": papers(records, case, words)}
    answers = {**case.details, "witnesses": [one["name"] for one in case.details.get("witnesses") or ()]}
    made = accident_sheet if case.kind == "accident" else death_sheet
    return made(case.number, answers, facts, words, formats, public_url)


def known(records: Records, case: Case, words: Words) -> Mapping[str, Any]:
    """Of the person, the membership and the registration: only for who has proved to know the insured, by the
    phone or the birth date. A stranger's sheet has dotted lines.
    """
    person = records.case_person(case)
    if person is None or not case.details.get("proved"):
        return {}
    registrations = records.registrations(person)
    told = {name: person.details.get(name) for name in TOLD}
    return {**told, **cover(records, person, case), **registered(records, registrations[-1:], words)}


def cover(records: Records, person: Person, case: Case) -> Mapping[str, Any]:
    """The membership that counted on the day, else the latest."""
    memberships = records.memberships(person)
    day = event_day(case, records.today())
    active = [one for one in memberships if one.cover(day) == "active"]
    for one in (*active, *memberships):
        income = {"income": one.income} if one.income is not None else {}
        return {"kpj": one.kpj, "payer": one.payer, "package": list(one.package), **income}
    return {}


def registered(records: Records, latest: Any, words: Words) -> Mapping[str, Any]:
    """Programme, kind of work and place of the latest registration."""
    for one in latest:
        programme = records.programme(one.programme)
        return {"programme": programme.name[words.language.code], **place(records, one),
                "category": labelled(programme, one, words)}  # fmt: skip
    return {}


def labelled(programme: Programme, registration: Registration, words: Words) -> str:
    category = programme.category(registration.category)
    return category.label[words.language.code] if category else registration.category


def place(records: Records, registration: Registration) -> Mapping[str, str]:
    """Village, district and regency by name, from the village's official code (PP.KK.CC.VVVV)."""
    code = registration.village
    if not code:
        return {}
    levels = {"village": code, "district": code[:8], "regency": code[:5]}
    return {level: records.region_name(region) for level, region in levels.items()}


def times(records: Records, case: Case) -> Mapping[str, Any]:
    """When it was reported and, for an accident, until when it had to be (ISO, local)."""
    reported = datetime.fromtimestamp(case.created_at / 1000, records.local.tzinfo)
    told = case.details.get("happened")
    found: dict[str, Any] = {"reported": plain(reported), "deadline": None, "kept": True}
    if told:
        since = datetime.fromisoformat(told).replace(tzinfo=records.local.tzinfo)
        with suppress(NoRate):  # from before the first rule that is known
            until = deadline("accident_report", since)
            found |= {"deadline": plain(until.until), "kept": kept(until, reported)}
    return found


def plain(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def papers(records: Records, case: Case, words: Words) -> list[tuple[str, bool]]:
    """Every paper that is needed, and whether it came."""
    there = received(case.events)
    return [
        (paper_name(paper.document, words.language), paper.document in there)
        for paper in papers_of(records, case, records.today())
    ]
