"""What a city tells people of itself, and every version of a programme. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text
from sqlalchemy import UniqueConstraint as Unique

revision, down_revision = "0010", "0009"

BIG = BigInteger().with_variant(Integer, "sqlite")
# A programme that was there before versions were kept begins with the one it has.
BEGIN = """
INSERT INTO programme_versions (programme, number, definition, at)
SELECT code, 1, definition, loaded_at FROM programmes
"""


def upgrade() -> None:
    """The tables of a city's set-up."""
    op.create_table(
        "city_words",
        _text("region", primary_key=True), _text("key", primary_key=True),
        _text("language", primary_key=True), _text("value"), _number("changed_at"),
    )  # fmt: skip
    op.create_table(
        "programme_versions", Column("id", BIG, primary_key=True, autoincrement=True),
        _text("programme"), _number("number"), _text("definition"), _number("at"),
        Column("officer_id", BIG, ForeignKey("officers.id"), nullable=True), _number("restored", True),
        Unique("programme", "number"), Index(None, "officer_id"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.execute(BEGIN)


def _text(name: str, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, primary_key=primary_key)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=nullable)
