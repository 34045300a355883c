"""Why somebody may not be on an enrolment list, or not any more, as pieces of statements. Runs nothing.

The same reasons count when a list is filled, checked and fixed, and when its people are sent or paid for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from rules.enrolment import DEAD, TAKEN_IN
from rules.records import ENDED
from storage.deaths import is_dead, one_of
from storage.tables import consents, enrolment_lists, matchings

Found = tuple[str, ColumnElement[bool]]
# Nobody has looked at it yet, where it ended and was begun anew; or its answers are asked for again.
UNVERIFIED = ("listed", "waiting_list", "submitted", "returned")
_answer, _consent = matchings.alias("an_answer"), consents.alias("a_consent")
_whole = enrolment_lists.alias("the_whole")
# Each names the people of whom it is so, by one column.
_DIED = _answer.c.reason == literal_column("'DECEASED'")  # a literal, so that its small index serves
_ANSWERED = select(_answer.c.person_id).where(_DIED)
_TAKEN_BACK = select(_consent.c.person_id).where(
    _consent.c.person_id.is_not(None), _consent.c.withdrawn_at.is_not(None)
)


@dataclass(frozen=True)
class Reasons:
    """Of a person (a column of ids) with a registration (a table that the statement joins).

    `whole`: for a statement over a whole list, which looks up once who is dead, and not for each of many
    thousand; `passed`: codes with a colon around each, with which an officer has taken the person in; `list`:
    the list on which they stand (a column of numbers), which may be of one village, group or kind of work.
    """

    person: ColumnElement[int]
    registration: FromClause
    whole: bool = False
    passed: ColumnElement[str] | None = None
    list: ColumnElement[int] | None = None

    def why(self, *more: Found) -> ColumnElement[str | None]:
        """The first reason that counts, NULL where there is none; `more`: further ones, behind these."""
        counted = [(self._counts(code, said), literal(code)) for code, said in (*self.all(), *more)]
        return case(*counted, else_=None)

    def all(self) -> Iterator[Found]:
        """Each reason that is the person's own, and what makes it so."""
        one = self.registration.c
        yield from zip(DEAD, (is_dead(self.person, self.whole), self._of(_ANSWERED)), strict=True)
        for status in ENDED:
            yield status.upper(), one.status == status
        yield "NOT_VERIFIED", one.status.in_([literal(status) for status in UNVERIFIED])
        yield "NO_CONSENT", and_(self._of(_TAKEN_BACK), ~self._consents())
        yield "OBJECTED", one.agreed == "no"
        if self.list is not None:
            yield "OTHER_PART", self._elsewhere(self.list)

    def _counts(self, code: str, said: ColumnElement[bool]) -> ColumnElement[bool]:
        return said if self.passed is None else and_(said, self.passed.not_like(f"%:{code}:%"))

    def _of(self, those: Select[Any]) -> ColumnElement[bool]:
        """Is the person one of those?"""
        return self.person.in_(those) if self.whole else one_of(self.person, those)

    def _elsewhere(self, list: ColumnElement[int]) -> ColumnElement[bool]:
        """Does the registration, as it stands now, lie in none of what the list is for?"""
        one = self.registration.c
        parts = (
            (_whole.c.village, one.village),
            (_whole.c.category, one.category),
            (_whole.c.group_id, one.group_id),
        )
        # looked up apart from the person, so once for a whole list
        asked = [(select(part).where(_whole.c.id == list).scalar_subquery(), own) for part, own in parts]
        return or_(*(and_(wanted.is_not(None), wanted.is_distinct_from(own)) for wanted, own in asked))

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
