"""A person instead of the bot: an officer has the chat until it is closed, or the bot is called back.

Words: locales/*/*/officer.po.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome
from bot.conversation.news import News
from bot.conversation.question import Context
from bot.conversation.questions import Text
from bot.conversation.scene import Scene
from bot.conversation.session import ENDED, THREAD
from bot.conversation.words import Words
from handlers.city import office_told
from handlers.services import Services, services
from rules.threads import CLOSED, QUIET_ENDS, Thread

ENDS = ("officer", "quiet")


def kept(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The question is kept, and what follows in this chat is for the officer."""
    number = services(context).ask_officer(None, answers["message"])
    told = {"number": number, "office": office_told(context)}
    return Outcome(details=told, remember={THREAD: number})


def hears(known: Any, thread: int, left: bool) -> None:
    """Something was said to the officer, or the person has left for the bot."""
    cast(Services, known).officer_hears(thread, left)


def closed(rest: str, scene: Scene) -> News | None:
    """ "thread:NUMBER": an officer has closed it, or nobody has said anything for a day after the answer.
    Where an officer wrote first, about a case, nothing is said to who has not answered and waits for nothing.
    Said once, also where the person has called the bot back meanwhile; not where a newer thread has the chat.
    "thread:NUMBER:waits": nobody has answered for a day; see `kept_waiting`.
    """
    number, _, waits = rest.partition(":")
    thread = cast(Services, scene.services).thread(int(number))
    now = scene.session.known.get(THREAD)
    if waits:
        return kept_waiting(thread, scene) if thread and now == thread.id else None
    if thread is None or thread.ended not in ENDS or now not in (None, thread.id):
        return None
    alone = now == thread.id
    silent = thread.one_sided and (not alone or not scene.session.talks)
    if scene.session.known.get(ENDED) == thread.id:
        return None
    return News("" if silent else ending(thread, scene), alone=alone)


def ending(thread: Thread, scene: Scene) -> str:
    """How the end of a thread is told."""
    words = words_of(scene)
    if thread.of_case:
        return words("closed.case", number=thread.message)
    return words(f"closed.{thread.ended}", number=thread.id)


def gone(number: int, scene: Scene) -> Scene | None:
    """Who writes to an officer who has just closed is told so, before the news of it comes. After a quiet day
    the bot is back in the same turn, at whatever hour, and the officers read what was written. None where an
    officer has the chat, as where an officer's sentence was held until now: the person gets it in this turn.
    """
    known = cast(Services, scene.services)
    thread = known.thread(number)
    if thread is None:
        return scene
    if thread.state == CLOSED:
        return scene.say(ending(thread, scene)).remember(**{ENDED: number})
    if scene.now.timestamp() * 1000 - thread.last_at < QUIET_ENDS or known.thread_holds(number):
        return None
    words = words_of(scene)
    return scene.say(words("waits", number=thread.id) if thread.waits else scene.common("officer.back"))


def kept_waiting(thread: Thread, scene: Scene) -> News | None:
    """The bot is back, and the question waits for an officer still; who has answered it just now is not told
    to be late, and has the chat. What was closed meanwhile is told by its own news.
    """
    words = words_of(scene)
    return News(words("waits", number=thread.id), alone=True) if thread.waits else None


def words_of(scene: Scene) -> Words:
    return Words(scene.dialogue.languages[scene.session.language], "officer")


officer = Conversation(
    name="officer",
    questions=(Text("message", longest=1000, undisturbed=True),),
    finish=kept,
    review=False,
    progress=False,
)
