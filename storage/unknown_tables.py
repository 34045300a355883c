"""The table of what was not understood; see tables.py."""

from __future__ import annotations

from sqlalchemy import Index, Table

from storage.columns import metadata, number, own_id, text

# What was not understood: the words of it that many use (bot/understanding/unknown.py), and the intents that
# it is nearest to. Of nobody: there is no chat in it.
unknown = Table(
    "unknown", metadata, own_id(), text("words"), text("nearest"), number("at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)  # fmt: skip
