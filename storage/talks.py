"""A conversation as the person saw it: what was said and what was answered, as far as both are kept.

`said` is kept for 30 days, what was answered for 90 (docs/data.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from bot.conversation.messages import Option, Reply, Said
from storage import inbox as came
from storage import outbox as went
from storage.statement import Row, Statement, Tx
from storage.tables import inbox, outbox
from storage.vault import Vault

LATEST = 2**63 - 1
_CAME = Statement(
    select(inbox.c.said, inbox.c.at)
    .where(inbox.c.chat_id == bindparam("chat"), inbox.c.at < bindparam("before"))
    .order_by(inbox.c.at.desc(), inbox.c.key.desc())
    .limit(bindparam("most"))
)
_WENT = Statement(
    select(outbox.c.reply, outbox.c.at, outbox.c.state)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.at < bindparam("before"))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Line:
    """One message: `at` in milliseconds; `said` by the person, or a `reply` and what became of it."""

    at: int
    said: Said | None = None
    reply: Reply | None = None
    state: str = ""
    tapped: str = ""  # the label of the button that was tapped


def of_chat(tx: Tx, vault: Vault, chat: int, before: int = LATEST, most: int = 60) -> list[Line]:
    """The newest messages of a chat before a moment, at most that many, the oldest first.

    What came from inside (reminders, news) is not something the person said.
    """
    heard = [_heard(vault, row) for row in tx.all(_CAME, chat=chat, before=before, most=most)]
    told = [_told(vault, row) for row in tx.all(_WENT, chat=chat, before=before, most=most)]
    lines = sorted([*heard, *told], key=lambda line: (line.at, line.reply is not None))
    return list(_labelled(line for line in lines if not _inside(line)))[-most:]


def _heard(vault: Vault, row: Row) -> Line:
    return Line(row["at"], said=vault.open_as(Said, row["said"], came.PLACE) if row["said"] else Said())


def _told(vault: Vault, row: Row) -> Line:
    return Line(row["at"], reply=vault.open_as(Reply, row["reply"], went.PLACE), state=row["state"])


def _inside(line: Line) -> bool:
    said = line.said
    return said is not None and (said == Said() or said.news is not None or said.remind is not None)


def _labelled(lines: Iterator[Line]) -> Iterator[Line]:
    """A tap tells only the option's id: what stood on the button is in the reply before it."""
    shown: dict[str, Option] = {}
    for line in lines:
        if line.reply is not None:
            shown.update({option.id: option for option in line.reply.options})
            yield line
        elif line.said is not None and line.said.choice:
            known = shown.get(line.said.choice)
            yield Line(line.at, line.said, tapped=known.label if known else line.said.choice)
        else:
            yield line
