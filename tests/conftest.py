"""What all tests share: the option --update, a fresh PostgreSQL database, the browser.

Where one of the two is missing its tests are skipped and the end of the run says so loudly; with
PAYUNG_REQUIRE_ALL=1 they fail instead.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.once import made_once, run_folder
from tests.quiet import turn

if TYPE_CHECKING:
    from tests.theatre import Theatre

NO_POSTGRES = f"no PostgreSQL: neither {postgres.GIVEN} nor the local socket nor 127.0.0.1:5432 let us in"
NO_BROWSER = "no Chromium: neither chromium nor chromium-browser nor google-chrome was found"
# Files that take more than half a minute each, those that take minutes before.
LONGEST = {
    name: rank
    for rank, name in enumerate((
        "test_transcripts.py", "test_whatsapp_kill.py", "test_everything_by_number.py", "test_kill.py", "test_lists.py",
        "test_a_city_s_year.py", "test_coverage_of_words.py",
        "test_roles.py", "test_console_reports.py",
    ))
}  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# What Hypothesis measures on the clock depends on what else the machine does. The same examples in every run, so that
# a change is judged by what it changed; `make test ARGS=--hypothesis-profile=exploring` draws others.
settings.register_profile("exploring", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("payung", settings.get_profile("exploring"), derandomize=True)
settings.load_profile("payung")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the Bot: lines of transcripts anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a server or a browser is marked as one that does; the files that take longest begin first,
    so that no worker is left with one of them when the others have nothing more to do.
    """
    items.sort(key=place)
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "postgres_url" in names:
            item.add_marker("postgres")
        if "chromium" in names:
            item.add_marker("browser")


def place(item: pytest.Item) -> tuple[bool, int]:
    """What is quiet comes last: it would keep others from beginning as long as a long test runs."""
    return item.get_closest_marker("quiet") is not None, LONGEST.get(item.path.name, len(LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test that is marked as `quiet` runs while no other worker has one."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    shared = Path(item.config.getoption("basetemp")).parent
    with turn(shared, alone=item.get_closest_marker("quiet") is not None):
        return (yield)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Marked tests run only where what they need is there."""
    if item.get_closest_marker("browser") and browser() is None:
        missing(NO_BROWSER)
    if item.get_closest_marker("postgres") and postgres.server() is None:
        missing(NO_POSTGRES)


def missing(what: str) -> NoReturn:
    """Skip; where everything is required, fail."""
    if os.environ.get("PAYUNG_REQUIRE_ALL") == "1":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nobody may think that what was skipped was tested."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    for what in (NO_POSTGRES, NO_BROWSER):
        if count := sum(what in why for why in skipped):
            terminalreporter.write_sep("!", f"{count} tests NOT RUN: {what}", red=True, bold=True)


def browser() -> str | None:
    """Where the browser is."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Are transcripts to be rewritten?"""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """A fresh, empty PostgreSQL database for the tests of one module, as PAYUNG_DATABASE_URL takes it."""
    server = postgres.server()
    if server is None:
        missing(NO_POSTGRES)
    with postgres.fresh_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    found = browser()
    if found is None:
        missing(NO_BROWSER)
    return found


@pytest.fixture(scope="session")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """Where transcripts are played; what was played is kept for the other tests of the run, whichever worker has them."""
    from tests.theatre import Theatre  # the whole program: not for tests of a few functions

    return Theatre(run_folder(tmp_path_factory) / "theatre")


@pytest.fixture(scope="session")
def real_size(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five founding programmes at their real size: a copy of what is made once in a run
    (tests/real_size.py).
    """
    from tests.real_size import founding  # the whole program, as above

    made = made_once(run_folder(tmp_path_factory) / "real-size", lambda folder: asyncio.run(founding(folder)))
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("cities") / "real-size"))
