"""The reading process: loaded when it is needed, gone when it is idle or hangs, kept small, without a key."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.ktp.card import Ktp
from bot.ktp.limits import MEMORY
from bot.ktp.process import COMMAND, NotRead, ReadingProcess
from bot.ktp.reader import EACH, Reader
from tests.ktp.cards import holder, photo, taking
from tests.ktp.tally import TODAY

CARD = photo(holder(1), taking("easy", 1), 1)
# Small programs that speak the protocol in the place of the real one.
PIECE = "import sys, os, time\nr = sys.stdin.buffer\ndef piece():\n n = int.from_bytes(r.read(4), 'big'); return r.read(n)\n"
ANSWER = (
    'def answer(b):\n sys.stdout.buffer.write(len(b).to_bytes(4, "big") + b); sys.stdout.buffer.flush()\n'
)
ONE = 'b\'{"nik": "%d"}\' % os.getpid()'


def speaking(body: str) -> tuple[str, ...]:
    return (sys.executable, "-c", PIECE + ANSWER + body)


ECHO = speaking(f"while True:\n piece(); piece(); answer({ONE})\n")
HANGS = speaking("piece(); piece(); time.sleep(600)")
DIES = speaking("piece(); sys.exit(1)")
BABBLES = speaking("piece(); piece(); answer(b'no card')")
HANGS_ONCE = f"piece(); c = piece()\nif c == b'slow': time.sleep(600)\nanswer({ONE})\n"


@contextmanager
def process(
    command: tuple[str, ...] = COMMAND, wait: float = 120.0, idle: float = 60.0
) -> Iterator[ReadingProcess]:
    made = ReadingProcess(wait, idle, command)
    try:
        yield made
    finally:
        made.close()


def until(true: Callable[[], bool], within: float = 60.0) -> None:
    ends = time.monotonic() + within
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_it_reads_a_card_and_says_of_what_is_no_picture_that_it_is_none() -> None:
    with process() as real:
        assert real.pid is None  # nothing is loaded before it is needed
        found = real.read(CARD, TODAY)
        assert found and found.safe and found.nik == holder(1).nik
        pid = real.pid
        assert real.read(b"no picture", TODAY) is None
        assert real.pid == pid is not None  # and it stays for the next
        assert address_space(pid) == MEMORY
        assert memory(pid) < 800
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"PAYUNG" not in environment and b"HOME" not in environment
        assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)


def address_space(pid: int) -> int:
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(int(line.split()[3]) for line in limits if line.startswith("Max address space"))


def memory(pid: int) -> float:
    """The most resident memory it has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def test_it_leaves_when_nobody_sends_a_photo_and_comes_again_when_somebody_does() -> None:
    with process(ECHO, idle=0.3) as idle:
        first = idle.read(b"one", TODAY)
        pid = int(first.nik) if first else 0
        until(lambda: idle.pid is None and gone(pid))
        second = idle.read(b"two", TODAY)
        assert second and second != first


def test_it_does_not_leave_while_it_works() -> None:
    slow = speaking(f"while True:\n piece(); piece(); time.sleep(1); answer({ONE})\n")
    with process(slow, idle=0.3) as working:
        assert working.read(b"one", TODAY)


def test_one_that_hangs_is_ended_and_the_next_photo_is_read_by_another() -> None:
    with process(speaking(HANGS_ONCE), wait=10.0) as hanging:
        began = time.monotonic()
        with pytest.raises(NotRead) as told:
            hanging.read(b"slow", TODAY)
        assert told.value.late and time.monotonic() - began < 60
        assert hanging.read(b"fast", TODAY)


@pytest.mark.parametrize("command", [DIES, BABBLES, (sys.executable, "-c", "")])
def test_one_that_dies_or_says_nonsense_is_no_reading(command: tuple[str, ...]) -> None:
    with process(command) as bad:
        with pytest.raises(NotRead) as told:
            bad.read(CARD, TODAY)
        assert not told.value.late and bad.pid is None


def test_who_is_closed_leaves_no_process_behind_also_while_it_works() -> None:
    async def scene() -> None:
        reading = ReadingProcess(command=HANGS)
        reader = Reader(reading)
        task = asyncio.create_task(reader.read(CARD, TODAY))
        while (pid := reading.pid) is None:
            await asyncio.sleep(0.02)
        await reader.close()
        with pytest.raises(NotRead):
            await task
        assert gone(pid)

    asyncio.run(scene())


def test_who_waits_no_longer_ends_the_process() -> None:
    async def scene() -> None:
        reading = ReadingProcess(command=HANGS)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await Reader(reading).read(CARD, TODAY)
        await asyncio.to_thread(until, lambda: reading.pid is None)
        reading.close()

    asyncio.run(scene())


def test_photos_that_come_at_once_are_read_one_after_the_other_by_one_process() -> None:
    async def scene() -> list[Ktp | None]:
        reader = Reader(ReadingProcess(command=ECHO))
        found = await asyncio.gather(*(reader.read(b"photo", TODAY) for _ in range(4)))
        await reader.close()
        return found

    assert len({found.nik for found in asyncio.run(scene()) if found}) == 1


def test_each_photo_is_told_when_to_come() -> None:
    reader = Reader(ReadingProcess(command=ECHO))
    assert [reader.turn(1000), reader.turn(1000), reader.turn(1001)] == [1000, 1000 + EACH, 1000 + 2 * EACH]
    assert reader.turn(1_000_000) == 1_000_000
