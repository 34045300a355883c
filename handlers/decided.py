"""What a chat hears of its registrations: an officer has decided, or asks something again; there is a place.

Words: decided.po, reasons in common.po. `about` is "decided:REGISTRATION:STATUS",
"returned:REGISTRATION" or "place_found:REGISTRATION"; nothing is said where the registration has moved
on since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.session import THREAD, Talk
from bot.conversation.words import Words
from handlers.covered import enrolled
from handlers.groups import YES
from handlers.returned import NAME as ASKED_AGAIN
from handlers.returned import head_of, over
from handlers.services import Services
from rules.records import Person, Registration
from rules.returned import AskedAgain

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
    """Answers are asked for again, of the person or of whom the coordinator has listed. Who is answering goes
    on with that first; who writes with an officer is told how to begin.
    """
    services = cast(Services, scene.services)
    found = services.asked_again(int(rest.partition(":")[0]))
    if found is None:
        return None
    words = words_of(scene, ASKED_AGAIN)
    if scene.session.known.get(THREAD):
        return News(words("about.say") + head_of(found, words) + words("thread"))
    talks = (talk for talk in scene.session.talks if talk.conversation == ASKED_AGAIN)
    begun = next((talk for talk in talks if not over(talk.answers, services)), None)
    if begun:
        return News(besides(found, begun, scene))
    said = words("about.say") + head_of(found, words)
    return News(said, start=Start(ASKED_AGAIN, {"registration": str(found.registration), "told": YES}))


def besides(found: AskedAgain, begun: Talk, scene: Scene) -> str:
    """More is asked while somebody answers: of the same registration, or of another one after it. Where the
    answering waits (at the menu, beside something else) it is told how to go on.
    """
    words, services = words_of(scene, ASKED_AGAIN), cast(Services, scene.services)
    head, asked = head_of(found, words), begun.answers.get("asked")
    if begun is not scene.session.talk:
        return words("more") + head + words("waiting")
    first = services.asked_again(asked["id"]) if asked else None
    if first is None or first.registration == found.registration:
        return words("more") + head
    return words("later") + head + told_first(first, found, words)


def told_first(first: AskedAgain, found: AskedAgain, words: Words) -> str:
    """Of whom the open question is; by the number where both have one name."""
    if first.name == found.name:
        return words("first.number", number=first.number)
    return words("first", name=first.name)


def place_found(id: str, scene: Scene) -> News | None:
    """Who waited has a place now, and an officer looks at the data as of anybody."""
    for person, one in registrations_of(scene):
        if (str(one.id), one.status, one.events[-1].kind) == (id, "submitted", "place_found"):
            said = words_of(scene, KIND)("said.place_found", number=one.number, name=person.name)
            return News(said)
    return None


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
