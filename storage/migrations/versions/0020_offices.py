"""The offices of a city, from which areas and groups are chosen; those that groups and officers name already
are the first ones. Frozen, as every migration is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.engine import Connection

revision, down_revision = "0020", "0019"

BIG = BigInteger().with_variant(Integer, "sqlite")
OF_GROUPS = "SELECT programme, place, name, created_at FROM groups WHERE kind = 'office' ORDER BY id"
OF_OFFICERS = """
SELECT place, created_at FROM officer_areas JOIN officers ON officers.id = officer_id
WHERE kind = 'office' ORDER BY place
"""
ADD = """
INSERT INTO offices (region, code, name, status, created_at) VALUES (:region, :code, :name, 'open', :at)
RETURNING id
"""
BEGIN = """
INSERT INTO events (record, record_id, kind, at, actor) VALUES ('office', :id, 'added', :at, 'system')
"""


def upgrade() -> None:
    op.create_table(
        "offices", Column("id", BIG, primary_key=True, autoincrement=True),
        Column("region", Text, nullable=False), Column("code", Text, nullable=False),
        Column("name", Text, nullable=False), Column("status", Text, nullable=False),
        Column("created_at", BIG, nullable=False),
        Unique("region", "code"), sqlite_autoincrement=True,
    )  # fmt: skip
    connection = op.get_bind()
    regions = {row.code: json.loads(row.definition)["region"]
               for row in connection.execute(text("SELECT code, definition FROM programmes"))}  # fmt: skip
    seen = set()
    for programme, code, name, at in _named(connection):
        region = regions.get(programme)
        if region and (region, code) not in seen:
            seen.add((region, code))
            told = {"region": region, "code": code, "name": name, "at": at}
            id = connection.execute(text(ADD), told).scalar_one()
            connection.execute(text(BEGIN), {"id": id, "at": at})


def _named(connection: Connection) -> Iterator[tuple[str, str, str, int]]:
    """Programme, code, name, since when: first the groups', which have names."""
    for row in connection.execute(text(OF_GROUPS)).all():
        yield row.programme, row.place, row.name, row.created_at
    for row in connection.execute(text(OF_OFFICERS)).all():
        programme, _, code = row.place.partition("/")
        yield programme, code, code.replace("-", " ").title(), row.created_at
