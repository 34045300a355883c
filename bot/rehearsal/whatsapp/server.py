"""A stand-in of the WhatsApp Cloud API over HTTP on this machine: starts, stops, gives people to play.

async with FakeWhatsApp() as fake:
    await fake.subscribe("http://127.0.0.1:8080/whatsapp/webhook")
    chat = fake.person(7)
    await chat.says("halo")
    print((await chat.next()).text)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.rehearsal.telegram.wire import cut
from bot.rehearsal.whatsapp import payloads, people
from bot.rehearsal.whatsapp.account import Account
from bot.rehearsal.whatsapp.answers import Json, as_error
from bot.rehearsal.whatsapp.bills import Bills
from bot.rehearsal.whatsapp.checks import check
from bot.rehearsal.whatsapp.delivery import Delivery, Manner
from bot.rehearsal.whatsapp.front import Front
from bot.rehearsal.whatsapp.gates import Gates, Limits
from bot.rehearsal.whatsapp.nasty import Nasty, Order, Trouble, Troubles
from bot.rehearsal.whatsapp.payloads import Event
from bot.rehearsal.whatsapp.people import Person
from bot.rehearsal.whatsapp.rooms import BotMessage
from bot.rehearsal.whatsapp.seat import Seat
from bot.rehearsal.whatsapp.statuses import Statuses
from bot.rehearsal.whatsapp.submissions import decide
from bot.rehearsal.whatsapp.templates import Template
from bot.rehearsal.whatsapp.world import Called, World

HOST = "127.0.0.1"
PATIENCE_SECONDS = 0.5


class FakeWhatsApp:
    """The stand-in. The bot calls `{url}/v26.0/{number}/messages` and the like, with the token of `account`.

    `now` gives seconds since 1970: windows, links and bills go by it.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        now: Callable[[], float] = time.time,
        account: Account | None = None,
        limits: Limits | None = None,
        nasty: Nasty | None = None,
        manner: Manner | None = None,
    ) -> None:
        self.account = account or Account()
        self._port = port
        self._world = World(self.account, now, Gates(limits or Limits()))
        self._troubles = Troubles(nasty or Nasty())
        self.delivery = Delivery(self.account, self._troubles, manner or Manner())
        self.statuses = Statuses(self._world, self.delivery.feed)
        self._seats: dict[int, Seat] = {}

    async def start(self) -> None:
        """Opens the port."""
        self._front = Front(self._world, self._troubles)
        server = web.Server(self._front.handle, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=PATIENCE_SECONDS)
        await self._runner.setup()
        await self._listen()

    async def stop(self) -> None:
        """Ends what hangs and closes the port."""
        self._front.closing.set()
        await self.delivery.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _listen(self) -> None:
        self._site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await self._site.start()
        self._port = self._site.port
        self._world.media.base = self.url

    @property
    def url(self) -> str:
        """The address to give to the bot, without a slash at its end."""
        return f"http://{HOST}:{self._port}"

    # Webhooks

    async def subscribe(self, url: str) -> None:
        """Sets the webhook up as the app's dashboard does: asks once whether the bot knows the word, then
        posts there what happens. Raises AssertionError where it does not.
        """
        if not await self.delivery.verify(url, self.account.verify_token):
            raise AssertionError(f"{url} does not answer as a webhook has to")
        self.serve_webhook_at(url)

    def serve_webhook_at(self, url: str) -> None:
        """Posts there what happens, and all that waits; nobody is asked."""
        self.delivery.serve(url)

    def inject(self, value: Json, field: str = "messages") -> None:
        """Posts a change whose value was written by hand."""
        self.delivery.feed(Event(value, "by hand", field))

    def expect(self, *messages: Json) -> None:
        """Makes messages known that are brought to the bot in another way, and who wrote them."""
        for message in messages:
            self._world.learn(message)

    def complain(self, code: int) -> None:
        """Posts an error of the account or the number, about no message."""
        self.delivery.feed(payloads.trouble(self.account, as_error(code)))

    async def replay(self, which: int = -1) -> int:
        """Posts a body that was taken before once more; the status."""
        return await self.delivery.post(self.delivery.taken[which])

    # People

    def person(self, number: int, name: str = "Siti", who: Person | None = None) -> Seat:
        """The chat of an invented person, who has not written yet. `who`: somebody of one's own making."""
        if number not in self._seats:
            room = self._world.open(who or people.person(number, name))
            self._seats[number] = Seat(self._world, self.delivery.feed, self.statuses, room)
        return self._seats[number]

    # What goes wrong

    def switch(self, nasty: Nasty) -> None:
        """Other nastiness from now on."""
        self._troubles.switch(nasty)

    def order(
        self, what: Trouble | int, times: int = 1, *, name: str | None = "messages", to: str | None = None
    ) -> None:
        """The next `times` calls (of this name, to this phone or id) get this trouble, or this code."""
        self._troubles.orders.append(Order(what, times, name, to))

    def fail(self, code: int, times: int = 1) -> None:
        """The next messages are taken and turn out to have failed, with this code."""
        self.statuses.failing += [code] * times

    async def down(self) -> None:
        """Closes the port and cuts every connection; webhooks wait."""
        await self._site.stop()
        self.delivery.paused = True
        for protocol in self._runner.server.connections if self._runner.server else []:
            if protocol.transport is not None:
                cut(protocol.transport)

    async def up(self) -> None:
        """Opens the port again."""
        self.delivery.paused = False
        await self._listen()

    def template(self, template: Template) -> None:
        """The business has this template, in place of one of the same name and language."""
        self._world.templates.put(template)

    def decide(self, name: str, status: str = "APPROVED", language: str = "id") -> None:
        """Meta's reviewers say something of a template that was handed in. Raises KeyError."""
        self.delivery.feed(decide(self._world, name, language, status))

    # What came of it

    @property
    def sent(self) -> list[BotMessage]:
        """All that the bot sent, in order."""
        return self._world.sent

    @property
    def said(self) -> list[str]:
        """The ids of all messages that people wrote."""
        return [wamid for room in self._world.rooms for wamid in room.known]

    @property
    def bills(self) -> Bills:
        """What was delivered, and what of it costs."""
        return self._world.bills

    @property
    def calls(self) -> list[Called]:
        """All calls of the bot, in order, refused ones too."""
        return self._world.calls

    @property
    def counts(self) -> dict[str, int]:
        """How many calls there were, by name, and by the error's code or the status where it was not 200."""
        return dict(self._world.counts)

    @property
    def violations(self) -> list[str]:
        """The rules of the Cloud API that the bot broke, one line each."""
        return self._world.violations

    def assert_clean(self) -> None:
        """Raises AssertionError with every rule that the bot broke."""
        if self.violations:
            raise AssertionError("the bot broke rules of the Cloud API:\n" + "\n".join(self.violations))

    def check(self, params: Json) -> None:
        """Raises Refused (bot.rehearsal.whatsapp.answers) where such a call of /messages would be refused."""
        check(self._world, params)
