"""Takes what a platform reports of replies: states rise, and what failed after all goes again or is held."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial

from bot.delivery.channel import Clock
from storage import announcement_stops, chats, reports
from storage.announcement_stops import WHY
from storage.database import Database
from storage.reports import TRIES, Report, Risen
from storage.statement import Tx

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reported:
    """A report of one channel. `then`, of what failed: "again" sends it anew, "hold" and "shut" keep it until
    the person writes, "unwanted" and "capped" leave an announcement for the platform's own reason, "" leaves
    it. `bell`: it is of what only announced a reply, which is held.
    """

    channel: str
    report: Report
    then: str = ""
    bell: bool = False


@dataclass(frozen=True)
class Reports:
    """Each report is known by its reply and its state: told twice, or late, it changes nothing."""

    database: Database
    clock: Clock

    async def take(self, reported: Reported) -> Risen | None:
        """What has risen; returns when it is on disk. Raises StorageDown."""
        key = (reported.channel, reported.report.row)
        risen = await self.database.run(partial(taken, reported=reported, now=self.clock()), key)
        if risen and reported.report.state == "failed":
            log.warning("a reply on %s has failed: %s", reported.channel, reported.report.problem)
        return risen


def taken(tx: Tx, reported: Reported, now: int) -> Risen | None:
    """Note a report, and what follows from a failure."""
    report = replace(reported.report, problem=WHY.get(reported.then, reported.report.problem))
    risen = (reports.unrung if reported.bell else reports.rise)(tx, reported.channel, report)
    if risen is None or report.state != "failed":
        return risen
    match reported.then:
        case "again" if risen.attempts < TRIES:
            reports.again(tx, report.row, "waiting", now)
        case "unwanted" | "capped":
            announcement_stops.declined(tx, risen.chat, reported.then, now)
        case "hold" | "shut":
            hold(tx, risen.chat, reported.then, report, now)
    return risen


def hold(tx: Tx, chat: int, how: str, report: Report, now: int) -> None:
    """Keep it until the person writes; who has written since it was written is sent it at once."""
    closed = (chats.hush if how == "hold" else chats.shut)(tx, chat, report.at)
    reports.again(tx, report.row, "held" if closed else "waiting", now)
