"""What officers need of a case to sort and share their work. Frozen, as every migration is.

`due` and the place are reckoned from sealed facts: for older cases the program does it when it tidies.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text

revision, down_revision = "0009", "0008"

BIG = BigInteger().with_variant(Integer, "sqlite")
RECKONED = ("due", "due_what", "city", "programme", "village", "office")


def upgrade() -> None:
    for name in RECKONED:
        op.add_column("cases", Column(name, Text, nullable=False, server_default=""))
    op.add_column(
        "cases", Column("assigned", BIG, ForeignKey("officers.id"), nullable=True), inline_references=True
    )
    op.create_index("ix_cases_due_id", "cases", ["due", "id"])
