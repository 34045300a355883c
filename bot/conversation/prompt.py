"""What the bot says at the end of a turn: the pending question, the review, a doubt, or the menu."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.from_photo import OFFERS, being_read
from bot.conversation.labels import option
from bot.conversation.messages import LONGEST, Option, Reply
from bot.conversation.misses import OFFICER, offered
from bot.conversation.question import MOST_OPTIONS, Question
from bot.conversation.scene import Scene
from bot.conversation.session import THREAD, Doubt, Session
from bot.conversation.words import Words

REVIEW = ("send", "change")
BACK = "menu"  # the button that calls the bot back from an officer
SUMMARY = 3000  # characters for all answers that are read back
SHORTEST_LINE = 20


@dataclass(frozen=True)
class Prompt:
    """`numbered`: the options may be answered by their number."""

    text: str
    options: tuple[Option, ...] = ()
    question: str | None = None
    ask: str | None = None
    numbered: bool = True


def prompt(scene: Scene) -> Prompt:
    """What is to be asked now; with a person to turn to, where the bot has not understood for some time."""
    asks = pending(scene)
    if not offered(scene) or len(asks.options) >= MOST_OPTIONS:
        return asks
    if any(one.id == OFFICER for one in asks.options):
        return asks  # numbers stay as they were
    return replace(asks, options=(*asks.options, option(scene.common, OFFICER, f"menu.options.{OFFICER}")))


def pending(scene: Scene) -> Prompt:
    """What waits for an answer."""
    if scene.at_menu:
        return menu(scene)
    talk = scene.talk
    if talk.doubt:
        return doubt(scene, talk.doubt)
    if talk.picking:
        return change(scene)
    question = scene.question
    return asked(scene, question) if question else review(scene)


def menu(scene: Scene) -> Prompt:
    """All that can be begun; what waits comes first."""
    words = scene.common
    resume = (option(words, "resume", "menu.resume"),) if scene.session.talks else ()
    entries = scene.dialogue.entries(scene.services)
    options = [option(words, name, f"menu.options.{name}") for name in entries]
    return Prompt(words("menu.ask"), (*resume, *options))


def asked(scene: Scene, question: Question) -> Prompt:
    """A question with its buttons; what can be skipped says so."""
    words = scene.words
    options = question.offered(scene.context(question))
    skip = (skipping(question, words),) if question.optional else ()
    text = progress(scene, question) + wording(scene, question)
    return Prompt(text, (*options, *skip), question.name, question.keyboard, numbered=bool(options))


def skipping(question: Question, words: Words) -> Option:
    """ "Skip", or what else it means to leave this question without an answer."""
    return option(words, "skip", f"{question.words_key}.options.skip", "options.skip")


def wording(scene: Scene, question: Question) -> str:
    """The question; that its card may be photographed, or that such a photo is being read."""
    if being_read(scene):
        return scene.common("card_photo.reading")
    keys = [f"{question.words_key}.{form}" for form in (("again", "ask") if scene.briefly else ("ask",))]
    asks = scene.words.first(*keys, **row_details(scene, question))
    photo = question.reads_card and scene.dialogue.reads_photos(scene.services)
    return f"{asks}\n{scene.common('card_photo.hint')}" if photo else asks


def progress(scene: Scene, question: Question) -> str:
    """ "3 of 9", as far as is known now."""
    if not scene.conversation.progress:
        return ""
    names = [q.name for q in scene.walk.questions if not q.silent]
    return scene.words("progress", number=names.index(question.name) + 1, count=len(names)) + "\n"


def row_details(scene: Scene, question: Question) -> dict[str, str]:
    """The number of the row, for the questions of a Many."""
    parts = question.name.split(".")
    if len(parts) < 3:
        return {}
    rows = scene.answers[parts[0]]["rows"]
    return {"row": str(rows.index(parts[1]) + 1)}


def doubt(scene: Scene, doubt: Doubt) -> Prompt:
    """What is to be settled before an answer is kept."""
    if doubt.reason in OFFERS:
        return offer(scene, doubt)
    question = scene.walk.find(doubt.question)
    key = question.words_key if question else doubt.question
    text = scene.words.first(f"{key}.doubts.{doubt.reason}", f"doubts.{doubt.reason}", **doubt.details)
    return Prompt(text, tuple(way(scene, key, doubt, id) for id in doubt.texts), doubt.question)


def offer(scene: Scene, doubt: Doubt) -> Prompt:
    """What was read on a photo, to be compared with the card."""
    words = scene.common
    ways = tuple(option(words, id, f"card_photo.options.{id}") for id in doubt.texts)
    return Prompt(words(f"card_photo.{doubt.reason}", **doubt.details), ways, doubt.question)


def way(scene: Scene, key: str, doubt: Doubt, id: str) -> Option:
    """An option of a doubt; one that no words know (a place) is labelled with its text."""
    keys = (f"{key}.doubts.{doubt.reason}.{id}", f"doubts.{doubt.reason}.{id}", f"options.{id}")
    if any(scene.words.find(one) is not None for one in keys):
        return option(scene.words, id, *keys, **doubt.details)
    return Option(id, doubt.texts[id] or id)


def reviewed(scene: Scene) -> list[Question]:
    """The questions whose answers are read back at the end."""
    return [q for q in scene.walk.questions if q.reviewed and not q.silent]


def review(scene: Scene) -> Prompt:
    """All answers, to be sent or changed; long ones are cut where they would not fit into a message."""
    words = scene.words
    lines = [f"{words(f'{q.words_key}.label')}: {shown(scene, q)}" for q in reviewed(scene)]
    if sum(map(len, lines)) > SUMMARY:
        lines = [clipped(line, max(SUMMARY // len(lines), SHORTEST_LINE)) for line in lines]
    text = "\n".join([words("review.ask"), "", *lines])
    return Prompt(text, tuple(option(words, id, f"options.{id}") for id in REVIEW))


def shown(scene: Scene, question: Question) -> str:
    """An answer as it is read back."""
    answer = scene.answers[question.name]
    if answer is None:
        return scene.words("review.skipped")
    return question.show(answer, scene.context(question))


def change(scene: Scene) -> Prompt:
    """Which answer is to be changed."""
    words = scene.words
    options = [option(words, q.name, f"{q.words_key}.label") for q in reviewed(scene)]
    return Prompt(words("review.which"), tuple(options))


def finished(scene: Scene) -> tuple[Session, Reply]:
    """The turn's end: the session that is stored and the one message that is sent."""
    if scene.session.known.get(THREAD):
        return hushed(scene)
    asks = prompt(scene)
    step = scene.session.step + 1
    shown = tuple((option.id, option.label) for option in asks.options)
    asked = "" if scene.at_menu else scene.place
    session = scene.session.but(step=step, shown=shown, asked=asked, release=scene.dialogue.mark)
    return session, replied(scene, asks, step)


def hushed(scene: Scene) -> tuple[Session, Reply]:
    """Where an officer has the chat: what was said, and nothing is asked; one button calls the bot back."""
    step, label = scene.session.step + 1, scene.common("officer.menu")
    session = scene.session.but(step=step, shown=((BACK, label),), asked="", release=scene.dialogue.mark)
    reply = Reply(
        clipped("\n\n".join(scene.said), LONGEST), (Option(f"{step}:{BACK}", label),),
        language=session.language, numbered=False, step=step,
    )  # fmt: skip
    return session, reply


def replied(scene: Scene, asks: Prompt, step: int | None = None) -> Reply:
    """The message of a prompt; without a `step` it is that of the last one."""
    at = scene.session.step if step is None else step
    talk = scene.session.talk
    return Reply(
        text=message(scene.said, asks.text),
        options=tuple(Option(f"{at}:{one.id}", one.label, one.short) for one in asks.options),
        conversation=talk.conversation if talk else None,
        question=asks.question,
        ask=asks.ask,
        language=scene.session.language,
        numbered=asks.numbered,
        step=at,
        form=form(scene, asks),
        file=scene.file,
    )


def form(scene: Scene, asks: Prompt) -> str | None:
    """The conversation whose form may be offered with a prompt: where its first question is asked anew."""
    name = None if scene.at_menu or scene.talk.doubt or being_read(scene) else scene.conversation.form
    first = name is not None and asks.question == name and name not in scene.answers
    return scene.conversation.name if first and not scene.talk.changing else None


def message(said: tuple[str, ...], asked: str) -> str:
    """What was said and what is asked, as one text; what is said gives way where both are too long."""
    asked = clipped(asked, LONGEST)
    room = LONGEST - len(asked) - 2
    before = clipped("\n\n".join(said), room) if said and room > SHORTEST_LINE else ""
    return f"{before}\n\n{asked}" if before else asked


def clipped(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
