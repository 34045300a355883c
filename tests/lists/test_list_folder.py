"""A folder of messy lists: every row becomes what it must, and the rows add up."""

from __future__ import annotations

import pytest

from bot.lists.reading import read_list
from rules.lines import CHANGES, WAYS
from tests.lists.folder import all_lists
from tests.lists.must import MessyList
from tests.lists.people import TODAY

LISTS = all_lists()


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_every_row_becomes_what_it_must(one: MessyList) -> None:
    lines = list(read_list(one.content, TODAY))
    found = [(line.sheet, line.row, line.status, line.reasons, nik_of(line)) for line in lines]
    assert found == one.expected()
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def nik_of(line) -> str | None:
    return line.person["nik"] if line.status in ("accept", "repair") else None


def test_the_folder_is_large_enough() -> None:
    assert len(LISTS) >= 25


def test_the_folder_has_every_reason_a_file_alone_can_give() -> None:
    seen = {reason for one in LISTS for _, _, _, reasons, _ in one.expected() for reason in reasons}
    records_know = set(list(WAYS)[list(WAYS).index("elsewhere") :])
    assert (set(WAYS) - records_know | set(CHANGES)) - seen == set()
