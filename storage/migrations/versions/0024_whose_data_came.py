"""Whose data stand in the files that offices send back, so that the audit trail can tell it. Of those that
came before nothing is known. Frozen, as every migration is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer

revision, down_revision = "0024", "0023"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    person = Column("person_id", BIG, ForeignKey("people.id"), nullable=True)
    op.add_column("answer_lines", person, inline_references=True)
    op.create_table(
        "matching_file_people",
        Column("file_id", BIG, ForeignKey("matching_files.id"), nullable=False, primary_key=True),
        Column("person_id", BIG, ForeignKey("people.id"), nullable=False, primary_key=True),
    )
