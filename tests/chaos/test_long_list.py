"""While a list of a whole regency is taken in nobody else waits for an answer, and memory stays bounded."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.chaos.coordinators import WAITING, assert_each_listed_once, statuses
from tests.chaos.long_list import taken_in, typical
from tests.chaos.performance import load_programmes
from tests.chaos.process import sqlite_url

pytestmark = pytest.mark.quiet
NOBODY = 6  # rows with a title or a sum
MOST = 400.0  # megabytes of the program and its children
# Milliseconds at p99, or so many times what a bot that does nothing else needs at the same time: the machine may be
# a slow one, or have much else to do.
SLOWEST, TIMES = 200.0, 5.0


@pytest.mark.parametrize(
    ("database", "lines"),
    [("sqlite", 35_000), pytest.param("postgresql", 8_000, marks=pytest.mark.postgres)],
)
def test_nobody_waits_for_a_long_list(
    request: pytest.FixtureRequest, tmp_path: Path, database: str, lines: int
) -> None:
    url = sqlite_url(tmp_path) if database == "sqlite" else request.getfixturevalue("postgres_url")
    load_programmes(tmp_path, database_url=url)
    seen = asyncio.run(taken_in(tmp_path, url, lines))
    idle, busy, floor = typical(seen.idle), typical(seen.busy), typical(seen.beside)
    print(f"{lines} lines in {seen.seconds:.0f} s, {seen.memory:.0f} MB")
    print(f"p99 {idle:.0f} ms idle, {busy:.0f} while it is taken in, {floor:.0f} of a second bot then")
    assert seen.unanswered == {}
    assert busy < max(SLOWEST, TIMES * floor)
    assert seen.memory < MOST
    assert_each_listed_once(url, lines - WAITING)
    assert statuses(url, 1) == {"accepted": lines - WAITING, "waiting": WAITING, "nobody": NOBODY}
