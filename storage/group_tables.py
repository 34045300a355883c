"""The tables of groups and of the lists that coordinators bring; see tables.py."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    LargeBinary,
    Table,
    Text,
    literal_column,
)
from sqlalchemy import UniqueConstraint as Unique

from storage.columns import metadata, number, own_id, sealed, text, to

# A village or an office whose workers a coordinator registers; a group is its events.
groups = Table(
    "groups", metadata, own_id(),
    text("programme"), text("kind"), text("place"), text("name"), number("quota", nullable=True),
    text("starts"), text("ends"), text("payer"), text("category", nullable=True), text("status"),
    number("created_at"),
    Index(None, "programme", "kind", "place"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat coordinates which group, since when and until when; `details`: who that is, as told.
group_chats = Table(
    "group_chats", metadata, own_id(), to("chat_id", "chats"), to("group_id", "groups"),
    sealed("details"), number("since"), number("until", nullable=True),
    Index(None, "chat_id"), Index(None, "group_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What a coordinator vouched for at one time; it can be taken back for an hour.
submissions = Table(
    "submissions", metadata, own_id(), to("group_id", "groups"), to("chat_id", "chats"),
    text("version"), number("at"), number("people"), number("undone_at", nullable=True),
    Index(None, "group_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# A list that a coordinator brought: `lines` are stored so far, `position` of them are settled or wait; `file`
# and `document` where it came as a file. `state`: reading, done, bad.
lists = Table(
    "lists", metadata, own_id(), to("group_id", "groups"), to("chat_id", "chats"),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=True), text("file", nullable=True),
    sealed("name"), text("state"), text("problem", nullable=True), number("lines"), number("told"),
    number("at"), number("done_at", nullable=True),
    Index(None, "group_id"), Index(None, "document_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What became of each line of a list. `details` only while it waits, or could wait again; `nik_hash` and
# `like_hash` (of the name) tell that a newer list has it, `renewed_by` which, while that can be taken back.
# `read_hash` of one that had to wait is of all that was read in it: by that it is known when it comes again.
list_lines = Table(
    "list_lines", metadata, own_id(), to("list_id", "lists"), to("group_id", "groups"),
    number("number"), number("row"), text("status"), text("reasons"),
    Column("nik_hash", LargeBinary, nullable=True), Column("like_hash", LargeBinary, nullable=True),
    sealed("details", nullable=True), to("registration_id", "registrations", nullable=True),
    to("renewed_by", "lists", nullable=True), Column("read_hash", LargeBinary, nullable=True),
    Unique("list_id", "number"), Index(None, "registration_id"),
    sqlite_autoincrement=True,
)  # fmt: skip


def unsettled(lines: FromClause) -> ColumnElement[bool]:
    """Literals, as in `waits`: few lines wait of the many there are."""
    return lines.c.status.in_([literal_column("'waiting'"), literal_column("'asked'")])


UNSETTLED = unsettled(list_lines)
HAD_TO_WAIT = list_lines.c.read_hash.is_not(None)
RENEWED = list_lines.c.renewed_by.is_not(None)
Index("ix_list_lines_waiting", list_lines.c.group_id, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
Index("ix_list_lines_renewed_by", list_lines.c.renewed_by, sqlite_where=RENEWED, postgresql_where=RENEWED)
Index("ix_list_lines_read", list_lines.c.group_id, list_lines.c.read_hash,
      sqlite_where=HAD_TO_WAIT, postgresql_where=HAD_TO_WAIT)  # fmt: skip
