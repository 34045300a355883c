"""All that is remembered about a chat between two messages: JSON, and nothing but JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

Answers = dict[str, Any]


@dataclass(frozen=True)
class Doubt:
    """An answer that was read but must be settled first: option id -> text to read again (None: ask anew)."""

    question: str
    reason: str
    texts: dict[str, str | None]
    details: dict[str, str]
    sure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Talk:
    """One conversation under way. `asking` points at a question asked again; None means the first unanswered."""

    conversation: str
    answers: Answers = field(default_factory=dict)
    asking: str | None = None
    doubt: Doubt | None = None
    changing: bool = False  # the person is picking the answer to change


@dataclass(frozen=True)
class Session:
    """`talks`: the last one is under way, those before it wait. `shown`: the options of the last prompt.

    `known` holds what outlives a conversation (the consent given, the first thing the person wrote).
    """

    language: str = "id"
    talks: tuple[Talk, ...] = ()
    step: int = 0
    at_menu: bool = False  # the menu is shown while a talk waits
    shown: tuple[tuple[str, str], ...] = ()
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def talk(self) -> Talk | None:
        return self.talks[-1] if self.talks else None


def to_json(session: Session) -> dict[str, Any]:
    """The session as something `json.dumps` takes."""
    return asdict(session)


def from_json(value: dict[str, Any]) -> Session:
    """The inverse of `to_json`; unknown fields of a newer or older release are left out."""
    return Session(
        language=value.get("language", "id"),
        talks=tuple(_talk(talk) for talk in value.get("talks", ())),
        step=value.get("step", 0),
        at_menu=bool(value.get("at_menu")),
        shown=tuple((option, label) for option, label in value.get("shown", ())),
        known=dict(value.get("known", {})),
    )


def _talk(value: dict[str, Any]) -> Talk:
    doubt = value.get("doubt")
    return Talk(
        conversation=value["conversation"],
        answers=dict(value.get("answers", {})),
        asking=value.get("asking"),
        doubt=Doubt(**(doubt | {"sure": tuple(doubt.get("sure", ()))})) if doubt else None,
        changing=bool(value.get("changing")),
    )
