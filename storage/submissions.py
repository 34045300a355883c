"""What coordinators vouched for: the registrations that were handed to the officers together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.statement import Row, Statement, Tx, adding
from storage.tables import consents, registrations, submissions

_OF_GROUP = registrations.c.group_id == bindparam("group")
_LISTED = Statement(
    select(registrations.c.id, registrations.c.person_id)
    .where(_OF_GROUP, registrations.c.status == "listed")
    .order_by(registrations.c.id)
    .limit(bindparam("most"))
    .with_for_update()
)
_SUBMITTED = Statement(
    update(registrations)
    .where(registrations.c.id == bindparam("of"))
    .values(status="submitted", submission_id=bindparam("submission"))
)
_OF_SUBMISSION = Statement(
    select(registrations.c.id, registrations.c.person_id, registrations.c.status, registrations.c.agreed)
    .where(registrations.c.submission_id == bindparam("submission"), registrations.c.id > bindparam("after"))
    .order_by(registrations.c.id)
    .limit(bindparam("most"))
)
_SUBMIT = Statement(
    adding(submissions, "group_id", "chat_id", "version", "at", "people").returning(submissions.c.id)
)
_PEOPLE = Statement(
    update(submissions).where(submissions.c.id == bindparam("of")).values(people=bindparam("people"))
)
_LATEST = Statement(
    select(submissions).where(submissions.c.group_id == bindparam("group")).order_by(submissions.c.id.desc())
)
_SUBMISSION = Statement(select(submissions).where(submissions.c.id == bindparam("of")))
_UNDONE = Statement(
    update(submissions)
    .where(submissions.c.id == bindparam("of"), submissions.c.undone_at.is_(None))
    .values(undone_at=bindparam("at"))
)
_VOUCHED = Statement(
    adding(consents, "chat_id", "person_id", "purpose", "version", "language", "channel", "given_at")
)


def listed(tx: Tx, group: int, most: int) -> list[Row]:
    """Registrations nobody has vouched for yet (id, person_id)."""
    return tx.all(_LISTED, group=group, most=most)


def submit(tx: Tx, registration: int, submission: int) -> None:
    tx.run(_SUBMITTED, of=registration, submission=submission)


def of_submission(tx: Tx, submission: int, after: int, most: int) -> list[Row]:
    """Registrations that were handed over together (id, person_id, status, agreed)."""
    return tx.all(_OF_SUBMISSION, submission=submission, after=after, most=most)


def begin(tx: Tx, group: int, chat: int, version: str, now: int) -> int:
    return int(tx.must(_SUBMIT, group_id=group, chat_id=chat, version=version, at=now, people=0)["id"])


def count(tx: Tx, submission: int, people: int) -> None:
    tx.run(_PEOPLE, of=submission, people=people)


def by_id(tx: Tx, id: int) -> Row | None:
    return tx.one(_SUBMISSION, of=id)


def latest(tx: Tx, group: int) -> Row | None:
    return tx.one(_LATEST, group=group)


def undone(tx: Tx, submission: int, now: int) -> bool:
    """False where somebody was faster."""
    return tx.run(_UNDONE, of=submission, at=now) == 1


def vouched(tx: Tx, rows: Iterable[dict[str, Any]]) -> None:
    """The consents that a coordinator answers for (UU 27/2022 art. 24)."""
    tx.each(_VOUCHED, rows)
