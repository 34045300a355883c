"""The table of what people ask officers; see tables.py."""

from __future__ import annotations

from sqlalchemy import Index, Table

from storage.columns import metadata, number, own_id, sealed, text, to

# What a person asked the officers, and what became of it. `about` names what is no talk but a
# note of the program (rules/threads.py). `programme` and `village`: where the asker belongs, as far
# as that is known. `quiet`: the bot is silent in the chat as long as the officer has it.
# `asked_at`: when the person said something last; `waits_since`: the first of it that nobody answered.
threads = Table(
    "threads", metadata, own_id(), to("chat_id", "chats"),
    text("about", nullable=True), sealed("message"), text("state"),
    text("programme", nullable=True), text("village", nullable=True),
    to("officer_id", "officers", nullable=True), number("quiet"),
    number("opened_at"), number("asked_at"), number("answered_at", nullable=True),
    number("closed_at", nullable=True), text("ended", nullable=True), number("waits_since", nullable=True),
    Index(None, "state", "waits_since"), Index(None, "chat_id"), Index(None, "quiet", "asked_at"),
    sqlite_autoincrement=True,
)  # fmt: skip
