"""One turn in the making: the session as it changes, and what has been said so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.keywords import Keywords
from bot.conversation.messages import File
from bot.conversation.question import Context, Question
from bot.conversation.session import Answers, Session, Talk
from bot.conversation.walk import Walk, walk
from bot.conversation.words import Words


@dataclass
class Latest:
    """What the scenes of a turn share as long as no answer changes: the list as read last, the words."""

    walked: Walk | None = None
    words: Words | None = None

    def walk(self, conversation: Conversation, answers: Answers) -> Walk:
        """Read the list anew, going on from where the last reading holds."""
        last = self.walked if self.walked and self.walked.conversation is conversation else None
        self.walked, self.words = walk(conversation, answers, last), None
        return self.walked


@dataclass(frozen=True)
class Scene:
    """Never changed: every step gives a new one. `now` is the city's local time; `briefly`: what is asked has
    just been asked in full.
    """

    dialogue: Dialogue
    session: Session
    now: datetime
    services: Any
    said: tuple[str, ...] = ()
    latest: Latest = field(default_factory=Latest, repr=False, compare=False)
    file: File | None = None
    briefly: bool = False

    def bring(self, file: File) -> Scene:
        """A file goes with the reply; of several the last."""
        return replace(self, file=file)

    def say(self, text: str) -> Scene:
        return self._with(self.session, (*self.said, text))

    def remember(self, **facts: Any) -> Scene:
        """Keep facts beyond the conversation; None forgets."""
        known = {key: value for key, value in {**self.session.known, **facts}.items() if value is not None}
        return self.with_session(known=known)

    def with_session(self, **changes: Any) -> Scene:
        return self._with(self.session.but(**changes), self.said)

    def with_talk(self, **changes: Any) -> Scene:
        """The talk under way, changed."""
        *waiting, talk = self.session.talks
        return self.with_session(talks=(*waiting, talk.but(**changes)))

    def _with(self, session: Session, said: tuple[str, ...]) -> Scene:
        latest, file, briefly = self.latest, self.file, self.briefly
        return Scene(self.dialogue, session, self.now, self.services, said, latest, file, briefly)

    @property
    def at_menu(self) -> bool:
        """Is the menu what is shown? Nothing is under way, or it waits."""
        return self.session.at_menu or not self.session.talks

    @property
    def open(self) -> bool:
        """Has this chat passed the gate?"""
        return self.dialogue.open_for(self.session.known)

    @property
    def talk(self) -> Talk:
        """The talk under way, also while the menu is shown; there must be one."""
        return self.session.talks[-1]

    @property
    def answers(self) -> Answers:
        """All that is stored, also what is off the path."""
        return self.talk.answers

    @property
    def conversation(self) -> Conversation:
        return self.dialogue.conversations[self.talk.conversation]

    @property
    def walk(self) -> Walk:
        """The questions that apply and the answers that count."""
        talk, last = self.session.talks[-1], self.latest.walked
        if last and last.stored is talk.answers and last.conversation.name == talk.conversation:
            return last
        return self.latest.walk(self.dialogue.conversations[talk.conversation], talk.answers)

    @property
    def awaited(self) -> Question | None:
        """The question whose answer is waited for; None at the menu, in a doubt, in the list of a review."""
        talk = None if self.at_menu else self.talk
        return None if talk is None or talk.doubt or talk.picking else self.question

    @property
    def question(self) -> Question | None:
        """The question being asked; None when all is answered."""
        asking, walked = self.session.talks[-1].asking, self.walk
        return (walked.find(asking) if asking else None) or walked.pending

    @property
    def place(self) -> str:
        """What is being asked ("register/nik"); without a question's name it is the review."""
        talk = self.session.talks[-1]
        if talk.doubt:
            return f"{talk.conversation}/{talk.doubt.question}"
        question = None if talk.picking else self.question
        return f"{talk.conversation}/{question.name if question else ''}"

    @property
    def keywords(self) -> Keywords:
        return self.dialogue.keywords[self.session.language]

    @property
    def common(self) -> Words:
        """The words that belong to no conversation."""
        return Words(self.dialogue.languages[self.session.language])

    @property
    def words(self) -> Words:
        """The words of the conversation under way, which may mention its answers."""
        return self._words(self.walk)

    def _words(self, walked: Walk) -> Words:
        words = self.latest.words
        language = self.dialogue.languages[self.session.language]
        if words is None or words.language is not language:
            by = walked.conversation.variant
            variant = str(walked.stored.get(by) or "") if by else ""
            words = Words(language, walked.conversation.name, variant, Mentioned(self._details))
            self.latest.words = words
        return words

    def _details(self) -> dict[str, Any]:
        """What a text may mention: each answer as shown, and the parts of what was looked up."""
        context, walked = self.context(), self.walk
        details: dict[str, Any] = {}
        for question in walked.questions:
            answer = walked.answers.get(question.name)
            if question.silent and isinstance(answer, dict):
                details |= {f"{question.name}_{part}": value for part, value in answer.items()}
            elif answer is not None and not question.silent:
                details[question.name] = _Shown(question, answer, context)
        return details

    def context(self, question: Question | None = None) -> Context:
        """What a question, a check or the end of a conversation may look at."""
        walked = self.walk
        current = walked.stored.get(question.name) if question else None
        return Context(self.now, self._words(walked), self.services, walked.answers, current)


class Mentioned(Mapping[str, Any]):
    """Details that are gathered when the first text asks for one: most texts ask for none."""

    def __init__(self, gather: Callable[[], Mapping[str, Any]]) -> None:
        self._gather = gather

    @cached_property
    def _gathered(self) -> Mapping[str, Any]:
        return self._gather()

    def __getitem__(self, name: str) -> Any:
        return self._gathered[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._gathered)

    def __len__(self) -> int:
        return len(self._gathered)


@dataclass(frozen=True)
class _Shown:
    """An answer that is put into words only when a text mentions it."""

    question: Question
    answer: Any
    context: Context

    def __format__(self, spec: str) -> str:
        return self.question.show(self.answer, self.context)
