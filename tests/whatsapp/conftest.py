"""The databases that tests here run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.migrate import migrate
from tests.databases import database_url, postgres_database

__all__ = ["database_url", "postgres_database"]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty database with all its tables, where it does not matter which kind it is."""
    url = f"sqlite:///{tmp_path / 'payung.db'}"
    migrate(url)
    return url
