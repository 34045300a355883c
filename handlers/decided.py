"""What a chat hears of its registrations: an officer has decided, or asks something again; there is a place.

Words: decided.po, reasons in common.po. `about` is "decided:REGISTRATION:STATUS",
"returned:REGISTRATION:FIELD" or "place_found:REGISTRATION"; nothing is said where the registration has moved
on since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.covered import enrolled
from handlers.services import Services
from rules.records import Person, Registration

BY_ITSELF = ("DECEASED",)  # needs other words than all the rest
KIND = "decided"


def decided(rest: str, scene: Scene) -> News | None:
    """Of one whom this chat speaks for: verified; covered, from when until when; or not accepted, why, and
    what can be done next.
    """
    id, _, status = rest.partition(":")
    for person, one in registrations_of(scene):
        if (str(one.id), one.status) == (id, status):
            if status == "enrolled":
                return enrolled(person, one, scene)
            return News(told(person, one, words_of(scene, KIND)))
    return None


def returned(rest: str, scene: Scene) -> News | None:
    """One answer is asked for again: what corrects one's data begins at that question."""
    id, _, field = rest.partition(":")
    for person, one in registrations_of(scene):
        if str(one.id) == id and waits_for(one) == field:
            about = {"number": one.number, "name": person.name}
            label = words_of(scene, "my_data")(f"field.{field}")
            answers = {"whose": str(person.id), "action": "correct", "field": field}
            said = words_of(scene, KIND)("said.returned", **about, field=label)
            return News(said, start=Start("my_data", answers))
    return None


def place_found(id: str, scene: Scene) -> News | None:
    """Who waited has a place now, and an officer looks at the data as of anybody."""
    for person, one in registrations_of(scene):
        if (str(one.id), one.status, one.events[-1].kind) == (id, "submitted", "place_found"):
            said = words_of(scene, KIND)("said.place_found", number=one.number, name=person.name)
            return News(said)
    return None


def waits_for(one: Registration) -> str | None:
    """The answer that an officer has asked for last, while nothing has happened since."""
    last = one.events[-1]
    return str(last.details.get("field")) if last.kind == "returned" else None


def registrations_of(scene: Scene) -> Iterator[tuple[Person, Registration]]:
    """Those of the people this chat speaks for."""
    services = cast(Services, scene.services)
    return ((person, one) for person in services.people() for one in services.registrations(person))


def words_of(scene: Scene, catalogue: str) -> Words:
    return Words(scene.dialogue.languages[scene.session.language], catalogue)


def told(person: Person, one: Registration, words: Words) -> str:
    about = {"number": one.number, "name": person.name}
    if one.status != "rejected":
        return words(f"said.{one.status}", **about)
    reason = next((event.reason for event in reversed(one.events) if event.kind == "rejected"), None) or ""
    if reason in BY_ITSELF:
        return words(f"after.{reason}", **about)
    return words("said.rejected", **about, reason=words(f"reason.{reason}"), after=words(f"after.{reason}"))


DECISIONS: Mapping[str, Callable[[str, Scene], News | None]] = {
    KIND: decided,
    "returned": returned,
    "place_found": place_found,
}
