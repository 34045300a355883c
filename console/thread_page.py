"""One thread: the chat as the person saw it, what is known of who asks, and the answer being written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from console.answer import Answer, View
from console.base import base_of
from console.form import Form
from console.house import ROOT
from console.registration_places import Places
from console.speaking import LONGEST, newest
from console.talk import talk_of
from console.thread_places import found, spot_of
from console.visit import Visit
from rules.officers import Officer, Spot, may
from rules.threads import CLOSED, NOTES, Thread
from storage import case_standing, cases, chats, officers, people, registrations
from storage.audit_seen import Seen
from storage.progress import session_of
from storage.threads import RECORD

HERE = f"{ROOT}/threads"
QUICK = ("read", "wait", "card", "check", "report", "office", "money", "thanks")  # locales: console.po
FACTS = ("programme", "category", "village")  # of a note: nothing that would have to be masked


def shown(visit: Visit) -> Answer:
    """GET: one thread; that it was opened is noted."""
    places = Places(visit)
    one = found(visit, places)
    return page(visit, places, one, Form({"text": quick(visit, one)}))


def page(visit: Visit, places: Places, one: Thread, form: Form) -> View:
    """`form`: the answer as far as it is written."""
    spot = spot_of(places, one)
    lines = [] if one.about in NOTES else talk_of(visit, one.chat)
    known = about(visit, places, one)
    visit.noted("thread_read", RECORD, one.id, spot, seen=stood_there(visit, one, known), lines=len(lines))
    channel, _ = chats.where(visit.tx, one.chat)
    works = visit.may("threads.answer") and one.state != CLOSED
    values = {
        "one": one, "lines": lines, "form": form, "channel": channel, "note": note(one),
        "has_it": officers.by_id(visit.tx, visit.vault, one.officer) if one.officer else None,
        "mine": one.officer == visit.officer.id, "may_answer": works and one.about not in NOTES,
        "may_work": works, "others": others(visit, one) if works else [],
        "base": made_from(visit, one),
        "quick": [(name, f"{HERE}/{one.id}?quick={name}") for name in QUICK], "longest": LONGEST,
        "held": any(line.state == "held" for line in lines), **known,
    }  # fmt: skip
    return View("thread.html", values, 422 if form.problems else 200)


def made_from(visit: Visit, one: Thread) -> str:
    """What the page shows of the talk: another word as soon as the person or an officer has said more."""
    return base_of(one.state, one.asked_at, one.answered_at, newest(visit, RECORD, one.id))


def quick(visit: Visit, one: Thread) -> str:
    """The ready answer that was picked, in the chat's language, to be looked through before it is sent."""
    name = visit.asked.query.get("quick", "")
    if name not in QUICK:
        return ""
    return visit.house.words(session_of(visit.tx, visit.vault, one.chat).language)(f"quick.{name}.text")


def note(one: Thread) -> dict[str, str]:
    """What the program has written for officers, without what stands masked elsewhere."""
    if one.about not in NOTES:
        return {}
    told = json.loads(one.message)
    return {name: str(told[name]) for name in FACTS if isinstance(told, dict) and told.get(name)}


def about(visit: Visit, places: Places, one: Thread) -> dict[str, Any]:
    """Whom the chat speaks for, and their cases: only what this officer may see."""
    known = [person for person, _ in people.of_chat(visit.tx, visit.vault, one.chat)]
    return {
        "registrations": [
            registration
            for person in known if visit.may("registrations.see")
            for registration in registrations.of_person(visit.tx, visit.vault, person.id)
            if visit.sees(places.spot_of(registration))
        ],
        "cases": [
            case
            for case in cases.of_chat(visit.tx, visit.vault, one.chat) if visit.may("cases.see")
            for standing in [case_standing.of(visit.tx, case.id)] if standing and visit.sees(standing.spot)
        ],
    }  # fmt: skip


def stood_there(visit: Visit, one: Thread, known: Mapping[str, Any]) -> Seen:
    """Whose data: the people of the chat, and the records that are linked."""
    return {
        "person": [person.id for person, _ in people.of_chat(visit.tx, visit.vault, one.chat)],
        registrations.RECORD: [each.id for each in known["registrations"]],
        cases.RECORD: [each.id for each in known["cases"]],
    }


def others(visit: Visit, one: Thread) -> list[Officer]:
    """To whom it may be handed over: those who answer people there, oneself aside."""
    spot = spot_of(Places(visit), one)
    everyone = officers.everyone(visit.tx, visit.vault)
    return [who for who in everyone if who.id != visit.officer.id and answers(who, one, spot)]


def answers(who: Officer, one: Thread, spot: Spot) -> bool:
    """May that officer answer in this thread?"""
    return may(who, "threads.answer", spot if one.programme else None)
