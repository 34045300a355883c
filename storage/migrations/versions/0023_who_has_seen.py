"""By what the audit trail is searched: of which records its rows tell. Those that stand there already are
found by the record they name; whose data stood on a list was not noted before. Frozen, as every migration is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision, down_revision = "0023", "0022"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_seen",
        Column("record", Text, nullable=False, primary_key=True),
        Column("record_id", Text, nullable=False, primary_key=True),
        Column("block", BIG, nullable=False, primary_key=True, autoincrement=False),
    )
    op.create_index("ix_audit_seen_block", "audit_seen", ["block"])
    op.execute(
        "INSERT INTO audit_seen (record, record_id, block) SELECT DISTINCT record, record_id, (seq - 1) / 250"
        " FROM audit WHERE record <> '' AND record_id <> ''"
    )
