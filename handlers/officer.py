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
from bot.conversation.session import THREAD
from bot.conversation.words import Words
from handlers.city import office_told
from handlers.services import Services, services

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
    """ "thread:NUMBER": an officer has closed it, or nobody has said anything for a day. Said once, also
    where the person has called the bot back meanwhile; not where a newer thread has the chat.
    """
    thread = cast(Services, scene.services).thread(int(rest))
    now = scene.session.known.get(THREAD)
    if thread is None or thread.ended not in ENDS or now not in (None, thread.id):
        return None
    words = Words(scene.dialogue.languages[scene.session.language], "officer")
    return News(words(f"closed.{thread.ended}", number=thread.id), alone=now == thread.id)


officer = Conversation(
    name="officer",
    questions=(Text("message", longest=1000, undisturbed=True),),
    finish=kept,
    review=False,
    progress=False,
)
