"""Of what the tables are made: metadata and kinds of columns, the same for both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
Big = BigInteger().with_variant(Integer, "sqlite")
DIGITS = 18  # of the longest number of which both databases hold every one


def own_id() -> Column[int]:
    return Column("id", Big, primary_key=True, autoincrement=True)


def to(column: str, table: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(column, Big, ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def text(name: str, nullable: bool = False, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=nullable, **more)


def number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Big, nullable=nullable)


def sealed(name: str, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def hashed(name: str, **more: Any) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False, **more)
