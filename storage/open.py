"""Opens the database a URL names, brought to this release first."""

from __future__ import annotations

from pathlib import Path

from storage.database import Database
from storage.errors import StorageError
from storage.migrate import migrate


async def open_database(url: str) -> Database:
    """SQLite or PostgreSQL, migrated. Raises StorageError with one sentence for the operator."""
    if url.startswith("sqlite"):
        from storage.sqlite import open_sqlite

        file = sqlite_file(url)
        ready_folder(file.parent)
        migrate(url)
        return await open_sqlite(file)
    from storage.postgres import open_postgres

    migrate(url)
    return await open_postgres(url)


def sqlite_file(url: str) -> Path:
    """The file of "sqlite+aiosqlite:///var/payung.db"."""
    return Path(url.split(":///", 1)[-1])


def ready_folder(folder: Path) -> None:
    """Make the data folder; raises StorageError when that can't be done or nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".write-test"
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)  # another process may try at the same time
    except OSError as error:
        raise StorageError(f"The data folder {folder} cannot be used: {error.strerror}.") from None
