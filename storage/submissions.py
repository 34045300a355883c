"""What coordinators vouched for: the registrations that were handed to the officers together."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select, update

from rules.groups import Listed
from storage.statement import Row, Statement, Tx, adding
from storage.tables import registrations, submissions

_OF_GROUP = registrations.c.group_id == bindparam("group")
_LISTED = Statement(
    select(registrations.c.id, registrations.c.person_id)
    .where(
        registrations.c.submission_id == bindparam("submission"),
        registrations.c.status == "listed",
        registrations.c.listed <= bindparam("upto"),
    )
    .order_by(registrations.c.id)
    .limit(bindparam("most"))
    .with_for_update()
)
_WHO_IS_LISTED = Statement(
    select(
        func.count().label("people"),
        func.max(registrations.c.listed).label("upto"),
        func.sum(registrations.c.listed).label("sum"),
    ).where(_OF_GROUP, registrations.c.status == "listed")
)
_MARK = Statement(
    update(registrations)
    .where(_OF_GROUP, registrations.c.status == "listed")
    .values(submission_id=bindparam("submission"))
)
_OF_SUBMISSION = Statement(
    select(registrations.c.id, registrations.c.person_id, registrations.c.status, registrations.c.agreed)
    .where(registrations.c.submission_id == bindparam("submission"), registrations.c.id > bindparam("after"))
    .order_by(registrations.c.id)
    .limit(bindparam("most"))
)
_COUNT = Statement(
    select(registrations.c.status, func.count().label("count"))
    .where(registrations.c.submission_id == bindparam("submission"))
    .group_by(registrations.c.status)
)
_SUBMIT = Statement(
    adding(submissions, "group_id", "chat_id", "version", "at", "people").returning(submissions.c.id)
)
_PEOPLE = Statement(
    update(submissions)
    .where(submissions.c.id == bindparam("of"))
    .values(people=submissions.c.people + bindparam("more"))
)
_LATEST = Statement(
    select(submissions).where(submissions.c.group_id == bindparam("group")).order_by(submissions.c.id.desc())
)
_SUBMISSION = Statement(select(submissions).where(submissions.c.id == bindparam("of")))
_LOCK = Statement(select(submissions).where(submissions.c.id == bindparam("of")).with_for_update())
_UNDONE = Statement(
    update(submissions)
    .where(submissions.c.id == bindparam("of"), submissions.c.undone_at.is_(None))
    .values(undone_at=bindparam("at"))
)


def listed(tx: Tx, submission: int, upto: int, most: int) -> list[Row]:
    """Registrations of a submission that are not handed over yet (id, person_id); not who was taken off since
    and was listed again after `upto`.
    """
    return tx.all(_LISTED, submission=submission, upto=upto, most=most)


def who_is_listed(tx: Tx, group: int) -> Listed:
    """Those of the group nobody has vouched for yet."""
    row = tx.must(_WHO_IS_LISTED, group=group)
    return Listed(int(row["people"]), int(row["upto"] or 0), int(row["sum"] or 0))


def mark(tx: Tx, group: int, submission: int) -> None:
    """Everyone of the group who is listed now belongs to that submission; who is listed, or moves up, later
    does not.
    """
    tx.run(_MARK, group=group, submission=submission)


def registrations_of(tx: Tx, submission: int, after: int, most: int) -> list[Row]:
    """Registrations that were handed over together (id, person_id, status, agreed)."""
    return tx.all(_OF_SUBMISSION, submission=submission, after=after, most=most)


def begin(tx: Tx, group: int, chat: int, version: str, now: int) -> int:
    return int(tx.must(_SUBMIT, group_id=group, chat_id=chat, version=version, at=now, people=0)["id"])


def add(tx: Tx, submission: int, people: int) -> None:
    """So many more people were handed over with it."""
    tx.run(_PEOPLE, of=submission, more=people)


def count(tx: Tx, submission: int, statuses: Sequence[str]) -> int:
    """How many of those that were handed over together stand there now."""
    rows = tx.all(_COUNT, submission=submission)
    return sum(int(row["count"]) for row in rows if row["status"] in statuses)


def by_id(tx: Tx, id: int) -> Row | None:
    return tx.one(_SUBMISSION, of=id)


def stands(tx: Tx, id: int) -> bool:
    """Was it not taken back? It stays so until the commit."""
    return tx.must(_LOCK, of=id)["undone_at"] is None


def latest(tx: Tx, group: int) -> Row | None:
    return tx.one(_LATEST, group=group)


def undone(tx: Tx, submission: int, now: int) -> bool:
    """False where somebody was faster."""
    return tx.run(_UNDONE, of=submission, at=now) == 1
