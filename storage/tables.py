"""The tables, once for both databases.

Moments are milliseconds since 1970 in UTC; `sealed` columns are encrypted (vault.py); what a person could be
found by is a keyed hash. docs/data.md says what each is for and how long it is kept.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    literal_column,
)
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
Big = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Big, primary_key=True, autoincrement=True)


def _to(column: str, table: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(column, Big, ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def _text(name: str, nullable: bool = False, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=nullable, **more)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Big, nullable=nullable)


def _sealed(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _hash(name: str, **more: Any) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False, **more)


# A chat is a place to talk: one Telegram account, one browser. `session` is the engine's; `pending` says that
# a question waits for an answer, `reminded` the step that was reminded of.
chats = Table(
    "chats", metadata, _id(),
    _text("channel"), _text("address"), _sealed("session"), _number("step"), _number("pending"),
    _number("reminded"), _number("blocked"), _number("talked_at"), _number("created_at"),
    Unique("channel", "address"), Index(None, "pending", "talked_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

# The key of every message that was handled, and what was said: the same key is never handled twice.
inbox = Table(
    "inbox", metadata,
    _text("channel", primary_key=True), _text("key", primary_key=True),
    _to("chat_id", "chats", nullable=True), _sealed("said", nullable=True), _number("at"),
    Index(None, "chat_id", "at"), Index(None, "at"),
)  # fmt: skip

# Replies on their way. `state` only rises: waiting < held < unknown < failed < sent < delivered < read.
# `owner` is the process that sends it until `leased_until`; 0: whoever looks first.
outbox = Table(
    "outbox", metadata, _id(), _to("chat_id", "chats"),
    _text("channel"), _text("address"), _number("priority"), _sealed("reply"), _text("state"),
    _number("attempts"), _number("owner"), _number("leased_until"),
    _text("provider_id", nullable=True), _text("problem", nullable=True), _number("at"),
    Index(None, "chat_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip


def waits(replies: FromClause) -> ColumnElement[bool]:
    """A literal: with a parameter in its place neither database would see that the small indexes serve."""
    return replies.c.state == literal_column("'waiting'")


WAITING = waits(outbox)
Index("ix_outbox_next", outbox.c.channel, outbox.c.priority, outbox.c.id,
      sqlite_where=WAITING, postgresql_where=WAITING)  # fmt: skip
Index("ix_outbox_waiting", outbox.c.chat_id, sqlite_where=WAITING, postgresql_where=WAITING)

# Messages that no handler could play; an operator can play them again.
quarantine = Table(
    "quarantine", metadata, _id(),
    _text("channel"), _text("key"), _text("address"), _sealed("message"), _text("problem"), _number("at"),
    _number("settled_at", nullable=True),
    sqlite_autoincrement=True,
)  # fmt: skip

# Slow work, written in the same commit as its cause. `key` keeps a periodic job single.
jobs = Table(
    "jobs", metadata, _id(),
    _text("kind"), _text("key", nullable=True, unique=True), _sealed("payload"), _number("due_at"),
    _number("attempts"), _text("problem", nullable=True),
    Index(None, "due_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

people = Table(
    "people", metadata, _id(),
    _hash("nik_hash", unique=True), _sealed("details"), _number("created_at"), _number("changed_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat may speak for which person, and as what: self, or helper.
links = Table(
    "links", metadata,
    _to("chat_id", "chats", primary_key=True), _to("person_id", "people", primary_key=True),
    _text("role"), _number("at"),
    Index(None, "person_id"),
)  # fmt: skip

# What was agreed to: which text, in which language, when, over which channel (UU 27/2022 art. 22, 24).
consents = Table(
    "consents", metadata, _id(), _to("chat_id", "chats"), _to("person_id", "people", nullable=True),
    _text("purpose"), _text("version"), _text("language"), _text("channel"),
    _number("given_at"), _number("withdrawn_at", nullable=True),
    Index(None, "chat_id"), Index(None, "person_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

programmes = Table(
    "programmes", metadata, _text("code", primary_key=True), _text("definition"), _number("loaded_at")
)

regions = Table("regions", metadata, _text("code", primary_key=True), _text("name"))

# By what a person may be found again whose NIK was mistyped: keyed hashes of name and birth date, and of the
# part of the NIK that tells place and day.
likenesses = Table(
    "likenesses", metadata, _hash("hash", primary_key=True), _to("person_id", "people", primary_key=True),
    Index(None, "person_id"),
)  # fmt: skip

# A village or an office whose workers a coordinator registers; a group is its events.
groups = Table(
    "groups", metadata, _id(),
    _text("programme"), _text("kind"), _text("place"), _text("name"), _number("quota", nullable=True),
    _text("starts"), _text("ends"), _text("payer"), _text("category", nullable=True), _text("status"),
    _number("created_at"),
    Index(None, "programme", "kind", "place"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat coordinates which group, since when and until when; `details`: who that is, as told.
group_chats = Table(
    "group_chats", metadata, _id(), _to("chat_id", "chats"), _to("group_id", "groups"),
    _sealed("details"), _number("since"), _number("until", nullable=True),
    Index(None, "chat_id"), Index(None, "group_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What a coordinator vouched for at one time; it can be taken back for an hour.
submissions = Table(
    "submissions", metadata, _id(), _to("group_id", "groups"), _to("chat_id", "chats"),
    _text("version"), _number("at"), _number("people"), _number("undone_at", nullable=True),
    Index(None, "group_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# A registration is its events; `status` is what follows from them, kept for counting. `listed` is the event
# it runs since: the waiting list is in that order. `unit` is the dusun or the part of an office.
registrations = Table(
    "registrations", metadata, _id(),
    _text("number", unique=True), _text("programme"), _to("person_id", "people"), _text("category"),
    _text("village", nullable=True), _text("status"), _number("listed", nullable=True), _sealed("details"),
    _number("created_at"),
    _to("group_id", "groups", nullable=True), _text("unit", nullable=True),
    _to("submission_id", "submissions", nullable=True), _text("agreed", nullable=True),
    Unique("programme", "person_id"), Index(None, "person_id"), Index(None, "programme", "status", "village"),
    Index(None, "group_id", "status"), Index(None, "submission_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# A list that a coordinator brought: `lines` are stored so far, `position` of them are settled or wait; `file`
# and `document` where it came as a file. `state`: reading, done, bad.
lists = Table(
    "lists", metadata, _id(), _to("group_id", "groups"), _to("chat_id", "chats"),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=True), _text("file", nullable=True),
    _sealed("name"), _text("state"), _text("problem", nullable=True), _number("lines"), _number("told"),
    _number("at"), _number("done_at", nullable=True),
    Index(None, "group_id"), Index(None, "document_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What became of each line of a list. `details` only while it waits; `nik_hash` and `like_hash` (of the name)
# tell that a newer list has it.
list_lines = Table(
    "list_lines", metadata, _id(), _to("list_id", "lists"), _to("group_id", "groups"),
    _number("number"), _number("row"), _text("status"), _text("reasons"),
    Column("nik_hash", LargeBinary, nullable=True), Column("like_hash", LargeBinary, nullable=True),
    _sealed("details", nullable=True), _to("registration_id", "registrations", nullable=True),
    Unique("list_id", "number"), Index(None, "registration_id"),
    sqlite_autoincrement=True,
)  # fmt: skip


def unsettled(lines: FromClause) -> ColumnElement[bool]:
    """Literals, as in `waits`: few lines wait of the many there are."""
    return lines.c.status.in_([literal_column("'waiting'"), literal_column("'asked'")])


UNSETTLED = unsettled(list_lines)
Index("ix_list_lines_waiting", list_lines.c.group_id, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)

# What happened to a record, in order: who, when, from which chat, why. Never changed, never deleted alone.
events = Table(
    "events", metadata, _id(),
    _text("record"), _number("record_id"), _text("kind"), _number("at"), _text("actor"),
    _to("chat_id", "chats", nullable=True), _text("reason", nullable=True), _sealed("details", nullable=True),
    Index(None, "record", "record_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# A membership at BPJS Ketenagakerjaan: which package, who pays, paid from and until (ISO dates, both
# included).
memberships = Table(
    "memberships", metadata, _id(), _to("person_id", "people"),
    _text("programme", nullable=True), _hash("kpj_hash", unique=True), _sealed("kpj"), _text("package"),
    _text("payer"), _text("since"), _text("paid_from"), _text("paid_until"), _number("created_at"),
    _sealed("income", nullable=True), Index(None, "person_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# An accident, a death or a year of school, reported. A case is its events; `status` follows from them.
# `nik_hash` is the insured's, also where that person is not known here: a second report joins the first.
cases = Table(
    "cases", metadata, _id(),
    _text("number", unique=True), _text("kind"), Column("nik_hash", LargeBinary, nullable=True),
    _to("person_id", "people", nullable=True), _text("status"), _sealed("details"), _number("created_at"),
    Index(None, "nik_hash"), Index(None, "person_id"), Index(None, "status"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat may see a case, and as what: reporter, helper, or witness.
case_chats = Table(
    "case_chats", metadata,
    _to("chat_id", "chats", primary_key=True), _to("case_id", "cases", primary_key=True),
    _text("role"), _number("at"),
    Index(None, "case_id"),
)  # fmt: skip

# Files that people sent; `file` names one under the data folder, sealed too. `album` is the first of those
# that were sent as one, `problem` what was seen when the photo was looked at (dark, blurred ...).
documents = Table(
    "documents", metadata, _text("id", primary_key=True),
    _to("chat_id", "chats", nullable=True), _to("person_id", "people", nullable=True), _text("kind"),
    _sealed("name", nullable=True), _sealed("source", nullable=True), _text("file", nullable=True),
    _number("size", nullable=True), _text("state"), _number("at"),
    _text("album", nullable=True), _text("problem", nullable=True),
    Index(None, "chat_id"), Index(None, "album"),
)  # fmt: skip

# Which case a file was sent for; of an album its first file stands here.
case_files = Table(
    "case_files", metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True), _to("case_id", "cases"),
    Index(None, "case_id"),
)  # fmt: skip

# Wrong answers to "who are you", counted by what was tried and by who tried it.
tries = Table(
    "tries", metadata,
    _hash("subject", primary_key=True), _number("wrong"), _number("locked_until"), _number("at"),
)  # fmt: skip

# One-time codes: to join a second phone to a person, to follow an invitation.
codes = Table(
    "codes", metadata, _hash("hash", primary_key=True),
    _text("kind"), _to("person_id", "people", nullable=True), _text("payload", nullable=True),
    _number("expires_at"), _number("used_at", nullable=True), _to("used_by", "chats", nullable=True),
)  # fmt: skip

# A question that a person has to answer.
requests = Table(
    "requests", metadata, _id(), _to("chat_id", "chats"),
    _text("about", nullable=True), _sealed("message"), _text("state"), _number("at"),
    Index(None, "state", "at"),
    sqlite_autoincrement=True,
)  # fmt: skip
