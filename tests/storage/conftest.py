"""The databases that every test here runs on."""

from tests.databases import bare_url, database_url, postgres_database

__all__ = ["bare_url", "database_url", "postgres_database"]
