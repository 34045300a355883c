"""Groups: who coordinates them, their lists, what was vouched for. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy import UniqueConstraint as Unique

revision = "0003"
down_revision = "0002"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """The tables of groups, and to which group a registration belongs."""
    _likenesses()
    _groups()
    _submissions()
    for column in (_to("group_id", "groups", True), _to("submission_id", "submissions", True),
                   _text("unit", True), _text("agreed", True)):  # fmt: skip
        op.add_column("registrations", column, inline_references=True)
    op.create_index(op.f("ix_registrations_group_id_status"), "registrations", ["group_id", "status"])
    op.create_index(op.f("ix_registrations_submission_id"), "registrations", ["submission_id"])
    _lists()
    _lines()


def _likenesses() -> None:
    op.create_table(
        "likenesses", Column("hash", LargeBinary, nullable=False, primary_key=True),
        _to("person_id", "people", primary_key=True), Index(None, "person_id"),
    )  # fmt: skip


def _groups() -> None:
    op.create_table(
        "groups", _id(), _text("programme"), _text("kind"), _text("place"), _text("name"),
        _number("quota", True), _text("starts"), _text("ends"), _text("payer"), _text("category", True),
        _text("status"), _number("created_at"),
        Index(None, "programme", "kind", "place"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "group_chats", _id(), _to("chat_id", "chats"), _to("group_id", "groups"), _bytes("details"),
        _number("since"), _number("until", True),
        Index(None, "chat_id"), Index(None, "group_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _submissions() -> None:
    op.create_table(
        "submissions", _id(), _to("group_id", "groups"), _to("chat_id", "chats"), _text("version"),
        _number("at"), _number("people"), _number("undone_at", True),
        Index(None, "group_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _lists() -> None:
    op.create_table(
        "lists", _id(), _to("group_id", "groups"), _to("chat_id", "chats"),
        Column("document_id", Text, ForeignKey("documents.id"), nullable=True), _text("file", True),
        _bytes("name"), _text("state"), _text("problem", True), _number("lines"), _number("told"),
        _number("at"), _number("done_at", True),
        Index(None, "group_id"), Index(None, "document_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _lines() -> None:
    op.create_table(
        "list_lines", _id(), _to("list_id", "lists"), _to("group_id", "groups"), _number("number"),
        _number("row"), _text("status"), _text("reasons"), _bytes("nik_hash", True),
        _bytes("like_hash", True), _bytes("details", True), _to("registration_id", "registrations", True),
        Unique("list_id", "number"), Index(None, "registration_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    waits = text("status IN ('waiting', 'asked')")
    op.create_index(
        "ix_list_lines_waiting", "list_lines", ["group_id"], sqlite_where=waits, postgresql_where=waits
    )


def _id() -> Column[int]:
    return Column("id", BIG, primary_key=True, autoincrement=True)


def _to(column: str, table: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(column, BIG, ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=nullable)


def _bytes(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)
