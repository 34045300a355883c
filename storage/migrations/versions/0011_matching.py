"""Matching with other offices: questions and answers, their files, their state. Frozen, as every migration
is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy import UniqueConstraint as Unique

revision, down_revision = "0011", "0010"

BIG = BigInteger().with_variant(Integer, "sqlite")
DECEASED = text("reason = 'DECEASED'")


def upgrade() -> None:
    _files()
    _matchings()
    _seen()


def _files() -> None:
    op.create_table(
        "matching_files", _own(),
        _text("way"), _text("source"), _text("programme"), _bytes("name"), _text("file", True),
        _text("returned", True), _text("state"), _text("problem", True), _number("rows"), _text("counts"),
        _bytes("report", True), _to("officer_id", "officers", True), _number("at"), _number("done_at", True),
        Index(None, "programme", "id"), sqlite_autoincrement=True,
    )  # fmt: skip


def _matchings() -> None:
    op.create_table(
        "matchings", _own(),
        _to("registration_id", "registrations"), _to("person_id", "people"), _text("programme"),
        _text("source"),
        _text("state"), _number("due_at"), _number("attempts"), _text("problem", True),
        _to("file_id", "matching_files", True), _number("asked_at", True), _number("answered_at", True),
        _text("advice", True), _text("reason", True), _bytes("result", True), _text("heir", True),
        _number("heir_at", True),
        Unique("registration_id", "source"), Index(None, "source", "state", "due_at"),
        Index(None, "programme", "source", "state", "advice"), Index(None, "person_id"),
        Index(None, "file_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(
        "ix_matchings_deceased", "matchings", ["programme", "id"],
        sqlite_where=DECEASED, postgresql_where=DECEASED,
    )  # fmt: skip


def _seen() -> None:
    op.create_table(
        "matching_advice",
        Column("registration_id", BIG, ForeignKey("registrations.id"), primary_key=True), _text("advice"),
    )  # fmt: skip
    op.create_table(
        "matching_sources", Column("source", Text, primary_key=True), _number("connected"),
        _number("failures"), _number("until"), _number("answered_at", True), _number("failed_at", True),
        _text("problem", True),
    )  # fmt: skip


def _own() -> Column[int]:
    return Column("id", BIG, primary_key=True, autoincrement=True)


def _to(name: str, table: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, ForeignKey(f"{table}.id"), nullable=nullable)


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=nullable)


def _bytes(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)
