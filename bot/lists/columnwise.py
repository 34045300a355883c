"""What a whole column of numbers shows that no single one does: that Excel rounded them, or that they are of
families.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp, log

from bot.lists.draft import Draft
from bot.lists.readers import WOMEN

ENOUGH = 5  # numbers from which a column can be judged to be that of families
# Every tenth NIK ends in 0, hardly more: serials begin at 0001 for every day of birth. Where so many do that
# chance brings it about once in a hundred lists, or more seldom, Excel has rounded them. In a long list
# chance leaves little room; serials are not drawn by lot: there at least every fifth must end so. One line is
# never enough. Two are, if both end so, where the text comes from a spreadsheet that kept numbers (a CSV,
# cells that were pasted) or one of them ends in 0000, as no NIK does. A cell that a workbook keeps as text
# was hardly a number before, and what was typed into a chat never was one: there it takes three.
BY_CHANCE, SELDOM, LEAST_SHARE = 0.1, 0.0101, 0.2
FEWEST, FEWEST_TYPED = 2, 3
# Family cards are numbered by the day of their issue, since 2004; those of the last years are read as of
# somebody a hundred years old.
ISSUED_FROM, ISSUED_TO = 2004, 1927


@dataclass
class _Column:
    """The numbers of one sheet: places of those that end in 0, that look like a family's, how many end in
    0000, and how many there are in all.
    """

    fewest: int
    all: int = 0
    impossible: int = 0
    rounded: list[int] = field(default_factory=list)
    families: list[int] = field(default_factory=list)


class Suspects:
    """Gathers the numbers of each sheet. One that a birth date proves is no family's."""

    def __init__(self) -> None:
        self._sheets: dict[str, _Column] = {}
        self._fewest = FEWEST_TYPED

    def begin(self, *, exported: bool) -> None:
        """A sheet. `exported`: its cells are text only since they left a spreadsheet."""
        self._fewest = FEWEST if exported else FEWEST_TYPED

    def add(self, draft: Draft) -> None:
        nik, impossible = draft.person.get("nik"), "nik_serial" in draft.ways
        if not nik and not impossible:
            return
        column = self._sheets.setdefault(draft.sheet or "", _Column(self._fewest))
        column.all += 1
        column.impossible += impossible
        if not nik:
            return
        if nik[-1] == "0":
            column.rounded.append(draft.number - 1)
        if not draft.proven and like_family(nik, draft.person.get("birth_date", "")):
            column.families.append(draft.number - 1)

    def verdicts(self) -> Iterator[tuple[int, str]]:
        """Text that was once a number of Excel ends in 0; of NIKs every tenth does."""
        for column in self._sheets.values():
            if _is_rounded(column):
                yield from ((at, "nik_rounded") for at in column.rounded)
            if len(column.families) >= ENOUGH and len(column.families) == column.all - column.impossible:
                yield from ((at, "nik_kk") for at in column.families)


def _is_rounded(column: _Column) -> bool:
    """Do so many end in 0 that chance is no reason? Chernoff's bound is never less than the chance."""
    every, zeros = column.all, len(column.rounded) + column.impossible
    share = zeros / every
    if zeros < (FEWEST if column.impossible else column.fewest) or share < LEAST_SHARE:
        return False
    others = (1 - share) * log((1 - share) / (1 - BY_CHANCE)) if share < 1 else 0.0
    return exp(-every * (share * log(share / BY_CHANCE) + others)) <= SELDOM


def like_family(nik: str, birth: str) -> bool:
    """Can the day in it be that on which a family card was issued? `birth`: as the NIK tells it."""
    year = int(birth[:4] or 0)
    return int(nik[6:8]) <= WOMEN and not ISSUED_TO <= year < ISSUED_FROM
