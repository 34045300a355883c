"""Is all set up at Meta's end? Asked for by the operator, one request after the other.

What is found is a key of the operators' words with what it mentions; the sentences are not known here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.channels.whatsapp_errors import TOKEN
from bot.channels.whatsapp_graph import Graph, Refusal
from bot.channels.whatsapp_templates import Wanted
from bot.delivery.channel import ChannelError

NUMBER_FIELDS = "display_phone_number,verified_name,quality_rating,status,webhook_configuration"
TEMPLATE_FIELDS = "name,language,status,components"
PAGE = "100"
CONNECTED, PUBLISHED = "CONNECTED", "PUBLISHED"
APPROVED, MISSING, DIFFERS = "approved", "missing", "differs"
Json = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """Something that is missing: `name` is the sentence's, `details` what it mentions."""

    name: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Compared:
    """A template and how it stands at Meta: approved, missing, differs, or Meta's own word (pending ...)."""

    wanted: Wanted
    state: str


class _Webhook(msgspec.Struct):
    application: str = ""


class _Number(msgspec.Struct):
    status: str = CONNECTED
    quality_rating: str = ""
    webhook_configuration: _Webhook = msgspec.field(default_factory=_Webhook)


@dataclass(frozen=True)
class Checkup:
    """`number` and `account` are the ids of both at Meta; `public_url` is where we are reached."""

    graph: Graph
    number: str
    account: str
    public_url: str
    flow: str = ""

    async def findings(self, wanted: Sequence[Wanted]) -> AsyncIterator[Finding]:
        """All that is missing, the worst first. Where Meta does not answer nothing more is asked."""
        if not self.public_url.startswith("https://"):
            yield Finding("public_url", {"url": self.public_url})
        if not self.account:
            yield Finding("account")
        try:
            async for finding in self._at_meta(wanted):
                yield finding
        except Refusal as refusal:
            yield Finding("token" if refusal.tell == TOKEN else "refused", {"problem": refusal.problem})
        except ChannelError as error:
            yield Finding("unreachable", {"problem": error.problem})

    async def _at_meta(self, wanted: Sequence[Wanted]) -> AsyncIterator[Finding]:
        for finding in self._of_number(await self._asked(self.number, NUMBER_FIELDS)):
            yield finding
        if self.account:
            for name in await self._of_account():
                yield Finding(name)
            compared = await self.compared(wanted)
            if lacking := sum(one.state != APPROVED for one in compared):
                yield Finding("templates", {"count": str(lacking), "all": str(len(compared))})
        if self.flow and (await self._asked(self.flow, "status") or {}).get("status") != PUBLISHED:
            yield Finding("flow", {"flow": self.flow})

    def _of_number(self, told: Json | None) -> list[Finding]:
        if told is None:
            return [Finding("number", {"number": self.number})]
        number = msgspec.convert(told, _Number)
        found = []
        if number.status != CONNECTED:
            found.append(Finding("disconnected", {"status": number.status}))
        if number.quality_rating == "RED":
            found.append(Finding("quality"))
        wanted, there = f"{self.public_url}/whatsapp/webhook", number.webhook_configuration.application
        if there != wanted:
            found.append(Finding("webhook", {"url": wanted, "there": there or "-"}))
        return found

    async def _of_account(self) -> list[str]:
        told = await self._asked(f"{self.account}/subscribed_apps")
        return [] if told and told.get("data") else ["unsubscribed"]

    async def compared(self, wanted: Sequence[Wanted]) -> list[Compared]:
        """How every template stands at Meta. Raises ChannelError."""
        known: dict[tuple[str, str], Json] = {}
        after: dict[str, str] = {}
        while True:
            told = await self.graph.get(
                f"{self.account}/message_templates", fields=TEMPLATE_FIELDS, limit=PAGE, **after
            )
            known |= {(str(one.get("name")), str(one.get("language"))): one for one in told.get("data", ())}
            paging = told.get("paging", {})
            if "next" not in paging:
                return [Compared(one, state(one, known.get((one.name, one.language)))) for one in wanted]
            after = {"after": paging["cursors"]["after"]}

    async def submit(self, wanted: Wanted) -> None:
        """Hand a template in for approval. Raises ChannelError."""
        await self.graph.post(f"{self.account}/message_templates", wanted.submitted)

    async def _asked(self, node: str, fields: str = "") -> Json | None:
        """What a node says of itself; None where there is no such node for this token."""
        try:
            return await self.graph.get(node, **({"fields": fields} if fields else {}))
        except Refusal as refusal:
            if refusal.code == 100:
                return None
            raise


def state(wanted: Wanted, there: Json | None) -> str:
    """How a template stands: what Meta has under its name, and whether it says the same."""
    if there is None:
        return MISSING
    parts = {part.get("type"): part for part in there.get("components", ())}
    body = parts.get("BODY", {}).get("text")
    buttons = [button.get("text") for button in parts.get("BUTTONS", {}).get("buttons", ())]
    if (body, buttons) != (wanted.body, [wanted.button]):
        return DIFFERS
    return str(there.get("status", "")).lower()
