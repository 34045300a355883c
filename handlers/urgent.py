"""What goes before every answer: words of despair, danger, need, being at a loss; abuse gets a kind word.

Despair is heard wherever a person is, but where somebody tells what happened; danger everywhere but in a
report, where it may be how it happened. Who writes to an officer anyway hears a kind word besides.
"""

from __future__ import annotations

from bot.conversation.conversation import Start
from bot.conversation.meaning import Meaning
from bot.conversation.scene import Scene
from bot.conversation.session import THREAD
from bot.understanding.shelf import understood
from handlers.beyond_doubt import ACCIDENT, KINDS
from handlers.denied import told_of
from handlers.meant import ASKED_FIRST, LEADS
from handlers.patterns import forms, has_any, patterns_of
from handlers.person import DANGER, DESPAIR, MILDER, MISSING, MOST, WEEPING, person

_TELLS = 3  # a cry of a word or two ("darurat!") tells nothing yet that a conversation could begin with
ANYWHERE = (DESPAIR, DANGER, MISSING, WEEPING, "")  # a report of an accident would not help
REPORTS = tuple(KINDS)
TEARS = frozenset("\N{CRYING FACE}\N{LOUDLY CRYING FACE}\N{CRYING CAT FACE}")


def urgent(text: str, scene: Scene) -> Meaning | None:
    """What to do at once; None where nothing of that kind is said."""
    if turned_away(scene):
        return None
    if with_officer(scene):
        return comfort(text, scene)
    if rude(forms(text)[0].split()[1:-1], scene):
        return Meaning(scene.common("rude"))
    why = heard(text, scene)
    if why:
        return Meaning(start=Start(person.name, {"why": why, "said": text[:MOST]}))
    return Meaning(scene.common("urgent.hurt")) if not scene.open and hurt(text, scene) else None


def turned_away(scene: Scene) -> bool:
    """Is this where all that is said is an answer?"""
    if scene.at_menu:
        return False
    if with_officer(scene):
        return False
    return scene.talk.conversation == person.name or (
        scene.question is not None and scene.question.undisturbed
    )


def with_officer(scene: Scene) -> bool:
    """Is what is said here for an officer: the question to them is asked, or they have the chat?"""
    asked = not scene.at_menu and scene.talk.conversation == scene.dialogue.officer
    return asked or bool(scene.session.known.get(THREAD))


def comfort(text: str, scene: Scene) -> Meaning | None:
    """A kind word before an officer reads it; where the question is still asked, this is what they get."""
    why = next((one for one in (DESPAIR, DANGER) if says(one, text, scene)), "")
    if not why:
        return None
    kind = scene.common(f"urgent.{why}")
    if scene.session.known.get(THREAD):
        return Meaning(kind)
    brought = {"why": why, "said": text[:MOST], **({"words": ""} if why == DESPAIR else {"way": "officer"})}
    return Meaning(kind, Start(person.name, brought), leaves=True)


def heard(text: str, scene: Scene) -> str:
    """The first of the kinds of need that is said here; "" where none is."""
    kinds = (why for why in (DESPAIR, *MILDER) if fits(why, scene))
    why = next((why for why in kinds if says(why, text, scene)), "")
    if why in (DANGER, MISSING) and told_of("death", text, scene).happened:
        return ""  # "rumah kebakaran, bapak meninggal": the report comes first
    return "" if why not in ANYWHERE and tells(text) else why


def says(why: str, text: str, scene: Scene) -> bool:
    """Are there words of that kind in it, outside of what only sounds like it?"""
    if why == WEEPING:
        return weeps(text)
    patterns = patterns_of(scene, person.name, f"why.synonyms.{why}")
    return has_any(text, patterns, patterns_of(scene, person.name, f"why.synonyms.{why}_not"))


def weeps(text: str) -> bool:
    """Is it nothing but weeping faces?"""
    signs = set(text) - set(" \N{VARIATION SELECTOR-16}")
    return bool(signs) and signs <= TEARS


def fits(why: str, scene: Scene) -> bool:
    """Is it listened for here? The milder ones only where no text is asked for."""
    if why in (DESPAIR, WEEPING):
        return True
    if why == DANGER:
        return scene.at_menu or scene.talk.conversation not in REPORTS
    return scene.at_menu or scene.question is None or not scene.question.free_text


def tells(text: str) -> bool:
    """Is a death or an accident told, which has a conversation of its own?"""
    made = understood(text)
    return made.sure and made.intent in ASKED_FIRST and len(text.split()) >= _TELLS


def hurt(text: str, scene: Scene) -> bool:
    """Is an accident told? Before the gate it is the first thing said; no hospital waits for it."""
    made = understood(text)
    return made.sure and LEADS.get(made.intent) == ACCIDENT and not told_of("accident", text, scene).denied


def rude(words: list[str], scene: Scene) -> bool:
    """Nothing but abuse, and what stands around it?"""
    abuse = set(scene.common.listed("synonyms.rude"))
    around = set(scene.common.listed("synonyms.rude_around"))
    return any(word in abuse for word in words) and all(word in abuse | around for word in words)
