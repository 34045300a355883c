"""What WhatsApp reports of messages of ours, by the name that we gave them when we sent them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.channels.whatsapp_errors import meaning
from bot.channels.whatsapp_payload import Status
from bot.channels.whatsapp_updates import NAME
from bot.delivery.reports import Reported
from storage.outbox import Queued
from storage.reports import Report

STATES = ("sent", "delivered", "read", "failed")
PAID = ("delivered", "read")  # a message is paid for when it has arrived
TRACKER = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")
BELL = "bell"  # a template that only announces a reply: what becomes of it says nothing of that


@dataclass(frozen=True)
class Told:
    """A report, what it costs ("" for nothing), and what only the operator can help with ("" for nothing)."""

    reported: Reported | None
    category: str = ""
    code: int | None = None
    tell: str = ""


def tracker(queued: Queued) -> str:
    """What we call a message: it comes back with everything that is reported of it."""
    return BELL if queued.outside and not queued.reply.passing else f"{queued.id}.{queued.at}"


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
    named = TRACKER.fullmatch(status.tracker)
    if named is None:
        return Told(None, category, code, tell)
    problem = f"code {code}" if failed else None
    report = Report(int(named[1]), int(named[2]), status.status, status.id, problem)
    return Told(Reported(NAME, report, means.then if failed else ""), category, code, tell)
