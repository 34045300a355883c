"""What is pending, shown once more: another page of its options, or all of it to somebody who comes back."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.messages import AGAIN, PAGE, Reply
from bot.conversation.prompt import BACK, finished, prompt, replied
from bot.conversation.scene import Scene
from bot.conversation.session import THREAD, Session


def shown_again(scene: Scene, choice: str) -> tuple[Session, Reply] | None:
    """What a tap shows that answers nothing; None where it is another tap.

    Turning a page changes nothing, so that the buttons of the other pages stay good.
    """
    if choice == AGAIN and scene.open:
        return finished(scene)
    if late_back(scene, choice):
        return finished(scene.with_session(at_menu=bool(scene.session.talks)))
    page = turned_to(scene, choice)
    return None if page is None else (scene.session, replace(replied(scene, prompt(scene)), page=page))


def late_back(scene: Scene, choice: str) -> bool:
    """Is it the button that calls the bot back from an officer, where it is back already?"""
    tapped = choice.partition(":")[2] == BACK
    return tapped and scene.open and not scene.session.known.get(THREAD)


def turned_to(scene: Scene, choice: str) -> int | None:
    """The page of what is pending that a tap asks for."""
    step, _, option = choice.partition(":")
    page = option.removeprefix(PAGE)
    fresh = step == str(scene.session.step) and scene.session.release == scene.dialogue.mark
    return int(page) if fresh and page != option and page.isdecimal() else None
