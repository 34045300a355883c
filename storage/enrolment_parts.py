"""Pieces of statements about enrolment lists that several modules share. Runs nothing."""

from __future__ import annotations

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Text,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from rules.enrolment import ON
from storage.statement import among
from storage.tables import enrolment_lists, enrolment_rows, matchings, memberships

# What BPJS Ketenagakerjaan answers of who is an active member there (rules/matching_advice.py).
MEMBER_THERE = ("ALREADY_PU", "ALREADY_BPU_OTHER")
STARTS: BindParameter[str] = bindparam("starts", type_=Text)
ENDS: BindParameter[str] = bindparam("ends", type_=Text)
PROGRAMME: BindParameter[str] = bindparam("programme", type_=Text)


def of_row(lists: FromClause, rows: FromClause) -> ColumnElement[bool]:
    """The list of a row that is found by its person. Said so that no database begins with the list, which has
    many thousand rows, and looks through them for each person.
    """
    joined: ColumnElement[bool] = lists.c.id == rows.c.list_id + 0
    return joined


def overlaps(lists: FromClause) -> ColumnElement[bool]:
    """Does a list have a month with the days :starts to :ends in common?"""
    return and_(lists.c.starts <= ENDS, lists.c.ends >= STARTS)


def paid_within(spans: FromClause) -> ColumnElement[bool]:
    """Is cover paid on one of the days :starts to :ends?"""
    return and_(spans.c.paid_from <= ENDS, spans.c.paid_until >= STARTS)


def of_programme(spans: FromClause) -> ColumnElement[bool]:
    """Cover of :programme that is found by its person; said so for the same reason as `of_row`."""
    return func.coalesce(spans.c.programme, "") == PROGRAMME


def member_of(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Is the person's cover in :programme paid for some of these days already?"""
    span = memberships.alias("own_span")
    return exists(select(span.c.id).where(span.c.person_id == person, of_programme(span), paid_within(span)))


def listed_already(person: ColumnElement[int], but: BindParameter[int] | None = None) -> ColumnElement[bool]:
    """Is the person on a list of :programme for some of these months, whoever has it? `but`: another list."""
    rows, lists = enrolment_rows.alias("other_rows"), enrolment_lists.alias("other_lists")
    found = (
        select(rows.c.id)
        .join(lists, of_row(lists, rows))
        .where(rows.c.person_id == person, lists.c.programme == PROGRAMME, lists.c.state != "cancelled",
               overlaps(lists), among(rows.c.state, ON))
    )  # fmt: skip
    return exists(found if but is None else found.where(rows.c.list_id != but))


def paid_by_another(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Does another payer than :programme cover the person in these months, have them on a list, or does BPJS
    Ketenagakerjaan call them a member?
    """
    span = memberships.alias("their_span")
    rows, lists = enrolment_rows.alias("their_rows"), enrolment_lists.alias("their_lists")
    covered = select(span.c.id).where(
        span.c.person_id == person, func.coalesce(span.c.programme, "") != PROGRAMME, paid_within(span)
    )
    named = (
        select(rows.c.id)
        .join(lists, of_row(lists, rows))
        .where(rows.c.person_id == person, lists.c.programme != PROGRAMME, lists.c.state != "cancelled",
               overlaps(lists), among(rows.c.state, ON))
    )  # fmt: skip
    return or_(exists(covered), exists(named), member_there(person))


def member_there(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Does BPJS Ketenagakerjaan call the person an active member? Of whom :programme has ever covered the
    answer may mean that very cover, and says nothing of another payer.
    """
    answer, own = matchings.alias("their_answer"), memberships.alias("own_cover")
    said = select(answer.c.id).where(
        answer.c.person_id == person, answer.c.source == "membership", answer.c.state == "answered",
        among(answer.c.reason, MEMBER_THERE),
    )  # fmt: skip
    return and_(exists(said), ~exists(select(own.c.id).where(own.c.person_id == person, of_programme(own))))
