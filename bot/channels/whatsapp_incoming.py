"""What WhatsApp brings: a webhook is done with when all that is in it is on disk - messages in the inbox,
reports in the outbox, and what can't be read in quarantine.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.whatsapp_batch import Batch, Broken, Heard, heard_again, taken_apart
from bot.channels.whatsapp_bills import Bills
from bot.channels.whatsapp_errors import meaning
from bot.channels.whatsapp_payload import Status
from bot.channels.whatsapp_statuses import told
from bot.channels.whatsapp_troubles import Troubles
from bot.channels.whatsapp_typing import Typing
from bot.channels.whatsapp_updates import NAME, inbound
from bot.delivery.inbox import Inbox
from bot.delivery.reports import Reports

WORD = re.compile(r"[a-z_]{1,40}")
OF_THE_ACCOUNT = ("account", "phone_number", "message_template", "business", "security")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Incoming:
    """For the telephone number of this id."""

    number: str
    typing: Typing
    troubles: Troubles
    bills: Bills

    async def receive(self, body: bytes, inbox: Inbox, reports: Reports) -> None:
        """Deal with a webhook that is Meta's. Raises StorageDown: then it has to come again.

        Messages of one person are handled in the order in which they were sent.
        """
        batch = taken_apart(body, self.number)
        done = await asyncio.gather(*self._works(batch, inbox, reports), return_exceptions=True)
        for error in done:
            if isinstance(error, BaseException):
                raise error
        self._tell(batch)

    def _works(self, batch: Batch, inbox: Inbox, reports: Reports) -> Iterator[Awaitable[None]]:
        yield from (self.hear(heard, inbox) for heard in batch.messages)
        yield from (self._report(status, reports) for status in batch.statuses)
        yield from (_set_aside(broken, inbox) for broken in batch.broken)

    async def hear(self, heard: Heard, inbox: Inbox, key: str = "") -> None:
        """One message, to the end; under another key where it is played again. Raises StorageDown."""
        try:
            message = inbound(heard)
        except Exception as error:
            await inbox.receive_unreadable(NAME, key or heard.message.id, heard.kept, error)
            return
        if message is None:
            return
        if message.said.unread:
            log.info("a WhatsApp message that cannot be read is of the kind %s", word(heard.message.type))
        with self.typing.heard(message.address, heard.message.id):
            await inbox.receive(replace(message, key=key) if key else message)

    async def hear_again(self, kept: dict[str, Any], key: str, inbox: Inbox) -> None:
        """A message that was put aside, under another key. Raises StorageDown, KeyError, DecodeError."""
        await self.hear(heard_again(kept), inbox, key)

    async def _report(self, status: Status, reports: Reports) -> None:
        found = told(status)
        if found is None:
            log.debug("a status that is not known: %s", word(status.status))
            return
        self.troubles.note(found.code, found.tell)
        risen = await reports.take(found.reported) if found.reported else None
        if found.category and (risen.arrived if risen else found.reported is None):
            self.bills.note(found.category, datetime.now(UTC).date())

    def _tell(self, batch: Batch) -> None:
        """What concerns the account and no person."""
        for error in batch.errors:
            self.troubles.note(error.code, meaning(error.code).tell)
            log.warning("WhatsApp tells of an error (code %s)", error.code)
        for kind in batch.others:
            level = logging.WARNING if kind.startswith(OF_THE_ACCOUNT) else logging.INFO
            log.log(level, "WhatsApp tells of %s; see the WhatsApp Manager", word(kind))


async def _set_aside(broken: Broken, inbox: Inbox) -> None:
    await inbox.receive_unreadable(NAME, broken.key, broken.raw, broken.error)


def word(told: str) -> str:
    """What a platform calls something, fit for a log."""
    return told if WORD.fullmatch(told) else "unknown"
