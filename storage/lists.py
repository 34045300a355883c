"""Lists that coordinators brought. What became of their lines: list_lines.py."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select, update

from storage.statement import Row, Statement, Tx, adding
from storage.tables import lists
from storage.vault import Vault

NAME = "lists.name"
STOPPED = "stopped"  # the coordinator was withdrawn meanwhile
_ADD = Statement(
    adding(
        lists, "group_id", "chat_id", "document_id", "file", "name", "state", "lines", "told", "at"
    ).returning(lists.c.id)
)
_GET = select(lists).where(lists.c.id == bindparam("of"))
_ONE = Statement(_GET)
_LOCK = Statement(_GET.with_for_update())
_OF_DOCUMENT = Statement(select(lists).where(lists.c.document_id == bindparam("document")))
_OF_GROUP = Statement(select(lists).where(lists.c.group_id == bindparam("group")).order_by(lists.c.id.desc()))
_FILE = Statement(update(lists).where(lists.c.id == bindparam("of")).values(file=bindparam("file")))
_READ = Statement(update(lists).where(lists.c.id == bindparam("of")).values(lines=bindparam("lines")))
_TOLD = Statement(update(lists).where(lists.c.id == bindparam("of")).values(told=bindparam("told")))
_STOP = Statement(
    update(lists)
    .where(lists.c.group_id == bindparam("group"), lists.c.state == "reading", lists.c.problem.is_(None))
    .values(problem=bindparam("problem"))
)
_END = Statement(
    update(lists)
    .where(lists.c.id == bindparam("of"), lists.c.state == "reading")
    .values(state=bindparam("state"), problem=bindparam("problem"), done_at=bindparam("done_at"))
)


@dataclass(frozen=True)
class GroupList:
    """A list as it was brought; `lines` are stored so far, `file` names its bytes on the shelf. `state`:
    reading, done or bad; `told`: how many lines the coordinator has heard of. `problem`: why it can't be
    read, or why what is left of it is not taken in (stopped). `at`: when it came.
    """

    id: int
    group: int
    chat: int
    name: str
    state: str
    lines: int
    told: int
    document: str | None = None
    file: str | None = None
    problem: str | None = None
    at: int = 0

    @property
    def stopped(self) -> bool:
        """Is what is left of it not taken in any more?"""
        return self.problem == STOPPED

    def so_far(self, told: int) -> GroupList:
        """The same, with what the coordinator has heard of."""
        return replace(self, told=told)


def add(
    tx: Tx, vault: Vault, group: int, chat: int, name: str, now: int,
    document: str | None = None, file: str | None = None,
) -> GroupList:  # fmt: skip
    """Note a list before it is read."""
    sealed = vault.seal(name.encode(), NAME)
    row = tx.must(_ADD, group_id=group, chat_id=chat, document_id=document, file=file, name=sealed,
                  state="reading", lines=0, told=0, at=now)  # fmt: skip
    return GroupList(row["id"], group, chat, name, "reading", 0, 0, document, file, at=now)


def by_id(tx: Tx, vault: Vault, id: int) -> GroupList | None:
    row = tx.one(_ONE, of=id)
    return _list(vault, row) if row else None


def lock(tx: Tx, vault: Vault, id: int) -> GroupList:
    """The list, which nobody else goes on with until the commit."""
    return _list(vault, tx.must(_LOCK, of=id))


def of_document(tx: Tx, vault: Vault, document: str) -> GroupList | None:
    """The list that a file was sent as."""
    row = tx.one(_OF_DOCUMENT, document=document)
    return _list(vault, row) if row else None


def of_group(tx: Tx, vault: Vault, group: int) -> list[GroupList]:
    """Every list of a group, the newest first."""
    return [_list(vault, row) for row in tx.all(_OF_GROUP, group=group)]


def filed(tx: Tx, id: int, file: str) -> None:
    """The bytes are on the shelf."""
    tx.run(_FILE, of=id, file=file)


def read_so_far(tx: Tx, id: int, lines: int) -> None:
    tx.run(_READ, of=id, lines=lines)


def told(tx: Tx, id: int, lines: int) -> None:
    tx.run(_TOLD, of=id, told=lines)


def stop(tx: Tx, group: int) -> int:
    """Nobody answers any more for what is left of the lists that are being read; how many those are."""
    return tx.run(_STOP, group=group, problem=STOPPED)


def end(tx: Tx, id: int, state: str, problem: str | None, now: int) -> bool:
    """It is done, or can't be read; False where that was known already."""
    return tx.run(_END, of=id, state=state, problem=problem, done_at=now) == 1


def _list(vault: Vault, row: Row) -> GroupList:
    name = vault.open(row["name"], NAME).decode()
    return GroupList(row["id"], row["group_id"], row["chat_id"], name, row["state"], row["lines"],
                     row["told"], row["document_id"], row["file"], row["problem"], row["at"])  # fmt: skip
