"""How a reply goes out on WhatsApp: rendered, its file uploaded, to whom it is for, under a name of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.whatsapp_flow import offer
from bot.channels.whatsapp_graph import Graph, Refusal
from bot.channels.whatsapp_media import Media
from bot.channels.whatsapp_pace import Throughput
from bot.channels.whatsapp_people import recipient
from bot.channels.whatsapp_replies import contact_request, messages
from bot.channels.whatsapp_statuses import tracker
from bot.channels.whatsapp_templates import as_template
from bot.channels.whatsapp_text import BODY, fits, plain
from bot.conversation.messages import Reply
from bot.conversation.words import Words
from bot.delivery.channel import ChannelError
from storage.outbox import Queued

TOO_FAST = {130429: 1.0, 4: 10.0, 80007: 10.0}  # seconds in which nothing goes, to nobody
Message = dict[str, Any]

log = logging.getLogger(__name__)


@dataclass
class Sending:
    """Sends for the number of this id. `words` are the channel's, by language; `flow` is the form's id."""

    graph: Graph
    media: Media
    number: str
    words: Mapping[str, Words]
    throughput: Throughput
    flow: str = ""
    _refused: set[str] = field(default_factory=set)
    _ahead: set[int] = field(default_factory=set)  # replies whose file is there and whose text is not yet

    async def send(self, queued: Queued) -> str | None:
        """Send one reply, or its template where it is outside; WhatsApp's id of it. Raises ChannelError."""
        if queued.outside and queued.reply.template:
            announced = as_template(queued.reply.template, self._said(queued.reply))
            return await self._post(queued, announced, tracker(queued))
        for special in self._specials(queued.reply):
            if (sent := await self._tried(queued, special)) is not None:
                return sent
        attached = await self.media.attached(queued.reply)
        *before, last = messages(queued.reply, self._said(queued.reply), attached)
        await self._before(queued, before)
        sent = await self._post(queued, last, tracker(queued))
        self._ahead.discard(queued.id)
        return sent

    async def _before(self, queued: Queued, files: list[Message]) -> None:
        """A file that goes first, once; nobody is kept from the text by it."""
        if not files or queued.id in self._ahead:
            return
        for file in files:
            try:
                await self._post(queued, file, "")
            except ChannelError as error:
                if error.kind not in ("refused", "unsure"):
                    raise
                log.warning("the file before a reply did not go: %s", error.problem)
        self._ahead.add(queued.id)

    def _specials(self, reply: Reply) -> Iterator[Message]:
        """What WhatsApp alone has, where it has not refused it before: a form in place of many questions, a
        button that shares one's number, where it is asked for and not known.
        """
        if (form := offer(reply, self._said(reply), self.flow)) and "flow" not in self._refused:
            yield form
        alone = not (reply.options or reply.file or reply.own_number)
        asks = reply.ask == "phone" and alone and fits(plain(reply.text), BODY)
        if asks and "request_contact_info" not in self._refused:
            yield contact_request(plain(reply.text))

    async def _tried(self, queued: Queued, special: Message) -> str | None:
        """None where the platform does not take it: then all is asked in words, from now on."""
        try:
            return await self._post(queued, special, tracker(queued))
        except Refusal as refusal:
            if refusal.kind != "refused":
                raise
            kind = special["interactive"]["type"]
            log.warning("WhatsApp does not take a %s (%s): it is asked in words", kind, refusal.problem)
            self._refused.add(kind)
            return None

    async def _post(self, queued: Queued, message: Message, called: str) -> str | None:
        await self.throughput.turn()
        addressed = {"messaging_product": "whatsapp", "recipient_type": "individual"}
        addressed |= recipient(queued.address) | message
        if called:
            addressed["biz_opaque_callback_data"] = called
        try:
            answer = await self.graph.post(f"{self.number}/messages", addressed)
        except Refusal as refusal:
            self.throughput.slow_down(TOO_FAST.get(refusal.code or 0, 0))
            raise
        return named(answer)

    def _said(self, reply: Reply) -> Words:
        return self.words.get(reply.language) or next(iter(self.words.values()))


def named(answer: Message) -> str:
    """WhatsApp's id of a message that it has taken. Raises ChannelError where the answer makes no sense."""
    try:
        id = answer["messages"][0]["id"]
    except (KeyError, IndexError, TypeError):
        id = None
    if not isinstance(id, str):
        raise ChannelError("unsure", "an answer that makes no sense")
    return id
