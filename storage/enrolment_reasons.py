"""Why somebody may not be on an enrolment list, or not any more, as pieces of statements. Runs nothing.

The same reasons count when a list is filled, checked and fixed, and when its people are sent or paid for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, literal, select

from rules.enrolment import DEAD, TAKEN_IN
from rules.records import ENDED
from storage.statement import among
from storage.tables import cases, consents, enrolment_rows, events, matchings, people, registrations

Found = tuple[str, ColumnElement[bool]]
UNVERIFIED = ("listed", "waiting_list", "submitted")  # ended, and begun anew: nobody has looked at it yet
_case, _known, _answer = cases.alias("a_case"), people.alias("a_person"), matchings.alias("an_answer")
_off, _other, _why = enrolment_rows.alias("off"), registrations.alias("an_end"), events.alias("a_why")
_consent = consents.alias("a_consent")
_DEATH = (_case.c.kind == "death", _case.c.status != "withdrawn")
# Each names the people of whom it is so, by one column.
_REPORTED = select(_case.c.person_id).where(*_DEATH, _case.c.person_id.is_not(None))
_REPORTED_BY_NIK = select(_known.c.id).join(_case, _case.c.nik_hash == _known.c.nik_hash).where(*_DEATH)
_TAKEN_OFF = select(_off.c.person_id).where(_off.c.state == "taken_off", _off.c.reason == "DECEASED")
_SAID = (  # asked of each registration that has ended: a join might begin with all events
    select(_why.c.id)
    .where(_why.c.record == "registration", _why.c.record_id == _other.c.id, _why.c.reason == "DECEASED")
    .correlate(_other)
)
_ENDED_SO = select(_other.c.person_id).where(among(_other.c.status, ENDED), exists(_SAID))
_ANSWERED = select(_answer.c.person_id).where(_answer.c.reason == "DECEASED")
_TAKEN_BACK = select(_consent.c.person_id).where(
    _consent.c.person_id.is_not(None), _consent.c.withdrawn_at.is_not(None)
)


@dataclass(frozen=True)
class Reasons:
    """Of a person (a column of ids) with a registration (a table that the statement joins).

    `whole`: for a statement over a whole list, which looks up once who is dead, and not for each of many
    thousand; `passed`: codes with a colon around each, with which an officer has taken the person in.
    """

    person: ColumnElement[int]
    registration: FromClause
    whole: bool = False
    passed: ColumnElement[str] | None = None

    def why(self, *more: Found) -> ColumnElement[str | None]:
        """The first reason that counts, NULL where there is none; `more`: further ones, behind these."""
        counted = [(self._counts(code, said), literal(code)) for code, said in (*self.all(), *more)]
        return case(*counted, else_=None)

    def all(self) -> Iterator[Found]:
        """Each reason that is the person's own, and what makes it so."""
        one = self.registration.c
        yield from zip(DEAD, (self._dead(), self._of(_ANSWERED)), strict=True)
        for status in ("withdrawn", "replaced", "rejected"):
            yield status.upper(), one.status == status
        yield "NOT_VERIFIED", one.status.in_([literal(status) for status in UNVERIFIED])
        yield "NO_CONSENT", and_(self._of(_TAKEN_BACK), ~self._consents())
        yield "OBJECTED", one.agreed == "no"

    def _counts(self, code: str, said: ColumnElement[bool]) -> ColumnElement[bool]:
        return said if self.passed is None else and_(said, self.passed.not_like(f"%:{code}:%"))

    def _dead(self) -> ColumnElement[bool]:
        """Somebody reports it, or an officer has taken the person off a list or ended a registration so."""
        found = self._of(_REPORTED) | self._of(_REPORTED_BY_NIK)
        return found | self._of(_TAKEN_OFF) | self._of(_ENDED_SO)

    def _of(self, those: Select[Any]) -> ColumnElement[bool]:
        """Is the person one of those?"""
        if self.whole:
            return self.person.in_(those)
        (column,) = those.selected_columns
        return exists(those.where(column == self.person))

    def _consents(self) -> ColumnElement[bool]:
        """Does a consent still hold? Asked only of those few who have taken one back."""
        holds = select(_consent.c.id).where(_consent.c.withdrawn_at.is_(None))
        return exists(holds.where(_consent.c.person_id == self.person))


def taken_in_or(reason: ColumnElement[str | None], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """The new reason of a row: what an officer has passed over stays whatever the branch answers, or whoever
    was taken in would be held again; else the other one.
    """
    return case((reason.startswith(TAKEN_IN, autoescape=True), reason), else_=other)


def passed(reason: ColumnElement[str | None]) -> ColumnElement[str]:
    """The codes of a row's reason, with a colon around each."""
    return func.coalesce(reason, "").concat(":")
