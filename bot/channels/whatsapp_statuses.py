"""What WhatsApp reports of messages of ours, by the name that we gave them when we sent them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.channels.whatsapp_errors import meaning
from bot.channels.whatsapp_payload import Status
from bot.channels.whatsapp_updates import NAME
from bot.delivery.reports import Reported
from storage.announcement_stops import WHY
from storage.outbox import Queued
from storage.reports import Report

STATES = ("sent", "delivered", "read", "failed")
PAID = ("delivered", "read")  # a message is paid for when it has arrived
# A template that only announces a reply is its bell: what becomes of it says nothing of the reply, but that
# an announcement will not come at all.
BELL = "bell"
TRACKER = re.compile(rf"(?P<bell>{BELL}\.)?(?P<row>[0-9]{{1,18}})\.(?P<at>[0-9]{{1,18}})")


@dataclass(frozen=True)
class Told:
    """A report, what it costs ("" for nothing), and what only the operator can help with ("" for nothing)."""

    reported: Reported | None
    category: str = ""
    code: int | None = None
    tell: str = ""


def tracker(queued: Queued) -> str:
    """What we call a message: it comes back with everything that is reported of it."""
    bell = queued.outside and not queued.reply.passing
    return f"{BELL}.{queued.id}.{queued.at}" if bell else f"{queued.id}.{queued.at}"


def told(status: Status) -> Told | None:
    """What a status tells; None for a kind that is not known, or of a message that is not ours."""
    if status.status not in STATES:
        return None
    code = status.errors[0].code if status.errors else None
    means = meaning(code)
    failed = status.status == "failed"
    pricing = status.pricing
    category = pricing.category if pricing and pricing.billable and status.status in PAID else ""
    tell = means.tell if failed else ""
    then = means.then if failed else ""
    named = TRACKER.fullmatch(status.tracker)
    if named is None or (named["bell"] and then not in WHY):
        return Told(None, category, code, tell)
    bell, problem = bool(named["bell"]), f"code {code}" if failed else None
    report = Report(int(named["row"]), int(named["at"]), status.status, None if bell else status.id, problem)
    return Told(Reported(NAME, report, then, bell), category, code, tell)
