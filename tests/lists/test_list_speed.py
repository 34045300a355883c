"""A list is checked in no more than twelve times the time that its cells alone take, measured in processor time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.lists.reading import read_list
from bot.lists.writing import sheet
from tests.bench.lists import TITLES, bare
from tests.lists.people import TODAY, village

pytestmark = pytest.mark.quiet


def processor(work: Callable[[], int]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_to_check_a_list_takes_no_more_than_twelve_times_its_bare_reading() -> None:
    book = sheet(village(5_000), TITLES, "Daftar")
    alone = min(processor(lambda: bare(book)) for _ in range(3))
    checked = min(processor(lambda: sum(1 for _ in read_list(book, TODAY))) for _ in range(3))
    assert checked < 12 * alone
