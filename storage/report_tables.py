"""The tables of reports: where conversations end, and the reports that were made; see tables.py."""

from __future__ import annotations

from sqlalchemy import Index, Table

from storage.columns import metadata, number, own_id, text, to

# Where conversations end, without a chat or a person: `question` is the one that was pending ("" after the
# last), `outcome` finished, stopped, left or resumed, `day` the city's; `programme` "" where none is known.
# `count` is 1 until the day is folded.
progress = Table(
    "progress", metadata, own_id(),
    text("day"), text("programme"), text("conversation"), text("question"), text("outcome"), number("count"),
    Index(None, "day"),
    sqlite_autoincrement=True,
)  # fmt: skip

# A monthly report that an officer has made: `programme` "" is all of theirs, `areas` where the officer could
# see when it was made, `file` names it on the shelf.
made_reports = Table(
    "made_reports", metadata, own_id(), to("officer_id", "officers"),
    text("programme"), text("month"), text("format"), text("areas"), text("file"), number("at"),
    Index(None, "officer_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip
