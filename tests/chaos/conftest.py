"""What the chaos tests share: a database with the five cities, the dialogues of a run without trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.chaos import whatsapp_performance
from tests.chaos.people import HABITS, workers
from tests.chaos.performance import Heard, furnish, load_programmes, perform
from tests.once import made_once, run_folder, told_once


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which the five cities are, for all workers of the run."""
    return made_once(run_folder(tmp_path_factory) / "loaded", load_programmes)


@pytest.fixture(scope="session")
def undisturbed(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """What people hear where nothing goes wrong, one of each habit."""

    def play() -> Heard:
        folder = tmp_path_factory.mktemp("undisturbed")
        furnish(folder, loaded)
        performance = asyncio.run(perform(folder, workers(len(HABITS))))
        assert performance.repeats == 0
        return performance.heard

    return told_once(run_folder(tmp_path_factory) / "undisturbed", play)


@pytest.fixture(scope="session")
def heard_in_peace(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """The same on WhatsApp."""

    def play() -> Heard:
        folder = tmp_path_factory.mktemp("peace")
        furnish(folder, loaded)
        performance = asyncio.run(whatsapp_performance.perform(folder, workers(len(HABITS))))
        assert performance.repeats == 0
        performance.assert_nothing_left()
        return performance.heard

    return told_once(run_folder(tmp_path_factory) / "peace", play)


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
