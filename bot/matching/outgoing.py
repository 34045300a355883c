"""Questions as a spreadsheet that an officer carries to an office: a `Port` whose answers come later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.lists.writing import sheet
from bot.matching.columns import ANSWERS, SHEET
from rules.matching import Answer, Question

SEX = {"male": "L", "female": "P"}


@dataclass
class Outgoing:
    """Gathers questions; `written` is the file. Slow for many: not on the loop."""

    questions: list[Question] = field(default_factory=list)

    async def ask(self, source: str, questions: Sequence[Question]) -> Mapping[str, Answer]:
        """Nobody answers yet."""
        self.questions += questions
        return {}

    def written(self, source: str) -> bytes:
        """The columns of domain 4b, those filled that the office needs, and its own to fill in."""
        columns = [*SHEET, *ANSWERS[source]]
        rows = (_row(number, one, len(columns)) for number, one in enumerate(self.questions, 1))
        return sheet(rows, columns, source)


def _row(number: int, one: Question, width: int) -> list[str]:
    facts = {**one.facts, "number": str(number)}
    cells = [_told(fact, facts.get(fact, "")) for fact in SHEET.values()]
    return cells + [""] * (width - len(cells))


def _told(fact: str, value: str) -> str:
    """As offices write it: 17-08-1985, L or P."""
    if fact == "birth_date" and value:
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    return SEX.get(value, value) if fact == "sex" else value
