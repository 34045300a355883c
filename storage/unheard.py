"""People of groups for whom no chat speaks: of what becomes of them the coordinator hears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, bindparam, exists, or_, select

from rules.left_list import SPOKEN_OF
from storage.enrolment_parts import of_row
from storage.statement import Statement, Tx, among
from storage.tables import answer_lines as lines
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.tables import links, registrations

Found = Sequence[tuple[int, int]]
_UNHEARD = (
    registrations.c.group_id.is_not(None),
    among(registrations.c.status, SPOKEN_OF),  # of others the person hears nothing either
    ~exists(select(links.c.chat_id).where(links.c.person_id == registrations.c.person_id)),
)
_ASKED = bindparam("list", type_=BigInteger)  # 0: on any list
_OF_FILE = Statement(
    select(registrations.c.group_id, registrations.c.id)
    .distinct()
    .select_from(
        lines.join(rows, rows.c.person_id == lines.c.person_id)
        .join(lists, of_row(lists, rows))
        .join(registrations, registrations.c.id == rows.c.registration_id)
    )
    .where(
        lines.c.file_id == bindparam("file"), lines.c.status == "refused", rows.c.state == "refused",
        lists.c.state == "sent", or_(_ASKED == 0, rows.c.list_id == _ASKED), *_UNHEARD,
    )
    .order_by(registrations.c.id)
)  # fmt: skip
_ONE = Statement(
    select(registrations.c.group_id).where(registrations.c.id == bindparam("registration"), *_UNHEARD)
)


def of_file(tx: Tx, file: int, list: int) -> Found:
    """Group and registration of each whom a file of the branch has refused; `list`: on that one, 0 on any."""
    return [(row["group_id"], row["id"]) for row in tx.all(_OF_FILE, file=file, list=list)]


def of_registrations(tx: Tx, some: Iterable[int]) -> Found:
    """The same of a page's worth of registrations."""
    found = [(tx.one(_ONE, registration=id), id) for id in some]
    return [(row["group_id"], id) for row, id in found if row]
