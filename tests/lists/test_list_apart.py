"""A list is read in a process of its own: the same lines, no key in reach, gone with whoever asked, nobody waits."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import cache
from pathlib import Path

import pytest
import uvloop

from bot.lists.apart import read_apart, returned_apart
from bot.lists.bad import BadList
from bot.lists.limits import MEMORY, PROCESSOR
from bot.lists.reading import read_list
from bot.lists.returning import returned
from rules.lines import ReadLine
from tests.bench.lists import children_of
from tests.lists.making import text
from tests.lists.people import TODAY, someone
from tests.lists.scenes import scene

MANY = 8_000  # lines: far more than the pipe and our buffer hold


@cache
def long_list() -> bytes:
    rows = [["Nama", "NIK", "Tgl Lahir"]]
    rows += [[p.name, p.nik, p.birth] for p in (someone(number) for number in range(MANY))]
    return text(rows).encode()


async def all_of(batches: AsyncIterator[list[ReadLine]]) -> list[ReadLine]:
    return [line async for batch in batches for line in batch]


def children() -> list[int]:
    """Those that read a list; a browser of another test may run beside them."""
    return [pid for pid in children_of(os.getpid()) if b"bot.lists" in command(pid)]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:  # gone by now
        return b""


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


@scene
async def test_the_child_reads_what_we_would_have_read() -> None:
    lines = await all_of(read_apart(long_list(), TODAY))
    assert lines == list(read_list(long_list(), TODAY)) and len(lines) == MANY + 1


@scene
async def test_reading_goes_on_where_it_was_left() -> None:
    lines = await all_of(read_apart(long_list(), TODAY, skip=MANY - 2))
    assert [line.number for line in lines] == [MANY - 1, MANY, MANY + 1]


@scene
async def test_the_child_gives_back_what_we_would_have_given_back() -> None:
    content, verdicts = (
        text([["Nama", "NIK"], ["SITI", someone(1).nik]]).encode(),
        [("nobody", ""), ("accepted", "Ok.")],
    )
    assert len(await returned_apart(content, verdicts, "Hasil")) == len(returned(content, verdicts, "Hasil"))


@scene
async def test_progress_is_told_before_the_first_line() -> None:
    told: list[int] = []
    async with aclosing(read_apart(long_list(), TODAY, progress=told.append)) as batches:
        await anext(batches)
        assert told == list(range(1000, MANY + 1, 1000))


@scene
async def test_whoever_stops_listening_ends_the_child() -> None:
    async with aclosing(read_apart(long_list(), TODAY)) as batches:
        await anext(batches)
        assert len(children()) == 1
    assert children() == []


@scene
async def test_the_child_waits_while_we_are_busy() -> None:
    async with aclosing(read_apart(long_list(), TODAY)) as batches:
        await anext(batches)
        await asyncio.sleep(0.5)
        assert len(children()) == 1  # it has more to say, and nobody holds it for us
        assert len(await all_of(batches)) > MANY - 1_000


@scene
async def test_the_child_ends_with_a_caller_that_is_cancelled() -> None:
    caller = asyncio.create_task(all_of(read_apart(long_list(), TODAY)))
    while not children():
        await asyncio.sleep(0.01)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert children() == []


@scene
async def test_a_child_that_keeps_us_waiting_is_ended() -> None:
    with pytest.raises(BadList, match="too_large"):
        await all_of(read_apart(long_list(), TODAY, wait=0.05))
    assert children() == []


@pytest.mark.parametrize(("ended", "reason"), [(signal.SIGKILL, "too_large"), (signal.SIGSEGV, "broken")])
@scene
async def test_a_child_that_dies_leaves_a_reason(ended: signal.Signals, reason: str) -> None:
    caller = asyncio.create_task(all_of(read_apart(long_list(), TODAY)))
    while not (started := children()):
        await asyncio.sleep(0.001)
    os.kill(started[0], ended)
    with pytest.raises(BadList, match=reason):
        await caller


@scene
async def test_the_child_knows_none_of_our_keys_and_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYUNG_DATA_KEY", "secret")
    async with aclosing(read_apart(long_list(), TODAY)) as batches:
        await anext(batches)
        (child,) = children()
        assert b"secret" not in environment(child)
        assert os.getpriority(os.PRIO_PROCESS, child) > os.getpriority(os.PRIO_PROCESS, 0)


@scene
async def test_the_child_may_have_so_much_memory_and_time_and_no_more() -> None:
    async with aclosing(read_apart(long_list(), TODAY)) as batches:
        await anext(batches)
        limits = Path(f"/proc/{children()[0]}/limits").read_text()
    told = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert (told["Max address space"], told["Max cpu time"]) == (str(MEMORY), str(PROCESSOR))


@scene
async def test_nothing_is_left_in_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    await returned_apart(long_list(), [], "Hasil")
    with pytest.raises(BadList):
        await returned_apart(long_list(), [], "Hasil", wait=0.05)
    assert list(tmp_path.iterdir()) == []


@scene
async def test_others_hardly_wait_while_a_long_list_is_read() -> None:
    """The longest that our thread was busy at a stretch, in seconds of its own processor time; not with the
    garbage of all the tests before this one.
    """
    gc.collect()
    gc.freeze()
    reading = asyncio.create_task(all_of(read_apart(long_list(), TODAY)))
    longest = 0.0
    while not reading.done():
        began = time.thread_time()
        await asyncio.sleep(0.002)
        longest = max(longest, time.thread_time() - began)
    gc.unfreeze()
    assert longest < 0.3 and len(await reading) == MANY + 1


def test_it_is_the_same_on_the_event_loop_of_the_service() -> None:
    async def stopped() -> int:
        async with aclosing(read_apart(long_list(), TODAY)) as batches:
            return len(await anext(batches))

    async def read() -> int:
        return len(await all_of(read_apart(long_list(), TODAY)))

    assert (uvloop.run(stopped()), uvloop.run(read())) == (500, MANY + 1)
    assert children() == []
