"""Announcements: what is told to many, to whom, and who wants none. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text

revision, down_revision = "0012", "0011"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """The tables of announcements, and in which chat an officer tries them out."""
    op.create_table(
        "announcements", Column("id", BIG, primary_key=True, autoincrement=True),
        _text("segment"), _text("spot"), Column("texts", LargeBinary, nullable=False), _text("state"),
        _to("made_by", "officers"), _number("made_at"), _to("sent_by", "officers", True),
        _number("sent_at", True), _number("ended_at", True), _number("taken"), _text("counted", True),
        _number("counted_at", True), _number("look_at"),
        Index(None, "state"), Index(None, "look_at"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "announcement_people",
        _to("announcement_id", "announcements", primary_key=True),
        _to("person_id", "people", primary_key=True),
        _to("chat_id", "chats", True), _text("channel", True), _text("state"), _number("outbox_id", True),
        Index(None, "announcement_id", "state", "channel", "chat_id"),
        Index(None, "announcement_id", "chat_id", "state"), Index(None, "outbox_id"),
    )  # fmt: skip
    op.create_table("announcement_stops", _to("chat_id", "chats", primary_key=True), _number("at"))
    op.create_table(
        "officer_chats", _to("officer_id", "officers", primary_key=True), _to("chat_id", "chats"),
        _number("at"),
    )  # fmt: skip


def _to(column: str, table: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(column, BIG, ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=nullable)
