"""By what a chat's person can be found elsewhere: telephone numbers, sealed, under a keyed hash."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text

revision, down_revision = "0004", "0003"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "contacts",
        Column("chat_id", BIG, ForeignKey("chats.id"), primary_key=True, nullable=False),
        Column("kind", Text, primary_key=True, nullable=False),
        Column("value", LargeBinary, nullable=False),
        Column("hash", LargeBinary, nullable=False),
        Column("at", BIG, nullable=False),
        Index(None, "hash"),
    )
