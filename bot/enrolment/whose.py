"""Whose answer a row of the branch's file is: the one person, and the one list, that it can mean.

A file that is for one list tells the same of everybody who is not on it: an office learns nothing of people
that are not its own, not even whether they are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.enrolment.answers import Answer, names_fit
from bot.enrolment.till import Till
from rules.enrolment import ON, Enrolment, Placed
from rules.records import Person
from storage import enrolment, enrolment_rows, people
from storage.answer_files import AnswerFile
from storage.columns import DIGITS

NIK_DIGITS = 16


class Unsettled(Exception):
    """Why a row can't be taken; the message is a code, "answer.reason.<code>" in the words."""


@dataclass(frozen=True)
class Whose:
    """The people whom the rows of one file are about."""

    till: Till
    file: AnswerFile

    def placed(self, answer: Answer, days: tuple[date, date] | None = None) -> tuple[Enrolment, Placed]:
        """Where the person stands on the list that is meant. Raises Unsettled where that is not clear.

        `days`: for which it was paid.
        """
        wanted = self.list_meant(answer)
        person = self._person(answer)
        if person is None:
            raise Unsettled("NOT_IN_LIST" if self.file.list else "NOT_FOUND")
        sent = self._sent(person, wanted)
        if not names_fit(person.name, answer.name):
            raise Unsettled("NAME_OTHER")
        return self._only(sent, days)

    def person(self, answer: Answer) -> int | None:
        """Whose data the row holds, whatever becomes of it; None where nobody is known here."""
        if not answer.nik and not answer.kpj:
            return None
        try:
            found = self._person(answer)
        except Unsettled:
            return None
        return found.id if found else None

    def list_meant(self, answer: Answer) -> int:
        """The number of the list of the file or of the row; 0 where neither names one. Raises Unsettled."""
        if self.file.list:
            if answer.list not in ("", str(self.file.list)):
                raise Unsettled("OTHER_LIST")
            return self.file.list
        if not answer.list:
            return 0
        if not (answer.list.isascii() and answer.list.isdigit() and len(answer.list) <= DIGITS):
            raise Unsettled("NO_LIST")
        return int(answer.list)

    def _person(self, answer: Answer) -> Person | None:
        """The one with the NIK; without one whose KPJ it is."""
        if answer.rounded:
            raise Unsettled("NIK_ROUNDED")
        if not answer.nik:
            found = self.till.holders(answer.kpj)
            return people.by_id(self.till.tx, self.till.vault, found.pop()) if len(found) == 1 else None
        if not (answer.nik.isascii() and answer.nik.isdigit() and len(answer.nik) == NIK_DIGITS):
            raise Unsettled("NIK_FORMAT")
        return people.by_nik(self.till.tx, self.till.vault, answer.nik)

    def _sent(self, person: Person, wanted: int) -> list[Placed]:
        """The rows that can have an answer: on lists that are sent."""
        found = enrolment_rows.of_person(self.till.tx, self.till.vault, person.id, wanted)
        on = [(row, state) for row, state in found if row.state in (*ON, "refused") or row.paid]
        sent = [row for row, state in on if state == "sent"]
        if not sent:
            raise Unsettled("NOT_SENT" if on else "NOT_IN_LIST")
        return sent

    def _only(self, sent: list[Placed], days: tuple[date, date] | None) -> tuple[Enrolment, Placed]:
        lists = [(one, row) for row in sent if (one := enrolment.by_id(self.till.tx, row.list))]
        fitting = [(one, row) for one, row in lists if days is None or _inside(days, one)]
        if not fitting:
            raise Unsettled("OUTSIDE")
        # whoever was taken off one list, and stands on the next, is paid for on that one
        fitting = [(one, row) for one, row in fitting if row.state != "taken_off"] or fitting
        if len(fitting) > 1 and days is None:  # of a KPJ: the list that still waits for it
            waiting = [(one, row) for one, row in fitting if row.state in ("listed", "refused")]
            fitting = waiting or fitting[:1]
        if len(fitting) > 1:
            raise Unsettled("TWO_LISTS")
        return fitting[0]


def _inside(days: tuple[date, date], one: Enrolment) -> bool:
    return one.starts <= days[0] and days[1] <= one.ends
