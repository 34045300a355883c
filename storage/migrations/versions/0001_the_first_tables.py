"""The first tables. Frozen: what changes later is a migration of its own.

Names of keys and indexes follow the convention of storage/tables.py.
"""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy import UniqueConstraint as Unique

revision = "0001"
down_revision = None

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Talking, then people and what they agreed to, then what the city keeps of them."""
    _chats()
    _inbox()
    _outbox()
    _jobs()
    _people()
    _consents()
    _programmes()
    _registrations()
    _memberships()
    _documents()
    _tries_and_codes()
    _requests()


def _id() -> Column[int]:
    return Column("id", BIG, primary_key=True, autoincrement=True)


def _to(column: str, table: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(column, BIG, ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def _text(name: str, nullable: bool = False, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=nullable, **more)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=nullable)


def _bytes(name: str, nullable: bool = False, **more: Any) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable, **more)


def _chats() -> None:
    op.create_table(
        "chats", _id(), _text("channel"), _text("address"), _bytes("session"), _number("step"),
        _number("pending"), _number("reminded"), _number("blocked"), _number("talked_at"),
        _number("created_at"),
        Unique("channel", "address"), Index(None, "pending", "talked_at"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _inbox() -> None:
    op.create_table(
        "inbox", _text("channel", primary_key=True), _text("key", primary_key=True),
        _to("chat_id", "chats", nullable=True), _bytes("said", nullable=True), _number("at"),
        Index(None, "chat_id", "at"), Index(None, "at"),
    )  # fmt: skip
    op.create_table(
        "quarantine", _id(), _text("channel"), _text("key"), _text("address"), _bytes("message"),
        _text("problem"), _number("at"), _number("settled_at", nullable=True),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _outbox() -> None:
    op.create_table(
        "outbox", _id(), _to("chat_id", "chats"), _text("channel"), _text("address"), _number("priority"),
        _bytes("reply"), _text("state"), _number("attempts"), _number("owner"), _number("leased_until"),
        _text("provider_id", nullable=True), _text("problem", nullable=True), _number("at"),
        Index(None, "chat_id", "id"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    waiting = text("state = 'waiting'")
    for name, columns in (("next", ["channel", "priority", "id"]), ("waiting", ["chat_id"])):
        op.create_index(
            f"ix_outbox_{name}", "outbox", columns, sqlite_where=waiting, postgresql_where=waiting
        )


def _jobs() -> None:
    op.create_table(
        "jobs", _id(), _text("kind"), _text("key", nullable=True, unique=True), _bytes("payload"),
        _number("due_at"), _number("attempts"), _text("problem", nullable=True),
        Index(None, "due_at"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _people() -> None:
    op.create_table(
        "people", _id(), _bytes("nik_hash", unique=True), _bytes("details"), _number("created_at"),
        _number("changed_at"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "links", _to("chat_id", "chats", primary_key=True), _to("person_id", "people", primary_key=True),
        _text("role"), _number("at"),
        Index(None, "person_id"),
    )  # fmt: skip


def _consents() -> None:
    op.create_table(
        "consents", _id(), _to("chat_id", "chats"), _to("person_id", "people", nullable=True),
        _text("purpose"), _text("version"), _text("language"), _text("channel"), _number("given_at"),
        _number("withdrawn_at", nullable=True),
        Index(None, "chat_id"), Index(None, "person_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _programmes() -> None:
    op.create_table("programmes", _text("code", primary_key=True), _text("definition"), _number("loaded_at"))
    op.create_table("regions", _text("code", primary_key=True), _text("name"))


def _registrations() -> None:
    op.create_table(
        "registrations", _id(), _text("number", unique=True), _text("programme"), _to("person_id", "people"),
        _text("category"), _text("village", nullable=True), _text("status"), _number("listed", nullable=True),
        _bytes("details"), _number("created_at"),
        Unique("programme", "person_id"), Index(None, "person_id"),
        Index(None, "programme", "status", "village"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "events", _id(), _text("record"), _number("record_id"), _text("kind"), _number("at"), _text("actor"),
        _to("chat_id", "chats", nullable=True), _text("reason", nullable=True),
        _bytes("details", nullable=True),
        Index(None, "record", "record_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _memberships() -> None:
    op.create_table(
        "memberships", _id(), _to("person_id", "people"), _text("programme", nullable=True),
        _bytes("kpj_hash", unique=True), _bytes("kpj"), _text("package"), _text("payer"), _text("since"),
        _text("paid_from"), _text("paid_until"), _number("created_at"),
        Index(None, "person_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _documents() -> None:
    op.create_table(
        "documents", _text("id", primary_key=True), _to("chat_id", "chats", nullable=True),
        _to("person_id", "people", nullable=True), _text("kind"), _bytes("name", nullable=True),
        _bytes("source", nullable=True), _text("file", nullable=True), _number("size", nullable=True),
        _text("state"), _number("at"),
        Index(None, "chat_id"),
    )  # fmt: skip


def _tries_and_codes() -> None:
    op.create_table(
        "tries", _bytes("subject", primary_key=True), _number("wrong"), _number("locked_until"),
        _number("at"),
    )  # fmt: skip
    op.create_table(
        "codes", _bytes("hash", primary_key=True), _text("kind"), _to("person_id", "people", nullable=True),
        _text("payload", nullable=True), _number("expires_at"), _number("used_at", nullable=True),
        _to("used_by", "chats", nullable=True),
    )  # fmt: skip


def _requests() -> None:
    op.create_table(
        "requests", _id(), _to("chat_id", "chats"), _text("about", nullable=True), _bytes("message"),
        _text("state"), _number("at"),
        Index(None, "state", "at"),
        sqlite_autoincrement=True,
    )  # fmt: skip
