"""Replies and a person's own messages as the web chat's page reads them (docs: contract of the routes)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.conversation.messages import Reply, Said


def shown(seq: int, reply: Reply, at: datetime) -> dict[str, Any]:
    """A reply: seq, text, options, files, conversation, question; `ask` hints at the keyboard to offer."""
    return {
        "seq": seq,
        "text": reply.text,
        "options": [{"id": option.id, "label": option.label} for option in reply.options],
        "files": [],
        "conversation": reply.conversation,
        "question": reply.question,
        "ask": reply.ask,
        "numbered": reply.numbered,
        "language": reply.language,
        "own": False,
        "at": at.isoformat(timespec="seconds"),
    }


def own(key: str, said: Said, seq: int, label: str, at: datetime) -> dict[str, Any]:
    """What the person said; `seq` is that of the reply before it."""
    return {
        "seq": seq,
        "id": key,
        "text": said.text or label,
        "file": said.attachment is not None,
        "own": True,
        "at": at.isoformat(timespec="seconds"),
    }
