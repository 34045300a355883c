"""The photo of a card in place of a typed answer: taken, read elsewhere, then offered and confirmed.

Who reads it, and what makes a reading safe, is not known here. While a photo is held the chat remembers its
document; whatever the person does instead lets it go, and then it is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.messages import PHOTO, Attachment, Said
from bot.conversation.misses import missed
from bot.conversation.question import Doubtful, Invalid, Question
from bot.conversation.questions import Nik
from bot.conversation.scene import Scene
from bot.conversation.session import FORM, THREAD, Doubt

HELD = "card_photo"  # `known` has {"document", "more": others came with it, "offered": it was read}
FOR_CARD = "card_file"  # until the turn ends: the file that stood for an answer, read or not
SAFE, UNSURE = "card_read", "card_unsure"
OFFERS = (SAFE, UNSURE)
WAYS = ("yes", "type", "again")  # of answering an offer
READ_BACK = Nik.asks  # doubts about a number that the card itself has settled
SURE, PROBLEM = "safe", "problem"  # what a reading tells besides the answers


def meant_for(question: Question, said: Said) -> bool:
    """Is it a photo that stands for the answer?"""
    return question.reads_card and said.attachment is not None and said.attachment.kind == PHOTO


def sent(scene: Scene, file: Attachment) -> Scene:
    """Have a photo read; where nobody can, say so, and keep nothing of it."""
    scene = scene.remember(**{FOR_CARD: file.document})
    if not scene.dialogue.reads_photos(scene.services):
        scene.services.photos.drop(file.document)
        return missed(scene.say(scene.common("card_photo.declined")))
    if being_read(scene):
        scene.services.photos.drop(file.document)
        return scene.say(scene.common("card_photo.one_at_a_time"))
    scene = let_go(scene)
    scene.services.photos.read(file.document)
    return scene.remember(**{HELD: {"document": file.document}})


def being_read(scene: Scene) -> bool:
    """Is what is being asked about to be answered by a photo?"""
    held = scene.session.known.get(HELD)
    return held is not None and not held.get("offered") and waits(scene)


def waits(scene: Scene) -> bool:
    """Could a reading be the answer to what is asked?"""
    if scene.session.known.get(THREAD):
        return False
    return (question := scene.awaited) is not None and question.reads_card


def arrived(scene: Scene, document: str, read: Mapping[str, str]) -> tuple[Scene, bool]:
    """What was read on a photo: answers by the names of their questions, whether they are `safe`, and the
    `problem` the photo has; nothing where it was lost or has been held for long. Is there something to say?
    """
    held = scene.session.known.get(HELD)
    if not held or held["document"] != document:
        if read:
            scene.services.photos.drop(document)
        return scene, False
    if held.get("offered") or not read or not waits(scene):
        return let_go(scene), False
    if held.get("more"):
        scene = scene.say(scene.common("card_photo.one_at_a_time"))
    return offered(scene, read), True


def offered(scene: Scene, read: Mapping[str, str]) -> Scene:
    """Ask whether it is right; where there is nothing to ask about, say what to do."""
    question = scene.question
    text = read.get(question.name, "") if question else ""
    value = readable(scene, question, text) if question else None
    if question is None or value is None:
        return let_go(scene).say(scene.common.first(f"card_photo.{read.get(PROBLEM)}", "card_photo.unread"))
    safe = read.get(SURE) == "yes"
    more = unanswered(scene, question, read) if safe else {}
    lines = [line(scene, one, readable(scene, one, read[one.name])) for one in (question, *more.values())]
    scene = held_or_not(scene, safe)
    kept = scene.common(f"card_photo.{'kept' if scene.session.known.get(HELD) else 'dropped'}")
    doubt = Doubt(
        question.name, SAFE if safe else UNSURE, {way: text if way == "yes" else None for way in WAYS},
        {"lines": "\n".join(lines), "kept": kept}, READ_BACK if safe else (),
        {name: read[name] for name in more},
    )  # fmt: skip
    return scene.with_talk(doubt=doubt)


def unanswered(scene: Scene, asked: Question, read: Mapping[str, str]) -> dict[str, Question]:
    """The other questions that are still open here, and that the card answers; what the person has said of
    them already comes first.
    """
    said = {*scene.answers, *(scene.session.known.get(FORM) or {}).get("answers", ())}
    return {
        one.name: one
        for one in scene.walk.questions
        if one is not asked and one.name not in said
        if readable(scene, one, read.get(one.name, "")) is not None
    }


def readable(scene: Scene, question: Question, text: str) -> Any:
    """The answer that a text would be; None for none, and for one that would be refused or doubted."""
    if not text or question.silent:
        return None
    try:
        return question.read(Said(text), scene.context(question).of(sure=frozenset(READ_BACK)))
    except (Invalid, Doubtful):
        return None


def line(scene: Scene, question: Question, value: Any) -> str:
    shown = question.show(value, scene.context(question))
    return scene.common(f"card_photo.lines.{question.name}", value=shown)


def paper(scene: Scene) -> Question | None:
    """The open question that this very photo answers as a document."""
    asked = scene.walk.questions
    return next((one for one in asked if one.wants_card and one.name not in scene.answers), None)


def held_or_not(scene: Scene, safe: bool) -> Scene:
    """The photo is held on where it may be kept as a document; else nobody needs it any more."""
    wanted = paper(scene) if safe else None
    if wanted is None:
        return let_go(scene)
    return scene.remember(**{HELD: {**scene.session.known[HELD], "offered": True}})


def kept_as_paper(scene: Scene) -> Scene:
    """The person has confirmed it: the photo is the answer to the question for it."""
    held, wanted = scene.session.known.get(HELD), paper(scene)
    if not held or wanted is None:
        return scene
    answers = {**scene.answers, wanted.name: held["document"]}
    return scene.with_talk(answers=answers).remember(**{HELD: None})


def with_others(scene: Scene, file: Attachment) -> Scene:
    """What came at once with such a photo is not read; where that one is, the person is told."""
    scene.services.photos.drop(file.document)
    held = scene.session.known.get(HELD)
    return scene.remember(**{HELD: {**held, "more": True}}) if held else scene


def only_while_wanted(before: Scene, after: Scene) -> Scene:
    """At the end of a turn: a photo whose answer was given otherwise, or not at all, is let go."""
    held = after.session.known.get(HELD)
    if not held or held != before.session.known.get(HELD):
        return after
    if held.get("offered"):
        doubt = after.talk.doubt if after.session.talks else None
        wanted = doubt is not None and doubt.reason in OFFERS
    else:
        wanted = after.session.talks == before.session.talks
    return after if wanted else let_go(after)


def let_go(scene: Scene) -> Scene:
    """The photo that is held is dropped."""
    held = scene.session.known.get(HELD)
    if not held:
        return scene
    scene.services.photos.drop(held["document"])
    return scene.remember(**{HELD: None})
