"""What a whole column of numbers shows that no single one does: that Excel rounded them, or that they are of
families.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.lists.draft import Draft
from bot.lists.readers import WOMEN

ENOUGH = 5  # numbers from which a column can be judged
# Family cards are numbered by the day of their issue, since 2004; those of the last years are read as of
# somebody a hundred years old.
ISSUED_FROM, ISSUED_TO = 2004, 1927


@dataclass
class _Column:
    """The numbers of one sheet: places of those that end in 0, that look like a family's, and how many in
    all.
    """

    all: int = 0
    rounded: list[int] = field(default_factory=list)
    families: list[int] = field(default_factory=list)


class Suspects:
    """Gathers the numbers of each sheet. One that a birth date proves is no family's."""

    def __init__(self) -> None:
        self._sheets: dict[str, _Column] = {}

    def add(self, draft: Draft) -> None:
        nik = draft.person.get("nik")
        if not nik:
            return
        column = self._sheets.setdefault(draft.sheet or "", _Column())
        column.all += 1
        if nik[-1] == "0":
            column.rounded.append(draft.number - 1)
        if not draft.proven and _like_family(nik, draft.person.get("birth_date", "")):
            column.families.append(draft.number - 1)

    def verdicts(self) -> Iterator[tuple[int, str]]:
        """Text that was once a number of Excel ends in 0 in most lines; of NIKs every tenth does."""
        for column in self._sheets.values():
            if len(column.rounded) >= ENOUGH and len(column.rounded) * 2 > column.all:
                yield from ((at, "nik_rounded") for at in column.rounded)
            if len(column.families) >= ENOUGH and len(column.families) == column.all:
                yield from ((at, "nik_kk") for at in column.families)


def _like_family(nik: str, birth: str) -> bool:
    year = int(birth[:4] or 0)
    return int(nik[6:8]) <= WOMEN and not ISSUED_TO <= year < ISSUED_FROM
