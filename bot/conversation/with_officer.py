"""An officer has the chat: what is said there is for them, and the bot is quiet until it is called back.

The chat remembers the number of the officers' thread; what waits in its talks stays as it is.
"""

from __future__ import annotations

from bot.conversation.albums import takes_files
from bot.conversation.answering import standing
from bot.conversation.commands import again_word, obey, stop_word, word_of
from bot.conversation.keywords import folded
from bot.conversation.messages import Attachment, Reply, Said
from bot.conversation.prompt import BACK, finished, hushed
from bot.conversation.scene import Scene
from bot.conversation.session import COMFORTED, PAPERS, THREAD, Session

AWAY = ("menu", "back", "cancel")  # commands


def overheard(scene: Scene, said: Said) -> tuple[Session, Reply | None] | None:
    """What becomes of a message while an officer has the chat; None where none has, or the bot is meant."""
    thread = scene.session.known.get(THREAD)
    if not thread or not scene.open or said.news is not None:
        return None
    if said.remind is not None:
        return scene.session, None
    if calls_back(scene, said):
        waits = bool(scene.session.talks)
        return finished(alone(scene).with_session(at_menu=waits).say(scene.common("officer.back")))
    gone = scene.dialogue.officer_gone(thread, scene)
    scene.dialogue.officer_hears(scene.services, thread, False)
    if name := of_announcements(scene, said):
        return hushed(obey(scene, name))
    if gone:
        return without(gone, said.text)
    if said.unread:
        return hushed(scene.say(scene.common.first(f"unread.{said.unread}", "unread.other")))
    return comforted(scene, said.text, thread) or (scene.session, None)


def without(gone: Scene, text: str) -> tuple[Session, Reply]:
    """The officer is there no more: what waits is asked again; who is in despair hears a kind word too."""
    meant = gone.dialogue.urgent(text, gone) if text.strip() else None
    scene = alone(gone.say(meant.say) if meant else gone)
    return finished(scene if scene.at_menu else standing(scene))


def comforted(scene: Scene, text: str, thread: int) -> tuple[Session, Reply] | None:
    """A kind word to who is in despair or danger, once in a thread: an officer may not read it at once."""
    meant = scene.dialogue.urgent(text, scene) if text.strip() else None
    if meant is None or scene.session.known.get(COMFORTED) == thread:
        return None
    return hushed(scene.say(meant.say).remember(**{COMFORTED: thread}))


def calls_back(scene: Scene, said: Said) -> bool:
    """Is it for the bot: its button, or a word that leads away from where one is?"""
    tapped = (said.choice or "").partition(":")[2] == BACK
    return tapped or scene.keywords.commands.get(folded(said.text)) in AWAY


def of_announcements(scene: Scene, said: Said) -> str | None:
    """ "stop" or "again", where none are wanted any more, or are again; the officer hears it all the same.

    "Stop" never means what waits in the talks here: nobody is asked about that.
    """
    match scene.keywords.commands.get(word_of(said.text)):
        case "halt" | "stop":
            return stop_word(scene)
        case "again":
            return again_word(scene)
    return None


def bot_meant(scene: Scene, said: Said) -> Scene:
    """A button of a question, a form, a link or a paper of a case is for the bot: it is there again."""
    used = said.form is not None or said.start is not None or said.choice is not None
    used = used or (said.attachment is not None and is_paper(scene, said.attachment))
    there = used and scene.session.known.get(THREAD) and not calls_back(scene, said)
    return alone(scene) if there else scene


def is_paper(scene: Scene, file: Attachment) -> bool:
    """Is a file for a case, of which the officer has written, and not for what else is under way?"""
    thread = scene.session.known.get(THREAD)
    if not thread or not scene.open or scene.session.known.get(PAPERS) != thread:
        return False
    under_way = None if scene.at_menu else scene.talk.conversation
    return takes_files(scene) or scene.dialogue.stray(scene.services, under_way, file) is not None


def alone(scene: Scene) -> Scene:
    """Without the officer."""
    scene.dialogue.officer_hears(scene.services, scene.session.known[THREAD], True)
    return scene.remember(**{THREAD: None})
