"""What the chaos tests share: a database with the five cities, the dialogues of a run without trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.chaos.people import HABITS, workers
from tests.chaos.performance import Heard, furnish, load_programmes, perform


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which the five cities are."""
    folder = tmp_path_factory.mktemp("loaded")
    load_programmes(folder)
    return folder


@pytest.fixture(scope="session")
def undisturbed(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """What people hear where nothing goes wrong, one of each habit."""
    folder = tmp_path_factory.mktemp("undisturbed")
    furnish(folder, loaded)
    performance = asyncio.run(perform(folder, workers(len(HABITS))))
    assert performance.repeats == 0
    return performance.heard


@pytest.fixture
def furnished(tmp_path: Path, loaded: Path) -> Path:
    """A fresh folder with a database in which the five cities are."""
    furnish(tmp_path, loaded)
    return tmp_path


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A fresh, empty PostgreSQL database for each test: every stand-in of Telegram counts its updates from 1."""
    server = postgres.server()
    assert server, "tests that ask for it run only where there is one"
    with postgres.fresh_database(server) as url:
        yield url
