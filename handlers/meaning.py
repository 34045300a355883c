"""What free text wants: an answer to a question, a conversation, or to be asked which of three.

A death or an accident is never acted on by free text alone: handlers/meant.py asks first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.keywords import AROUND, folded
from bot.conversation.meaning import Meaning
from bot.conversation.misses import times
from bot.conversation.question import Context
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from bot.understanding.intents import OFFERED, OTHER, Understood
from bot.understanding.questions import Asked
from bot.understanding.shelf import question, understood
from handlers.answers import answer
from handlers.beyond_doubt import (
    DEATH,
    MONEY,
    asked,
    event,
    no_report,
    nothing_said,
    off_work,
    only_address,
    supposed,
)
from handlers.confirm import facts_in
from handlers.denied import told_of
from handlers.heard_people import wish
from handlers.language import language
from handlers.meant import ANSWERED, ASKED_FIRST, LEADS, meant
from handlers.patterns import forms
from handlers.phrasing import asks, mostly_digits, wishes
from handlers.services import Services
from handlers.unfit import a_code, foreign, passed_on

LEARNT = "id"  # the language of the phrases
PASSED_ON = "scam"  # the question whose answer is said to what is passed on to many
OFF_WORK, PLACES = "holiday", "waiting"  # what is said of an accident outside of work, and of places
SENTENCE, CERTAIN = 3, 0.95  # words, probability of an intent: in the middle of something
CLEAR = 0.7  # probability of a question that comes before something to be done or to be answered


def meaning(text: str, scene: Scene) -> Meaning | None:
    """What to do with a text that answers nothing; None where nothing in it is understood."""
    if folded(text) in scene.common.listed("thanks"):
        return Meaning(scene.common("welcome")) if scene.at_menu else None
    if passed_on(text, scene):
        return answered(PASSED_ON, scene)
    if not scene.at_menu and scene.talk.conversation != meant.name:
        return aside(text, scene)
    told = told_in(text, scene)
    made, near = understood(told), question(told)
    found_out = plain(text, told, scene) or wanted(text, told, made, near, scene)
    found_out = found_out or not_understood(text, scene)
    return replace(found_out, leaves=not scene.at_menu) if found_out else None


def told_in(text: str, scene: Scene) -> str:
    """What is told: without a greeting, and without who is meant, unless it is only thought of."""
    told = without_greeting(text, scene)
    return told if supposed(told, scene) else wish(told, Words(scene.common.language, "heard"))


def plain(text: str, told: str, scene: Scene) -> Meaning | None:
    """What the words alone leave no doubt about, at the menu; None where the models may say."""
    if only_address(told, scene):
        return Meaning(scene.common("hello"))
    if found := event(text, scene, lambda name: begun(name, scene, text)):
        return found
    if off_work(text, scene):
        return answered(OFF_WORK, scene)
    key = asked(told, scene) or (asked(text, scene) if forms(told) != forms(text) else "")
    return answered(key, scene) if key else None


def wanted(text: str, told: str, made: Understood, near: Asked, scene: Scene) -> Meaning | None:
    """What a text at the menu is about; `told` is without greeting and without who is meant. Whoever tells
    facts and asks nothing wants what they are for.
    """
    if a_code(text) or nothing_said(told, scene):
        return None
    name = called(told, scene) or scene.keywords.named(told)
    if name == "group" and told_of("death", text, scene).happened:
        name = DEATH  # "anggota kelompok saya meninggal"
    if name and not asks(text) and (facts := facts_in(name, text, context_of(scene))):
        return Meaning(start=facts)
    if near.sure and (not to_be_done(made, scene) or (asks(text) and near.confidence >= CLEAR)):
        return answered(near.key, scene)
    if name:
        return begun(name, scene, text)
    if made.sure and made.intent != OTHER and (brings_people(made.intent, scene) or not narrower(made, near)):
        return led(made.intent, scene, text)
    if mostly_digits(text) or foreign(text, scene):
        return None
    return remembered(choice(likely(made, near, scene.keywords.mentioned(told), asks(text))), text)


def not_understood(text: str, scene: Scene) -> Meaning | None:
    """It is noted, without anything personal; who seems to speak another language is asked which, the second
    time.
    """
    services_of(scene).not_understood(text)
    asked = scene.at_menu and times(scene) >= 1 and foreign(text, scene)
    return Meaning(scene.common("not_understood"), Start(language.name)) if asked else None


def remembered(offer: Meaning | None, text: str) -> Meaning | None:
    """What is offered, with the text: it may hold facts for what is picked."""
    if offer is None or offer.start is None:
        return offer
    return Meaning(offer.say, Start(offer.start.conversation, {**offer.start.answers, "told": text}))


def aside(text: str, scene: Scene) -> Meaning | None:
    """In place of an answer: a question of several words, or a wish that is beyond all doubt."""
    if no_report(text, scene):
        return Meaning(scene.common("denied.here"))
    if len(text.split()) < SENTENCE or mostly_digits(text):
        return None
    if key := asked(text, scene, MONEY):
        return answered(key, scene)
    told = told_in(text, scene)
    made, near = understood(told), question(told)
    if near.sure and near.confidence >= CLEAR and asks(text):
        return answered(near.key, scene)
    return led(made.intent, scene, text) if wished(text, made, scene) else None


def wished(text: str, made: Understood, scene: Scene) -> bool:
    """Something else than what is under way, put as a wish or a question; a death however it is put.

    Where any words could be the answer, only a death or an accident is something else, if none is told of.
    """
    if made.confidence < CERTAIN or LEADS.get(made.intent) == scene.conversation.name:
        return False
    if scene.question is not None and LEADS.get(made.intent) in scene.question.never_begins:
        return False
    if scene.question is not None and scene.question.free_text:
        return made.intent in ASKED_FIRST and not scene.conversation.of_events
    if made.intent in LEADS and made.intent not in ASKED_FIRST:
        return asks(text) or wishes(text)
    return made.intent in ASKED_FIRST or made.intent in ANSWERED


def to_be_done(made: Understood, scene: Scene) -> bool:
    """A wish for something to be done rather than to be told? An officer comes after the answers."""
    if made.intent in ASKED_FIRST or brings_people(made.intent, scene):
        return True
    return made.sure and made.intent in LEADS and made.intent != "petugas"


def brings_people(intent: str, scene: Scene) -> bool:
    """A coordinator with people to register."""
    return intent == "daftar_kelompok" and bool(services_of(scene).groups.mine())


def narrower(made: Understood, near: Asked) -> bool:
    """Is there a question closer to what is asked than what is said to everybody with this intent?"""
    return made.intent in ANSWERED and near.key in near.offered and near.key != ANSWERED[made.intent]


def without_greeting(text: str, scene: Scene) -> str:
    """What follows a greeting ("assalamualaikum, saya mau daftar"); the greeting where nothing does."""
    said = folded(text)
    longest = sorted(scene.keywords.greetings, key=len, reverse=True)
    greeting = next((one for one in longest if said.startswith((f"{one} ", f"{one},"))), "")
    return said.removeprefix(greeting).strip(AROUND) or text


def called(text: str, scene: Scene) -> str | None:
    """The conversation that a text names by start words of two words and more; in a language whose phrases
    nobody has collected by any of them.
    """
    phrase, name = scene.keywords.phrase(text)
    return name if " " in phrase or scene.session.language != LEARNT else None


def begun(name: str, scene: Scene, text: str) -> Meaning:
    """A conversation; what is told in one go, and a death or an accident, is asked about first."""
    if facts := facts_in(name, text, context_of(scene)):
        return Meaning(start=facts)
    intent = next((one for one in ASKED_FIRST if LEADS[one] == name), None)
    if intent:
        return Meaning(start=Start(meant.name, {"about": intent, "offered": [intent, "petugas"]}))
    return Meaning(start=Start(name))


def answered(key: str, scene: Scene) -> Meaning:
    """The answer to a question; how many places are left a coordinator sees on the page of the group."""
    if key == PLACES and scene.at_menu and services_of(scene).groups.mine():
        return Meaning(start=Start("group"))
    return Meaning(answer(key, context_of(scene)))


def context_of(scene: Scene) -> Context:
    return Context(scene.now, scene.common, scene.services)


def services_of(scene: Scene) -> Services:
    return cast(Services, scene.services)


def led(intent: str, scene: Scene, text: str) -> Meaning | None:
    """Where an intent leads that is beyond doubt; a greeting in the middle of something leads nowhere."""
    if intent == "sapaan":
        return Meaning(scene.common("hello")) if scene.at_menu else None
    if brings_people(intent, scene):
        return Meaning(start=Start("group"))
    if intent in ANSWERED:
        return answered(ANSWERED[intent], scene)
    return begun(LEADS[intent], scene, text)


def likely(made: Understood, near: Asked, mentioned: str | None, asking: bool) -> list[str]:
    """What may be meant: what a word of the text names, then the likeliest questions and intents."""
    named = [intent for intent, name in LEADS.items() if name == mentioned][:1]
    if not named and made.intent == OTHER and (made.sure or not near.offered):
        return []
    told = [intent for intent in made.offered if ANSWERED.get(intent) not in near.offered]
    intents = [intent for intent in told if intent in LEADS or intent in ANSWERED]
    before = questions_first(made, near) if asking else 0
    ranked = (*named, *near.offered[:before], *intents[:1], *near.offered[before:], *intents[1:])
    return list(dict.fromkeys(ranked))[:OFFERED]


def questions_first(made: Understood, near: Asked) -> int:
    """How many questions stand before the intents: all, but that a sure intent keeps a place."""
    return OFFERED - 1 if made.sure and ANSWERED.get(made.intent) not in near.offered else OFFERED


def choice(offered: Sequence[str]) -> Meaning | None:
    """As buttons; None where nothing is likely."""
    return Meaning(start=Start(meant.name, {"offered": [*offered]})) if offered else None
