"""The tables of cases: what was reported, who may see it, which files came; see tables.py."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from storage.columns import metadata, number, own_id, sealed, text, to

# An accident, a death or a year of school, reported. A case is its events; `status` follows from them.
# `nik_hash` is the insured's, also where that person is not known here: a second report joins the first.
# `due`: the end of the legal clock that runs out next (the city's own time, ISO, sortable), `due_what` which
# one; `city` to `office` is where the case lies; storage/case_standing.py keeps both. `assigned`: who has it.
cases = Table(
    "cases", metadata, own_id(),
    text("number", unique=True), text("kind"), Column("nik_hash", LargeBinary, nullable=True),
    to("person_id", "people", nullable=True), text("status"), sealed("details"), number("created_at"),
    text("due", server_default=""), text("due_what", server_default=""),
    text("city", server_default=""), text("programme", server_default=""), text("village", server_default=""),
    text("office", server_default=""), to("assigned", "officers", nullable=True),
    Index(None, "nik_hash"), Index(None, "person_id"), Index(None, "status"), Index(None, "due", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat may see a case, and as what: reporter, helper, or witness.
case_chats = Table(
    "case_chats", metadata,
    to("chat_id", "chats", primary_key=True), to("case_id", "cases", primary_key=True),
    text("role"), number("at"),
    Index(None, "case_id"),
)  # fmt: skip

# Which case a file was sent for; of an album its first file stands here.
case_files = Table(
    "case_files", metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True), to("case_id", "cases"),
    Index(None, "case_id"),
)  # fmt: skip
