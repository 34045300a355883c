"""A conversation as the person saw it, made ready for the page: templates/talk.html shows it."""

from __future__ import annotations

from dataclasses import dataclass

from console.visit import Visit
from storage import talks
from storage.talks import Line


@dataclass(frozen=True)
class Spoken:
    """One message. `by` is person or service; `what` names what is no text: a kind of file, "phone" or
    "unread"; `state` is that of the outbox, "held" while the channel lets nobody write.
    """

    at: int
    by: str
    text: str
    what: str = ""
    options: tuple[str, ...] = ()
    state: str = ""
    document: str = ""  # our own id of a file that the person sent


def talk_of(visit: Visit, chat: int, before: int = talks.LATEST, most: int = 60) -> list[Spoken]:
    """The newest messages of a chat, the oldest first. Whoever shows them notes the reading."""
    return [_spoken(line) for line in talks.of_chat(visit.tx, visit.vault, chat, before, most)]


def _spoken(line: Line) -> Spoken:
    if line.reply is not None:
        labels = tuple(option.label for option in line.reply.options)
        what = line.reply.file.kind if line.reply.file else ""
        return Spoken(line.at, "service", line.reply.text, what, labels, line.state)
    return _said(line)


def _said(line: Line) -> Spoken:
    said = line.said
    assert said is not None  # a line is one or the other
    kind = said.attachment.kind if said.attachment else ""
    what = kind or ("phone" if said.phone else "unread" if said.unread else "form" if said.form else "")
    document = said.attachment.document if said.attachment else ""
    return Spoken(line.at, "person", line.tapped or said.text, what, document=document)
