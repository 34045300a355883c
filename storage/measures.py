"""What an operator watches, counted in the database: one row a measure. No person's data, no label of theirs.

Each is one statement over an index or a small table; who shows them asks at most every few seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, bindparam, func, select, union_all

from storage.deaths import confirmed_case
from storage.statement import Row, Statement, Tx
from storage.tables import (
    WAITING,
    cases,
    chats,
    groups,
    in_trouble,
    jobs,
    lists,
    memberships,
    outbox,
    registrations,
    threads,
)

_COUNT = func.count().label("value")
_NOW, _TODAY = bindparam("now", type_=BigInteger), bindparam("today", type_=Text)
_DEAD = select(cases.c.person_id).where(confirmed_case())
_GROUPS = (groups.c.programme, groups.c.status)


def _replies(of: ColumnElement[bool]) -> Select[Any]:
    """Those for which there is a small index; what was sent stands in none, and is not counted."""
    return (
        select(outbox.c.channel, outbox.c.state, _COUNT).where(of).group_by(outbox.c.channel, outbox.c.state)
    )


@dataclass(frozen=True)
class Measure:
    """A gauge: its name as Prometheus has it, what it is, its labels, and the statement that gives these and
    a `value`, of which `unit` make one. It may ask for `now` (milliseconds) and `today` (ISO).
    """

    name: str
    about: str
    labels: tuple[str, ...]
    statement: Statement
    asks: tuple[str, ...] = ()
    unit: int = 1


MEASURES = (
    Measure(
        "payung_registrations", "Registrations by programme and status", ("programme", "status"),
        Statement(
            select(registrations.c.programme, registrations.c.status, _COUNT)
            .group_by(registrations.c.programme, registrations.c.status)
        ),
    ),
    Measure(
        "payung_members_covered", "People alive whose contribution is paid for today", ("programme",),
        Statement(
            select(memberships.c.programme, func.count(memberships.c.person_id.distinct()).label("value"))
            .where(memberships.c.paid_from.concat("") <= _TODAY, memberships.c.paid_until >= _TODAY,
                   memberships.c.person_id.not_in(_DEAD))
            .group_by(memberships.c.programme)
        ),
        ("today",),
    ),
    Measure(
        "payung_cases", "Cases by kind and status", ("kind", "status"),
        Statement(select(cases.c.kind, cases.c.status, _COUNT).group_by(cases.c.kind, cases.c.status)),
    ),
    Measure(
        "payung_groups", "Groups by programme and status", ("programme", "status"),
        Statement(select(*_GROUPS, _COUNT).group_by(*_GROUPS)),
    ),
    Measure(
        "payung_lists", "Lists of coordinators by what became of them", ("state",),
        Statement(select(lists.c.state, _COUNT).group_by(lists.c.state)),
    ),
    Measure(
        "payung_threads", "Questions for officers by state", ("state",),
        Statement(select(threads.c.state, _COUNT).group_by(threads.c.state)),
    ),
    Measure(
        "payung_conversations_open", "Chats in which a question waits for an answer", (),
        Statement(select(_COUNT).select_from(chats).where(chats.c.pending == 1)),
    ),
    Measure(
        "payung_outbox_messages", "Replies that wait, are held, have failed, or are of unknown fate",
        ("channel", "state"), Statement(union_all(_replies(WAITING), _replies(in_trouble(outbox)))),
    ),
    Measure(
        "payung_jobs", "Jobs that are not done yet, by kind", ("kind",),
        Statement(select(jobs.c.kind, _COUNT).group_by(jobs.c.kind)),
    ),
    Measure(
        "payung_jobs_failing", "Jobs that have failed at least once and are tried again, by kind", ("kind",),
        Statement(select(jobs.c.kind, _COUNT).where(jobs.c.attempts > 0).group_by(jobs.c.kind)),
    ),
    Measure(
        "payung_jobs_oldest_due_seconds", "For how long the job is due that is due longest", (),
        Statement(
            select((_NOW - func.coalesce(func.min(jobs.c.due_at), _NOW)).label("value"))
            .where(jobs.c.due_at <= _NOW)
        ),
        ("now",), 1000,
    ),
)  # fmt: skip


def measured(tx: Tx, now: int, today: str) -> dict[str, list[Row]]:
    """The rows of each measure by its name: labels and value."""
    given = {"now": now, "today": today}
    return {one.name: tx.all(one.statement, **{name: given[name] for name in one.asks}) for one in MEASURES}
