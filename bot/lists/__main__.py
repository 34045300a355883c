"""The child that works for the service: `python -m bot.lists`, task and file on standard input, frames on
standard output. It knows no key and no database, and may use so much memory and time.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice

from bot.lists.bad import BadList
from bot.lists.frames import BATCH, HEAD, Frame, Task, packed, packed_lines, task
from bot.lists.limits import confine


def main() -> None:
    confine()
    gc.disable()  # a list is read once and holds no circles; what is left is gone with the process
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    asked = task(source.read(int.from_bytes(source.read(HEAD), "big")))
    for piece in _answer(asked, source.read()):
        sink.write(piece)
        sink.flush()


def _answer(asked: Task, content: bytes) -> Iterator[bytes]:
    try:
        if asked.plain:
            yield from _plain(content)
        elif asked.columns:
            yield from _titled(asked, content)
        else:
            yield from _returned(asked, content) if asked.title else _lines(asked, content)
    except BadList as bad:
        yield packed(Frame(bad=bad.reason, details=bad.details))
    except MemoryError:
        yield packed(Frame(bad="too_large"))
    yield packed(Frame(end=True))


def _lines(asked: Task, content: bytes) -> Iterator[bytes]:
    from bot.lists.reading import gathered

    for step in gathered(content, date.fromisoformat(asked.day)):
        if isinstance(step, int):
            yield packed(Frame(read=step))
        else:
            yield from packed_lines(step.packed(asked.skip))


def _plain(content: bytes) -> Iterator[bytes]:
    from bot.lists.plain_rows import batches

    for batch in batches(content):
        yield packed(Frame(rows=batch))


def _titled(asked: Task, content: bytes) -> Iterator[bytes]:
    from bot.lists.titled import read_titled

    rows = islice(read_titled(content, asked.columns, asked.keys), asked.skip, None)
    while some := list(islice(rows, BATCH)):
        yield packed(Frame(titled=some))


def _returned(asked: Task, content: bytes) -> Iterator[bytes]:
    from bot.lists.returning import returned

    made = returned(content, asked.verdicts, asked.title)
    yield packed(Frame(file=len(made)))
    yield made


if __name__ == "__main__":
    main()
