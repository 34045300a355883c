"""What free text wants: an answer to a question, a conversation, or to be asked which of three.

A death or an accident is never acted on by free text alone: handlers/meant.py asks first.
"""

from __future__ import annotations

import re
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.keywords import AROUND, folded
from bot.conversation.meaning import Meaning
from bot.conversation.question import Context
from bot.conversation.scene import Scene
from bot.understanding.intents import OFFERED, OTHER, Understood
from bot.understanding.nearest import Found
from bot.understanding.shelf import understood
from handlers.answers import VERY_NEAR, answer, found
from handlers.meant import ANSWERED, ASKED_FIRST, LEADS, meant
from handlers.services import Services

LEARNT = "id"  # the language of the phrases
SENTENCE, CERTAIN = 3, 0.9  # words, probability: in the middle of something
_ASKS = re.compile(
    r"\?|\b(apa|apakah|berapa|brp|kenapa|knp|mengapa|bagaimana|gimana|gmn|kapan|kpn|siapa|dimana|dmn|mana|kok|"
    r"bisa|boleh|what|why|how|when|who|where)\b",
    re.IGNORECASE,
)


def meaning(text: str, scene: Scene) -> Meaning | None:
    """What to do with a text that answers nothing; None where nothing in it is understood."""
    told = without_greeting(text, scene)
    made, near = understood(told), found(told)
    if folded(text) in scene.common.listed("thanks"):
        return Meaning(scene.common("welcome")) if scene.at_menu else None
    if not scene.at_menu:
        return aside(text, made, near, scene)
    if near and (made.intent not in ASKED_FIRST or _ASKS.search(text)):
        return answered(near.key, scene)
    if name := called(told, scene):
        return begun(name)
    if made.sure and made.intent != OTHER:
        return led(made.intent, scene)
    return choice(made, scene.keywords.mentioned(text))


def aside(text: str, made: Understood, near: Found | None, scene: Scene) -> Meaning | None:
    """In place of an answer: a question of several words, or a wish that is beyond all doubt."""
    if len(text.split()) < SENTENCE or digits(text) > len(text) // 3:
        return None
    if near and near.nearness >= VERY_NEAR and _ASKS.search(text):
        return answered(near.key, scene)
    certain = made.confidence >= CERTAIN and made.intent in (*LEADS, *ANSWERED)
    return led(made.intent, scene) if certain else None


def without_greeting(text: str, scene: Scene) -> str:
    """What follows a greeting ("assalamualaikum, saya mau daftar"); the greeting where nothing does."""
    said = folded(text)
    longest = sorted(scene.keywords.greetings, key=len, reverse=True)
    greeting = next((one for one in longest if said.startswith((f"{one} ", f"{one},"))), "")
    return said.removeprefix(greeting).strip(AROUND) or text


def digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def called(text: str, scene: Scene) -> str | None:
    """The conversation that a text names by start words of two words and more; in a language whose phrases
    nobody has collected by any of them.
    """
    phrase, name = scene.keywords.phrase(text)
    return name if " " in phrase or scene.session.language != LEARNT else None


def begun(name: str) -> Meaning:
    """A conversation; a death or an accident is asked about first."""
    intent = next((one for one in ASKED_FIRST if LEADS[one] == name), None)
    if intent:
        return Meaning(start=Start(meant.name, {"about": intent, "offered": [intent, "petugas"]}))
    return Meaning(start=Start(name))


def answered(key: str, scene: Scene) -> Meaning:
    return Meaning(answer(key, Context(scene.now, scene.common, scene.services)))


def led(intent: str, scene: Scene) -> Meaning | None:
    """Where an intent leads that is beyond doubt; a greeting in the middle of something leads nowhere."""
    if intent == "sapaan":
        return Meaning(scene.common("hello")) if scene.at_menu else None
    if intent == "daftar_kelompok" and cast(Services, scene.services).groups.mine():
        return Meaning(start=Start("group"))
    if intent in ANSWERED:
        return answered(ANSWERED[intent], scene)
    return begun(LEADS[intent])


def choice(made: Understood, mentioned: str | None) -> Meaning | None:
    """Three buttons; what a word of the text names stands first. None where nothing is likely."""
    named = [intent for intent, name in LEADS.items() if name == mentioned]
    if not named and made.intent == OTHER:
        return None
    likely = dict.fromkeys((*named[:1], *(one for one in made.offered if one in LEADS or one in ANSWERED)))
    if not likely:
        return None
    return Meaning(start=Start(meant.name, {"offered": list(likely)[:OFFERED]}))
