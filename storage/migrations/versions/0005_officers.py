"""Officers, their sessions, and the audit trail. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy import UniqueConstraint as Unique

revision = "0005"
down_revision = "0004"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """The tables of the console."""
    op.create_table(
        "officers", Column("id", BIG, primary_key=True, autoincrement=True),
        _text("login"), _bytes("name"), _text("state"), _bytes("password", True), _bytes("totp", True),
        _number("totp_step"), _number("created_at"), _number("changed_at"),
        Unique("login"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table("officer_roles", _officer(primary_key=True), _text("role", primary_key=True))
    op.create_table(
        "officer_areas", _officer(primary_key=True), _text("kind", primary_key=True),
        _text("place", primary_key=True),
    )  # fmt: skip
    op.create_table(
        "officer_sessions", Column("hash", LargeBinary, nullable=False, primary_key=True), _officer(),
        _text("stage"), _bytes("details"), _bytes("flash", True), _number("created_at"), _number("seen_at"),
        Index(None, "officer_id"), Index(None, "seen_at"),
    )  # fmt: skip
    op.create_table(
        "audit", Column("seq", BIG, primary_key=True, autoincrement=False),
        _number("at"), _officer(nullable=True), _text("act"), _text("record"), _text("record_id"),
        _text("spot"), _bytes("details"), _bytes("previous"), _bytes("hash"),
        Index(None, "officer_id", "seq"),
    )  # fmt: skip


def _officer(nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column("officer_id", BIG, ForeignKey("officers.id"), nullable=nullable, primary_key=primary_key)


def _text(name: str, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, primary_key=primary_key)


def _number(name: str) -> Column[int]:
    return Column(name, BIG, nullable=False)


def _bytes(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)
