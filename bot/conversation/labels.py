"""Options by their words: a label, and a short form ("<key>.short") for where there is little room."""

from __future__ import annotations

from typing import Any

from bot.conversation.messages import Option
from bot.conversation.words import Words


def option(words: Words, id: str, *keys: str, **details: Any) -> Option:
    """The option labelled with the first of these keys that exists; raises MissingWords naming the last."""
    key = next((key for key in keys if words.find(key) is not None), keys[-1])
    short = words(f"{key}.short", **details) if words.find(f"{key}.short") is not None else ""
    return Option(id, words(key, **details), short)
