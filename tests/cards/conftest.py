"""The databases, for the tests of cards."""

from __future__ import annotations

from tests.databases import bare_url, database_url

__all__ = ["bare_url", "database_url"]
