"""The mark of a release: a short text that differs whenever the questions do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields

from bot.conversation.question import Question


def mark(lines: Iterable[str]) -> str:
    """The mark of a release of which these lines tell all that may change."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def described(question: Question) -> str:
    """Kind, name and all that can be written down; what is computed (functions, tables) is left out."""
    values = ((field.name, getattr(question, field.name)) for field in fields(question))
    plain = {name: value for name, value in values if isinstance(value, str | int | tuple) or name == "when"}
    nested = plain.pop("questions", ())
    return f"{type(question).__name__} {plain} {[described(row) for row in nested]}"
