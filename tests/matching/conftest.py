"""The databases, for the tests of matching."""

from __future__ import annotations

from tests.databases import bare_url, database_url, postgres_database

__all__ = ["bare_url", "database_url", "postgres_database"]
