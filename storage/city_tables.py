"""The tables of a city's set-up: what it tells people of itself, its offices, every version of a programme;
see tables.py.
"""

from __future__ import annotations

from sqlalchemy import Index, Table
from sqlalchemy import UniqueConstraint as Unique

from storage.columns import metadata, number, own_id, text, to

# What a city tells everybody: whom to turn to, opening hours, hospitals. `language` is "" for what has none.
# Public: nothing of a person stands here.
city_words = Table(
    "city_words", metadata,
    text("region", primary_key=True), text("key", primary_key=True), text("language", primary_key=True),
    text("value"), number("changed_at"),
)  # fmt: skip

# The offices of a city (OPD); an office is its events. `code` is how areas and groups name it, for ever.
offices = Table(
    "offices", metadata, own_id(),
    text("region"), text("code"), text("name"), text("status"), number("created_at"),
    Unique("region", "code"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Every definition that a programme has had, in order. `officer_id`: who saved it in the console; None: it
# was loaded from a file. `restored`: the version that it brought back.
programme_versions = Table(
    "programme_versions", metadata, own_id(),
    text("programme"), number("number"), text("definition"), number("at"),
    to("officer_id", "officers", nullable=True), number("restored", nullable=True),
    Unique("programme", "number"), Index(None, "officer_id"),
    sqlite_autoincrement=True,
)  # fmt: skip
