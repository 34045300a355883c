"""One turn in the making: the session as it changes, and what has been said so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.conversation import engine
from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.question import Context, Question
from bot.conversation.session import Answers, Session, Talk
from bot.conversation.words import Words


@dataclass(frozen=True)
class Scene:
    """Never changed: every step gives a new one. `now` is the city's local time."""

    dialogue: Dialogue
    session: Session
    now: datetime
    services: Any
    said: tuple[str, ...] = ()

    def say(self, text: str) -> Scene:
        return replace(self, said=(*self.said, text))

    def remember(self, **facts: Any) -> Scene:
        known = {key: value for key, value in {**self.session.known, **facts}.items() if value is not None}
        return self.with_session(known=known)

    def with_session(self, **changes: Any) -> Scene:
        return replace(self, session=replace(self.session, **changes))

    def with_talk(self, **changes: Any) -> Scene:
        """The talk under way, changed."""
        *waiting, talk = self.session.talks
        return self.with_session(talks=(*waiting, replace(talk, **changes)))

    @property
    def talk(self) -> Talk:
        return self.session.talks[-1]

    @property
    def answers(self) -> Answers:
        return self.talk.answers

    @property
    def conversation(self) -> Conversation:
        return self.dialogue.conversations[self.talk.conversation]

    @cached_property
    def question(self) -> Question | None:
        """The question being asked; None when all is answered."""
        return engine.next_question(self.conversation, self.answers, self.talk.asking)

    @property
    def common(self) -> Words:
        """The words that belong to no conversation."""
        return Words(self.dialogue.languages[self.session.language])

    @cached_property
    def words(self) -> Words:
        """The words of the conversation under way, which may mention its answers."""
        language = self.dialogue.languages[self.session.language]
        plain = Words(language, self.talk.conversation, self.variant())
        return replace(plain, details=self.details(plain))

    def variant(self) -> str:
        by = self.conversation.variant
        return str(self.answers.get(by) or "") if by else ""

    def details(self, words: Words) -> dict[str, Any]:
        """What a text may mention: each answer as shown, and the parts of what was looked up."""
        context = Context(self.now, words, self.services, self.answers)
        details: dict[str, Any] = {}
        for question in self.conversation.questions:
            answer = self.answers.get(question.name)
            if question.silent and isinstance(answer, dict):
                details |= {f"{question.name}_{part}": value for part, value in answer.items()}
            elif answer is not None and not question.silent:
                details[question.name] = _Shown(question, answer, context)
        return details

    def context(self, question: Question | None = None) -> Context:
        current = self.answers.get(question.name) if question else None
        return Context(self.now, self.words, self.services, self.answers, current)


@dataclass(frozen=True)
class _Shown:
    """An answer that is put into words only when a text mentions it."""

    question: Question
    answer: Any
    context: Context

    def __format__(self, spec: str) -> str:
        return self.question.show(self.answer, self.context)
