"""Replies and a person's own messages as the web chat's page reads them (docs: contract of the routes)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.conversation.messages import SHEET, Reply, Said

FILES = "/chat/files"
Local = Callable[[int], datetime]  # milliseconds as the city's time
Message = dict[str, Any]


def shown(seq: int, reply: Reply, at: datetime) -> Message:
    """A reply: seq, text, options, files, conversation, question; `ask` hints at the keyboard to offer."""
    return {
        "seq": seq,
        "text": reply.text,
        "options": [{"id": option.id, "label": option.label} for option in reply.options],
        "files": _files(seq, reply),
        "conversation": reply.conversation,
        "question": reply.question,
        "ask": reply.ask,
        "numbered": reply.numbered,
        "language": reply.language,
        "own": False,
        "at": at.isoformat(timespec="seconds"),
    }


def _files(seq: int, reply: Reply) -> list[dict[str, str]]:
    file = reply.file
    return [{"name": file.name, "kind": file.kind, "url": f"{FILES}/{seq}"}] if file else []


def own(key: str, said: Said, seq: int, label: str, at: datetime) -> Message:
    """What the person said; `seq` is that of the reply before it. `name`: of a list, by which it is known."""
    file = said.attachment
    return {
        "seq": seq,
        "id": key,
        "text": said.text or label,
        "file": file is not None,
        "name": file.name if file and file.kind == SHEET else "",
        "own": True,
        "at": at.isoformat(timespec="seconds"),
    }


def merged(
    replies: Sequence[tuple[int, Reply, int]], said: Sequence[tuple[str, Said, int]], local: Local
) -> list[Message]:
    """Replies and own messages in the order they were written; a tap is shown by the label it had.

    A message and its reply bear the same moment.
    """
    labels = {option.id: option.label for _, reply, _ in replies for option in reply.options}
    found: list[Message] = []
    waiting, before = list(reversed(said)), 0
    for seq, reply, at in replies:
        while waiting and waiting[-1][2] <= at:
            found += _own(waiting.pop(), before, labels, local)
        found.append(shown(seq, reply, local(at)))
        before = seq
    return found + [one for own in reversed(waiting) for one in _own(own, before, labels, local)]


def _own(heard: tuple[str, Said, int], before: int, labels: dict[str, str], local: Local) -> list[Message]:
    """Nothing where nothing can be shown of it: what was not said by the person, a tap of long ago."""
    key, said, at = heard
    label = labels.get(said.choice or "", "")
    if not (said.text or label or said.attachment):
        return []
    return [own(key.partition(":")[2], said, before, label, local(at))]
