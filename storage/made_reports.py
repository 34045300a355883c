"""The monthly reports that officers have made; the files themselves lie sealed on the shelf."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.statement import Row, Statement, Tx, adding
from storage.tables import made_reports

TOLD = ("programme", "month", "format", "areas", "file", "at")
MOST = 12  # shown of one officer
_ADD = Statement(adding(made_reports, "officer_id", *TOLD).returning(made_reports.c.id))
_ONE = Statement(select(made_reports).where(made_reports.c.id == bindparam("of")))
_NEWEST = Statement(
    select(made_reports)
    .where(made_reports.c.officer_id == bindparam("officer"))
    .order_by(made_reports.c.id.desc())
    .limit(MOST)
)


@dataclass(frozen=True)
class MadeReport:
    """`programme` "" is all that the officer could see, `areas` where that was; `at` in milliseconds."""

    id: int
    officer: int
    programme: str
    month: str
    format: str
    areas: str
    file: str
    at: int


def add(tx: Tx, made: MadeReport) -> int:
    """Note a report whose file is on the shelf; its number."""
    told = {name: getattr(made, name) for name in TOLD}
    row = tx.must(_ADD, officer_id=made.officer, **told)
    return int(row["id"])


def by_id(tx: Tx, id: int) -> MadeReport | None:
    row = tx.one(_ONE, of=id)
    return _made(row) if row else None


def newest(tx: Tx, officer: int) -> list[MadeReport]:
    """The last ones an officer has made, the newest first."""
    return [_made(row) for row in tx.all(_NEWEST, officer=officer)]


def _made(row: Row) -> MadeReport:
    return MadeReport(row["id"], row["officer_id"], *(row[name] for name in TOLD))
