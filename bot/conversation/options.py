"""Which of the options that were shown a message means: tapped, or typed as number, label or synonym."""

from __future__ import annotations

import re

from bot.conversation.commands import number_answers
from bot.conversation.keywords import folded
from bot.conversation.messages import OWN_NUMBER, Said
from bot.conversation.misses import OFFICER
from bot.conversation.scene import Scene

NUMBER = re.compile(r"[0-9]{1,3}")
LISTED = re.compile(r"([0-9]{1,3})[.)] ?(.+)")


def stale(scene: Scene, choice: str) -> bool:
    """Is this a tap on an old message, or on nothing that was shown?

    The menu's buttons stay good as long as the menu is shown. The own number is offered by the channel.
    """
    step, _, option = choice.partition(":")
    if step == str(scene.session.step):
        return option != OWN_NUMBER and all(option != id for id, _ in scene.session.shown)
    return not (scene.at_menu and option in scene.dialogue.entries(scene.services))


def meant(scene: Scene, said: Said) -> str | None:
    """The option meant. A label that is a number itself (0, 1, 2) wins over the place in the list."""
    if said.choice is not None:
        return said.choice.partition(":")[2]
    word = folded(said.text)
    if not word or not scene.session.shown:
        return None
    return labelled(scene, word) or counted(scene, word) or called(scene, word)


def labelled(scene: Scene, word: str) -> str | None:
    """The option with this label, also with its number before it ("2. Lewati") as some channels show it."""
    shown = scene.session.shown
    whole = next((id for id, label in shown if folded(label) == word), None)
    if whole is None and (found := LISTED.fullmatch(word)) and 1 <= int(found[1]) <= len(shown):
        id, label = shown[int(found[1]) - 1]
        return id if folded(label) == found[2] else None
    return whole


def counted(scene: Scene, word: str) -> str | None:
    """The option with this number. Where only "skip" or a person stands beside a question to which any number
    is an answer, it is that answer.
    """
    shown = scene.session.shown
    alone = all(id in ("skip", OFFICER) for id, _ in shown)
    if not NUMBER.fullmatch(word) or (alone and number_answers(scene)):
        return None
    return shown[int(word) - 1][0] if 1 <= int(word) <= len(shown) else None


def called(scene: Scene, word: str) -> str | None:
    """The option with this synonym."""
    return next((id for id, _ in scene.session.shown if word in synonyms(scene, id)), None)


def synonyms(scene: Scene, option: str) -> tuple[str, ...]:
    """What else an option may be called."""
    if scene.at_menu:
        return scene.common.listed(f"menu.synonyms.{option}")
    question = None if scene.talk.picking else scene.question
    if question is None or scene.talk.doubt:
        return scene.words.listed(f"synonyms.{option}")
    return question.synonyms(option, scene.context(question))
