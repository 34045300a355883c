"""One line in the making: what was found, and what keeps it from being taken."""

from __future__ import annotations

from typing import Any

import msgspec


class Draft(msgspec.Struct, omit_defaults=True):
    """The fields of rules.lines.ReadLine, under which it is packed, and what they are made from.

    `ways`: codes of rules.lines.WAYS, `changes` of CHANGES. `proven`: the birth date that is written agrees
    with the NIK, so the number is this person's.
    """

    number: int = -1
    sheet: str | None = None
    row: int = -1
    status: str = ""
    reasons: list[str] = []
    confirm: list[str] = []
    person: dict[str, Any] = {}
    typed: dict[str, str] = {}
    told: dict[str, str] = {}
    ways: list[str] = []
    changes: list[str] = []
    proven: bool = False

    def wait(self, reason: str, confirm: str = "") -> None:
        """It can't be taken as it is; somebody should look at `confirm`."""
        if reason not in self.ways:
            self.ways.append(reason)
        self.look_at(confirm)

    def instead(self, reason: str, *others: str) -> None:
        """It waits for that reason, which is nearer to what is the matter than the others."""
        self.ways = [reason, *(known for known in self.ways if known not in others)]

    def change(self, what: str, confirm: str = "") -> None:
        """A fact was changed, which is named."""
        if what not in self.changes:
            self.changes.append(what)
        self.look_at(confirm)

    def look_at(self, field: str) -> None:
        if field and field not in self.confirm:
            self.confirm.append(field)

    def place(self, number: int, sheet: str, row: int) -> None:
        """Where the line stands; what becomes of it follows from its reasons."""
        self.number, self.sheet, self.row = number, sheet, row
        self.reasons = self.ways + self.changes
        self.status = "reject" if self.ways else "repair" if self.changes else "accept"


def nobody(reason: str, number: int, sheet: str, row: int) -> Draft:
    """A row without a person."""
    return Draft(number, sheet, row, "skip", [reason])
