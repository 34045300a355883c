"""A stand-in of the Telegram Bot API over HTTP on this machine: starts, stops, gives people to play.

async with FakeTelegram() as fake:
    chat = fake.person(7)
    await chat.says("halo")
    print((await chat.next()).text)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.checks import check
from bot.rehearsal.telegram.control import Control, stats
from bot.rehearsal.telegram.delivery import Delivery, Manner
from bot.rehearsal.telegram.front import Front, Watcher
from bot.rehearsal.telegram.group import Group
from bot.rehearsal.telegram.inflow import Inflow
from bot.rehearsal.telegram.nasty import Nasty, Trouble, Troubles
from bot.rehearsal.telegram.pending import Pending
from bot.rehearsal.telegram.person import Seat
from bot.rehearsal.telegram.polling import Polling
from bot.rehearsal.telegram.record import Recorder
from bot.rehearsal.telegram.rooms import BotMessage
from bot.rehearsal.telegram.updates import Person
from bot.rehearsal.telegram.wire import cut
from bot.rehearsal.telegram.world import Called, Tap, World

TOKEN = "123456:TEST-abcdefghijklmnopqrstuvwxyz0123456"
HOST = "127.0.0.1"
PATIENCE_SECONDS = 0.5


class FakeTelegram:
    """The stand-in. The bot calls `{url}/bot{token}/{method}` and fetches `{url}/file/bot{token}/{path}`.

    strict=False checks and keeps nothing of a sendMessage, for measuring. `now` gives seconds since 1970.
    `record`: a file that every call is appended to. `first_update_id`: above all that the bot has seen.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        port: int = 0,
        strict: bool = True,
        now: Callable[[], float] = time.time,
        nasty: Nasty | None = None,
        manner: Manner | None = None,
        record: Path | None = None,
        first_update_id: int = 1,
    ) -> None:
        self.token = token
        self._port = port
        self._world = World(token, now)
        self._troubles = Troubles(nasty or Nasty())
        self._pending = Pending(first_update_id, now)
        self._inflow = Inflow(self._world, self._pending, self._troubles)
        self._manner = manner or Manner()
        self._strict = strict
        self._record = record
        self._seats: dict[Person, Seat] = {}

    async def start(self) -> None:
        """Opens the port."""
        self._polling = Polling(self._pending, lambda: self._delivery.hook is not None)
        recorder = Recorder(self._record) if self._record else None
        self._front = Front(self._world, self._troubles, self._polling, self._strict, recorder=recorder)
        self._delivery = Delivery(self._world, self._pending, self._troubles, self._front.carry, self._manner)
        self._front.hooks |= self._delivery.methods
        self._control = Control(self._world, self._pending, self._troubles, self._inflow)
        self._runner = web.ServerRunner(
            web.Server(self._handle, access_log=None), shutdown_timeout=PATIENCE_SECONDS
        )
        await self._runner.setup()
        await self._listen()

    async def stop(self) -> None:
        """Ends what hangs and closes the port."""
        self._front.closing.set()
        self._polling.close()
        await self._delivery.close()
        await self._runner.cleanup()
        if self._front.recorder:
            self._front.recorder.close()

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

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith("/control/"):
            return await self._control.handle(request)
        return await self._front.handle(request)

    @property
    def url(self) -> str:
        """The address to give to the bot, without a slash at its end."""
        return f"http://{HOST}:{self._port}"

    def person(self, number: int, first_name: str = "Siti", language_code: str = "id") -> Seat:
        """The private chat of a person who has opened it before."""
        person = Person(number, first_name, language_code)
        room = self._world.open(person.private_chat)
        return self._seats.setdefault(person, Seat(self._world, self._inflow.inject, room, person))

    def group(self, number: int, title: str = "Desa Sukamaju", kind: str = "group") -> Group:
        """A group (number below 0) that the bot is in; kind is group or supergroup."""
        room = self._world.open({"id": number, "title": title, "type": kind})
        return Group(self._world, self._inflow.inject, room)

    def inject(self, update: Json) -> None:
        """Delivers an update written by hand, or one of `updates` again; without an id it gets the next."""
        self._inflow.inject(update)

    def expect(self, update: Json) -> None:
        """Makes the chat of an update known that is brought to the bot in another way."""
        self._world.learn(update)

    def next_update_id(self) -> int:
        """A number for an update that is brought to the bot in another way."""
        return self._pending.next_id()

    def switch(self, nasty: Nasty) -> None:
        """Other nastiness from now on."""
        self._troubles.switch(nasty)

    def order(
        self, trouble: Trouble, times: int = 1, *, method: str | None = None, chat_id: int | None = None
    ) -> None:
        """The next `times` calls (of this method, to this chat) get this trouble."""
        self._troubles.order(trouble, times, method, chat_id)

    async def down(self) -> None:
        """Closes the port and cuts every connection; updates wait."""
        await self._site.stop()
        self._delivery.paused = True
        for protocol in self._runner.server.connections if self._runner.server else []:
            if protocol.transport is not None:
                cut(protocol.transport)

    async def up(self) -> None:
        """Opens the port again."""
        self._delivery.paused = False
        await self._listen()

    def serve_webhook_at(self, here: str) -> None:
        """Posts updates to `here` ("http://127.0.0.1:8080") where the webhook is on another machine."""
        self._delivery.here = here

    def watch(self, watcher: Watcher) -> None:
        """Calls `watcher(chat_id)` for each message of the bot that was taken."""
        self._front.watchers.append(watcher)

    @property
    def sent(self) -> list[BotMessage]:
        """All that the bot sent, in order, as it was when it was sent."""
        return self._world.sent

    @property
    def updates(self) -> list[Json]:
        """All updates sent on their way to the bot, in order, with their ids."""
        return self._world.updates

    @property
    def calls(self) -> list[Called]:
        """All calls of the bot but getUpdates, in order, refused ones too (code 0: connection reset)."""
        return self._world.calls

    @property
    def violations(self) -> list[str]:
        """The rules of the Bot API that the bot broke, one line each."""
        return self._world.violations

    def assert_clean(self) -> None:
        """Raises AssertionError with every rule that the bot broke."""
        if self.violations:
            raise AssertionError("the bot broke rules of the Bot API:\n" + "\n".join(self.violations))

    def check(self, method: str, params: Json) -> None:
        """Raises Refused (bot.rehearsal.telegram.answers) where such a call would be refused."""
        check(self._world, method, params)

    @property
    def commands(self) -> dict[str, list[Json]]:
        """The commands that were set, by their scope and language as JSON."""
        return self._world.commands

    @property
    def unanswered(self) -> list[str]:
        """The ids of the taps that the bot has not answered."""
        return [number for number, tap in self._world.taps.items() if not tap.answered]

    @property
    def taps(self) -> dict[str, Tap]:
        """All taps by their id."""
        return self._world.taps

    @property
    def waiting(self) -> list[int]:
        """The ids of the updates that the bot has not taken yet."""
        return sorted(self._pending.held)

    @property
    def polled(self) -> bool:
        """Does a poll wait for updates now?"""
        return self._polling.waiting > 0

    @property
    def confirmed(self) -> int:
        """The highest update_id that the bot will not be given again."""
        return self._pending.confirmed

    def stats(self) -> Json:
        """Counts of everything, as /control/stats gives them."""
        return stats(self._world, self._pending)
