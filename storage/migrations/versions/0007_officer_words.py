"""What officers write to a chat in the service's name. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Text

revision, down_revision = "0007", "0006"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "officer_words",
        Column("id", BIG, primary_key=True, autoincrement=True),
        Column("chat_id", BIG, ForeignKey("chats.id"), nullable=False),
        Column("officer_id", BIG, ForeignKey("officers.id"), nullable=False),
        Column("record", Text, nullable=False),
        Column("record_id", BIG, nullable=False),
        Column("words", LargeBinary, nullable=False),
        Column("at", BIG, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_officer_words_chat_id", "officer_words", ["chat_id"])
    op.create_index("ix_officer_words_record_record_id", "officer_words", ["record", "record_id"])
