"""WhatsApp: the Cloud API of Meta, in a few requests of our own. What goes out; what comes in is in
whatsapp_incoming.py.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.whatsapp_bills import Bills, Prices
from bot.channels.whatsapp_graph import Graph, Refusal
from bot.channels.whatsapp_incoming import Incoming
from bot.channels.whatsapp_media import Media
from bot.channels.whatsapp_pace import Throughput
from bot.channels.whatsapp_sending import Sending
from bot.channels.whatsapp_troubles import Troubles
from bot.channels.whatsapp_typing import Typing
from bot.channels.whatsapp_updates import NAME
from bot.channels.whatsapp_webhook import Hook
from bot.conversation.words import Words
from bot.delivery.channel import ChannelError, Pace
from bot.delivery.inbox import Inbox
from bot.delivery.line import back_off
from bot.delivery.reports import Reports
from bot.outgoing import Outgoing
from storage.outbox import Queued

DAY = 24 * 3600 * 1000
BURST = 40  # messages that one person may be sent at once; WhatsApp counts to 45


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Account:
    """What the settings tell: `number` is the id of the telephone number, `url` the API's with its version,
    `chat_pace` and `pace` are messages a second to one person and in all.
    """

    token: str
    number: str
    url: str
    secret: str = ""
    verify_token: str = ""
    chat_pace: float = 1 / 6
    pace: float = 80.0
    flow: str = ""
    prices: Prices = field(default_factory=dict)


class WhatsApp:
    """One telephone number. `words` are the channel's, by language; `outgoing` gives the files of replies,
    which go without where it is missing.
    """

    name = NAME
    window = DAY

    def __init__(
        self, account: Account, words: Mapping[str, Words], outgoing: Outgoing | None = None
    ) -> None:
        self.account = account
        self.pace = Pace(account.chat_pace, BURST)
        self.graph = Graph(account.token, account.url, self.pace.at_once)
        self.media = Media(self.graph, account.number, outgoing)
        throughput = Throughput(account.pace)
        self.sending = Sending(self.graph, self.media, account.number, words, throughput, account.flow)
        self.typing = Typing(self.graph, account.number)
        self.troubles = Troubles()
        self.bills = Bills(account.prices)
        self.incoming = Incoming(account.number, self.typing, self.troubles, self.bills)

    async def close(self) -> None:
        await self.typing.close()
        await self.graph.close()

    def hook(self, inbox: Inbox, reports: Reports) -> Hook:
        """The webhook's routes; what comes goes to `inbox` and `reports`."""
        account = self.account
        return Hook(account.secret, account.verify_token, self.incoming, inbox, reports)

    async def greet(self) -> None:
        """Ask Meta for the number until it answers, so that the log says whether all is well."""
        failures = 0
        while True:
            try:
                await self.graph.get(self.account.number, fields="id,quality_rating")
            except ChannelError as error:
                self._note(error)
                failures += 1
                if failures in (1, 10) or failures % 100 == 0:
                    log.warning("WhatsApp does not answer as it should (%s); trying again", error.problem)
                await asyncio.sleep(back_off(failures))
            else:
                log.info("WhatsApp is ready")
                return

    async def send(self, queued: Queued) -> str | None:
        """Send one reply, or its template where it is outside; WhatsApp's id of it. Raises ChannelError."""
        if queued.reply.file and not queued.outside:
            self.typing.show(queued.address)
        try:
            sent = await self.sending.send(queued)
        except ChannelError as error:
            self._note(error)
            raise
        self.troubles.over()
        return sent

    async def fetch(self, source: str) -> bytes:
        """The bytes of a file that a person sent. Raises ChannelError: refused where it can't be had."""
        try:
            return await self.media.fetch(source)
        except ChannelError as error:
            self._note(error)
            raise

    def _note(self, error: ChannelError) -> None:
        if isinstance(error, Refusal):
            self.troubles.note(error.code or error.status, error.tell)
