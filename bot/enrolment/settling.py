"""What becomes of one answer of the branch: a KPJ, a refusal, a payment; or why it can't be taken.

An answer never gets to another person than the one it is for: what does not fit together is told, and left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.enrolment.answers import Answer
from bot.enrolment.beyond import Back, beyond
from bot.enrolment.leaving import again, leaves
from bot.enrolment.reckoned import set_costs_anew
from bot.enrolment.till import Days, Paid, Till
from bot.enrolment.whole import pay_all, takes_back, waits
from bot.enrolment.whose import Unsettled, Whose
from rules.enrolment import KPJ_DIGITS, OVER_QUOTA, Enrolment, Placed, with_passed
from rules.left_list import REFUSED
from rules.reasons import REASONS
from storage import (
    enrolment,
    enrolment_numbers,
    enrolment_paid,
    enrolment_rows,
    enrolment_unpaid,
    memberships,
)
from storage.answer_files import AnswerFile, Verdict


@dataclass(frozen=True)
class Settling:
    """Rows of one file, in one transaction. `back`: who counts again, by the number of the row; `changed`:
    the lists on which others count than before.
    """

    till: Till
    file: AnswerFile
    back: dict[int, Back] = field(default_factory=dict)
    changed: dict[int, Enrolment] = field(default_factory=dict)

    def verdicts(self, answers: Sequence[tuple[int, Answer]]) -> list[Verdict]:
        """Take the answers of these lines, in their order, or say why not."""
        found = [self.verdict(line, answer) for line, answer in answers]
        over = beyond(self.till, self.back.values())
        for one in self.changed.values():
            set_costs_anew(self.till.tx, one, self.till.programmes[one.programme])
        return [
            replace(one, reason=OVER_QUOTA) if one.number in over and one.status == "done" else one
            for one in found
        ]

    def verdict(self, number: int, answer: Answer) -> Verdict:
        """Take one; `verdicts` says whether there are places."""
        if answer.of_nobody:
            return Verdict(number, "nobody")
        who = self._whose.person(answer)
        try:
            take = self._number if self.file.kind == "kpj" else self._payment
            return Verdict(number, take(answer, number), person=who)
        except Unsettled as why:
            return Verdict(number, "error", str(why), who)

    # A number, or a refusal

    def _number(self, answer: Answer, line: int) -> str:
        if not answer.nik and not answer.rounded:
            raise Unsettled("NO_NIK")
        one, row = self._whose.placed(answer)
        if answer.says == "refused":
            return self._refused(one, row, answer, line)
        if answer.says == "unknown":
            raise Unsettled("STATUS")
        if not answer.kpj:
            return "open"
        known, changed = self.till.number_of(one, row), answer.says == "changed" and not row.paid
        self._check_number(answer.kpj, row, changed)
        if known == answer.kpj and (row.state == "numbered" or row.paid):
            return "same"
        if known not in (None, answer.kpj) and not changed:
            raise Unsettled("KPJ_DIFFERS")
        if changed:
            self._take_from_others(one, row, answer.kpj)
        self._give(one, row, answer.kpj, line)
        return "done"

    def _refused(self, one: Enrolment, row: Placed, answer: Answer, line: int) -> str:
        if row.paid:
            raise Unsettled("PAID")
        if row.state == "refused":
            return "same"
        code = next((code for code in REASONS if code in answer.why.upper().split()), "OTHER")
        why = with_passed(code, row.passed)  # whoever is taken after all was taken in by an officer before
        tx, vault, now = self.till.tx, self.till.vault, self.till.now
        enrolment_rows.refuse(tx, vault, row.id, why, answer.why)
        leaves(tx, vault, row, REFUSED, code, now, line, officer=self.file.officer)
        self.back.pop(row.id, None)
        self.changed[one.id] = one
        return "refused"

    def _check_number(self, kpj: str, row: Placed, changed: bool = False) -> None:
        """Is it one, and nobody else's? What is corrected may be a number that another has by mistake."""
        if not (kpj.isascii() and kpj.isdigit() and len(kpj) == KPJ_DIGITS):
            raise Unsettled("KPJ_FORMAT")
        if self.till.holders(kpj) - {row.person} and not (changed and self._may_move(kpj, row)):
            raise Unsettled("KPJ_TAKEN")

    def _may_move(self, kpj: str, row: Placed) -> bool:
        """Nobody is paid for under it, and only people of the same list have it."""
        if memberships.holders(self.till.tx, self.till.vault, kpj) - {row.person}:
            return False
        others = enrolment_numbers.with_number(self.till.tx, self.till.vault, kpj)
        return all(one.list == row.list and not one.paid for one in others if one.person != row.person)

    def _take_from_others(self, one: Enrolment, row: Placed, kpj: str) -> None:
        """Whoever else had it waits for the right one: of two that were swapped the second comes later."""
        begins = "numbered" if one.kind == "renewal" else "listed"
        for other in enrolment_numbers.with_number(self.till.tx, self.till.vault, kpj):
            if other.person != row.person:
                enrolment_numbers.take_number(self.till.tx, other.id, begins)

    def _give(self, one: Enrolment, row: Placed, kpj: str, line: int) -> None:
        enrolment_rows.number(self.till.tx, self.till.vault, row.id, kpj)
        if row.state == "refused":
            again(self.till.tx, self.till.vault, row, self.till.now)
        self._counts(one, row, line)

    def _counts(self, one: Enrolment, row: Placed, line: int) -> None:
        """Is there a place for who was refused? It is seen when all lines are taken. Whoever was taken off
        stays so: what is paid after all costs.
        """
        if row.state in ("refused", "taken_off"):
            self.changed[one.id] = one
        if row.state == "refused" or row.reason == OVER_QUOTA:
            self.back.setdefault(row.id, Back(line, one, row))

    # A payment

    def _payment(self, answer: Answer, line: int) -> str:
        if not answer.nik and not answer.kpj and not answer.rounded:
            return self._whole(answer)
        if answer.days is None:
            raise Unsettled("DATES")
        if answer.says not in ("", "taken"):
            raise Unsettled("STATUS")
        one, row = self._whose.placed(answer, answer.days)
        self._check_not_taken_back(one)
        kpj = self._paid_under(one, row, answer, line)
        self._counts(one, row, line)
        return self.till.pay(one, row, kpj, Paid(answer.days, answer.receipt or None, line))

    def _paid_under(self, one: Enrolment, row: Placed, answer: Answer, line: int) -> str:
        """The KPJ of the row; one that the payment brings is noted like any other answer."""
        known = self.till.number_of(one, row)
        kpj = known or answer.kpj
        if not kpj:
            raise Unsettled("NO_KPJ")
        if answer.kpj and answer.kpj != kpj:
            raise Unsettled("KPJ_DIFFERS")
        self._check_number(kpj, row)
        if not known or row.state == "refused":
            self._give(one, row, kpj, line)
        return kpj

    def _whole(self, answer: Answer) -> str:
        """One payment for a whole list: everybody on it who has a number."""
        if not answer.receipt:
            raise Unsettled("NO_ID")
        known = enrolment.by_id(self.till.tx, self._whose.list_meant(answer))
        one = enrolment.lock(self.till.tx, known.id) if known else None  # nobody revokes it meanwhile
        if one is None or one.state != "sent":
            raise Unsettled("NO_LIST")
        days = answer.days if answer.dated else (one.starts, one.ends)
        if days is None or not (one.starts <= days[0] <= days[1] <= one.ends):
            raise Unsettled("DATES")
        return self._paid_whole(one, days, answer.receipt)

    def _paid_whole(self, one: Enrolment, days: Days, receipt: str) -> str:
        """The same once more is no second payment."""
        tx, vault = self.till.tx, self.till.vault
        self._check_not_taken_back(one)
        if waits(tx, one.id, days):
            return "same"
        if not enrolment_unpaid.unpaid(tx, vault, one.id, days, 0, 1):
            if enrolment_paid.any_paid(tx, one.id):
                return "same"
            raise Unsettled("NOBODY")
        pay_all(self.till, one, days, receipt, self.file.officer)
        return "done"

    def _check_not_taken_back(self, one: Enrolment) -> None:
        """Another payment would look paid still, or go with the mistake."""
        if takes_back(self.till.tx, one.id):
            raise Unsettled("TAKING_BACK")

    @property
    def _whose(self) -> Whose:
        return Whose(self.till, self.file)
