"""Cases: what was reported, who may see it, which files belong to it. Frozen, as every migration is."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy import UniqueConstraint as Unique

revision = "0002"
down_revision = "0001"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """The tables of cases; what is new in those of memberships and files."""
    _cases()
    op.add_column("memberships", _bytes("income", nullable=True))
    for column in ("album", "problem"):
        op.add_column("documents", _text(column, nullable=True))
    op.create_index(op.f("ix_documents_album"), "documents", ["album"])


def _cases() -> None:
    op.create_table(
        "cases", Column("id", BIG, primary_key=True, autoincrement=True), _text("number"), _text("kind"),
        _bytes("nik_hash", nullable=True), _to("person_id", "people", nullable=True), _text("status"),
        _bytes("details"), _number("created_at"),
        Unique("number"), Index(None, "nik_hash"), Index(None, "person_id"), Index(None, "status"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "case_chats", _to("chat_id", "chats", primary_key=True), _to("case_id", "cases", primary_key=True),
        _text("role"), _number("at"),
        Index(None, "case_id"),
    )  # fmt: skip
    op.create_table(
        "case_files", Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
        _to("case_id", "cases"), Index(None, "case_id"),
    )  # fmt: skip


def _to(column: str, table: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(column, BIG, ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def _text(name: str, nullable: bool = False, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=nullable, **more)


def _number(name: str) -> Column[int]:
    return Column(name, BIG, nullable=False)


def _bytes(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)
