"""All that is remembered about a chat between two messages: JSON, and nothing but JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Answers = dict[str, Any]
FORM = "form"  # `known` has answers to questions that are still to come (forms.py)
THREAD = "thread"  # `known` has the number of the officers' thread while an officer has the chat
ENDED = "ended"  # the number of a thread whose closing was said before the news of it came
PAPERS = "papers"  # the number of a thread in which papers are still for the bot: it is about a case
COMFORTED = "comforted"  # the number of the thread in which a kind word was said to who is in despair


@dataclass(frozen=True)
class Doubt:
    """An answer that was read but must be settled first: option id -> text to read again (None: ask anew).

    `more`: what else is answered by saying yes, by question.
    """

    question: str
    reason: str
    texts: dict[str, str | None]
    details: dict[str, str]
    sure: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Talk:
    """One conversation under way. `asking` points at a question asked again; None means the first unanswered.

    `changing`: the person came from the review, to pick the answer to change or (with `asking`) to change it.
    """

    conversation: str
    answers: Answers = field(default_factory=dict)
    asking: str | None = None
    doubt: Doubt | None = None
    changing: bool = False

    @property
    def picking(self) -> bool:
        return self.changing and self.asking is None

    def but(self, **changes: Any) -> Talk:
        """The same, with other values for some fields."""
        return Talk(**{**vars(self), **changes})


@dataclass(frozen=True)
class Session:
    """`talks`: the last one is under way, those before it wait. `shown`: the options of the last prompt.

    `asked` is what that prompt asked ("register/nik") and `release` the mark of the release that did, so that
    an answer is never taken for another question's.
    `known` holds what outlives a conversation (the consent given, the first thing the person wrote).
    """

    language: str = "id"
    talks: tuple[Talk, ...] = ()
    step: int = 0
    at_menu: bool = False  # the menu is shown while a talk waits
    shown: tuple[tuple[str, str], ...] = ()
    known: dict[str, Any] = field(default_factory=dict)
    asked: str = ""
    release: str = ""

    @property
    def talk(self) -> Talk | None:
        """The talk whose turn it is; None at the menu."""
        return self.talks[-1] if self.talks and not self.at_menu else None

    def but(self, **changes: Any) -> Session:
        """The same, with other values for some fields."""
        return Session(**{**vars(self), **changes})
