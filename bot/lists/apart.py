"""Has a file read or given back by a child process, so that a hostile one takes neither our memory nor our
time.

The child reads no further than it is listened to. It is ended when the caller stops listening, is cancelled,
or was kept waiting too long. Let few of them work at a time: each may take a gigabyte (limits.py).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from datetime import date

from bot.lists.child import child
from bot.lists.frames import PlainRow, Task, TitledRow
from bot.lists.limits import WAIT
from rules.lines import ReadLine

Progress = Callable[[int], None]


async def read_apart(
    content: bytes, today: date, skip: int = 0, *, wait: float = WAIT, progress: Progress | None = None
) -> AsyncGenerator[list[ReadLine], None]:
    """What `reading.read_list` reads, in batches of some hundred lines; all are read when the first comes.

    `wait`: seconds by the clock that we may be kept waiting, all in all; the caller's own time does not
    count. `progress` hears how many lines are read so far. Raises BadList, before the first batch. Whoever
    stops before the end closes the iterator (`contextlib.aclosing`), which ends the child.
    """
    async with child(Task(today.isoformat(), skip), content, wait) as frames:
        while not (frame := await frames.next()).end:
            if frame.lines:
                yield frame.lines
            elif progress:
                progress(frame.read)


async def rows_apart(content: bytes, *, wait: float = WAIT) -> AsyncGenerator[list[PlainRow], None]:
    """What `plain_rows.batches` reads: for files whose columns are not those of a list of people.

    To be closed as above. Raises BadList.
    """
    async with child(Task(plain=True), content, wait) as frames:
        while not (frame := await frames.next()).end:
            yield frame.rows


async def titled_apart(
    content: bytes, columns: Mapping[str, str], keys: Sequence[str], skip: int = 0, *, wait: float = WAIT
) -> AsyncGenerator[list[TitledRow], None]:
    """What `titled.read_titled` reads, from row number `skip` + 1 on. Raises BadList, and is closed, as
    `read_apart`.
    """
    asked = Task(columns=dict(columns), keys=list(keys), skip=skip)
    async with child(asked, content, wait) as frames:
        while not (frame := await frames.next()).end:
            yield frame.titled


async def returned_apart(
    content: bytes, verdicts: Sequence[tuple[str, str]], title: str, *, wait: float = WAIT
) -> bytes:
    """What `returning.returned` makes; `verdicts` in the order of the lines. Raises BadList."""
    async with child(Task(title=title, verdicts=list(verdicts)), content, wait) as frames:
        return await frames.file()
