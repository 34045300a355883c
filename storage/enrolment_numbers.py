"""A KPJ that the branch has given to one person of a list, and that is another's by a correction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Text, bindparam, case, literal, null, select, update

from rules.enrolment import NUMBER_MOVED, Placed
from storage.enrolment_parts import of_row
from storage.enrolment_reasons import taken_in_or
from storage.enrolment_rows import placed
from storage.statement import Statement, Tx
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.vault import Vault

_WITH_KPJ = Statement(
    select(rows)
    .join(lists, of_row(lists, rows))
    .where(rows.c.kpj_hash == bindparam("kpj_hash"), lists.c.state != "cancelled")
)
_MOVED = taken_in_or(rows.c.reason, literal(NUMBER_MOVED))
_WITHOUT = Statement(
    update(rows)
    .where(rows.c.id == bindparam("row"), rows.c.paid_until.is_(None))
    .values(
        state=case((rows.c.state == "refused", rows.c.state), else_=bindparam("state", type_=Text)),
        reason=case((rows.c.state == "refused", rows.c.reason), else_=_MOVED),
        kpj_hash=null(),
        kpj=null(),
    )
)


def with_number(tx: Tx, vault: Vault, kpj: str) -> Sequence[Placed]:
    """The rows of whoever has that number on a list that is not cancelled."""
    return [placed(vault, row) for row in tx.all(_WITH_KPJ, kpj_hash=vault.find(kpj, "kpj"))]


def take_number(tx: Tx, row: int, state: str) -> None:
    """The number is another's by a correction: who had it waits for the right one, in the state `state`.

    Nothing where it is paid for by now.
    """
    tx.run(_WITHOUT, row=row, state=state)
