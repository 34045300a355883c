"""Reports: where conversations end, what was made, and the indexes it is counted by. Frozen, as all are."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text, text

revision, down_revision = "0014", "0013"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "progress", _id(), _text("day"), _text("conversation"), _text("question"), _text("outcome"),
        _number("count"), Index(None, "day"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "made_reports", _id(), Column("officer_id", BIG, ForeignKey("officers.id"), nullable=False),
        _text("programme"), _text("month"), _text("format"), _text("areas"), _text("file"), _number("at"),
        Index(None, "officer_id", "id"), sqlite_autoincrement=True,
    )  # fmt: skip
    counted = ["programme", "village", "category", "status", "group_id"]
    op.create_index("ix_registrations_counted", "registrations", counted)
    days = ["paid_from", "paid_until", "payer"]
    op.create_index("ix_memberships_people", "memberships", ["programme", "person_id", *days])
    op.create_index("ix_memberships_paid", "memberships", ["programme", *days, "package"])
    op.create_index(op.f("ix_events_at"), "events", ["at"])
    trouble = text("state IN ('failed', 'held', 'unknown')")
    op.create_index(
        "ix_outbox_trouble", "outbox", ["channel", "state"], sqlite_where=trouble, postgresql_where=trouble
    )


def _id() -> Column[int]:
    return Column("id", BIG, primary_key=True, autoincrement=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, BIG, nullable=False)
