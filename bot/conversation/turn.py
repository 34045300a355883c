"""One message in, one message out: the order in which a message's meaning is looked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from unicodedata import category

from bot.conversation.albums import added, is_more, noted, takes_files
from bot.conversation.answering import answer, finish, is_over, resume, standing, start
from bot.conversation.commands import ALWAYS, command, obey, read_as_answer
from bot.conversation.conversation import Dialogue
from bot.conversation.forms import filled, taken
from bot.conversation.from_photo import arrived, only_while_wanted
from bot.conversation.gate import (
    NOT_AT_GATE,
    after_gate,
    at_gate,
    briefly,
    followed,
    in_place_of_consent,
    kept,
    to_gate,
)
from bot.conversation.keywords import folded
from bot.conversation.listening import with_sound
from bot.conversation.meaning import explained, instead, meant_by, urgent, wished, wonders
from bot.conversation.messages import SHEET, Attachment, Reply, Said
from bot.conversation.misses import OFFICER, missed, offered
from bot.conversation.misses import settled as settled_count
from bot.conversation.news import told
from bot.conversation.options import meant, stale
from bot.conversation.pages import shown_again
from bot.conversation.prompt import finished
from bot.conversation.quoting import quoting
from bot.conversation.releases import caught_up, lost, released
from bot.conversation.scene import Scene
from bot.conversation.session import Session
from bot.conversation.settling import settled
from bot.conversation.with_officer import bot_meant, overheard


def turn(
    dialogue: Dialogue, session: Session, said: Said, now: datetime, services: Any
) -> tuple[Session, Reply | None]:
    """Play one message.

    `now` is the local time of the city; `services` are what the conversations look up and write with.
    Returns the session to store and the reply to send; no reply where a reminder is out of date, or where
    one more photo of an album came.
    """
    if said.remind is not None and (said.remind != session.step or not session.talks):
        return session, None
    scene = Scene(dialogue, released(dialogue, session), now, services)
    if said.remind is not None and nothing_half_done(scene):
        return session, None
    if said.unread == "group":
        return in_group(scene, session)
    scene = bot_meant(scene, said)
    if quiet := overheard(scene, said):
        return quiet
    if said.attachment and is_more(scene, said):
        return added(scene, said.attachment).session, None
    if said.read is not None:
        return card_read(caught_up(scene), said)
    if said.news is not None:
        return told(caught_up(scene), session, said.news)
    if said.choice is not None and (again := shown_again(scene, said.choice)):
        return again
    return by_person(scene, said)


def by_person(scene: Scene, said: Said) -> tuple[Session, Reply | None]:
    """What the person has said, or is reminded of."""
    before = quoting(caught_up(scene), said)
    after = heard(before, said.typable())
    after = filled(noted(after if said.remind is not None else settled_count(before, after), said))
    return finished(briefly(before, only_while_wanted(scene, after), said))


def card_read(scene: Scene, said: Said) -> tuple[Session, Reply | None]:
    """What was read on a photo; nothing is said where the person has gone on meanwhile."""
    scene, speaks = arrived(scene, (said.news or "").partition(":")[2], said.read or {})
    return finished(scene) if speaks else (scene.session, None)


def nothing_half_done(scene: Scene) -> bool:
    """Is all that waits a place to come back to, or settled elsewhere?"""
    known = scene.dialogue.conversations
    return all(known[talk.conversation].place or is_over(scene, talk) for talk in scene.session.talks)


def in_group(scene: Scene, session: Session) -> tuple[Session, Reply | None]:
    """A group hears once that the bot works in private: what is said there is read by others."""
    if session.known.get("group_told"):
        return session, None
    told = session.but(known={**session.known, "group_told": True})
    return told, Reply(scene.common("unread.group"), language=scene.session.language)


def heard(scene: Scene, said: Said) -> Scene:
    """What a message does to the scene."""
    if not scene.open and (name := command(scene, said.text)) in ALWAYS:
        scene = obey(scene, name)
        return scene if at_gate(scene) else to_gate(scene, Said())
    if not scene.open and not at_gate(scene):
        return to_gate(scene, said)
    if lost(scene):
        return resume(scene)
    if said.remind is not None:
        return standing(scene.with_session(at_menu=False)).say(scene.common("reminder"))
    if said.form is not None:
        return taken(scene, said.form_of, said.form)
    if said.unread == "voice":
        return missed(with_sound(scene.say(scene.common("unread.voice"))))
    if said.unread:
        return missed(scene.say(scene.common.first(f"unread.{said.unread}", "unread.other")))
    if said.start is not None:
        return followed(scene, said.start)
    if said.choice is not None and stale(scene, said.choice):
        return scene.say(scene.common("old_button"))
    return understood(scene, said)


def understood(scene: Scene, said: Said) -> Scene:
    """Options win over commands, commands over conversations' names, those over a free answer."""
    if said.attachment and (taker := taker_of(scene, said.attachment)):
        return answered(start(scene, taker), None, said)
    if said.attachment and not scene.at_menu:
        return after_gate(answered(scene, None, said))
    option = meant(scene, said)
    bringing = option == OFFICER and offered(scene)
    name = option if option == "skip" or bringing else None if option else command(scene, said.text)
    if name:
        return obeyed(scene, name, said.text)
    if not option and (other := no_answer(scene, said)):
        return other
    if scene.at_menu:
        return at_menu(scene, option, said)
    if option is None and read_as_answer(scene, said.text):
        scene = scene.say(scene.common("number_is_answer"))
    aside = None if option or undisturbed(scene) else scene.keywords.named(said.text)
    if aside and not at_gate(scene) and begins(scene, aside):
        return start(scene, aside)
    return after_gate(answered(scene, option, said))


def no_answer(scene: Scene, said: Said) -> Scene | None:
    """What goes before every answer, or can be none: somebody in despair; signs without a word."""
    if at_gate(scene) or said.attachment or said.phone:
        return None
    signs = missed(scene.say(scene.common("unread.sticker"))) if only_signs(said.text) else None
    return urgent(scene, said.text) or signs


def only_signs(text: str) -> bool:
    """Is there a picture sign in it ("🙏") and no letter or digit?"""
    return not any(map(str.isalnum, text)) and any(category(sign) == "So" for sign in text)


def obeyed(scene: Scene, name: str, text: str) -> Scene:
    """The scene after a command; at the gate some lead nowhere yet, which is said."""
    if at_gate(scene) and name in NOT_AT_GATE:
        scene = kept(scene, text) if name == OFFICER else scene
        return scene.say(scene.common("gate.first"))
    return after_gate(obey(scene, name))


def taker_of(scene: Scene, file: Attachment) -> str | None:
    """The conversation that takes a file nobody asked for; None where one is, or nobody wants it."""
    if scene.at_menu:
        return scene.dialogue.stray(scene.services, None, file)
    meant_here = file.kind != SHEET and wants_words(scene)
    if at_gate(scene) or takes_files(scene) or undisturbed(scene) or meant_here:
        return None
    return scene.dialogue.stray(scene.services, scene.talk.conversation, file)


def wants_words(scene: Scene) -> bool:
    """Is the pending question one without buttons? Then a picture or a letter may stand for the words."""
    question = scene.awaited
    return question is not None and not question.options(scene.context(question))


def undisturbed(scene: Scene) -> bool:
    """Is the pending question one that begins nothing else, whatever is said to it?"""
    return (question := scene.awaited) is not None and question.undisturbed


def begins(scene: Scene, name: str) -> bool:
    """May what is said to the pending question begin that conversation?"""
    return (question := scene.awaited) is None or name not in question.never_begins


def at_menu(scene: Scene, option: str | None, said: Said) -> Scene:
    """A conversation is begun or resumed from the menu."""
    if option == "resume":
        return resume(scene.with_session(at_menu=False))
    place = None if option else scene.dialogue.typed(said.text, scene.services)
    if place:
        return start(scene, place.conversation, **place.answers)
    name = option or scene.keywords.named(said.text)
    if name and name in scene.dialogue.conversations:
        return start(scene, name)
    if folded(said.text) in scene.keywords.greetings:
        return scene.say(scene.common("hello"))
    return wished(scene, said.text) or missed(scene.say(scene.common("not_understood")))


def answered(scene: Scene, option: str | None, said: Said) -> Scene:
    """The message as an answer to what is pending."""
    talk, question = scene.talk, scene.question
    if talk.doubt:
        return settled(scene, talk.doubt, option, said)
    if talk.picking:
        return picked(scene, option)
    if question is None:
        return reviewed(scene, option)
    if option is None and not at_gate(scene) and not said.attachment and wonders(scene, said.text):
        return explained(scene, said.text)
    if option is None and (other := other_than_answer(scene, said.text)):
        return other
    made = answer(scene, question, said.meaning(option))
    return in_place_of_consent(scene, made, said) if at_gate(scene) else instead(scene, made, said)


def other_than_answer(scene: Scene, text: str) -> Scene | None:
    """What a text means that could be kept as any words can, and is yet no answer: "bapak saya meninggal",
    where an address is asked. None where it is one.
    """
    question = scene.question
    if question is None or not question.free_text or question.undisturbed or at_gate(scene):
        return None
    return meant_by(scene, text)


def picked(scene: Scene, option: str | None) -> Scene:
    """Which answer is to be changed."""
    if option is None:
        return missed(scene.say(scene.common("errors.not_an_option")))
    return scene.with_talk(asking=option)


def reviewed(scene: Scene, option: str | None) -> Scene:
    """Send, or change an answer first."""
    if option == "send":
        return finish(scene)
    if option == "change":
        return scene.with_talk(changing=True, asking=None)
    return missed(scene.say(scene.common("errors.not_an_option")))
