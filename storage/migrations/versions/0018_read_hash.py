"""By what a line that had to wait is known when the same list comes again. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, LargeBinary, text

revision, down_revision = "0018", "0017"


def upgrade() -> None:
    op.add_column("list_lines", Column("read_hash", LargeBinary, nullable=True))
    had_to_wait = text("read_hash IS NOT NULL")
    op.create_index("ix_list_lines_read", "list_lines", ["group_id", "read_hash"],
                    sqlite_where=had_to_wait, postgresql_where=had_to_wait)  # fmt: skip
