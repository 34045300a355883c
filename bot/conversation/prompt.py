"""What the bot says at the end of a turn: the pending question, the review, a doubt, or the menu."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation import engine
from bot.conversation.messages import Option, Reply
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.conversation.session import Doubt, Session

REVIEW = ("send", "change")


@dataclass(frozen=True)
class Prompt:
    """`numbered`: the options may be answered by their number."""

    text: str
    options: tuple[Option, ...] = ()
    question: str | None = None
    ask: str | None = None
    numbered: bool = True


def prompt(scene: Scene) -> Prompt:
    """What is to be asked now."""
    if scene.session.at_menu or not scene.session.talks:
        return menu(scene)
    if scene.talk.doubt:
        return doubt(scene, scene.talk.doubt)
    if scene.talk.changing:
        return change(scene)
    return asked(scene, scene.question) if scene.question else review(scene)


def menu(scene: Scene) -> Prompt:
    words = scene.common
    resume = (Option("resume", words("menu.resume")),) if scene.session.talks else ()
    options = [Option(name, words(f"menu.options.{name}")) for name in scene.dialogue.menu]
    return Prompt(words("menu.ask"), (*resume, *options))


def asked(scene: Scene, question: Question) -> Prompt:
    """A question with its buttons; what can be skipped says so."""
    words = scene.words
    options = question.options(scene.context(question))
    skip = (Option("skip", words("options.skip")),) if question.optional else ()
    text = progress(scene, question) + words(f"{question.words_key}.ask", **row_details(scene, question))
    return Prompt(text, (*options, *skip), question.name, question.hint, numbered=bool(options))


def progress(scene: Scene, question: Question) -> str:
    if not scene.conversation.progress:
        return ""
    number, count = engine.progress(scene.conversation, scene.answers, question)
    return scene.words("progress", number=number, count=count) + "\n"


def row_details(scene: Scene, question: Question) -> dict[str, str]:
    """The number of the row, for the questions of a Many."""
    parts = question.name.split(".")
    if len(parts) < 3:
        return {}
    rows = scene.answers[parts[0]]["rows"]
    return {"row": str(rows.index(parts[1]) + 1)}


def doubt(scene: Scene, doubt: Doubt) -> Prompt:
    key = doubt_key(scene, doubt)
    words = scene.words
    labels = [Option(id, label(scene, key, doubt.reason, id)) for id in doubt.texts]
    text = words.first(f"{key}.doubts.{doubt.reason}", f"doubts.{doubt.reason}", **doubt.details)
    return Prompt(text, tuple(labels), doubt.question)


def label(scene: Scene, key: str, reason: str, option: str) -> str:
    """The label of a doubt's option; an option that no words know (a place) is its own label."""
    keys = (f"{key}.doubts.{reason}.{option}", f"doubts.{reason}.{option}", f"options.{option}")
    found = next((k for k in keys if scene.words.find(k) is not None), None)
    return scene.words(found) if found else option


def doubt_key(scene: Scene, doubt: Doubt) -> str:
    """The key of the words of the question in doubt."""
    questions = engine.path(scene.conversation, scene.answers)
    return next((q.words_key for q in questions if q.name == doubt.question), doubt.question)


def reviewed(scene: Scene) -> list[Question]:
    """The questions whose answers are read back at the end."""
    return [q for q in engine.path(scene.conversation, scene.answers) if q.reviewed and not q.silent]


def review(scene: Scene) -> Prompt:
    words = scene.words
    lines = [f"{words(f'{q.words_key}.label')}: {shown(scene, q)}" for q in reviewed(scene)]
    text = "\n".join([words("review.ask"), "", *lines])
    return Prompt(text, tuple(Option(id, words(f"options.{id}")) for id in REVIEW))


def shown(scene: Scene, question: Question) -> str:
    answer = scene.answers[question.name]
    if answer is None:
        return scene.words("review.skipped")
    return question.show(answer, scene.context(question))


def change(scene: Scene) -> Prompt:
    words = scene.words
    options = [Option(q.name, words(f"{q.words_key}.label")) for q in reviewed(scene)]
    return Prompt(words("review.which"), tuple(options))


def finished(scene: Scene) -> tuple[Session, Reply]:
    """The turn's end: the session that is stored and the one message that is sent."""
    asks = prompt(scene)
    step = scene.session.step + 1
    session = scene.with_session(step=step, shown=tuple((o.id, o.label) for o in asks.options)).session
    talk = None if session.at_menu else session.talk
    reply = Reply(
        text="\n\n".join((*scene.said, asks.text)),
        options=tuple(Option(f"{step}:{o.id}", o.label) for o in asks.options),
        conversation=talk.conversation if talk else None,
        question=asks.question,
        ask=asks.ask,
        language=session.language,
        numbered=asks.numbered,
    )
    return session, reply
