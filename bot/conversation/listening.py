"""What is pending, said aloud: where its text stands in the words, and its recording, if there is one.

Who reads texts aloud, and where recordings lie, is not known here.
"""

from __future__ import annotations

from bot.conversation.from_photo import OFFERS, being_read
from bot.conversation.messages import File
from bot.conversation.scene import Scene


def listen(scene: Scene) -> Scene:
    """Bring the recording of what is asked; say kindly that there is none yet."""
    file = recorded(scene)
    return scene.bring(file) if file else scene.say(scene.common("listen.none"))


def with_sound(scene: Scene) -> Scene:
    """With the recording of what is asked, where there is one."""
    file = recorded(scene)
    return scene.bring(file) if file else scene


def recorded(scene: Scene) -> File | None:
    """The recording of what is pending, in the language of the chat."""
    place = pending(scene)
    return scene.dialogue.recorded(f"{scene.session.language}/{place}") if place else None


def pending(scene: Scene) -> str | None:
    """Where the text of what is pending stands: "register/nik.ask@other"; None where it is of a photo, as
    nobody can have read that aloud.
    """
    if scene.at_menu:
        return scene.common.place("menu.ask")
    talk = scene.talk
    if being_read(scene) or (talk.doubt and talk.doubt.reason in OFFERS):
        return None
    if talk.doubt:
        question = scene.walk.find(talk.doubt.question)
        key = question.words_key if question else talk.doubt.question
        return scene.words.place(f"{key}.doubts.{talk.doubt.reason}", f"doubts.{talk.doubt.reason}")
    if talk.picking:
        return scene.words.place("review.which")
    return scene.words.place(f"{scene.question.words_key}.ask" if scene.question else "review.ask")
