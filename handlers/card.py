"""'My card': the picture of a membership, for a person of this chat or for who knows NIK, birth date, name.

The name is asked too, for it stands on the card: nobody learns it here. Words: locales/*/*/card.po and
card_lost.po; examples: tests/transcripts/card/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.messages import File
from bot.conversation.question import Context
from bot.conversation.questions import Nik, PastDate, PersonName
from bot.conversation.reading.plain import plain
from handlers.check import best_of, not_locked, route, vouched
from handlers.left_list import standing
from handlers.services import services
from handlers.whose import choices_and_other, mine, person_meant
from rules.records import ENDED, Membership, Person, Registration
from rules.regencies import provinces, regencies

NAME = "kartu.png"
STANDS = ("active", "not_started", "lapsed", "waiting", "ended")


def picture(membership: Membership) -> File:
    """The card of a membership, drawn when it is sent."""
    return File(NAME, "photo", f"card:{membership.id}")


def own(answers: Mapping[str, Any], context: Context) -> Outcome:
    """For a person of this chat, also how a registration stands."""
    person = person_meant(context)
    return told(person, services(context).registrations(person), context)


def proved(answers: Mapping[str, Any], context: Context) -> Outcome:
    """For whoever knows all three; what does not fit is a wrong try, and which it was stays unsaid."""
    person = services(context).person_by_nik(answers["nik"])
    born = person is not None and person.details.get("birth_date") == answers["birth_date"]
    if person is None or not born or not named(person, answers["name"]):
        services(context).wrong_try(answers["nik"])
        return Outcome("none")
    known = services(context).registrations(person)
    return told(person, [one for one in known if vouched(one)], context)


def named(person: Person, typed: str) -> bool:
    """Is every word of the name typed? An initial may be left out, more words do no harm."""
    known, said = ({word for word in plain(name).lower().split() if len(word) > 1}
                   for name in (person.name, typed))  # fmt: skip
    return bool(known) and known <= said


def told(person: Person, registrations: Sequence[Registration], context: Context) -> Outcome:
    """The card; where there is none that is good, how it stands."""
    best = best_of(services(context).memberships(person), context.now.date())
    waits = [one for one in registrations if one.status not in (*ENDED, "enrolled")]
    if best and (best.cover(context.now.date()) != "lapsed" or not waits):
        return of_membership(person, best, context)
    return (
        of_registration(person, (waits or registrations)[-1], context) if registrations else Outcome("none")
    )


def of_membership(person: Person, best: Membership, context: Context) -> Outcome:
    formats, state = context.words.language.formats, best.cover(context.now.date())
    days = {"since": formats.date(best.paid_from), "until": formats.date(best.paid_until)}
    file = None if state == "lapsed" else picture(best)
    return Outcome(state, {"name": person.name, **days}, file=file)


def of_registration(person: Person, one: Registration, context: Context) -> Outcome:
    about = {"name": person.name, "number": one.number, "status": standing(one, context)}
    return Outcome("ended" if one.status in ENDED else "waiting", about)


def lost(answers: Mapping[str, Any], context: Context) -> Outcome:
    """What is done about the card of BPJS Ketenagakerjaan; then ours is given again."""
    return Outcome(then=card.name)


card = Conversation(
    name="card",
    questions=(
        mine,
        Choice("whose", choices_and_other, when={"mine": ("one", "several")}),
        Lookup("route", of=("mine", "whose"), find=route),
        End("own_card", when={"route": "own"}, finish=own, says=STANDS),
        Nik("nik", regencies=regencies(), provinces=provinces(), read_back=False, check=not_locked,
            errors=("locked",)),
        PastDate("birth_date", birth=True, of=("nik",)),
        PersonName("name", of=("nik",)),
    ),
    finish=proved,
    says=(*STANDS, "none"),
    review=False,
    progress=False,
)  # fmt: skip

card_lost = Conversation(name="card_lost", questions=(), finish=lost, review=False, progress=False)
