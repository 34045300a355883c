"""Enrolment lists, the branch's answers, several spans of cover for a KPJ. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy import UniqueConstraint as Unique

revision, down_revision = "0013", "0012"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    _memberships()
    _lists()
    _rows()
    _answers()


def _memberships() -> None:
    """Cover that was interrupted begins anew under the same number: what was before stays known."""
    with op.batch_alter_table("memberships", table_kwargs={"sqlite_autoincrement": True}) as memberships:
        memberships.drop_constraint("uq_memberships_kpj_hash", type_="unique")
        memberships.create_unique_constraint(
            "uq_memberships_kpj_hash_payer_paid_from", ["kpj_hash", "payer", "paid_from"]
        )
    op.create_index("ix_memberships_programme_paid_until", "memberships", ["programme", "paid_until"])


def _lists() -> None:
    op.create_table(
        "enrolment_lists", _id(), _text("programme"), _text("kind"), _text("starts"), _text("ends"),
        _text("payer"), _text("village", True), _to("group_id", "groups", True), _text("category", True),
        _number("jht"), _number("most", True), _number("budget", True), _text("state"), _number("expected"),
        _number("cost", True), _text("decree", True), _text("decreed_on", True), _text("file", True),
        _number("created_at"),
        Index(None, "programme", "starts"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _rows() -> None:
    op.create_table(
        "enrolment_rows", _id(), _to("list_id", "enrolment_lists"), _to("registration_id", "registrations"),
        _to("person_id", "people"), _text("state"), _text("reason", True), _number("double"),
        _bytes("kpj_hash", True), _bytes("kpj", True), _text("paid_from", True), _text("paid_until", True),
        _text("receipt", True), _bytes("note", True),
        Unique("list_id", "registration_id"), Index(None, "list_id", "state", "id"),
        Index(None, "person_id"), Index(None, "kpj_hash"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    few = text("double = 1")
    op.create_index("ix_enrolment_rows_undecided", "enrolment_rows", ["list_id", "id"],
                    sqlite_where=few, postgresql_where=few)  # fmt: skip


def _answers() -> None:
    op.create_table(
        "answer_files", _id(), _text("kind"), _to("list_id", "enrolment_lists", True),
        _to("officer_id", "officers", True), _text("file"), _bytes("name"), _text("state"),
        _text("problem", True), _number("lines"), _text("result", True), _number("at"),
        _number("done_at", True),
        Index(None, "list_id"), Index(None, "file"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "answer_lines", Column("file_id", BIG, ForeignKey("answer_files.id"), primary_key=True),
        Column("number", BIG, primary_key=True, autoincrement=False), _text("status"), _text("reason", True),
    )  # fmt: skip


def _id() -> Column[int]:
    return Column("id", BIG, primary_key=True, autoincrement=True)


def _to(column: str, table: str, nullable: bool = False) -> Column[int]:
    return Column(column, BIG, ForeignKey(f"{table}.id"), nullable=nullable)


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=nullable)


def _bytes(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)
