"""docs/data.md says what is stored: every table, every sealed column, every hash."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import LargeBinary, Table

from bot import tasks
from storage.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text()
ROW = re.compile(r"^\| `(\w+)` \|(.*)\|(.*)\|(.*)\|(.*)\|$", re.MULTILINE)
ROWS = {name: [cell.strip() for cell in cells] for name, *cells in ROW.findall(PAGE)}
HASHES = {"nik_hash", "kpj_hash", "like_hash", "read_hash", "hash", "subject", "previous"}


def named(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


def secret(table: Table) -> set[str]:
    return {column.name for column in table.columns if isinstance(column.type, LargeBinary)}


def test_every_table_has_its_row() -> None:
    assert set(ROWS) == set(metadata.tables)
    assert all(what and found and kept for what, _, found, kept in ROWS.values())


def test_every_sealed_column_is_named_and_no_other() -> None:
    assert {name: named(row[1]) for name, row in ROWS.items()} == {
        name: secret(table) - HASHES for name, table in metadata.tables.items()
    }


def test_every_hash_is_named_as_what_its_row_is_found_by() -> None:
    assert {name: named(row[2]) for name, row in ROWS.items()} == {
        name: secret(table) & HASHES for name, table in metadata.tables.items()
    }


def test_the_days_are_those_of_the_tasks() -> None:
    days = {name: [int(day) for day in re.findall(r"(\d+) days", row[3])] for name, row in ROWS.items()}
    keys, sent = tasks.KEEP_KEYS // tasks.DAY, tasks.KEEP_SENT // tasks.DAY
    told = {name: found for name, found in days.items() if found}
    monthly = {name: [keys] for name in ("inbox", "quarantine", "codes", "unknown")}
    assert told == {**monthly, "outbox": [sent], "tries": [2]}
