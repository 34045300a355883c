"""A list is read in a process apart and taken in a part at a time: other chats hardly wait for it.

Whoever is killed over it goes on where the last commit was.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.group_tasks import tell, tell_coordinator
from bot.groups.ground import Ground
from bot.groups.returning import returned
from bot.groups.taking import leave, take
from bot.lists.apart import read_apart
from bot.lists.bad import BadList
from bot.pace import Pace
from rules.groups import Group
from rules.lines import ReadLine
from rules.records import Event
from storage import catalogue, groups, jobs, list_lines, lists
from storage.lists import GroupList
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

PART = 40.0  # seconds of one job: what takes longer than the worker's limit would begin anew
TELL_EVERY = 5_000  # lines after which a coordinator hears that it goes on
UNREAD = ("encrypted", "broken", "too_large", "gone")  # why a file is no list, besides that it is none
Heard = Callable[[int], None]


async def read_list(app: App, payload: Any) -> None:
    """Take in the lines of a list; its receipt, with the same file and its reasons, is news."""
    one = await app.database.read(lambda tx: lists.by_id(tx, app.vault, payload["list"]))
    if one is None or one.file is None:
        return
    if one.state != "reading":  # somebody was killed before it was told
        await (done(app, one) if one.state == "done" else bad_list(app, one, one.problem or ""))
        return
    try:
        over = await Taking(app, one).some(PART)
    except BadList as bad:
        await bad_list(app, one, bad.reason)
        return
    if over:
        await done(app, one)
        return
    again = f"list:{one.id}:{app.clock()}"
    await app.database.run(lambda tx: jobs.add(tx, app.vault, "read_list", payload, app.clock(), again))


@dataclass
class Taking:
    """One list on its way in."""

    app: App
    one: GroupList
    heard: Heard | None = None

    async def some(self, part: float) -> bool:
        """Take in what is not stored yet; False where `part` seconds are over before the list is.

        Raises BadList.
        """
        began, file = time.monotonic(), self.one.file or ""
        content = await asyncio.to_thread(self.app.shelf.get, file)
        today = self.app.local(self.app.clock()).date()
        async with contextlib.aclosing(read_apart(content, today, self.one.lines)) as batches:
            async for batch in batches:
                await self._store(batch)
                await self._tell(batch[-1].number)
                if time.monotonic() - began > part:
                    return False
        return True

    async def _store(self, batch: Sequence[ReadLine]) -> None:
        """The lines of a batch, some to a transaction: those who chat go first."""
        left = batch
        while left:
            work = partial(_take, self.app, self.one.id, left)
            left = left[await self.app.database.run(work, self.one.group, patient=True) :]

    async def _tell(self, lines: int) -> None:
        """Whoever waits for a long list hears now and then how far it is."""
        if self.heard:
            self.heard(lines)
        elif lines // TELL_EVERY > self.one.told // TELL_EVERY:
            self.one = self.one.so_far(lines)
            await self.app.database.run(lambda tx: lists.told(tx, self.one.id, lines))
            about = f"list:{self.one.id}:progress:{lines}"
            await tell_coordinator(self.app, self.one.group, about)


def _take(app: App, id: int, lines: Sequence[ReadLine], tx: Tx) -> int:
    """One transaction; with how many of the lines it is done. Whoever coordinates the group now answers for
    them; where nobody does, they stay outside.
    """
    one = list_reading(tx, app, id)
    if one is None:
        return len(lines)
    enough = Pace(tx).enough
    group, now = groups.by_id(tx, one.group), groups.coordinator(tx, app.vault, one.group)
    if one.stopped or group is None or now is None:
        lists.stop(tx, one.group)
        return leave(tx, app.vault, one, lines, enough)
    return take(ground(app, tx, group, now.chat), one, lines, enough)


def list_reading(tx: Tx, app: App, id: int) -> GroupList | None:
    """The list, locked; None where it is done or was given up."""
    one = lists.lock(tx, app.vault, id)
    return one if one.state == "reading" else None


def ground(app: App, tx: Tx, group: Group, chat: int | None) -> Ground:
    """What the lines of a group are held against now."""
    now = app.clock()
    programme = catalogue.programme(tx, group.programme)
    return Ground(tx, app.vault, group, programme, chat, now, app.local(now).date())


async def bad_list(app: App, one: GroupList, reason: str) -> None:
    """It can't be read: said once, nothing is changed."""
    await app.database.run(lambda tx: lists.end(tx, one.id, "bad", reason, app.clock()))
    await tell_coordinator(app, one.group, f"list_bad:{one.id}")


async def done(app: App, one: GroupList) -> None:
    """All is stored: the receipt goes out, with the same file and its reasons. Whoever was withdrawn before
    the end hears how much was taken in, and sees nothing of it.
    """
    await app.database.run(lambda tx: lists.end(tx, one.id, "done", None, app.clock()))
    if await app.database.read(lambda tx: list_lines.count(tx, one.id, "stopped")):
        await tell(app, one.chat, f"list_stopped:{one.id}")
        return
    file = await returned(app, one)
    about = f"list:{one.id}:{file}" if file else f"list:{one.id}"
    await tell_coordinator(app, one.group, about, f"list:{one.id}")


async def lost(app: App, document: str, reason: str) -> bool:
    """The file of a list can't be had or opened: said as of a list; False where the document is no list's."""
    one = await app.database.read(lambda tx: lists.of_document(tx, app.vault, document))
    if one:
        await bad_list(app, one, reason if reason in UNREAD else "unknown")
    return one is not None


async def given_up(app: App, payload: Any) -> None:
    """It failed again and again: said kindly, what is stored stays."""
    one = await app.database.read(lambda tx: lists.by_id(tx, app.vault, payload["list"]))
    if one and one.state == "reading":
        await bad_list(app, one, "broken")


async def import_now(app: App, group: int, chat: int, content: bytes, name: str, heard: Heard) -> int:
    """The command line's way: the same work without news; the number of the list. Raises BadList.

    `heard` is told how many lines are stored; a list that was broken off is gone on with.
    """
    file = await asyncio.to_thread(app.shelf.put, content)
    one = await app.database.run(lambda tx: _noted(tx, app, group, chat, file, name))
    await Taking(app, one, heard).some(float("inf"))
    await app.database.run(lambda tx: lists.end(tx, one.id, "done", None, app.clock()))
    return one.id


def _noted(tx: Tx, app: App, group: int, chat: int, file: str, name: str) -> GroupList:
    """The list of that file which is not wholly read, or a new one."""
    known = lists.of_group(tx, app.vault, group)
    begun = next((one for one in known if (one.file, one.state) == (file, "reading")), None)
    found = groups.by_id(tx, group)
    if begun or found is None:
        return begun or known[0]
    made = lists.add(tx, app.vault, group, chat, name, app.clock(), None, file)
    event = Event("list", app.clock(), "officer", details={"list": made.id})
    groups.happen(tx, app.vault, found, event, None)
    return made
