"""What a chat hears of cover: it has begun, it goes on, or it ends soon and nobody has noted a renewal yet.

Words: covered.po; who pays and what is covered: check.po. `about` is "decided:REGISTRATION:enrolled" (which
decided.py hands on), "renewed:REGISTRATION:UNTIL", "unpaid:REGISTRATION:WHEN" or "lapses:PERSON:UNTIL";
nothing is said that is not so, nor of who has died.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.check import best_of
from handlers.services import Services
from rules.records import Membership, Person, Registration

PAID, UNPAID = ("enrolled", "renewed", "days_paid"), ("unpaid", "days_unpaid")  # events of a registration


def enrolled(person: Person, one: Registration, scene: Scene) -> News | None:
    """Cover of the programme has begun, or will: from when until when, and who pays."""
    if _services(scene).known_dead(person):
        return None
    best = _of_programme(_services(scene).memberships(person), one.programme, scene.now.date())
    if best is None:
        return None
    words, told = _words(scene, "covered"), _told(person, best, scene)
    return News(words(f"enrolled.{_when(best, scene)}", number=one.number, **told))


def renewed(rest: str, scene: Scene) -> News | None:
    """Cover goes on until that day."""
    id, _, until = rest.partition(":")
    services = _services(scene)
    for person in _living(services):
        for one in services.registrations(person):
            known = services.memberships(person)
            span = next(
                (m for m in known if m.programme == one.programme and m.paid_until.isoformat() == until), None
            )
            if str(one.id) == id and one.status == "enrolled" and span:
                words, told = _words(scene, "covered"), _told(person, span, scene)
                return News(words(f"renewed.{_when(span, scene)}", **told))
    return None


def unpaid(rest: str, scene: Scene) -> News | None:
    """What was said of cover is not so: a payment was noted by mistake. Nothing where it is paid by now."""
    services, words = _services(scene), _words(scene, "covered")
    for person in _living(services):
        for one in services.registrations(person):
            paid = [event.kind for event in one.events if event.kind in (*PAID, *UNPAID)]
            if str(one.id) == rest.partition(":")[0] and paid and paid[-1] in UNPAID:
                return News(_taken_back(person, one, services.memberships(person), scene, words))
    return None


def _taken_back(
    person: Person, one: Registration, known: Sequence[Membership], scene: Scene, words: Words
) -> str:  # fmt: skip
    """With what is left of the programme's cover, if there is any."""
    span = _of_programme(known, one.programme, scene.now.date())
    told = {"name": person.name, "number": one.number}
    if span is None:
        return words("taken_back.cover", **told)
    return words("taken_back.days", **told, until=words.language.formats.date(span.paid_until))


def lapses(rest: str, scene: Scene) -> News | None:
    """Cover ends on that day, as far as is known: nothing where it is paid further by anybody."""
    id, _, until = rest.partition(":")
    for person in _living(_services(scene)):
        known = _services(scene).memberships(person)
        last = max((one.paid_until for one in known), default=date.min)
        active = any(one.cover(scene.now.date()) == "active" for one in known)
        if str(person.id) == id and active and last.isoformat() == until:
            words = _words(scene, "covered")
            return News(words("lapses", name=person.name, until=words.language.formats.date(last)))
    return None


def _living(services: Services) -> Iterator[Person]:
    """Those of whom the chat hears: a family that mourns is left in peace, whenever a death was reported."""
    return (person for person in services.people() if not services.known_dead(person))


def _when(span: Membership, scene: Scene) -> str:
    """Does it count today, or later?"""
    return "later" if span.cover(scene.now.date()) == "not_started" else "active"


def _told(person: Person, span: Membership, scene: Scene) -> dict[str, str]:
    """Who is covered from when until when, who pays, what is covered."""
    about = _words(scene, "check")
    formats = about.language.formats
    return {
        "name": person.name,
        "since": formats.date(span.paid_from),
        "until": formats.date(span.paid_until),
        "payer": about(f"payer.{span.payer}"),
        "package": about(f"package.{'_'.join(span.package)}"),
    }


def _of_programme(known: Sequence[Membership], programme: str, today: date) -> Membership | None:
    """The span that protects today, or will; not one that is over."""
    best = best_of([one for one in known if one.programme == programme], today)
    return best if best and best.cover(today) != "lapsed" else None


def _services(scene: Scene) -> Services:
    return cast(Services, scene.services)


def _words(scene: Scene, catalogue: str) -> Words:
    return Words(scene.dialogue.languages[scene.session.language], catalogue)


COVER: Mapping[str, Callable[[str, Scene], News | None]] = {
    "renewed": renewed, "unpaid": unpaid, "lapses": lapses,
}  # fmt: skip
