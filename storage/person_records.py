"""By which records somebody stands in the audit trail: registrations, cases, chats, lists that went out."""

from __future__ import annotations

import re

from sqlalchemy import BigInteger, bindparam, select

from storage import cases as reported
from storage import registrations as registered
from storage import threads as talked
from storage.audit_seen import Key
from storage.statement import Statement, Tx
from storage.tables import cases, enrolment_rows, links, matchings, registrations, threads

PERSON, CHAT, WHOLE_LIST = "person", "chat", "whole_enrolment_list"
NUMBER = re.compile(r"([A-Za-z]{3})[ -]?0*([0-9]{1,12})")
_PERSON = bindparam("person", type_=BigInteger)
_OF_PERSON = {
    registered.RECORD: Statement(select(registrations.c.id).where(registrations.c.person_id == _PERSON)),
    reported.RECORD: Statement(select(cases.c.id).where(cases.c.person_id == _PERSON)),
    CHAT: Statement(select(links.c.chat_id.label("id")).where(links.c.person_id == _PERSON)),
    talked.RECORD: Statement(
        select(threads.c.id)
        .join(links, links.c.chat_id == threads.c.chat_id)
        .where(links.c.person_id == _PERSON)
    ),
    WHOLE_LIST: Statement(
        select(enrolment_rows.c.list_id.label("id")).where(enrolment_rows.c.person_id == _PERSON)
    ),
    "matching": Statement(select(matchings.c.id).where(matchings.c.person_id == _PERSON)),
}
_OF = bindparam("of", type_=BigInteger)
_WHO = {
    registered.RECORD: Statement(select(registrations.c.person_id).where(registrations.c.id == _OF)),
    reported.RECORD: Statement(select(cases.c.person_id).where(cases.c.id == _OF)),
}
_NUMBERED = {
    registered.RECORD: Statement(
        select(registrations.c.id).where(registrations.c.number == bindparam("number"))
    ),
    reported.RECORD: Statement(select(cases.c.id).where(cases.c.number == bindparam("number"))),
}


def number_in(typed: str) -> str:
    """The number of a registration or a case as it is written, also from "kec 12"; "" where it is none."""
    found = NUMBER.fullmatch(typed.strip())
    return f"{found[1].upper()}-{int(found[2]):06}" if found else ""


def numbered(tx: Tx, typed: str) -> Key | None:
    """The registration or the case of a number: "DEN-000123", "kec 12"."""
    number = number_in(typed)
    for record, statement in _NUMBERED.items():
        if number and (row := tx.one(statement, number=number)):
            return record, str(row["id"])
    return None


def around(tx: Tx, key: Key) -> set[Key]:
    """The record itself; of somebody's registration or case all that concerns that person."""
    person = _person(tx, *key)
    if person is None:
        return {key}
    more = {
        (record, str(row["id"]))
        for record, statement in _OF_PERSON.items()
        for row in tx.all(statement, person=person)
    }
    return {key, (PERSON, str(person)), *more}


def _person(tx: Tx, record: str, id: str) -> int | None:
    if not (id.isascii() and id.isdigit() and len(id) <= 18):
        return None
    if record == PERSON:
        return int(id)
    row = tx.one(_WHO[record], of=int(id)) if record in _WHO else None
    return row["person_id"] if row else None
