"""The tables of announcements: what is told to many, to whom, and who wants none; see tables.py."""

from __future__ import annotations

from sqlalchemy import Index, Table

from storage.columns import metadata, number, own_id, sealed, text, to

# What is told to many. `segment` says to whom (JSON), `spot` where that lies; `taken` is the last
# registration looked at while people are counted, `counted` how many there are by channel (JSON), `look_at`
# when it is to be seen next what has become of its messages.
announcements = Table(
    "announcements", metadata, own_id(),
    text("segment"), text("spot"), sealed("texts"), text("state"),
    to("made_by", "officers"), number("made_at"), to("sent_by", "officers", nullable=True),
    number("sent_at", nullable=True), number("ended_at", nullable=True),
    number("taken"), text("counted", nullable=True), number("counted_at", nullable=True), number("look_at"),
    Index(None, "state"), Index(None, "look_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What became of it for each person, over which chat. `outbox_id` is the message, while the outbox has it.
announcement_people = Table(
    "announcement_people", metadata,
    to("announcement_id", "announcements", primary_key=True), to("person_id", "people", primary_key=True),
    to("chat_id", "chats", nullable=True), text("channel", nullable=True), text("state"),
    number("outbox_id", nullable=True),
    Index(None, "announcement_id", "state", "channel", "chat_id"),
    Index(None, "announcement_id", "chat_id", "state"), Index(None, "outbox_id"),
)  # fmt: skip

# The chats whose people want no announcements.
announcement_stops = Table(
    "announcement_stops", metadata, to("chat_id", "chats", primary_key=True), number("at")
)

# The chat in which an officer tries announcements out.
officer_chats = Table(
    "officer_chats", metadata, to("officer_id", "officers", primary_key=True), to("chat_id", "chats"),
    number("at"),
)  # fmt: skip
