"""Brings a database to this release with Alembic; safe to repeat, refuses a newer release's database."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from storage.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
PATIENCE = 5  # seconds for PostgreSQL to let us in
DOOR = 7_205_001  # PostgreSQL's advisory lock: one process migrates, the others wait and find it done


def migrate(url: str) -> None:
    """Bring the database to the newest version, all or nothing. Raises StorageError with one sentence."""
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            _alone(connection)
            _check(connection)
            if _version(connection) != newest():
                _upgrade(connection)
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StorageError(f"The database cannot be used: {why}.") from None
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    patience = {} if url.startswith("sqlite") else {"connect_timeout": PATIENCE}
    try:
        engine = create_engine(sync_url(url), poolclass=NullPool, connect_args=patience)
    except (ArgumentError, ValueError):
        raise StorageError("PAYUNG_DATABASE_URL is not the address of a database.") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _by_hand)
        event.listen(engine, "begin", _begin)
    return engine


def _by_hand(connection: sqlite3.Connection, record: Any) -> None:
    """Left to itself the driver commits before every CREATE TABLE, and a crash would leave half of them."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:door)"), {"door": DOOR})


def sync_url(url: str) -> str:
    """The URL for a plain driver: migrations run before anything else does. Raises ValueError."""
    scheme, rest = url.split("://", 1)
    return f"{'sqlite' if scheme.startswith('sqlite') else 'postgresql+psycopg'}://{rest}"


def known() -> list[str]:
    """The versions this release knows, oldest first (their files are numbered)."""
    return sorted(file.stem.split("_")[0] for file in VERSIONS.glob("[0-9]*.py"))


def newest() -> str:
    return known()[-1]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _check(connection: Connection) -> None:
    version = _version(connection)
    if version and version not in known():
        raise StorageError(
            f"The database is of a newer release (version {version}); this one knows up to {newest()}."
        )


def _upgrade(connection: Connection) -> None:
    """Alembic is slow to import and needed only here."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", re.sub("%", "%%", str(MIGRATIONS)))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
