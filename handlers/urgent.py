"""What goes before every answer: words of despair, of need, of being at a loss; abuse, too, gets a kind word.

Despair is heard wherever a person is, but where somebody tells what happened, or writes to an officer anyway.
"""

from __future__ import annotations

import re

from bot.conversation.conversation import Start
from bot.conversation.meaning import Meaning
from bot.conversation.questions import Text
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from bot.understanding.shelf import understood
from handlers.meant import ASKED_FIRST
from handlers.person import DESPAIR, MILDER, MOST, person

_LONG = re.compile(r"(.)\1{2,}")  # "tolooong"
_TELLS = 3  # a cry of a word or two ("darurat!") tells nothing yet that a conversation could begin with
_OTHER = re.compile(r"[^a-z0-9' ]+")


def urgent(text: str, scene: Scene) -> Meaning | None:
    """What to do at once; None where nothing of that kind is said."""
    if turned_away(scene):
        return None
    words = _OTHER.sub(" ", _LONG.sub(r"\1", text.lower())).split()
    if rude(words, scene):
        return Meaning(scene.common("rude"))
    why = heard(f" {' '.join(words)} ", text, scene)
    return Meaning(start=Start(person.name, {"why": why, "said": text[:MOST]})) if why else None


def turned_away(scene: Scene) -> bool:
    """Is this where all that is said is an answer?"""
    if scene.at_menu:
        return False
    to_a_person = scene.talk.conversation in (scene.dialogue.officer, person.name)
    return to_a_person or (scene.question is not None and scene.question.undisturbed)


def heard(said: str, text: str, scene: Scene) -> str:
    """despair, emergency, distress, or "": the milder ones only where no text is asked for, and nothing that
    has a conversation of its own is told.
    """
    words = Words(scene.dialogue.languages[scene.session.language], person.name)
    spoken = [why for why in (DESPAIR, *MILDER) if any(f" {one} " in said for one in _listed(words, why))]
    if not spoken or spoken[0] == DESPAIR:
        return spoken[0] if spoken else ""
    asked_for_text = not scene.at_menu and isinstance(scene.question, Text)
    made = understood(text)
    told = made.sure and made.intent in ASKED_FIRST and len(said.split()) >= _TELLS
    return "" if asked_for_text or told else spoken[0]


def _listed(words: Words, why: str) -> tuple[str, ...]:
    return words.listed(f"why.synonyms.{why}")


def rude(words: list[str], scene: Scene) -> bool:
    """Nothing but abuse, and what stands around it?"""
    abuse = set(scene.common.listed("synonyms.rude"))
    around = set(scene.common.listed("synonyms.rude_around"))
    return any(word in abuse for word in words) and all(word in abuse | around for word in words)
