"""From what was said to a kept answer, and on to the next question or the end."""

from __future__ import annotations

from typing import Any

from bot.conversation import engine, from_photo
from bot.conversation.derived import End, Lookup, Outcome, Tell
from bot.conversation.messages import Said
from bot.conversation.misses import missed
from bot.conversation.question import Context, Doubtful, Invalid, Question
from bot.conversation.scene import Scene
from bot.conversation.session import FORM, THREAD, Doubt, Talk


def answer(scene: Scene, question: Question, said: Said, sure: tuple[str, ...] = ()) -> Scene:
    """Read the answer to a question and go on; what can't be read is said kindly and changes nothing."""
    if said.attachment and from_photo.meant_for(question, said):
        return from_photo.sent(scene, said.attachment)
    context = scene.context(question).of(sure=frozenset(sure))
    try:
        value = read(question, said, context)
    except Invalid as refused:
        return missed(refuse(scene, question, refused))
    except Doubtful as doubtful:
        return scene.with_talk(doubt=doubt(question, doubtful, sure))
    return keep(scene, question, value)


def read(question: Question, said: Said, context: Context) -> Any:
    """The answer, checked; raises Invalid or Doubtful."""
    value = question.read(said, context)
    if question.check:
        question.check(value, context)
    return value


def doubt(question: Question, doubtful: Doubtful, sure: tuple[str, ...]) -> Doubt:
    """The doubt as JSON; `sure` are those that were settled for the same text before."""
    details = {name: str(detail) for name, detail in doubtful.details.items()}
    return Doubt(question.name, doubtful.reason, doubtful.texts, details, sure)


def refuse(scene: Scene, question: Question, refused: Invalid) -> Scene:
    """Say why an answer can't be taken."""
    key = f"{question.words_key}.errors.{refused.reason}"
    return scene.say(scene.words.first(key, f"errors.{refused.reason}", **refused.details))


def keep(scene: Scene, question: Question, value: Any) -> Scene:
    """Store the answer; what depends on it is checked again."""
    answers = {**scene.answers, question.name: value}
    if scene.answers.get(question.name) != value:
        answers = engine.changed(scene.conversation, answers, question.name, scene.context())
    return advance(scene.with_talk(answers=answers, asking=None, doubt=None, changing=False))


def advance(scene: Scene) -> Scene:
    """Look up and say what stands before the next question; end where nothing is left to ask."""
    while (question := scene.question) and question.silent:
        if isinstance(question, End):
            return conclude(scene, question.outcome(scene.walk.answers, scene.context()))
        scene = settle(scene, question)
    if question is None and not scene.conversation.review:
        return finish(scene)
    return scene


def settle(scene: Scene, question: Question) -> Scene:
    """Answer a silent question."""
    value: Any = True
    if isinstance(question, Lookup):
        value = question.find(scene.context(question))
    if isinstance(question, Tell):
        more = question.more(scene.context(question)) if question.more else ""
        scene = scene.say(scene.words(f"{question.words_key}.say") + more)
    return scene.with_talk(answers={**scene.answers, question.name: value}, asking=None)


def finish(scene: Scene) -> Scene:
    """All is answered and, where asked, reviewed: do the real work, if every answer may still be given."""
    context = scene.context()
    lapsed = engine.withdrawn(scene.conversation, scene.answers, context)
    if lapsed:
        return ask_anew(scene, lapsed)
    return conclude(scene, scene.conversation.finish(scene.walk.answers, context))


def ask_anew(scene: Scene, question: Question) -> Scene:
    """An option was withdrawn while the person answered: its question is asked again, and what is of it."""
    without = {name: answer for name, answer in scene.answers.items() if name != question.name}
    answers = engine.changed(scene.conversation, without, question.name, scene.context())
    again = refuse(scene, question, Invalid("not_an_option"))
    return advance(again.with_talk(answers=answers, asking=None))


def conclude(scene: Scene, outcome: Outcome) -> Scene:
    """Say the last text, then go on with what follows or waits."""
    scene = scene.say(scene.words(outcome.words, **outcome.details)).remember(**outcome.remember)
    scene = scene.bring(outcome.file) if outcome.file else scene
    scene = handed_on(scene, outcome) if outcome.hands_on else scene
    scene = leave(scene, outcome.language)
    if scene.session.known.get(THREAD):
        return scene  # what waits goes on when the officer has left
    if outcome.then and not (outcome.gives_way and another_waits(scene, outcome.then)):
        return start(scene, outcome.then, **outcome.answers)
    return resume(scene) if scene.open else scene.with_session(talks=())


def handed_on(scene: Scene, outcome: Outcome) -> Scene:
    """Answers that were kept for this conversation are for the one that follows."""
    form = scene.session.known.get(FORM)
    if not form or form["conversation"] != scene.talk.conversation:
        return scene
    return scene.remember(**{FORM: {**form, "conversation": outcome.then}})


def another_waits(scene: Scene, name: str) -> bool:
    """Is there a talk to go on with, of another name?"""
    return bool(scene.session.talks) and scene.session.talks[-1].conversation != name


def leave(scene: Scene, language: str | None = None) -> Scene:
    """The talk under way is over."""
    return scene.with_session(
        talks=scene.session.talks[:-1], language=language or scene.session.language, at_menu=False
    )


def resume(scene: Scene) -> Scene:
    """Back to the talk that waited, if one does."""
    scene = standing(scene)
    if not scene.session.talks:
        return scene
    return advance(scene.say(scene.common("resumed", title=scene.words("title"))))


def standing(scene: Scene) -> Scene:
    """Without the talks on top whose matter has been settled elsewhere."""
    while scene.session.talks and is_over(scene, scene.talk):
        scene = leave(scene)
    return scene


def is_over(scene: Scene, talk: Talk) -> bool:
    over = scene.dialogue.conversations[talk.conversation].over
    return over is not None and over(talk.answers, scene.services)


def start(scene: Scene, name: str, /, **answers: Any) -> Scene:
    """Begin a conversation, or go back to the one of that name that waits; a link may bring `answers`."""
    scene = scene.with_session(at_menu=False)
    others = tuple(talk for talk in scene.session.talks if talk.conversation != name)
    waiting = next((talk for talk in scene.session.talks if talk.conversation == name), None)
    if waiting and not scene.dialogue.conversations[name].place and not is_over(scene, waiting):
        return resume(informed(scene.with_session(talks=(*others, waiting)), answers))
    begun = scene.with_session(talks=(*others, Talk(name, dict(answers))))
    opening = begun.words.find("start")
    return advance(begun.say(begun.words("start")) if opening else begun)


def informed(scene: Scene, answers: dict[str, Any]) -> Scene:
    """The talk with answers that a link brought; what the person has answered already stays."""
    for name, value in answers.items():
        if scene.answers.get(name) != value:
            told = engine.changed(scene.conversation, {**scene.answers, name: value}, name, scene.context())
            scene = scene.with_talk(answers=told, doubt=None)
    return scene
