"""The tables, once for both databases.

Moments are milliseconds since 1970 in UTC; `sealed` columns are encrypted (vault.py); what a person could be
found by is a keyed hash.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
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


def _to(column: str, table: str, nullable: bool = False) -> Column[int]:
    return Column(column, Big, ForeignKey(f"{table}.id"), nullable=nullable)


# A chat is a place to talk: one Telegram account, one browser. `session` is the engine's, sealed;
# `pending` says that a question waits for an answer, `reminded` the step that was reminded of.
chats = Table(
    "chats", metadata, _id(),
    Column("channel", Text, nullable=False), Column("address", Text, nullable=False),
    Column("session", LargeBinary, nullable=False), Column("step", Big, nullable=False),
    Column("pending", Integer, nullable=False), Column("reminded", Big, nullable=False),
    Column("blocked", Integer, nullable=False), Column("talked_at", Big, nullable=False),
    Column("created_at", Big, nullable=False),
    Unique("channel", "address"), Index(None, "pending", "talked_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

# The key of every message that was handled, and what was said (sealed): the same key is never handled twice.
inbox = Table(
    "inbox", metadata,
    Column("channel", Text, primary_key=True), Column("key", Text, primary_key=True),
    _to("chat_id", "chats", nullable=True), Column("said", LargeBinary), Column("at", Big, nullable=False),
    Index(None, "chat_id", "at"), Index(None, "at"),
)  # fmt: skip

# Replies on their way. `state` only rises: waiting < unknown < sent < delivered < read; failed, held beside it.
outbox = Table(
    "outbox", metadata, _id(), _to("chat_id", "chats"),
    Column("channel", Text, nullable=False), Column("address", Text, nullable=False),
    Column("priority", Integer, nullable=False), Column("reply", LargeBinary, nullable=False),
    Column("state", Text, nullable=False), Column("attempts", Integer, nullable=False),
    Column("leased_until", Big, nullable=False), Column("provider_id", Text), Column("problem", Text),
    Column("at", Big, nullable=False),
    Index(None, "state", "leased_until"), Index(None, "chat_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Messages that no handler could play; an operator can play them again.
quarantine = Table(
    "quarantine", metadata, _id(),
    Column("channel", Text, nullable=False), Column("key", Text, nullable=False),
    Column("address", Text, nullable=False), Column("message", LargeBinary, nullable=False),
    Column("problem", Text, nullable=False), Column("at", Big, nullable=False), Column("settled_at", Big),
    sqlite_autoincrement=True,
)  # fmt: skip

# Slow work, written in the same commit as its cause. `key` keeps a periodic job single.
jobs = Table(
    "jobs", metadata, _id(), Column("kind", Text, nullable=False), Column("key", Text, unique=True),
    Column("payload", LargeBinary, nullable=False), Column("due_at", Big, nullable=False),
    Column("attempts", Integer, nullable=False), Column("problem", Text),
    Index(None, "due_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

people = Table(
    "people", metadata, _id(), Column("nik_hash", LargeBinary, nullable=False, unique=True),
    Column("details", LargeBinary, nullable=False), Column("created_at", Big, nullable=False),
    Column("changed_at", Big, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat may speak for which person, and as what: self, or helper.
links = Table(
    "links", metadata,
    Column("chat_id", Big, ForeignKey("chats.id"), primary_key=True),
    Column("person_id", Big, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, nullable=False), Column("at", Big, nullable=False),
    Index(None, "person_id"),
)  # fmt: skip

# What was agreed to: which text, in which language, when, over which channel (UU 27/2022 art. 22, 24).
consents = Table(
    "consents", metadata, _id(), _to("chat_id", "chats"), _to("person_id", "people", nullable=True),
    Column("purpose", Text, nullable=False), Column("version", Text, nullable=False),
    Column("language", Text, nullable=False), Column("channel", Text, nullable=False),
    Column("given_at", Big, nullable=False), Column("withdrawn_at", Big),
    Index(None, "chat_id"), Index(None, "person_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

programmes = Table(
    "programmes", metadata, Column("code", Text, primary_key=True), Column("definition", Text, nullable=False),
    Column("loaded_at", Big, nullable=False),
)  # fmt: skip

regions = Table(
    "regions", metadata, Column("code", Text, primary_key=True), Column("name", Text, nullable=False),
)  # fmt: skip

# A registration is its events; `status` is what follows from them, kept for counting.
registrations = Table(
    "registrations", metadata, _id(), Column("number", Text, nullable=False, unique=True),
    Column("programme", Text, nullable=False), _to("person_id", "people"),
    Column("category", Text, nullable=False), Column("village", Text), Column("status", Text, nullable=False),
    Column("details", LargeBinary, nullable=False), Column("created_at", Big, nullable=False),
    Unique("programme", "person_id"), Index(None, "person_id"), Index(None, "programme", "status", "village"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What happened to a record, in order: who, when, from which chat, why. Never changed, never deleted alone.
events = Table(
    "events", metadata, _id(), Column("record", Text, nullable=False), Column("record_id", Big, nullable=False),
    Column("kind", Text, nullable=False), Column("at", Big, nullable=False), Column("actor", Text, nullable=False),
    _to("chat_id", "chats", nullable=True), Column("reason", Text), Column("details", LargeBinary),
    Index(None, "record", "record_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# A membership at BPJS Ketenagakerjaan: which package, who pays, paid from and until (ISO dates, both included).
memberships = Table(
    "memberships", metadata, _id(), _to("person_id", "people"), Column("programme", Text),
    Column("kpj_hash", LargeBinary, nullable=False, unique=True), Column("kpj", LargeBinary, nullable=False),
    Column("package", Text, nullable=False), Column("payer", Text, nullable=False),
    Column("since", Text, nullable=False), Column("paid_from", Text, nullable=False),
    Column("paid_until", Text, nullable=False), Column("created_at", Big, nullable=False),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

documents = Table(
    "documents", metadata, Column("id", Text, primary_key=True), _to("chat_id", "chats", nullable=True),
    _to("person_id", "people", nullable=True), Column("kind", Text, nullable=False),
    Column("name", LargeBinary), Column("source", LargeBinary), Column("file", Text), Column("size", Big),
    Column("state", Text, nullable=False), Column("at", Big, nullable=False),
    Index(None, "chat_id"),
)  # fmt: skip

# Wrong answers to "who are you", counted by what was tried and by who tried it.
tries = Table(
    "tries", metadata, Column("subject", LargeBinary, primary_key=True), Column("wrong", Integer, nullable=False),
    Column("locked_until", Big, nullable=False), Column("at", Big, nullable=False),
)  # fmt: skip

# One-time codes: to join a second phone to a person, to follow an invitation.
codes = Table(
    "codes", metadata, Column("hash", LargeBinary, primary_key=True), Column("kind", Text, nullable=False),
    _to("person_id", "people", nullable=True), Column("payload", Text),
    Column("expires_at", Big, nullable=False),
    Column("used_at", Big), _to("used_by", "chats", nullable=True),
)  # fmt: skip

# A question that a person has to answer.
requests = Table(
    "requests", metadata, _id(), _to("chat_id", "chats"), Column("about", Text),
    Column("message", LargeBinary, nullable=False), Column("state", Text, nullable=False),
    Column("at", Big, nullable=False),
    Index(None, "state", "at"),
    sqlite_autoincrement=True,
)  # fmt: skip
