"""A reply that quotes an earlier question is the answer to that one, wherever the conversation stands now."""

from __future__ import annotations

from bot.conversation.commands import command
from bot.conversation.messages import Said
from bot.conversation.prompt import asked
from bot.conversation.scene import Scene


def quoting(scene: Scene, said: Said) -> Scene:
    """The scene with the quoted question being asked again, where the conversation under way has an answer to
    it. A number or a label then means the options of that question.
    """
    conversation, _, name = (said.quotes or "").partition("/")
    if not name or scene.at_menu or conversation != scene.talk.conversation or command(scene, said.text):
        return scene
    question = scene.walk.find(name) if name in scene.answers else None
    if question is None or question is scene.question:
        return scene
    again = scene.with_talk(asking=name, doubt=None, changing=False)
    shown = tuple((option.id, option.label) for option in asked(again, question).options)
    return again.with_session(shown=shown)
