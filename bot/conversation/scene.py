"""One turn in the making: the session as it changes, and what has been said so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.conversation import engine
from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.engine import Walk
from bot.conversation.keywords import Keywords
from bot.conversation.question import Context, Question
from bot.conversation.session import Answers, Session, Talk
from bot.conversation.words import Words


@dataclass
class Latest:
    """The list of questions as it was read last: the scenes of a turn share it as long as no answer changes."""

    walked: Walk | None = None

    def walk(self, conversation: Conversation, answers: Answers) -> Walk:
        walked = self.walked
        if walked is None or walked.stored is not answers or walked.conversation is not conversation:
            walked = self.walked = engine.walk(conversation, answers)
        return walked


@dataclass(frozen=True)
class Scene:
    """Never changed: every step gives a new one. `now` is the city's local time."""

    dialogue: Dialogue
    session: Session
    now: datetime
    services: Any
    said: tuple[str, ...] = ()
    latest: Latest = field(default_factory=Latest, repr=False, compare=False)

    def say(self, text: str) -> Scene:
        return self._with(self.session, (*self.said, text))

    def remember(self, **facts: Any) -> Scene:
        """Keep facts beyond the conversation; None forgets."""
        known = {key: value for key, value in {**self.session.known, **facts}.items() if value is not None}
        return self.with_session(known=known)

    def with_session(self, **changes: Any) -> Scene:
        return self._with(replace(self.session, **changes), self.said)

    def with_talk(self, **changes: Any) -> Scene:
        """The talk under way, changed."""
        *waiting, talk = self.session.talks
        return self.with_session(talks=(*waiting, replace(talk, **changes)))

    def _with(self, session: Session, said: tuple[str, ...]) -> Scene:
        return Scene(self.dialogue, session, self.now, self.services, said, self.latest)

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
        return self.latest.walk(self.conversation, self.answers)

    @cached_property
    def question(self) -> Question | None:
        """The question being asked; None when all is answered."""
        return self.walk.find(self.talk.asking) or self.walk.pending

    @property
    def place(self) -> str:
        """What is being asked ("register/nik"); without a name it is the review or the choice of what to change."""
        talk = self.talk
        if talk.doubt:
            return f"{talk.conversation}/{talk.doubt.question}"
        name = self.question.name if self.question and not talk.picking else ""
        return f"{talk.conversation}/{name}"

    @property
    def keywords(self) -> Keywords:
        return self.dialogue.keywords[self.session.language]

    @property
    def common(self) -> Words:
        """The words that belong to no conversation."""
        return Words(self.dialogue.languages[self.session.language])

    @cached_property
    def words(self) -> Words:
        """The words of the conversation under way, which may mention its answers."""
        language = self.dialogue.languages[self.session.language]
        conversation = self.conversation
        variant = self.answers.get(conversation.variant) if conversation.variant else None
        plain = Words(language, conversation.name, str(variant or ""))
        return replace(plain, details=Mentioned(lambda: self._details(plain)))

    def _details(self, words: Words) -> dict[str, Any]:
        """What a text may mention: each answer as shown, and the parts of what was looked up."""
        context = Context(self.now, words, self.services, self.walk.answers)
        details: dict[str, Any] = {}
        for question in self.walk.questions:
            answer = self.walk.answers.get(question.name)
            if question.silent and isinstance(answer, dict):
                details |= {f"{question.name}_{part}": value for part, value in answer.items()}
            elif answer is not None and not question.silent:
                details[question.name] = _Shown(question, answer, context)
        return details

    def context(self, question: Question | None = None) -> Context:
        """What a question, a check or the end of a conversation may look at."""
        current = self.answers.get(question.name) if question else None
        return Context(self.now, self.words, self.services, self.walk.answers, current)


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
