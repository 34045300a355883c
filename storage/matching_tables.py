"""The tables of matching: what other offices are asked, files that travel, how the offices do."""

from __future__ import annotations

from sqlalchemy import Index, Table, literal_column
from sqlalchemy import UniqueConstraint as Unique

from storage.columns import metadata, number, own_id, sealed, text, to

# A file of questions (`way` out) or of answers (in). `state`: waiting, done, bad; `report`: why which row was
# not taken, by row and code. `returned`: the same file with a column of what became of each row.
matching_files = Table(
    "matching_files", metadata, own_id(),
    text("way"), text("source"), text("programme"), sealed("name"), text("file", nullable=True),
    text("returned", nullable=True), text("state"), text("problem", nullable=True), number("rows"),
    text("counts"), sealed("report", nullable=True), to("officer_id", "officers", nullable=True),
    number("at"), number("done_at", nullable=True),
    Index(None, "programme", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Whose data stand in a file of answers, as far as they are known here.
matching_file_people = Table(
    "matching_file_people", metadata,
    to("file_id", "matching_files", primary_key=True), to("person_id", "people", primary_key=True),
)  # fmt: skip

# What one office is asked about one registration. `state`: waiting, asked (in a file), answered, failed;
# `due_at`: when it is asked (again); `advice` fits, look or differs, `reason` the weightiest code, `result`
# the answer; `heir`: what an officer did where the person has died.
matchings = Table(
    "matchings", metadata, own_id(),
    to("registration_id", "registrations"), to("person_id", "people"), text("programme"), text("source"),
    text("state"), number("due_at"), number("attempts"), text("problem", nullable=True),
    to("file_id", "matching_files", nullable=True), number("asked_at", nullable=True),
    number("answered_at", nullable=True), text("advice", nullable=True), text("reason", nullable=True),
    sealed("result", nullable=True), text("heir", nullable=True), number("heir_at", nullable=True),
    Unique("registration_id", "source"), Index(None, "source", "state", "due_at"),
    Index(None, "programme", "source", "state", "advice"), Index(None, "person_id"), Index(None, "file_id"),
    sqlite_autoincrement=True,
)  # fmt: skip
Index(
    "ix_matchings_deceased", matchings.c.programme, matchings.c.id,
    sqlite_where=matchings.c.reason == literal_column("'DECEASED'"),
    postgresql_where=matchings.c.reason == literal_column("'DECEASED'"),
)  # fmt: skip

# What all offices together say of a registration, as far as they have answered: differs, look, open (somebody
# has not answered yet) or fits, the first that is so. Follows from `matchings`; kept for the officers'
# filter.
matching_advice = Table(
    "matching_advice", metadata, to("registration_id", "registrations", primary_key=True), text("advice"),
)  # fmt: skip

# How an office that is asked over the network does: its circuit breaker, and when it answered last.
matching_sources = Table(
    "matching_sources", metadata, text("source", primary_key=True), number("connected"),
    number("failures"), number("until"), number("answered_at", nullable=True),
    number("failed_at", nullable=True),
    text("problem", nullable=True),
)  # fmt: skip
