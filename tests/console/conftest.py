"""One program for all tests of a file, and the databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import App
from tests.databases import bare_url, database_url, postgres_database
from tests.web.site import standing

__all__ = ["bare_url", "database_url", "postgres_database"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, App]]:
    """Its address, and the program itself to look into."""
    with standing(tmp_path_factory.mktemp("console")) as found:
        yield found
