"""One program for all tests of a file: each test is a browser that it has never seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import App
from tests.web.site import standing


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, App]]:
    """Its address, and the program itself to look into."""
    with standing(tmp_path_factory.mktemp("web")) as found:
        yield found


@pytest.fixture
def url(site: tuple[str, App]) -> str:
    """The address of the program."""
    return site[0]
