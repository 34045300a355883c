"""Lines of a text, one by one, and their cells where some of them are in quotes.

A cell in quotes may go over a few lines, but a lone quote (a ditto mark, an inch) doesn't swallow those after
it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache

MOST = 8  # lines that one cell may go over
_NUMBER = re.compile(r"[0-9]{13}")  # so many digits in a row stand in the line of a person


class Lines:
    """The lines of a text without copying it; the next ones can be looked at before they are taken."""

    def __init__(self, text: str) -> None:
        self._lines = _each(text if "\n" in text else text.replace("\r", "\n"))
        self._ahead: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._ahead.popleft() if self._ahead else next(self._lines)

    def after(self, index: int) -> str | None:
        """The line so many after the next one; None behind the end."""
        while len(self._ahead) <= index:
            line = next(self._lines, None)
            if line is None:
                return None
            self._ahead.append(line)
        return self._ahead[index]


def _each(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end].removesuffix("\r")
        start = end + 1


def cells(line: str, lines: Lines, sign: str) -> list[str]:
    """The cells of a line with quotes, as RFC 4180 has it; takes the following lines where a cell goes on."""
    plainly = line.split(sign)
    if any(cell.strip() == '"' for cell in plainly):
        return plainly
    whole = line
    for folds in range(MOST):
        if _record(sign).fullmatch(whole):
            for _ in range(folds):
                next(lines)
            return [_unquoted(found[0]) for found in _cell(sign).finditer(sign + whole)]
        following = lines.after(folds)
        if following is None or (_NUMBER.search(whole) and _NUMBER.search(following)):
            break
        whole += "\n" + following
    return plainly


def _unquoted(cell: str) -> str:
    """Without the sign before it."""
    cell = cell[1:]
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


@cache
def _cell(sign: str) -> re.Pattern[str]:
    return re.compile(_shape(sign))


@cache
def _record(sign: str) -> re.Pattern[str]:
    shape = _shape(sign)
    return re.compile(f"{shape.removeprefix(re.escape(sign))}(?:{shape})*")


def _shape(sign: str) -> str:
    mark = re.escape(sign)
    return rf'{mark}(?:"[^"]*(?:""[^"]*)*"|[^"{mark}\n][^{mark}\n]*|(?![^{mark}]))'
