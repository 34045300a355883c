"""How a registration is written: the person, a place or the waiting list, the consent, the link.

Who merely knows a NIK, a name and a birth date never comes to see what others have told about that person.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.places import fill
from handlers.services import Submitted
from rules import eligibility
from rules.programmes import Programme
from rules.records import ENDED, Event, Person, Registration
from rules.threads import DISPUTE
from storage import people, registrations

if TYPE_CHECKING:
    from bot.services import Records

PERSON_FIELDS = (
    "nik", "name", "birth_place", "birth_date", "mother_name", "address", "village", "phone", "phone_owner",
    "category", "work_place", "work_hours", "income", "heir_name", "heir_relation", "heir_phone", "children",
)  # fmt: skip
Answers = Mapping[str, Any]
QUOTAS = ("programme", "category", "village")


def submit(records: Records, answers: Answers, review: Sequence[str]) -> Submitted:
    """Write a registration, with its place on the waiting list where the quota is used up.

    `review` are reason codes for the officer. A person whom another chat has told about keeps the record as
    it is: what is answered here stays with the registration, and an officer looks. Where that person has a
    running registration in the programme, only a note for the officers is made.
    """
    programme = records.programme(answers["programme"])
    registrations.lock(records.tx, programme.code)
    fill(records.tx, records.vault, programme, records.now, thorough=False)  # who waits comes first
    known = records.person_by_nik(answers["nik"])
    ours = known is None or is_ours(records, known)
    if known and not ours and running(records, known, programme):
        return Submitted(None, None, disputed(records, answers), ours)
    person = told(records, answers) if known is None or ours else known
    agree(records, person, answers, ours)
    done = written(records, programme, person, answers, [*review, *differences(person, answers)])
    waiting = done.status == "waiting_list"
    return Submitted(done, records.place_on_list(done) if waiting else None, None, ours)


def is_ours(records: Records, person: Person) -> bool:
    """Does this chat speak for the person, or did it once register the person?"""
    return records.speaks_for(person) or registrations.made_from(records.tx, records.chat.id, person.id)


def running(records: Records, person: Person, programme: Programme) -> bool:
    found = records.registrations(person)
    return any(one.programme == programme.code and one.status not in ENDED for one in found)


def disputed(records: Records, answers: Answers) -> int:
    """Keep what was told beside the registration that exists; the number of the officers' note."""
    message = json.dumps(dict(answers), ensure_ascii=False)
    return records.ask_officer(DISPUTE, message)


def told(records: Records, answers: Answers) -> Person:
    """The person's record, made or completed."""
    details = {name: answers[name] for name in PERSON_FIELDS if answers.get(name) is not None}
    return people.save(records.tx, records.vault, details, records.now)


def differences(person: Person, answers: Answers) -> list[str]:
    """NAME_MISMATCH where the record says otherwise than the answers."""
    differs = any(person.details.get(name) != answers[name] for name in ("birth_date", "name"))
    return ["NAME_MISMATCH"] if differs else []


def agree(records: Records, person: Person, answers: Answers, ours: bool) -> None:
    """The consent is kept with its version; whose record this is may be spoken for from now on."""
    if ours:
        role = "self" if answers["for_whom"] == "self" else "helper"
        people.link(records.tx, records.chat.id, person.id, role, records.now)
    session = records.chat.session
    version = (answers.get("other_agrees") or {"version": session.known.get("consent", "")})["version"]
    values = {
        "chat_id": records.chat.id,
        "person_id": person.id,
        "purpose": "registration",
        "version": version,
    }
    more = {"language": session.language, "channel": records.chat.channel, "given_at": records.now}
    people.consent(records.tx, {**values, **more})


def written(
    records: Records, programme: Programme, person: Person, answers: Answers, looks: Sequence[str]
) -> Registration:
    """The registration with its first event, or taken up again after it had ended."""
    full = is_full(records, programme, answers)
    event = Event("put_on_list" if full else "submitted", records.now, "person",
                  "QUOTA_FULL" if full else None, {"look": list(looks)} if looks else {})  # fmt: skip
    wish = Registration(0, "", programme.code, person.id, answers["category"], answers.get("village"),
                        "", dict(answers), records.now)  # fmt: skip
    earlier = next((one for one in records.registrations(person) if one.programme == programme.code), None)
    if earlier:
        return registrations.again(records.tx, records.vault, earlier, wish, event, records.chat.id)
    prefix = programme.code[:3].upper()
    return registrations.add(records.tx, records.vault, wish, prefix, event, records.chat.id)


def is_full(
    records: Records, programme: Programme, answers: Answers, by: Collection[str] = QUOTAS
) -> bool:  # fmt: skip
    """Is the quota of the programme, of the category or of the village used up?"""
    category = programme.category(answers["category"])
    counts: Mapping[str, tuple[int | None, dict[str, Any]]] = {
        "programme": (programme.quota, {}),
        "category": (category.quota if category else None, {"category": answers["category"]}),
        "village": (programme.quota_per_village, {"village": answers.get("village")}),
    }
    return any(
        eligibility.place(quota, registrations.taken(records.tx, programme.code, **of)) is not None
        for quota, of in map(counts.__getitem__, by)
        if quota is not None
    )
