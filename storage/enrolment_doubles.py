"""Sees anew of one person who else pays for the months of their lists, in the commit that brings the news.

Whole lists are looked at in parts: `mark_doubles` of enrolment_filling.py.
"""

from __future__ import annotations

from sqlalchemy import Text, bindparam, select

from rules.enrolment import ON
from storage.enrolment_filling import mark_rows
from storage.enrolment_parts import of_row
from storage.statement import Statement, Tx, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows

_OF_PERSON = Statement(
    select(rows.c.id, rows.c.list_id, lists.c.programme, lists.c.starts, lists.c.ends)
    .join(lists, of_row(lists, rows))
    .where(rows.c.person_id == bindparam("person"), among(rows.c.state, ON),
           lists.c.state != "cancelled", lists.c.programme != bindparam("but", type_=Text))
)  # fmt: skip


def mark_person(tx: Tx, person: int, but: str = "") -> None:
    """There is news of who pays for somebody: mark where they stand on lists, also on those that are fixed.

    `but`: a programme whose lists it says nothing new for, since it is that programme's own cover.
    """
    for row in tx.all(_OF_PERSON, person=person, but=but):
        days = {name: row[name] for name in ("programme", "starts", "ends")}
        mark_rows(tx, row["list_id"], days, row["id"] - 1, row["id"])
