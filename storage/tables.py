"""The tables, once for both databases.

Moments are milliseconds since 1970 in UTC; `sealed` columns are encrypted (vault.py); what a person could be
found by is a keyed hash. docs/data.md says what each is for and how long it is kept.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Index,
    Table,
    literal_column,
)
from sqlalchemy import UniqueConstraint as Unique

from storage.announcement_tables import announcement_people as announcement_people
from storage.announcement_tables import announcement_stops as announcement_stops
from storage.announcement_tables import announcements as announcements
from storage.announcement_tables import officer_chats as officer_chats
from storage.case_tables import case_chats as case_chats
from storage.case_tables import case_files as case_files
from storage.case_tables import cases as cases
from storage.city_tables import city_words as city_words
from storage.city_tables import offices as offices
from storage.city_tables import programme_versions as programme_versions
from storage.columns import hashed, number, own_id, sealed, text, to
from storage.columns import metadata as metadata
from storage.enrolment_tables import answer_files as answer_files
from storage.enrolment_tables import answer_lines as answer_lines
from storage.enrolment_tables import enrolment_lists as enrolment_lists
from storage.enrolment_tables import enrolment_months as enrolment_months
from storage.enrolment_tables import enrolment_rows as enrolment_rows
from storage.group_tables import group_chats as group_chats
from storage.group_tables import groups as groups
from storage.group_tables import list_lines as list_lines
from storage.group_tables import lists as lists
from storage.group_tables import submissions as submissions
from storage.group_tables import unsettled as unsettled
from storage.matching_tables import matching_advice as matching_advice
from storage.matching_tables import matching_file_people as matching_file_people
from storage.matching_tables import matching_files as matching_files
from storage.matching_tables import matching_sources as matching_sources
from storage.matching_tables import matchings as matchings
from storage.officer_tables import audit as audit
from storage.officer_tables import audit_seen as audit_seen
from storage.officer_tables import officer_areas as officer_areas
from storage.officer_tables import officer_roles as officer_roles
from storage.officer_tables import officer_sessions as officer_sessions
from storage.officer_tables import officer_words as officer_words
from storage.officer_tables import officers as officers
from storage.report_tables import made_reports as made_reports
from storage.report_tables import progress as progress
from storage.thread_tables import threads as threads
from storage.unknown_tables import unknown as unknown

# A chat is a place to talk: one Telegram or WhatsApp account, one browser. `session` is the engine's;
# `pending` says that a question waits for an answer, `reminded` the step that was reminded of; `blocked`: see
# chats.py.
chats = Table(
    "chats", metadata, own_id(),
    text("channel"), text("address"), sealed("session"), number("step"), number("pending"),
    number("reminded"), number("blocked"), number("talked_at"), number("created_at"),
    Unique("channel", "address"), Index(None, "pending", "talked_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

# By what a chat's person is found elsewhere: a telephone number that the channel vouches for. `hash` finds
# the chats of a number; `at`: since when it has been so.
contacts = Table(
    "contacts", metadata,
    to("chat_id", "chats", primary_key=True), text("kind", primary_key=True),
    sealed("value"), hashed("hash"), number("at"),
    Index(None, "hash"),
)  # fmt: skip

# The key of every message that was handled, and what was said: the same key is never handled twice.
inbox = Table(
    "inbox", metadata,
    text("channel", primary_key=True), text("key", primary_key=True),
    to("chat_id", "chats", nullable=True), sealed("said", nullable=True), number("at"),
    Index(None, "chat_id", "at"), Index(None, "at"),
)  # fmt: skip

# Replies on their way. `state` only rises: waiting < held < unknown < sent < failed < delivered < read.
# `owner` is the process that sends it until `leased_until`; 0: whoever looks first.
outbox = Table(
    "outbox", metadata, own_id(), to("chat_id", "chats"),
    text("channel"), text("address"), number("priority"), sealed("reply"), text("state"),
    number("attempts"), number("owner"), number("leased_until"),
    text("provider_id", nullable=True), text("problem", nullable=True), number("at"),
    Index(None, "chat_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip


def waits(replies: FromClause) -> ColumnElement[bool]:
    """A literal: with a parameter in its place neither database would see that the small indexes serve."""
    return replies.c.state == literal_column("'waiting'")


WAITING = waits(outbox)
Index("ix_outbox_next", outbox.c.channel, outbox.c.priority, outbox.c.id,
      sqlite_where=WAITING, postgresql_where=WAITING)  # fmt: skip
Index("ix_outbox_waiting", outbox.c.chat_id, sqlite_where=WAITING, postgresql_where=WAITING)


def in_trouble(replies: FromClause) -> ColumnElement[bool]:
    """Literals, as in `waits`: what is held, failed or of unknown fate is little of all there is."""
    states = ("failed", "held", "unknown")
    return replies.c.state.in_([literal_column(f"'{state}'") for state in states])


TROUBLE = in_trouble(outbox)
Index("ix_outbox_trouble", outbox.c.channel, outbox.c.state, sqlite_where=TROUBLE, postgresql_where=TROUBLE)

# Messages that no handler could play; an operator can play them again.
quarantine = Table(
    "quarantine", metadata, own_id(),
    text("channel"), text("key"), text("address"), sealed("message"), text("problem"), number("at"),
    number("settled_at", nullable=True),
    sqlite_autoincrement=True,
)  # fmt: skip

# Slow work, written in the same commit as its cause. `key` keeps a periodic job single.
jobs = Table(
    "jobs", metadata, own_id(),
    text("kind"), text("key", nullable=True, unique=True), sealed("payload"), number("due_at"),
    number("attempts"), text("problem", nullable=True),
    Index(None, "due_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

people = Table(
    "people", metadata, own_id(),
    hashed("nik_hash", unique=True), sealed("details"), number("created_at"), number("changed_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Which chat may speak for which person, and as what: self, or helper.
links = Table(
    "links", metadata,
    to("chat_id", "chats", primary_key=True), to("person_id", "people", primary_key=True),
    text("role"), number("at"),
    Index(None, "person_id"),
)  # fmt: skip

# What was agreed to: which text, in which language, when, over which channel (UU 27/2022 art. 22, 24).
consents = Table(
    "consents", metadata, own_id(), to("chat_id", "chats"), to("person_id", "people", nullable=True),
    text("purpose"), text("version"), text("language"), text("channel"),
    number("given_at"), number("withdrawn_at", nullable=True),
    Index(None, "chat_id"), Index(None, "person_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

programmes = Table(
    "programmes", metadata, text("code", primary_key=True), text("definition"), number("loaded_at")
)

regions = Table("regions", metadata, text("code", primary_key=True), text("name"))

# By what a person may be found again whose NIK was mistyped: keyed hashes of name and birth date, and of the
# part of the NIK that tells place and day.
likenesses = Table(
    "likenesses", metadata, hashed("hash", primary_key=True), to("person_id", "people", primary_key=True),
    Index(None, "person_id"),
)  # fmt: skip

# A registration is its events; `status` is what follows from them, kept for counting. `listed` is the event
# it runs since: the waiting list is in that order. `unit` is the dusun or the part of an office.
registrations = Table(
    "registrations", metadata, own_id(),
    text("number", unique=True), text("programme"), to("person_id", "people"), text("category"),
    text("village", nullable=True), text("status"), number("listed", nullable=True), sealed("details"),
    number("created_at"),
    to("group_id", "groups", nullable=True), text("unit", nullable=True),
    to("submission_id", "submissions", nullable=True), text("agreed", nullable=True),
    Unique("programme", "person_id"), Index(None, "person_id"), Index(None, "programme", "status", "village"),
    Index(None, "group_id", "status"), Index(None, "submission_id"),
    Index(None, "programme", "status", "listed"),
    Index("ix_registrations_counted", "programme", "village", "category", "status", "group_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What happened to a record, in order: who, when, from which chat, why. Never changed, never deleted alone.
events = Table(
    "events", metadata, own_id(),
    text("record"), number("record_id"), text("kind"), number("at"), text("actor"),
    to("chat_id", "chats", nullable=True), text("reason", nullable=True), sealed("details", nullable=True),
    Index(None, "record", "record_id"), Index(None, "at"),  # the second for reports of a month
    sqlite_autoincrement=True,
)  # fmt: skip


def as_dead(happening: FromClause) -> ColumnElement[bool]:
    """A literal, as in `waits`: few of all events tell of a death."""
    return happening.c.reason == literal_column("'DECEASED'")


AS_DEAD = as_dead(events)
Index("ix_events_deceased", events.c.record, events.c.record_id,
      sqlite_where=AS_DEAD, postgresql_where=AS_DEAD)  # fmt: skip

# A membership at BPJS Ketenagakerjaan: which package, who pays, paid from and until (ISO dates, both
# included). A KPJ has a row for each span: cover may be interrupted, or have another payer or programme.
memberships = Table(
    "memberships", metadata, own_id(), to("person_id", "people"),
    text("programme", nullable=True), hashed("kpj_hash"), sealed("kpj"), text("package"),
    text("payer"), text("since"), text("paid_from"), text("paid_until"), number("created_at"),
    sealed("income", nullable=True), Index(None, "person_id"), 
    Index(None, "programme", "paid_until", "person_id"),
    Unique("kpj_hash", "programme", "payer", "paid_from"),
    Index("ix_memberships_people", "programme", "person_id", "paid_from", "paid_until", "payer"),
    Index("ix_memberships_paid", "programme", "paid_from", "paid_until", "payer", "package"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What is paid outside of every programme: for a unique constraint no NULL is another one's equal.
OUTSIDE = memberships.c.programme.is_(None)
Index("uq_memberships_outside", memberships.c.kpj_hash, memberships.c.payer, memberships.c.paid_from,
      unique=True, sqlite_where=OUTSIDE, postgresql_where=OUTSIDE)  # fmt: skip

# Files that people sent; `file` names one under the data folder, sealed too. `album` is the first of those
# that were sent as one, `problem` what was seen when the photo was looked at (dark, blurred ...).
documents = Table(
    "documents", metadata, text("id", primary_key=True),
    to("chat_id", "chats", nullable=True), to("person_id", "people", nullable=True), text("kind"),
    sealed("name", nullable=True), sealed("source", nullable=True), text("file", nullable=True),
    number("size", nullable=True), text("state"), number("at"),
    text("album", nullable=True), text("problem", nullable=True),
    Index(None, "chat_id"), Index(None, "album"),
)  # fmt: skip

# Wrong answers to "who are you", counted by what was tried and by who tried it.
tries = Table(
    "tries", metadata,
    hashed("subject", primary_key=True), number("wrong"), number("locked_until"), number("at"),
)  # fmt: skip

# One-time codes: to join a second phone to a person, to follow an invitation.
codes = Table(
    "codes", metadata, hashed("hash", primary_key=True),
    text("kind"), to("person_id", "people", nullable=True), text("payload", nullable=True),
    number("expires_at"), number("used_at", nullable=True), to("used_by", "chats", nullable=True),
)  # fmt: skip
