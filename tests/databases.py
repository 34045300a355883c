"""Both databases for the tests of storage and delivery: the same test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from storage import chats, people
from storage.database import Database
from storage.migrate import migrate
from storage.open import open_database
from storage.postgres import plain_url
from storage.statement import Tx
from storage.tables import metadata
from storage.vault import Vault
from tests import postgres

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
VAULT = Vault(b"1" * 32)
NOW = 1_795_000_000_000  # a Wednesday in November 2026
DAY = 24 * 3600 * 1000
NIK = "6371015708859001"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, with all its tables."""
    url = new_url(request, tmp_path)
    return emptied(url)


@pytest.fixture
def postgres_database(postgres_url: str) -> str:
    """The same, for what can happen only there."""
    return emptied(postgres_url)


def emptied(url: str) -> str:
    """All tables and nothing in them."""
    migrate(url)
    if url.startswith("postgresql"):  # no server is killed here, so its disk need not be waited for
        sql(url, f"ALTER DATABASE {database_of(url)} SET synchronous_commit = off",
            *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)))  # fmt: skip
    return url


@pytest.fixture(params=BOTH)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    url = new_url(request, tmp_path)
    if url.startswith("postgresql"):
        sql(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return url


def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of the database that the test is run on."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'payung.db'}"
    return str(request.getfixturevalue("postgres_url"))


def sql(url: str, *statements: str) -> None:
    """Run statements on PostgreSQL, each on its own."""
    with psycopg.connect(plain_url(url), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def database_of(url: str) -> str:
    return make_url(url).database or ""


def cut_off(url: str) -> None:
    """The server ends every connection to the database."""
    sql(postgres.server() or "", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
        f" datname = '{database_of(url)}' AND backend_type = 'client backend'")  # fmt: skip


@contextmanager
def away(url: str) -> Iterator[None]:
    """The server lets nobody into the database."""
    allow = f"ALTER DATABASE {database_of(url)} ALLOW_CONNECTIONS"
    sql(postgres.server() or "", f"{allow} false")
    try:
        cut_off(url)
        yield
    finally:
        sql(postgres.server() or "", f"{allow} true")


def play(url: str, scene: Callable[[Database], Awaitable[None]], within: float = 120) -> None:
    """Plays a scene on an opened database."""

    async def run() -> None:
        database = await open_database(url)
        try:
            async with asyncio.timeout(within):
                await scene(database)
        finally:
            await database.close()

    asyncio.run(run())


def chat(tx: Tx, address: str = "1001") -> int:
    """A chat of that address."""
    return chats.enter(tx, VAULT, "telegram", address, NOW, "id").id


def person(tx: Tx, nik: str = NIK) -> int:
    """An invented person."""
    details = {"nik": nik, "name": "SITI AMINAH", "birth_date": "1985-08-17"}
    return people.save(tx, VAULT, details, NOW).id
