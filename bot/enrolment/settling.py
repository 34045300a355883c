"""What becomes of one answer of the branch: a KPJ, a refusal, a payment; or why it can't be taken.

An answer never gets to another person than the one it is for: what does not fit together is told, and left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.enrolment.answers import Answer, names_fit
from bot.enrolment.till import Paid, Till
from rules.enrolment import KPJ_DIGITS, ON, Enrolment, Placed
from rules.reasons import REASONS
from storage import enrolment, enrolment_rows, jobs, people
from storage.answer_files import AnswerFile, Verdict

NIK_DIGITS = 16
WHOLE = "pay_enrolment"  # the job that pays for everybody on a list


class Unsettled(Exception):
    """Why a row can't be taken; the message is a code, "answer.reason.<code>" in the words."""


@dataclass(frozen=True)
class Settling:
    """One file on its way."""

    till: Till
    file: AnswerFile

    def verdict(self, number: int, answer: Answer) -> Verdict:
        """Take the answer, or say why not."""
        if answer.of_nobody:
            return Verdict(number, "nobody")
        try:
            take = self._number if self.file.kind == "kpj" else self._payment
            return Verdict(number, *take(answer, number))
        except Unsettled as why:
            return Verdict(number, "error", str(why))

    # A number, or a refusal

    def _number(self, answer: Answer, number: int) -> tuple[str, str | None]:
        if not answer.nik and not answer.rounded:
            raise Unsettled("NO_NIK")
        person = self._person(answer)
        one, row = self._row(person, answer)
        if answer.says == "refused":
            return self._refused(row, answer), None
        if answer.says == "unknown":
            raise Unsettled("STATUS")
        if not answer.kpj:
            return "open", None
        self._check_number(answer.kpj, person)
        known = row.kpj or (self.till.number_of(one, row) if one.kind == "renewal" else None)
        if known == answer.kpj and row.state in ("numbered", "paid"):
            return "same", None
        if known not in (None, answer.kpj) and (answer.says != "changed" or row.state == "paid"):
            raise Unsettled("KPJ_DIFFERS")
        enrolment_rows.number(self.till.tx, self.till.vault, row.id, answer.kpj)
        return "done", None

    def _refused(self, row: Placed, answer: Answer) -> str:
        if row.state == "paid":
            raise Unsettled("PAID")
        if row.state == "refused":
            return "same"
        code = next((code for code in REASONS if code in answer.why.upper().split()), "OTHER")
        enrolment_rows.refuse(self.till.tx, self.till.vault, row.id, code, answer.why)
        return "refused"

    def _check_number(self, kpj: str, person: int) -> None:
        if not (kpj.isascii() and kpj.isdigit() and len(kpj) == KPJ_DIGITS):
            raise Unsettled("KPJ_FORMAT")
        if self.till.holders(kpj) - {person}:
            raise Unsettled("KPJ_TAKEN")

    # A payment

    def _payment(self, answer: Answer, number: int) -> tuple[str, str | None]:
        if not answer.nik and not answer.kpj and not answer.rounded:
            return self._whole(answer)
        if answer.days is None:
            raise Unsettled("DATES")
        if answer.says not in ("", "taken"):
            raise Unsettled("STATUS")
        person = self._person(answer)
        one, row = self._row(person, answer, answer.days)
        kpj = self._paid_under(one, row, answer, person)
        place = Paid(answer.days, answer.receipt or None, number)
        return self.till.pay(one, row, kpj, place), None

    def _paid_under(self, one: Enrolment, row: Placed, answer: Answer, person: int) -> str:
        """The KPJ of the row; one that the payment brings is noted like any other answer."""
        known = self.till.number_of(one, row)
        kpj = known or answer.kpj
        if not kpj:
            raise Unsettled("NO_KPJ")
        if answer.kpj and answer.kpj != kpj:
            raise Unsettled("KPJ_DIFFERS")
        self._check_number(kpj, person)
        if not known:
            enrolment_rows.number(self.till.tx, self.till.vault, row.id, kpj)
        return kpj

    def _whole(self, answer: Answer) -> tuple[str, str | None]:
        """One payment for a whole list: everybody on it who has a number."""
        if not answer.receipt:
            raise Unsettled("NO_ID")
        named = self.file.list or (int(answer.list) if answer.list.isdigit() else 0)
        one = enrolment.by_id(self.till.tx, min(named, 2**62))
        if one is None or one.state != "sent":
            raise Unsettled("NO_LIST")
        days = answer.days if answer.dated else (one.starts, one.ends)
        if days is None or not (one.starts <= days[0] <= days[1] <= one.ends):
            raise Unsettled("DATES")
        pay_all(self.till, one, days, answer.receipt)
        return "done", None

    # Whose answer it is

    def _person(self, answer: Answer) -> int:
        """The one person whom NIK, KPJ and name agree on."""
        if answer.rounded:
            raise Unsettled("NIK_ROUNDED")
        if not answer.nik:
            return self._by_kpj(answer)
        if not (answer.nik.isascii() and answer.nik.isdigit() and len(answer.nik) == NIK_DIGITS):
            raise Unsettled("NIK_FORMAT")
        person = people.by_nik(self.till.tx, self.till.vault, answer.nik)
        if person is None:
            raise Unsettled("NOT_FOUND")
        if not names_fit(person.name, answer.name):
            raise Unsettled("NAME_OTHER")
        return person.id

    def _by_kpj(self, answer: Answer) -> int:
        found = self.till.holders(answer.kpj)
        if len(found) != 1:
            raise Unsettled("NOT_FOUND")
        person = people.by_id(self.till.tx, self.till.vault, next(iter(found)))
        if person is None or not names_fit(person.name, answer.name):
            raise Unsettled("NAME_OTHER")
        return person.id

    def _row(
        self, person: int, answer: Answer, days: tuple[date, date] | None = None
    ) -> tuple[Enrolment, Placed]:
        """Where the person stands on the list that is meant, as long as it is clear which."""
        if self.file.list and answer.list and answer.list != str(self.file.list):
            raise Unsettled("OTHER_LIST")
        wanted = self.file.list or (int(answer.list) if answer.list.isdigit() else 0)
        found = enrolment_rows.of_person(self.till.tx, self.till.vault, person, min(wanted, 2**62))
        on = [row for row, _ in found if row.state in (*ON, "refused")]
        sent = [row for row, state in found if state == "sent" and row in on]
        if not sent:
            raise Unsettled("NOT_SENT" if on else "NOT_IN_LIST")
        lists = [(one, row) for row in sent if (one := enrolment.by_id(self.till.tx, row.list))]
        fitting = [(one, row) for one, row in lists if days is None or _inside(days, one)]
        if not fitting:
            raise Unsettled("OUTSIDE")
        if len(fitting) > 1 and days is None:  # of a KPJ: the list that still waits for it
            waiting = [(one, row) for one, row in fitting if row.state in ("listed", "refused")]
            fitting = waiting or fitting[:1]
        if len(fitting) > 1:
            raise Unsettled("TWO_LISTS")
        return fitting[0]


def _inside(days: tuple[date, date], one: Enrolment) -> bool:
    return one.starts <= days[0] and days[1] <= one.ends


def pay_all(till: Till, one: Enrolment, days: tuple[date, date], receipt: str) -> None:
    """Have everybody on the list who has a number paid for, by a job; the same once more does nothing."""
    payload = {"list": one.id, "from": days[0].isoformat(), "until": days[1].isoformat(), "receipt": receipt}
    key = f"{WHOLE}:{one.id}:{days[0]}:{days[1]}"
    jobs.add(till.tx, till.vault, WHOLE, payload, till.now, key)
