"""A PostgreSQL server for the tests, where there is one: a fresh database is made on it and dropped again."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import psycopg

GIVEN = "PAYUNG_TEST_POSTGRES_URL"
# The local socket (Debian's folder, and the one of a server built by hand), then the usual port.
TRIED = (
    "postgresql:///postgres?host=/var/run/postgresql",
    "postgresql:///postgres?host=/tmp",
    "postgresql://127.0.0.1:5432/postgres",
)
DATABASE = re.compile(r"^postgresql://([^/?]*)(?:/[^?]*)?")
WAIT = 30  # seconds for a server to answer, also on a machine that is busy


@cache
def server() -> str | None:
    """The URL of a server that lets us in, as libpq reads it; None where there is none.

    A URL that was given but does not work is a mistake: raises psycopg.OperationalError.
    """
    if given := os.environ.get(GIVEN):
        url = f"postgresql://{given.split('://', 1)[1]}"
        psycopg.connect(url, connect_timeout=WAIT).close()
        return url
    return next((url for url in TRIED if _answers(url)), None)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=WAIT).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """A new, empty database: its URL as PAYUNG_DATABASE_URL takes it. Dropped at the end."""
    name = f"payung_test_{os.getpid()}_{secrets.token_hex(4)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    try:
        yield DATABASE.sub(rf"postgresql+psycopg://\1/{name}", server)
    finally:
        _drop(server, name)


def _drop(server: str, name: str) -> None:
    """Once more where the server's own cleaning is at work there, which only a superuser may end."""
    for _ in range(60):
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            return
        time.sleep(0.5)


def _run(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True, connect_timeout=WAIT) as connection:
        connection.execute(statement.encode())
