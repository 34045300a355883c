"""What was not understood, without anything personal. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision, down_revision = "0015", "0014"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "unknown",
        Column("id", BIG, primary_key=True, autoincrement=True),
        Column("words", Text, nullable=False),
        Column("nearest", Text, nullable=False),
        Column("at", BIG, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unknown_at", "unknown", ["at"])
