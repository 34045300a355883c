"""The tables of the console: officers, their sessions, and the audit trail; see tables.py."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from storage.columns import Big, hashed, metadata, number, own_id, sealed, text, to

# Someone who works with the console. `password` is an Argon2id hash, `totp` the secret of the authenticator
# app, both sealed on top; `totp_step` is the newest code that was used.
officers = Table(
    "officers", metadata, own_id(),
    text("login", unique=True), sealed("name"), text("state"),
    sealed("password", nullable=True), sealed("totp", nullable=True), number("totp_step"),
    number("created_at"), number("changed_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

officer_roles = Table(
    "officer_roles", metadata,
    to("officer_id", "officers", primary_key=True), text("role", primary_key=True),
)  # fmt: skip

# Where an officer may do it: `kind` all, city, programme, village or office; without a row nowhere.
officer_areas = Table(
    "officer_areas", metadata,
    to("officer_id", "officers", primary_key=True), text("kind", primary_key=True),
    text("place", primary_key=True),
)  # fmt: skip

# A browser in which an officer has logged in, or is about to: `stage` is setup, code or full. The cookie's
# hash alone is kept; `details` tell the browser, `flash` what the next page says.
officer_sessions = Table(
    "officer_sessions", metadata, hashed("hash", primary_key=True), to("officer_id", "officers"),
    text("stage"), sealed("details"), sealed("flash", nullable=True),
    number("created_at"), number("seen_at"),
    Index(None, "officer_id"), Index(None, "seen_at"),
)  # fmt: skip

# The audit trail: what officers read and did, and what was refused. Each row holds the keyed hash of the one
# before it and its own over all of it; `seq` has no gaps. Never changed, never deleted.
audit = Table(
    "audit", metadata, Column("seq", Big, primary_key=True, autoincrement=False),
    number("at"), to("officer_id", "officers", nullable=True), text("act"),
    text("record"), text("record_id"), text("spot"), sealed("details"),
    hashed("previous"), hashed("hash"),
    Index(None, "officer_id", "seq"),
)  # fmt: skip

# By what the trail is searched (audit_seen.py): of which records the rows of a block of it tell. It follows
# from `audit`; payung verify compares them.
audit_seen = Table(
    "audit_seen", metadata, text("record", primary_key=True), text("record_id", primary_key=True),
    Column("block", Big, primary_key=True, autoincrement=False),
    Index(None, "block"),
)  # fmt: skip

# What an officer wrote to a chat in the service's name; `record` and `record_id`: about what.
officer_words = Table(
    "officer_words", metadata, own_id(), to("chat_id", "chats"), to("officer_id", "officers"),
    text("record"), number("record_id"), sealed("words"), number("at"),
    Index(None, "chat_id"), Index(None, "record", "record_id"),
    sqlite_autoincrement=True,
)  # fmt: skip
