"""A list written as text with commas, semicolons, tabs or bars between the cells. It does not know what they
say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice

from bot.lists.bad import BadList
from bot.lists.cells import Row
from bot.lists.folded import Lines, cells
from bot.lists.limits import WIDEST
from bot.lists.table import Table

SIGNS = "\t;|,"  # the likeliest first
SAMPLE = 100  # lines by which the sign is found
_TOLD = re.compile(r"sep=(.)", re.IGNORECASE)  # the first line of some files, for Excel


def sheet(text: str) -> Table:
    """The one sheet of a text; `prose` where no sign parts its lines alike."""
    told = _TOLD.match(text)
    sign = told[1] if told and told[1] in SIGNS else _sign(text)
    if sign is None:
        return Table("", partial(_prose, text), prose=True)
    return Table("", partial(_rows, text, sign), exported=True)


def _prose(text: str) -> Iterator[Row]:
    return ((line,) for line in Lines(text))


def _rows(text: str, sign: str) -> Iterator[Row]:
    """Raises BadList: too_wide."""
    lines = Lines(text)
    for line in lines:
        row = line.split(sign) if '"' not in line else cells(line, lines, sign)
        if len(row) > WIDEST:
            raise BadList("too_wide", most=str(WIDEST))
        yield row


def _sign(text: str) -> str | None:
    """The sign that is found equally often in most lines."""
    lines = [line for line in islice(Lines(text), SAMPLE) if line.strip()]
    scores = {sign: _score([line.count(sign) for line in lines]) for sign in SIGNS}
    best = max(SIGNS, key=lambda sign: scores[sign])
    return best if scores[best] else None


def _score(counts: list[int]) -> float:
    """In how many lines the sign stands as often as it usually does; of two such signs the more frequent."""
    usual = Counter(count for count in counts if count).most_common(1)
    if not usual:
        return 0.0
    count, lines = usual[0]
    share = lines / len(counts)
    return share * (1 + min(count, 20) / 20) if share > 0.5 or (lines > 1 and count > 2) else 0.0
