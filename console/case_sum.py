"""What a case may pay, as the chat reckons it, beside what was paid."""

from __future__ import annotations

from dataclasses import dataclass

from console.case_desk import Desk
from handlers.case_benefit import totals_of
from handlers.case_sum import sum_told
from rules.cases import benefit_of, latest


@dataclass(frozen=True)
class Sum:
    """`text`: the estimate with its formulas, in lines. `paid`: rupiah, None while nothing is noted;
    `expected`: what the estimate comes to (rupiah), empty where that depends on what comes later.
    """

    text: str
    benefit: str
    paid: int | None
    expected: tuple[int, ...]

    @property
    def differs(self) -> bool:
        return self.paid is not None and bool(self.expected) and self.paid not in self.expected


def sum_of(desk: Desk) -> Sum:
    """The estimate with what the city knows of the insured's income, which a stranger's chat does not see."""
    context = desk.context("case")
    told = sum_told(desk.known, context)
    event = latest(desk.case.events, "paid") if desk.case.status == "paid" else None
    paid = event.details.get("amount") if event else None
    return Sum(context.words(told.words, **told.details), benefit_of(desk.case), paid,
               totals_of(desk.records, desk.known))  # fmt: skip
