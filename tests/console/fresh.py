"""A program of its own for each test of a file, where what it holds is counted.

For the name of the fixture, import it: `from tests.console.fresh import site`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.console.desk import Site
from tests.web.site import standing


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Its address, and the program itself to look into."""
    with standing(tmp_path_factory.mktemp("fresh")) as found:
        yield found
