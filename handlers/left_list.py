"""What a person hears who is not paid for: the branch office did not take them, or an officer took them off.

Words: left_list.po, reasons in common.po. `about` is "left_list:REGISTRATION:AT", the moment of the event
that says so; nothing is said once a list has taken the person again, and a family that mourns hears nothing
but of what may be its due.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from bot.conversation.news import News
from bot.conversation.question import Context
from bot.conversation.scene import Scene
from bot.conversation.words import Language, Words
from handlers.services import Services, services
from rules.left_list import SPOKEN_OF
from rules.records import Event, Person, Registration

NAME = "left_list"
BY_ITSELF = ("DECEASED",)  # needs other words than all the rest


def left_list(rest: str, scene: Scene) -> News | None:
    """Why, what still holds, and what can be done now."""
    id, _, at = rest.partition(":")
    found = cast(Services, scene.services)
    for person in found.people():
        for one in found.registrations(person):
            left = of(one, found) if str(one.id) == id else None
            if left and str(left.at) == at:
                return _news(person, one, left, scene)
    return None


def of(one: Registration, found: Services) -> Event | None:
    """The event of leaving, as long as it stands, and where the status says nothing else."""
    return found.left_list(one) if one.status in SPOKEN_OF else None


def standing(one: Registration, context: Context) -> str:
    """The status in half a sentence: who has left a list does not wait for a payment any more."""
    if one.status == "verified" and of(one, services(context)):
        return context.words("status.left_list")
    return context.words(f"status.{one.status}")


def explained(one: Registration, context: Context) -> str:
    """Why somebody who asks is not paid for, and what can be done; "" where a list has them, or may yet."""
    left = of(one, services(context))
    if left is None:
        return ""
    words, code = Words(context.words.language, NAME), left.reason or ""
    if code in BY_ITSELF:
        return words(f"asked.{code}")
    then = words.first(f"then.{code}", "then.OTHER")
    return words(f"asked.{_matter(one, left)}", reason=_reason(code, words), then=then)


def _news(person: Person, one: Registration, left: Event, scene: Scene) -> News | None:
    words, code = Words(_language(scene), NAME), left.reason or ""
    about = {"number": one.number, "name": person.name}
    if code in BY_ITSELF:
        return News(words(f"said.{code}", **about))
    if cast(Services, scene.services).known_dead(person):
        return None
    told = {**about, "cover": _cover(person, scene), "reason": _reason(code, words)}
    return News(words(f"said.{_matter(one, left)}", **told, then=words.first(f"then.{code}", "then.OTHER")))


def _matter(one: Registration, left: Event) -> str:
    """Of who has been covered it is what comes next that is not paid for."""
    return "next" if one.status == "enrolled" else left.kind


def _reason(code: str, words: Words) -> str:
    return words.first(f"reason.{code}", "reason.OTHER")


def _cover(person: Person, scene: Scene) -> str:
    """What is paid already stays so; else that nothing protects."""
    words, today = Words(_language(scene), NAME), scene.now.date()
    known = cast(Services, scene.services).memberships(person)
    until = max((one.paid_until for one in known if one.cover(today) != "lapsed"), default=None)
    if until is None:
        return words("cover.none")
    return words("cover.paid", until=words.language.formats.date(until))


def _language(scene: Scene) -> Language:
    return scene.dialogue.languages[scene.session.language]


LEFT: Mapping[str, Callable[[str, Scene], News | None]] = {NAME: left_list}
