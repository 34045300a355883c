"""What each row of a messy list must become, written beside the row itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.lists.making import text, xlsx
from tests.lists.people import Someone

Cells = Sequence[Any]


@dataclass(frozen=True)
class Must:
    """One row and what it must become; `status` "" for a blank row, which is no line. `more`: what else becomes
    of it, where people stand side by side.
    """

    cells: Cells
    status: str = ""
    reasons: tuple[str, ...] = ()
    nik: str | None = None
    more: tuple[Must, ...] = ()

    def beside(self, *others: Must) -> Must:
        """One row of both, each in its own columns."""
        cells = [cell for must in (self, *others) for cell in must.cells]
        return replace(self, cells=cells, more=others)


@dataclass(frozen=True)
class MessyList:
    """A file, and for each sheet its rows in order. `row`: the number of the first of them."""

    name: str
    file: str
    content: bytes
    sheets: Mapping[str, Sequence[Must]]

    def expected(self) -> list[tuple[str, int, str, tuple[str, ...], str | None]]:
        return [
            (sheet, row, must.status, must.reasons, must.nik)
            for sheet, rows in self.sheets.items()
            for row, one in enumerate(rows, 1)
            for must in (one, *one.more)
            if must.status
        ]


def ok(person: Someone, *cells: Any) -> Must:
    """Taken as it is."""
    return Must(cells, "accept", (), person.nik)


def mended(person: Someone, change: str, *cells: Any) -> Must:
    """Taken, and a change is named; several with a space between."""
    return Must(cells, "repair", tuple(change.split()), person.nik)


def waits(reason: str, *cells: Any) -> Must:
    """Somebody must look at it; several reasons with a space between."""
    return Must(cells, "reject", tuple(reason.split()))


def nobody(why: str, *cells: Any) -> Must:
    return Must(cells, "skip", (why,))


BLANK = Must(())


def cells_of(rows: Sequence[Must]) -> list[Cells]:
    return [must.cells for must in rows]


TITLES = ("No", "NIK", "Nama", "Tgl Lahir", "JK")
HEADER = nobody("header", *TITLES)


def usual(person: Someone, number: int = 1) -> tuple[Any, ...]:
    return (number, person.nik, person.name, person.birth, person.letter)


def book(name: str, *rows: Must, file: str = "daftar.xlsx") -> MessyList:
    """A workbook of one sheet."""
    return MessyList(name, file, xlsx({"Daftar": cells_of(rows)}), {"Daftar": rows})


def written(name: str, rows: Sequence[Must], sign: str = ";", encoding: str = "utf-8") -> MessyList:
    """The same as text."""
    return MessyList(name, "daftar.csv", text(cells_of(rows), sign).encode(encoding), {"": rows})
