"""Since when a person waits for an answer: another word does not put them behind the others. Frozen, as every
migration is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer

revision, down_revision = "0019", "0018"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.add_column("threads", Column("waits_since", BIG, nullable=True))
    op.execute(
        "UPDATE threads SET waits_since = CASE WHEN answered_at IS NULL THEN opened_at ELSE asked_at END"
    )
    op.drop_index("ix_threads_state_asked_at", "threads")
    op.create_index("ix_threads_state_waits_since", "threads", ["state", "waits_since"])
