"""All lines of a file, packed small, until what they say of each other is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.lists import frames
from bot.lists.bad import BadList
from bot.lists.columnwise import Suspects
from bot.lists.draft import Draft, nobody
from bot.lists.limits import MOST_ROWS
from bot.lists.pairs import Pairs
from rules.lines import CHANGES, ReadLine

NO_NIK = ("nik_kk", "nik_rounded")


class Gathered:
    """Lines are packed, as 200,000 of them would take half a gigabyte otherwise."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self.people = 0
        self._most = most
        self._packed: list[bytes] = []
        self._pairs = Pairs()
        self._suspects = Suspects()

    def __len__(self) -> int:
        return len(self._packed)

    def begin(self, *, exported: bool) -> None:
        """A sheet; as `Suspects.begin`."""
        self._suspects.begin(exported=exported)

    def add(self, draft: Draft | None, reason: str, sheet: str, row: int) -> None:
        """One row: of a person, or of nobody for that reason. Raises BadList: too_large."""
        number = len(self._packed) + 1
        if draft is None:
            draft = nobody(reason, number, sheet, row)
        else:
            draft.place(number, sheet, row)
            self.people += 1
            self._suspects.add(draft)
        if self.people > self._most or number > 2 * self._most:
            raise BadList("too_large")
        self._pairs.add(draft)
        self._packed.append(frames.line_bytes(draft))

    def settle(self) -> None:
        """Make those lines wait of which others, or their whole column, say that something is wrong."""
        found, suspected = self._pairs.verdicts(self._line), dict(self._suspects.verdicts())
        for at, reason in suspected.items():
            self._wait(at, reason)
        for at, verdict in found.items():
            if at not in suspected and verdict.other not in suspected:
                self._wait(at, verdict.reason, self._line(verdict.other))

    def lines(self, skip: int = 0) -> Iterator[ReadLine]:
        return map(frames.line, self._packed[skip:])

    def packed(self, skip: int = 0) -> list[bytes]:
        """The lines as JSON."""
        return self._packed[skip:]

    def _line(self, at: int) -> ReadLine:
        return frames.line(self._packed[at])

    def _wait(self, at: int, reason: str, other: ReadLine | None = None) -> None:
        line = self._line(at)
        if reason not in line.reasons:
            told = {**line.told, **_told(line, other)} if other else line.told
            self._packed[at] = frames.line_bytes(_waiting(replace(line, told=told), reason))


def _waiting(line: ReadLine, reason: str) -> ReadLine:
    """The line with one more reason to wait, before what was changed in it."""
    ways = [known for known in line.reasons if known not in CHANGES]
    changes = [known for known in line.reasons if known in CHANGES]
    looked_at = dict.fromkeys((*line.confirm, "nik")) if reason == "likely_same" else line.confirm
    person = _without_nik(line) if reason in NO_NIK else line.person
    reasons = (*ways, reason, *changes)
    return replace(line, status="reject", reasons=reasons, confirm=tuple(looked_at), person=person)


def _without_nik(line: ReadLine) -> dict[str, Any]:
    """The number is none of the person's, so what it tells is not either."""
    told = ("nik", "sex") if line.typed.get("birth_date") else ("nik", "sex", "birth_date")
    return {fact: value for fact, value in line.person.items() if fact not in told}


def _told(line: ReadLine, other: ReadLine) -> dict[str, str]:
    """The row of the other line, with its sheet where that is another; `number` is its number in the file."""
    row = str(other.row) if other.sheet == line.sheet else f"{other.row} ({other.sheet})"
    return {"row": row, "number": str(other.number)}
