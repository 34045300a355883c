"""Brings a database to this release with Alembic; safe to repeat, refuses a newer release's database."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from storage.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"


def migrate(url: str) -> None:
    """Bring the database to the newest version. Raises StorageError with one sentence."""
    engine = create_engine(sync_url(url))
    try:
        with engine.begin() as connection:
            _check(connection)
            if _version(connection) != newest():
                _upgrade(connection)
    except OperationalError as error:
        why = str(error.orig).strip().splitlines()[0]
        raise StorageError(f"The database cannot be used: {why}.") from None
    finally:
        engine.dispose()


def sync_url(url: str) -> str:
    """The URL for a plain driver: migrations run before anything else does."""
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
