"""Takes in a list for an operator as if its coordinator had sent it, and tells the same receipt.

It goes the way of the chat (list_tasks.py): to break it off or to repeat it loses and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.groups.room import left
from bot.list_tasks import import_now
from bot.wishes import Wish, group_of
from handlers.group_receipt import receipt_told
from rules.groups import Coordinator, Group
from rules.lines import Receipt
from storage import groups, lists, receipts
from storage.likenesses import folded
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App


class Nobody(Exception):
    """There is no such coordinator; the message is one sentence for the operator."""


@dataclass(frozen=True)
class Brought:
    """A list: its bytes and name, for which village of which programme, and who answers for it."""

    content: bytes
    name: str
    programme: str
    village: str
    by: str


async def take_in(app: App, brought: Brought, language: str, heard: Callable[[int], None]) -> str:
    """The receipt. `heard` is told how many lines are stored.

    Raises BadWish, Nobody, or BadList where nothing of it can be read.
    """
    group, who = await app.database.read(partial(_desk, app, brought))
    id = await import_now(app, group.id, who.chat, brought.content, brought.name, heard)
    return receipt_told(await app.database.read(partial(_receipt, app, group, id)), app.languages[language])


def _desk(app: App, brought: Brought, tx: Tx) -> tuple[Group, Coordinator]:
    """The open group of that village and its coordinator, named by the number or name of either."""
    today = app.local(app.clock()).date()
    wanted = group_of(tx, Wish(brought.programme, brought.village), today)
    group = groups.same(tx, wanted)
    coordinator = groups.coordinator(tx, app.vault, group.id) if group else None
    if group is None or coordinator is None:
        raise Nobody(f"Nobody coordinates {wanted.name} (payung coordinator invite).")
    if folded(brought.by) not in map(folded, (str(group.id), group.name, coordinator.name)):
        raise Nobody(f"{group.name} has another coordinator (payung coordinator list).")
    if group.over(today):
        raise Nobody(
            f"The period of {group.name} ended on {group.ends} (payung coordinator invite opens it anew)."
        )
    return group, coordinator


def _receipt(app: App, group: Group, id: int, tx: Tx) -> Receipt:
    one = lists.by_id(tx, app.vault, id)
    if one is None:
        raise LookupError("a list was expected")
    return receipts.receipt(tx, app.vault, one, left(tx, group))
