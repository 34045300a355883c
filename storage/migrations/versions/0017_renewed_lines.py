"""Which newer list has settled a line: when that list is taken back, the line waits again. Frozen, as every
migration is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, text

revision, down_revision = "0017", "0016"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    renewed_by = Column("renewed_by", BIG, ForeignKey("lists.id"), nullable=True)
    op.add_column("list_lines", renewed_by, inline_references=True)
    renewed = text("renewed_by IS NOT NULL")
    op.create_index("ix_list_lines_renewed_by", "list_lines", ["renewed_by"],
                    sqlite_where=renewed, postgresql_where=renewed)  # fmt: skip
