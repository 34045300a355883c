"""A stage in front of another: when the bot stops it writes down what stands in the records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.app import App
from bot.rehearsal.stage import Act, Shown, Stage
from storage.outbox import Queued
from storage.statement import Row, Statement, Tx
from storage.tables import (
    cases,
    consents,
    documents,
    events,
    group_chats,
    groups,
    links,
    list_lines,
    lists,
    memberships,
    people,
    registrations,
    submissions,
    threads,
)
from storage.vault import Vault

Records = dict[str, list[Row]]
TABLES = (people, links, registrations, events, consents, memberships, documents, threads, cases, groups,
          group_chats, lists, list_lines, submissions)  # fmt: skip
BY = {"documents": documents.c.at}  # their ids differ
READ = {
    table.name: Statement(select(table).order_by(BY.get(table.name, table.primary_key.columns[0])))
    for table in TABLES
}
# What differs from channel to channel: the channel's own names, keyed hashes, files and how they come.
LEFT_OUT = (
    "channel",
    "nik_hash",
    "kpj_hash",
    "id",
    "source",
    "size",
    "state",
    "file",
    "name",
    "chat_id",
    "document_id",
    "created_at",
    "changed_at",
)
SEALED = {
    "people": "people.details",
    "registrations": "registrations.details",
    "events": "events.details",
    "cases": "cases.details",
    "group_chats": "group_chats.details",
    "list_lines": "list_lines.details",
}
FILES = ("ktp_photo", "file")
MINUTE = 60_000  # milliseconds
MOMENTS = ("at", "given_at", "withdrawn_at", "since", "until", "done_at", "undone_at", "opened_at", "asked_at",
           "answered_at", "closed_at", "waits_since")  # fmt: skip


class Witness:
    """Everything else is done by the stage behind it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.records: Records = {}

    async def prepare(self) -> dict[str, Any]:
        return await self._stage.prepare()

    async def open(self, app: App) -> None:
        self._app = app
        await self._stage.open(app)

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        return await self._stage.play(phone, act, again)

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        return await self._stage.since(phone, queued)

    async def close(self) -> None:
        self.records = await self._app.database.read(lambda tx: written(tx, self._app.vault))
        await self._stage.close()

    async def end(self) -> None:
        await self._stage.end()


def written(tx: Tx, vault: Vault) -> Records:
    """Every record in plain, without what the channel gave it; moments to the minute: how often long work
    looks at the clock depends on the machine, and every look moves it.
    """
    return {name: [plain(name, row, vault) for row in tx.all(statement)] for name, statement in READ.items()}


def plain(table: str, row: Row, vault: Vault) -> Row:
    told = {name: value for name, value in row.items() if name not in LEFT_OUT}
    if told.get("album"):
        told["album"] = "(file)"
    if table in SEALED and told["details"] is not None:
        details = vault.open_json(told["details"], SEALED[table])
        told["details"] = json.dumps({**details, **hidden(details)}, sort_keys=True)
    for name in MOMENTS:
        if isinstance(told.get(name), int):  # a membership's "since" is a day
            told[name] //= MINUTE
    return {name: value for name, value in told.items() if not isinstance(value, bytes)}


def hidden(details: dict[str, Any]) -> dict[str, Any]:
    """The id of a file is made of the channel's own name for its message."""
    return {name: "(file)" for name in FILES if details.get(name)}
