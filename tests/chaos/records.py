"""What stands in a bot's database, looked at from outside, and whether each thing stands there once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any

import psycopg

from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.dialogue import Dialogue

# Everything that a registration leaves behind, one line a chat: how many of each.
OF_EACH_CHAT = """
SELECT c.address,
       (SELECT count(*) FROM links l WHERE l.chat_id = c.id),
       (SELECT count(*) FROM registrations r JOIN links l USING (person_id) WHERE l.chat_id = c.id),
       (SELECT count(*) FROM events e WHERE e.chat_id = c.id AND e.kind = 'submitted'),
       (SELECT count(*) FROM consents s WHERE s.chat_id = c.id AND s.purpose = 'service'),
       (SELECT count(*) FROM consents s WHERE s.chat_id = c.id AND s.purpose = 'registration'),
       (SELECT count(*) FROM documents d WHERE d.chat_id = c.id)
FROM chats c ORDER BY c.address
"""
ONE_OF_EACH = (1, 1, 1, 1, 1, 1)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """The answer to a query; `url` as PAYUNG_DATABASE_URL has it."""
    scheme, rest = url.split("://", 1)
    if scheme.startswith("sqlite"):
        with closing(sqlite3.connect(f"file:{rest[1:]}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(f"postgresql://{rest}") as server:
        return server.execute(query.encode()).fetchall()


def write(url: str, statement: str) -> None:
    """Change something from outside, beside the bot."""
    scheme, rest = url.split("://", 1)
    if scheme.startswith("sqlite"):
        with closing(sqlite3.connect(rest[1:], timeout=10)) as connection, connection:
            connection.execute(statement)
        return
    with psycopg.connect(f"postgresql://{rest}") as server:
        server.execute(statement.encode())


def end_leases(url: str) -> None:
    """Nobody waits the seconds for which a process that was killed had claimed its work."""
    write(url, "UPDATE jobs SET due_at = 0 WHERE kind IN ('fetch', 'read_list')")


def count(url: str, what: str) -> int:
    """How many rows: `what` is a table, or a table with a condition."""
    return int(rows(url, f"SELECT count(*) FROM {what}")[0][0])


def assert_each_registered_once(url: str, played: Sequence[Dialogue]) -> None:
    """Every person has one registration with a number, one consent of each kind, one photo."""
    found = {int(address): tuple(counts) for address, *counts in rows(url, OF_EACH_CHAT)}
    wanted = {dialogue.seat.person.id: ONE_OF_EACH for dialogue in played}
    same("what each chat has", found.items(), wanted.items())
    numbers = [number for (number,) in rows(url, "SELECT number FROM registrations")]
    same("the registrations that have no number", [number for number in numbers if number[0] == "?"], [])
    same("how many registrations there are", [len(numbers)], [len(played)])


def assert_nothing_left(url: str, fake: FakeTelegram) -> None:
    """Every update was handled once and answered once; nothing waits anywhere."""
    keys = [int(key) for (key,) in rows(url, "SELECT key FROM inbox WHERE channel = 'telegram'")]
    same("the updates that were handled", keys, [int(update["update_id"]) for update in fake.updates])
    same("the updates that were not confirmed", fake.waiting, [])
    same("the states in the outbox", rows(url, "SELECT DISTINCT state FROM outbox"), [("sent",)])
    same("how many replies there are", [count(url, "outbox")], [len(keys)])
    same("how many messages are in quarantine", [count(url, "quarantine")], [0])


def assert_files_are_safe(url: str) -> None:
    """Each photo is kept, or the work to fetch it still stands: one that was killed is due again later."""
    waiting = count(url, "documents WHERE state = 'waiting'")
    work = count(url, "jobs WHERE kind = 'fetch'")
    assert waiting <= work, f"{waiting} photos wait, but there is work for {work} only"


def same(what: str, found: Iterable[Any], wanted: Iterable[Any]) -> None:
    """The same things, in whatever order; else a sentence that is short enough to read."""
    more, fewer = Counter(found), Counter(wanted)
    assert more == fewer, f"{what}: {list(more - fewer)[:3]} too much, {list(fewer - more)[:3]} missing"
