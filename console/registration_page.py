"""One registration: what was said, who vouches, what has happened, and who may be the same person."""

from __future__ import annotations

from typing import Any

from console.answer import Answer, Go, View, said
from console.form import Form
from console.house import ROOT
from console.masking import masked
from console.matching_facts import matching_values
from console.registration_facts import MASKED, Teller
from console.registration_files import photos_of
from console.registration_likes import Like, likes_of, settle
from console.registration_lists import lists_of
from console.registration_places import Places
from console.returning import NO_ONE, reached
from console.visit import Visit
from rules.reasons import DECIDE, usable
from rules.records import Event, Person, Registration, status_after
from rules.returned import open_fields, returnable
from storage import groups, memberships, people
from storage.audit_seen import Seen
from storage.registrations import RECORD

HERE = f"{ROOT}/registrations"


def shown(visit: Visit) -> Answer:
    """GET: one registration; that it was opened is noted, with the people it was compared with."""
    places = Places(visit)
    one = places.found(visit.asked.id())
    person = person_of(visit, one)
    likes, elsewhere = likes_of(visit, places, person)
    visit.noted("registration_read", RECORD, one.id, places.spot_of(one), seen=beside(likes))
    return page(visit, places, one, person, likes, elsewhere)


def beside(likes: list[Like]) -> Seen:
    """Whose data stand there too: those with whom the person is compared."""
    compared = [other.id for like in likes for other in like.registrations]
    return {"person": [like.person for like in likes], RECORD: compared}


def person_of(visit: Visit, one: Registration) -> Person:
    person = people.by_id(visit.tx, visit.vault, one.person)
    if person is None:
        raise LookupError("a registration without its person")
    return person


def page(
    visit: Visit, places: Places, one: Registration, person: Person, likes: list[Like], elsewhere: int,
    asked: str = "",
) -> View:  # fmt: skip
    """`asked`: the masked fact that is shown this once."""
    programme = places.programmes.get(one.programme)
    teller = Teller(visit.tx, visit.house, visit.asked.language, programme)
    spot = places.spot_of(one)
    values = {
        "one": one, "person": person, "facts": teller.facts(person, one, asked), "asked": asked,
        "programme": programme.name[visit.asked.language] if programme else one.programme,
        "events": _events(visit, one), "likes": likes, "elsewhere": elsewhere, "reasons": usable(DECIDE),
        "consents": people.consents_for(visit.tx, person.id), **_group(visit, one),
        "memberships": _memberships(visit, person), "lists": lists_of(visit, one, spot),
        "photos": photos_of(visit, one),
        "may_show": visit.may("personal.show", spot), "may_settle": visit.may("registrations.verify", spot),
        **_returning(visit, one, teller, visit.may("registrations.verify", spot) and can(one, "returned")),
        "may_verify": visit.may("registrations.verify", spot) and can(one, "verified"),
        "may_reject": visit.may("registrations.decide", spot) and can(one, "rejected"),
        **matching_values(visit, one, person, teller, spot),
    }  # fmt: skip
    return View("registration.html", values)


def _returning(visit: Visit, one: Registration, teller: Teller, may: bool) -> dict[str, Any]:
    """What may be asked again and what is, with labels, and who is asked."""
    asked = open_fields(one)
    found = reached(visit, one)
    labels = [(name, teller.words(f"{name}.label"), name in asked) for name in returnable(one)]
    return {
        "form": Form({}), "may_return": may and found.who not in NO_ONE,
        "no_one_to_ask": may and found.who in NO_ONE,
        "returnable": labels, "asked_again": [label for _, label, open in labels if open],
        "asks": found.who, "asks_name": found.coordinator.name if found.coordinator else "",
    }  # fmt: skip


def can(one: Registration, kind: str) -> bool:
    """May that happen to it as it stands?"""
    try:
        status_after(one.status, kind)
    except ValueError:
        return False
    return True


def _group(visit: Visit, one: Registration) -> dict[str, Any]:
    group = groups.by_id(visit.tx, one.group) if one.group else None
    led = groups.coordinator(visit.tx, visit.vault, group.id) if group else None
    return {"group": group, "coordinator": led}


def _events(visit: Visit, one: Registration) -> list[dict[str, Any]]:
    return [{"told": _told(visit, event), "by": _by(visit, event), "looks": _looks(visit, event)}
            for event in one.events]  # fmt: skip


def _by(visit: Visit, event: Event) -> str:
    """Who did it: an officer by name."""
    words, name = visit.house.words(visit.asked.language), visit.name_in(event)
    return words("actor.named", name=name) if name else words(f"actor.{event.actor}")


def _told(visit: Visit, event: Event) -> str:
    words, formats = (
        visit.house.words(visit.asked.language),
        visit.house.languages[visit.asked.language].formats,
    )
    reason = words.first(f"reason.{event.reason}", "reason.OTHER") if event.reason else ""
    return words(f"event.{event.kind}", when=formats.instant(visit.house.local(event.at)), reason=reason)


def _looks(visit: Visit, event: Event) -> list[str]:
    """What the program itself asked an officer to look at."""
    words = visit.house.words(visit.asked.language)
    return [words.first(f"reason.{code}", "reason.OTHER") for code in event.details.get("look", ())]


def _memberships(visit: Visit, person: Person) -> list[dict[str, Any]]:
    known = memberships.of_person(visit.tx, visit.vault, person.id)
    return [{"kpj": masked("kpj", one.kpj), "package": ", ".join(one.package).upper(), "payer": one.payer,
             "paid_from": one.paid_from, "paid_until": one.paid_until} for one in known]  # fmt: skip


def show(visit: Visit) -> Answer:
    """POST: one masked fact, shown this once; that it was asked for is noted."""
    places, what = Places(visit), visit.asked.one("what")
    one = places.found(visit.asked.id())
    if what not in MASKED:
        return Go(f"{HERE}/{one.id}")
    person = person_of(visit, one)
    likes, elsewhere = likes_of(visit, places, person)
    visit.noted("personal_shown", RECORD, one.id, places.spot_of(one), seen=beside(likes), what=what)
    return page(visit, places, one, person, likes, elsewhere, what)


def different(visit: Visit) -> Answer:
    """POST: these two are not the same person; it is remembered with both of them."""
    places = Places(visit)
    one = places.found(visit.asked.id())
    likes, _ = likes_of(visit, places, person_of(visit, one))
    other = next((like.person for like in likes if str(like.person) == visit.asked.one("person")), None)
    if other is None:
        return Go(f"{HERE}/{one.id}")
    settle(visit, one.person, other)
    visit.noted("likeness_settled", RECORD, one.id, places.spot_of(one), other=other)
    return Go(f"{HERE}/{one.id}", said("registration.settled"))
