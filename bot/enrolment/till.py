"""Cover begins when it is paid: the membership, the event of the registration, the row of the list, the news.

All of one person in one transaction; how many people at a time, and from which file, is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.enrolment.beginning import began
from rules.enrolment import Enrolment, Placed
from rules.programme import Programme
from rules.reckoning import Terms
from rules.records import Membership
from rules.spans import held
from storage import enrolment_doubles, enrolment_rows, memberships, registrations
from storage.statement import Tx
from storage.vault import Vault

DOOR = b"branch answers"  # one file at a time: a KPJ never gets to two people
Days = tuple[date, date]


@dataclass(frozen=True)
class Paid:
    """What is paid: for which days, both included, by which receipt; `place`: how many came before."""

    days: Days
    receipt: str | None = None
    place: int = 0


@dataclass(frozen=True)
class Till:
    """Where payments are taken in one transaction; `now` in milliseconds."""

    tx: Tx
    vault: Vault
    now: int
    programmes: Mapping[str, Programme]

    def number_of(self, one: Enrolment, row: Placed) -> str | None:
        """The KPJ under which somebody on the list is paid for: as answered, else of the membership."""
        if row.kpj:
            return row.kpj
        known = memberships.of_person(self.tx, self.vault, row.person)
        return next((span.kpj for span in known if span.programme == one.programme), None)

    def holders(self, kpj: str) -> set[int]:
        """Whose number it is, by the memberships and by what the branch has answered so far."""
        found = memberships.holders(self.tx, self.vault, kpj)
        return found | enrolment_rows.holders(self.tx, self.vault, kpj)

    def pay(self, one: Enrolment, row: Placed, kpj: str, paid: Paid) -> str:
        """ "done" or "same": was it known already? The number is the person's own (`holders`)."""
        if self._known(one, row, paid.days):
            return "same"
        registration = registrations.brief(self.tx, row.registration)
        memberships.pay(self.tx, self.vault, self._span(one, row, kpj, registration.category, paid), self.now)
        enrolment_doubles.mark_person(
            self.tx, row.person, but=one.programme
        )  # another programme may list them
        enrolment_rows.pay(self.tx, row.id, _together(row, paid.days), paid.receipt)
        span = self._held(one, row.person, paid.days)
        began(self.tx, self.vault, registration, span, paid.days, self.now, paid.place, list=one.id,
              receipt=paid.receipt)  # fmt: skip
        return "done"

    def _known(self, one: Enrolment, row: Placed, days: Days) -> bool:
        """Is all of it paid and noted? A row has its first and last day alone; a gap is seen in the cover."""
        if not (row.paid_from and row.paid_until and row.paid_from <= days[0] and days[1] <= row.paid_until):
            return False
        spans = memberships.of_person(self.tx, self.vault, row.person)
        return held([span for span in spans if _paid_by(span, one)], *days)

    def _held(self, one: Enrolment, person: int, days: Days) -> Membership | None:
        """The span that has all of these days."""
        known = [span for span in memberships.of_person(self.tx, self.vault, person) if _paid_by(span, one)]
        return next((span for span in known if held([span], *days)), None)

    def _span(self, one: Enrolment, row: Placed, kpj: str, category: str, paid: Paid) -> Membership:
        programme = self.programmes[one.programme]
        package = Terms(programme, one.payer, one.jht).package(category)
        return Membership(0, row.person, one.programme, kpj, package, one.payer, paid.days[0], *paid.days,
                          programme.contribution_base)  # fmt: skip


def _paid_by(span: Membership, one: Enrolment) -> bool:
    """Is it cover of the list's programme, from its payer?"""
    return (span.programme, span.payer) == (one.programme, one.payer)


def _together(row: Placed, days: Days) -> Days:
    """The first and the last day that this list has paid for somebody; between them may be a gap."""
    return min(row.paid_from or days[0], days[0]), max(row.paid_until or days[1], days[1])
