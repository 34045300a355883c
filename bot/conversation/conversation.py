"""A conversation is a list of questions and what is done with the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.derived import Finish, Many
from bot.conversation.question import Question
from bot.conversation.session import Answers
from bot.conversation.words import Language


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """`finish` does the real work. `says` are the texts it may choose to end with.

    `variant` names the question whose answer picks another wording of the texts (`nik.ask@other`).
    """

    name: str
    questions: tuple[Question, ...]
    finish: Finish
    says: tuple[str, ...] = ("done",)
    review: bool = True
    progress: bool = True
    variant: str | None = None

    def __post_init__(self) -> None:
        known: set[str] = set()
        for question in self.questions:
            if question.name in known:
                raise ValueError(f"{self.name}: two questions named {question.name!r}")
            if missing := (set(question.when) | set(question.of)) - known:
                raise ValueError(f"{self.name}.{question.name}: needs {missing}, not asked before it")
            known.add(question.name)

    def all_questions(self) -> tuple[Question, ...]:
        """Every question, those of rows too (under the names their words have)."""
        rows = [row for q in self.questions if isinstance(q, Many) for row in q.expanded(["1"])]
        return (*self.questions, *rows)


@dataclass(frozen=True)
class Start:
    """Where a link leads: a conversation, some of whose answers are known already."""

    conversation: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """All the bot can talk about.

    Nothing else is talked about before the conversation `gate` has left `gate_value` under `gate_key` in what
    the chat remembers. `officer` is the conversation that brings a person; `follow` tells where a link's code leads.
    """

    conversations: Mapping[str, Conversation]
    languages: Mapping[str, Language]
    menu: tuple[str, ...]
    gate: str
    gate_key: str
    gate_value: str
    officer: str
    follow: Callable[[str, Any], Start | None]

    def open_for(self, known: Mapping[str, Any]) -> bool:
        """Has this chat passed the gate?"""
        return known.get(self.gate_key) == self.gate_value
