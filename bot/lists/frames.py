"""What passes between the service and the child that works for it: frames of JSON, each with its length
before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from bot.lists.draft import Draft
from rules.lines import ReadLine

HEAD = 4  # bytes of a frame's length
LARGEST = 64_000_000  # bytes of a frame; a longer one is none of ours
BATCH = 500  # lines of a frame


class PlainRow(msgspec.Struct, array_like=True):
    """A row of any sheet as texts: which sheet, the row from 1."""

    sheet: str
    row: int
    cells: list[str]


class TitledRow(msgspec.Struct, omit_defaults=True):
    """A row of a table whose columns were asked for (titled.py): the text of each filled cell by its field;
    `rounded`: fields whose number has lost digits; `titles`: these are the titles themselves.
    """

    number: int = 0
    cells: dict[str, str] = {}
    rounded: list[str] = []
    titles: bool = False


class Frame(msgspec.Struct, omit_defaults=True):
    """One of: lines that were read, plain or titled rows, how many were read so far, a file of so many bytes
    that follow it, why there is none of it, or the end.
    """

    lines: list[ReadLine] = []
    rows: list[PlainRow] = []
    titled: list[TitledRow] = []
    read: int = 0
    file: int = 0
    bad: str = ""
    details: dict[str, str] = {}
    end: bool = False


class Task(msgspec.Struct):
    """What a child is to do with the file: read its lines from `skip` on, or give it back with `verdicts` in
    a column `title`, or tell its `plain` rows, or read the `columns` that are asked for (field -> pattern of
    its title), one of which is among `keys`. Days as 2026-11-21.
    """

    day: str = ""
    skip: int = 0
    title: str = ""
    verdicts: list[tuple[str, str]] = []
    plain: bool = False
    columns: dict[str, str] = {}
    keys: list[str] = []


_encode = msgspec.json.Encoder().encode
_frame = msgspec.json.Decoder(Frame)
_line = msgspec.json.Decoder(ReadLine)
_task = msgspec.json.Decoder(Task)


def packed(frame: Frame | Task) -> bytes:
    """A frame as it is sent."""
    return _with_length(_encode(frame))


def packed_lines(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Frames of lines that are packed already."""
    for start in range(0, len(lines), BATCH):
        yield _with_length(b'{"lines":[' + b",".join(lines[start : start + BATCH]) + b"]}")


def unpacked(body: bytes) -> Frame:
    """Raises msgspec.MsgspecError where it is no frame."""
    return _frame.decode(body)


def task(body: bytes) -> Task:
    return _task.decode(body)


def line_bytes(line: ReadLine | Draft) -> bytes:
    """One line as JSON."""
    return _encode(line)


def line(body: bytes) -> ReadLine:
    return _line.decode(body)


def _with_length(body: bytes) -> bytes:
    return len(body).to_bytes(HEAD, "big") + body
