"""What a chat hears without having asked: a photo that can't be read, papers that are still missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.answering import is_over, resume, start
from bot.conversation.conversation import Start
from bot.conversation.messages import File, Reply, Template
from bot.conversation.prompt import finished, hushed
from bot.conversation.scene import Scene
from bot.conversation.session import PAPERS, THREAD, Session

SOMETHING = Template("news")
ANNOUNCED = "announced"  # the chat remembers it: an announcement has come
SILENT = "silent"  # and that none are wanted


@dataclass(frozen=True)
class News:
    """A message and a file with it, if any; `start`: the conversation that it begins, if the chat has passed
    the gate. What is under way then waits. `template` announces it to somebody who has been silent for long;
    without one it is announced as something to read. `alone`: the officer has left the chat, and the bot asks
    again what waits; without a text only where something does. `thread`: an officer has the chat from now on,
    `papers`: but files that a case wants are for the bot. `broadcast`: said to many at once, and it tells how
    to stop that.
    """

    text: str
    file: File | None = None
    start: Start | None = None
    template: Template | None = None
    alone: bool = False
    thread: int | None = None
    papers: bool = False
    broadcast: bool = False


def told(scene: Scene, session: Session, about: str) -> tuple[Session, Reply | None]:
    """Say it, and ask again what waits for an answer; nothing where it is out of date by now."""
    news = scene.dialogue.news(about, scene)
    if news is None:
        return session, None
    if news.alone:
        scene = scene.remember(**{THREAD: None})
    if news.thread:
        papers = {PAPERS: news.thread} if news.papers else {}
        scene = scene.remember(**{THREAD: news.thread, **papers})
    if news.broadcast:
        scene = scene.remember(**{ANNOUNCED: True})
        session = session.but(known={**session.known, ANNOUNCED: True})
    if news.start and scene.open and not scene.session.known.get(THREAD):
        begun = start(said(scene, news.text), news.start.conversation, **news.start.answers)
        return with_file(finished(begun), news)
    if not news.text:
        return (scene.session if news.alone else session), None
    if scene.session.known.get(THREAD):
        return with_file(hushed(scene.say(news.text)), news)
    if scene.at_menu or not scene.open:
        return with_file((scene.session, Reply(news.text, language=session.language)), news)
    return with_file(finished(going_on(scene.say(news.text))), news)


def going_on(scene: Scene) -> Scene:
    """What waits is asked again, unless the news has settled it."""
    return resume(scene) if is_over(scene, scene.talk) else scene


def said(scene: Scene, text: str) -> Scene:
    """A conversation that begins may say it all itself."""
    return scene.say(text) if text else scene


def with_file(turn: tuple[Session, Reply], news: News) -> tuple[Session, Reply]:
    session, reply = turn
    file, template = news.file or reply.file, news.template or SOMETHING
    return session, replace(reply, file=file, template=template, broadcast=news.broadcast)
