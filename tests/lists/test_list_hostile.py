"""Files that are made to do harm, and files that are no lists: one clear reason, soon, and the memory stays ours."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.lists.apart import read_apart, returned_apart
from bot.lists.bad import REASONS, BadList
from bot.lists.draft import Draft
from bot.lists.gathered import Gathered
from bot.lists.limits import MOST_BYTES
from rules.lines import ReadLine
from tests.lists.hostile import READ, REFUSED, same_everywhere
from tests.lists.people import TODAY

SOON = 10.0  # seconds of the processor; most take a tenth of one


def read(content: bytes) -> list[ReadLine]:
    async def all_of_it() -> list[ReadLine]:
        return [line async for batch in read_apart(content, TODAY) for line in batch]

    return asyncio.run(all_of_it())


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_read_is_refused_soon_and_with_its_reason(name: str) -> None:
    reason, make = REFUSED[name]
    content, began = make(), time.process_time()
    with pytest.raises(BadList) as refused:
        read(content)
    assert refused.value.reason == reason in REASONS
    assert time.process_time() - began < SOON


@pytest.mark.parametrize("name", ["bomb", "far corner", "locked xls", "pdf", "2000 columns"])
def test_it_is_not_given_back_either(name: str) -> None:
    reason, make = REFUSED[name]
    with pytest.raises(BadList, match=reason):
        asyncio.run(returned_apart(make(), [], "Keterangan"))


@pytest.mark.parametrize("name", READ)
def test_what_only_looks_frightening_is_read(name: str) -> None:
    lines, began = read(READ[name]()), time.process_time()
    assert [line.person["nik"] for line in lines if line.status == "accept"] == ["6371015307899001"]
    assert time.process_time() - began < SOON


def test_lines_that_are_all_alike_are_compared_in_time() -> None:
    """Each with each other would be two hundred million pairs."""
    began = time.process_time()
    lines = read(same_everywhere(20_000))
    assert len(lines) == 20_001 and {line.status for line in lines} == {"skip", "reject"}
    assert time.process_time() - began < 3 * SOON


def test_more_people_than_a_list_may_have_are_too_many() -> None:
    lines = Gathered(most=3)
    for row in range(3):
        lines.add(Draft(), "", "", row)
    with pytest.raises(BadList, match="too_large"):
        lines.add(Draft(), "", "", 4)


def test_a_file_of_more_bytes_than_allowed_is_not_even_opened() -> None:
    with pytest.raises(BadList, match="too_large"):
        read(b"Nama;NIK\n" + b"x" * MOST_BYTES)
