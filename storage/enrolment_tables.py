"""The tables of enrolment lists, and of the files with the branch's answers; see tables.py."""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, FromClause, Index, LargeBinary, Table, literal_column
from sqlalchemy import UniqueConstraint as Unique

from storage.columns import Big, metadata, number, own_id, sealed, text, to

# Who is to be covered for which months (ISO days, whole months, both included); a list is its events.
# `expected`: how many rows it is to get; `cost` in rupiah as fixed; `file`: the export on the shelf.
enrolment_lists = Table(
    "enrolment_lists", metadata, own_id(),
    text("programme"), text("kind"), text("starts"), text("ends"), text("payer"),
    text("village", nullable=True), to("group_id", "groups", nullable=True), text("category", nullable=True),
    number("jht"), number("most", nullable=True), number("budget", nullable=True), text("state"),
    number("expected"), number("cost", nullable=True), text("decree", nullable=True),
    text("decreed_on", nullable=True), text("file", nullable=True), number("created_at"),
    Index(None, "programme", "starts"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What a list that is fixed costs in each of its months (the first day, ISO), in rupiah: budgets are periods'.
enrolment_months = Table(
    "enrolment_months", metadata,
    to("list_id", "enrolment_lists", primary_key=True), text("month", primary_key=True), number("cost"),
)  # fmt: skip

# Somebody on a list, in the order of their registrations. `kpj` is what the branch answered: of somebody who
# is a member already it stands with the membership. `note`: the branch's own words.
enrolment_rows = Table(
    "enrolment_rows", metadata, own_id(),
    to("list_id", "enrolment_lists"), to("registration_id", "registrations"), to("person_id", "people"),
    text("state"), text("reason", nullable=True), number("double"),
    Column("kpj_hash", LargeBinary, nullable=True), sealed("kpj", nullable=True),
    text("paid_from", nullable=True), text("paid_until", nullable=True), text("receipt", nullable=True),
    sealed("note", nullable=True),
    Unique("list_id", "registration_id"), Index(None, "list_id", "state", "id"), Index(None, "person_id"),
    Index(None, "kpj_hash"),
    sqlite_autoincrement=True,
)  # fmt: skip
UNDECIDED = enrolment_rows.c.double == literal_column("1")
Index("ix_enrolment_rows_undecided", enrolment_rows.c.list_id, enrolment_rows.c.id,
      sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)  # fmt: skip
BEYOND = enrolment_rows.c.reason == literal_column("'OVER_QUOTA'")
Index("ix_enrolment_rows_beyond", enrolment_rows.c.list_id,
      sqlite_where=BEYOND, postgresql_where=BEYOND)  # fmt: skip


def off_as_dead(placed: FromClause) -> ColumnElement[bool]:
    """Taken off because of a death: literals, so that the small index serves."""
    dead: ColumnElement[bool] = placed.c.reason == literal_column("'DECEASED'")
    return (placed.c.state == literal_column("'taken_off'")) & dead


OFF_AS_DEAD = off_as_dead(enrolment_rows)
Index("ix_enrolment_rows_off_as_dead", enrolment_rows.c.person_id,
      sqlite_where=OFF_AS_DEAD, postgresql_where=OFF_AS_DEAD)  # fmt: skip

# A file with answers of the branch: `file` as it came and `result` as it goes back are on the shelf; `lines`
# are settled so far. `state`: reading, done, bad.
answer_files = Table(
    "answer_files", metadata, own_id(),
    text("kind"), to("list_id", "enrolment_lists", nullable=True),
    to("officer_id", "officers", nullable=True), text("file"), sealed("name"), text("state"),
    text("problem", nullable=True), number("lines"), text("result", nullable=True), number("at"),
    number("done_at", nullable=True),
    Index(None, "list_id"), Index(None, "file"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What became of each line of such a file; whom it is about, as far as that is known here.
answer_lines = Table(
    "answer_lines", metadata,
    to("file_id", "answer_files", primary_key=True),
    Column("number", Big, primary_key=True, autoincrement=False),
    text("status"), text("reason", nullable=True), to("person_id", "people", nullable=True),
)  # fmt: skip
