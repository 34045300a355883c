"""Notes where conversations end (storage/progress.py): finished, stopped, left for a day, taken up again.

Told by comparing the session before and after a message; what was said is looked at only where a talk has
gone. Counted for the programme that the talk itself names, else for the only one the chat has to do with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation import engine
from bot.conversation.conversation import Dialogue
from bot.conversation.keywords import folded
from bot.conversation.messages import Said
from bot.conversation.releases import released
from bot.conversation.session import THREAD, Session, Talk
from storage import progress
from storage.progress import FINISHED, LEFT, RESUMED, STOPPED
from storage.statement import Tx

LEFT_ON = "left_on"  # a chat remembers the day (ISO) on which its question was counted as left
PROGRAMME = "programme"  # the answer by which a talk itself names one


@dataclass(frozen=True)
class Heard:
    """The session of a chat before and after something that the person `said`. `left`: the question had
    waited for a day and was counted so: that it goes on is noted on the same day, so that it is taken off the
    month that it was counted in.
    """

    chat: int
    dialogue: Dialogue
    before: Session
    after: Session
    said: Said
    left: bool = False

    def note(self, tx: Tx, day: Callable[[], str]) -> None:
        """Most messages end nothing: then nothing is written, and not even the day is asked for. What is said
        to an officer goes on with nothing.
        """
        if (
            self.left
            and not self.after.known.get(THREAD)
            and (waiting := pending(self.dialogue, self.before))
        ):
            _note(tx, self.chat, self.before.known.get(LEFT_ON) or day(), *waiting, RESUMED)
        for talk in self.gone():
            if cancels(self.dialogue, self.before, self.said):
                stopped = pending(self.dialogue, self.before)
                _note(tx, self.chat, day(), *(stopped or (talk, "")), STOPPED)
            else:
                _note(tx, self.chat, day(), talk, "", FINISHED)

    def gone(self) -> list[Talk]:
        """The talks that have ended."""
        there = {talk.conversation for talk in self.after.talks}
        return [
            talk
            for talk in self.before.talks
            if talk.conversation not in there and counts(self.dialogue, talk)
        ]


def left(tx: Tx, dialogue: Dialogue, chat: int, session: Session, day: str) -> None:
    """The question of a chat has waited for a day."""
    if waiting := pending(dialogue, session):
        _note(tx, chat, day, *waiting, LEFT)


def _note(tx: Tx, chat: int, day: str, talk: Talk, question: str, outcome: str) -> None:
    progress.note(tx, day, _programme(tx, chat, talk), talk.conversation, question, outcome)


def _programme(tx: Tx, chat: int, talk: Talk) -> str:
    named = talk.answers.get(PROGRAMME)
    return named if isinstance(named, str) else progress.programme_of(tx, chat)


def pending(dialogue: Dialogue, session: Session) -> tuple[Talk, str] | None:
    """The talk and the question that waits for an answer; None where nothing is half done."""
    talks = released(dialogue, session).talks  # as this release reads it
    talk = talks[-1] if talks else None
    if talk is None or not counts(dialogue, talk):
        return None
    return talk, question_of(dialogue, talk)


def left_on(session: Session, day: str) -> Session:
    """The session of a chat whose question was counted as left on that day."""
    return session.but(known={**session.known, LEFT_ON: day})


def back(session: Session) -> Session:
    """The same, the person having said something; who speaks to an officer leaves the question."""
    if LEFT_ON not in session.known or session.known.get(THREAD):
        return session
    known = {name: value for name, value in session.known.items() if name != LEFT_ON}
    return session.but(known=known)


def still_waits(dialogue: Dialogue, before: Session, after: Session) -> bool:
    """Is the question that was pending the one that is pending now?"""
    there, here = pending(dialogue, before), pending(dialogue, after)
    asked = [(one[0].conversation, one[1]) for one in (there, here) if one]
    return len(asked) == 2 and asked[0] == asked[1]


def counts(dialogue: Dialogue, talk: Talk) -> bool:
    """A place to come back to is never finished; one of another release is not known any more."""
    conversation = dialogue.conversations.get(talk.conversation)
    return conversation is not None and not conversation.place


def question_of(dialogue: Dialogue, talk: Talk) -> str:
    """The key of the question that was pending, of rows without the row; "" at the review."""
    if talk.doubt:
        parts = talk.doubt.question.split(".")
        return ".".join(part for part in parts if not part.isdecimal())
    question = engine.next_question(dialogue.conversations[talk.conversation], talk.answers, talk.asking)
    return question.words_key if question else ""


def cancels(dialogue: Dialogue, session: Session, said: Said) -> bool:
    """Is this the word that leaves a talk?"""
    word = folded(said.text).split("@")[0]
    known = dialogue.keywords.get(session.language)
    return known is not None and known.commands.get(word) == "cancel"
