"""What a chat hears without having asked: a photo that can't be read, papers that are still missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.messages import File, Reply
from bot.conversation.prompt import finished
from bot.conversation.scene import Scene
from bot.conversation.session import Session


@dataclass(frozen=True)
class News:
    """A message and a file with it, if any."""

    text: str
    file: File | None = None


def told(scene: Scene, session: Session, about: str) -> tuple[Session, Reply | None]:
    """Say it, and ask again what waits for an answer; nothing where it is out of date by now."""
    news = scene.dialogue.news(about, scene)
    if news is None:
        return session, None
    if scene.at_menu or not scene.open:
        return session, Reply(news.text, language=session.language, file=news.file)
    told, reply = finished(scene.say(news.text))
    return told, replace(reply, file=news.file)
