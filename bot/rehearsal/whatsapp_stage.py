"""WhatsApp as a stage: the real adapter behind real HTTP, a stand-in of the Cloud API posts to it, each phone
is a person there.
"""

from __future__ import annotations

import asyncio
import mimetypes
import socket
import time
from collections.abc import Sequence
from random import Random
from typing import Any

from bot.app import App
from bot.channels.whatsapp_statuses import TRACKER
from bot.channels.whatsapp_templates import wanted
from bot.channels.whatsapp_updates import NAME, link_text
from bot.commands.serve import Server
from bot.conversation.messages import Reply
from bot.conversation.words import Words
from bot.rehearsal.pictures import bytes_of
from bot.rehearsal.stage import Act, Impossible, Shown
from bot.rehearsal.whatsapp import (
    ACCOUNT_ID,
    APP_SECRET,
    NUMBER_ID,
    TOKEN,
    VERIFY_TOKEN,
    BotMessage,
    FakeWhatsApp,
    Limits,
    Person,
    Seat,
    Template,
)
from bot.rehearsal.whatsapp.payloads import Event, body
from bot.rehearsal.whatsapp_screen import Screen, next_page
from storage import outbox
from storage.outbox import Queued

WAIT = 60.0  # seconds for a reply; mostly it is there at once
START_WAIT = TAKEN_WAIT = 0.005
FAST = Limits(pair_burst=100_000, per_second=100_000)  # the people here read fast
FIRST_PHONE = 6281234567890


class WhatsAppStage:
    """The stand-in and its people stay when the bot restarts."""

    def __init__(self) -> None:
        self._fake = FakeWhatsApp(now=self._now, limits=FAST)
        self._seats: dict[str, Seat] = {}
        self._screens: dict[str, list[Screen]] = {}
        self._last: list[Event] = []
        self._sent: dict[str, str] = {}
        self._app: App | None = None

    def _now(self) -> float:
        """The stand-in keeps the time of the play."""
        return self._app.clock() / 1000 if self._app else time.time()

    async def prepare(self) -> dict[str, Any]:
        await self._fake.start()
        return {
            "whatsapp_token": TOKEN,
            "whatsapp_phone_number_id": NUMBER_ID,
            "whatsapp_business_account_id": ACCOUNT_ID,
            "whatsapp_app_secret": APP_SECRET,
            "whatsapp_verify_token": VERIFY_TOKEN,
            "whatsapp_api_url": self._fake.url,
            "whatsapp_chat_pace": 100_000.0,
            "whatsapp_pace": 100_000.0,
        }

    async def open(self, app: App) -> None:
        self._app = app
        self._approve(app)
        self._socket = socket.socket(proto=socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self._server = Server(app, app.settings)
        self._running = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started:
            await asyncio.sleep(START_WAIT)
        await app.start()
        self._fake.delivery.paused = False
        await self._fake.subscribe(f"http://127.0.0.1:{self._socket.getsockname()[1]}/whatsapp/webhook")

    def _approve(self, app: App) -> None:
        """Meta has approved every template that the bot would hand in."""
        for language in app.languages.values():
            for one in wanted(Words(language, NAME)):
                self._fake.template(Template(one.name, one.body, one.language, buttons=(one.button,)))

    async def close(self) -> None:
        """The bot stops; the people stay."""
        self._fake.delivery.paused = True
        self._server.should_exit = True
        await self._running
        self._socket.close()

    async def end(self) -> None:
        await self._fake.stop()
        self._fake.assert_clean()

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        seat = self._seats.get(phone) or self._seats.setdefault(phone, self._person(phone))
        if again:
            await self._repeat()
            return []
        self._last = []
        before = await self._stored(seat)
        await self._do(seat, phone, act)
        replies = await self._replies(seat) - before  # none while an officer has the chat
        return [await self._next(phone, seat) for _ in range(replies)]

    async def _repeat(self) -> None:
        """The webhooks of the last act come once more. Raises AssertionError where one is not taken."""
        for event in self._last:
            status = await self._fake.delivery.post(body(self._fake.account, [event], Random(0)))
            if status != 200:
                raise AssertionError(f"a webhook that comes again got {status}")

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        seat = self._seats.get(phone)
        own = [one for one in queued if seat and one.address == seat.person.user_id]
        return [await self._heard(phone, seat, one) for one in own] if seat else []

    async def _heard(self, phone: str, seat: Seat, one: Queued) -> Shown:
        """News; whoever has been silent for a day is sent a template first, and taps its button, which is
        answered with the news alone.
        """
        first = await seat.next(WAIT)
        if first.kind == "template":
            await seat.taps(first.titles[0], first)
            first = await seat.next(WAIT)
        return await self._whole(phone, seat, first)

    async def _replies(self, seat: Seat) -> int:
        """How many replies there are once the bot has dealt with all that was sent to it."""
        async with asyncio.timeout(WAIT):
            while self._fake.delivery.waiting:
                await asyncio.sleep(TAKEN_WAIT)
        return await self._stored(seat)

    async def _stored(self, seat: Seat) -> int:
        return len(await self._outbox(seat))

    async def _outbox(self, seat: Seat) -> dict[int, Reply]:
        """All replies to one person by their number."""
        assert self._app is not None
        vault, address = self._app.vault, seat.person.user_id
        found = await self._app.database.read(lambda tx: outbox.after(tx, vault, NAME, address, 0))
        return {row: reply for row, reply, _ in found}

    async def _next(self, phone: str, seat: Seat) -> Shown:
        return await self._whole(phone, seat, await seat.next(WAIT))

    async def _whole(self, phone: str, seat: Seat, first: BotMessage) -> Shown:
        """All messages of a reply: a text after its file, and the other pages of its options, which are
        turned one by one.
        """
        messages = [first]
        if first.tracker is None:
            messages.append(await seat.next(WAIT))
        while more := next_page(messages[-1]):
            await seat.taps(more.id, messages[-1])
            messages.append(await seat.next(WAIT))
        screen = Screen(messages, (await self._outbox(seat))[row_of(messages[-1])])
        self._screens.setdefault(phone, []).append(screen)
        return screen.shown

    def _person(self, phone: str) -> Seat:
        number = ord(phone[0]) - ord("A")
        who = Person(str(FIRST_PHONE + number), f"ID.{9000 + number}")
        seat = self._fake.person(number, who=who)
        post = seat.post

        def kept(event: Event) -> None:
            """Every webhook is kept, so that it can come once more."""
            self._last.append(event)
            post(event)

        seat.post = kept
        return seat

    async def _do(self, seat: Seat, phone: str, act: Act) -> None:
        match act.kind:
            case "text":
                self._sent[phone] = await seat.says(act.value)
            case "tap":
                await self._tap(seat, phone, act)
            case "photo" | "file":
                await self._send_files(seat, act)
            case "contact":
                await seat.shares_contact(None if act.value == "contact" else "6281234500000")
            case "voice":
                await seat.sends_voice()
            case "sticker":
                await seat.sends_sticker()
            case "edit":
                await seat.edits(self._sent[phone], act.value)
            case "link":
                await seat.says(link_text(act.value))
            case _:
                raise Impossible(act.kind)

    async def _send_files(self, seat: Seat, act: Act) -> None:
        """One message each: WhatsApp does not say which files were picked together."""
        for name in act.names:
            if act.kind == "photo":
                await seat.sends_photo(bytes_of(name))
            else:
                mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
                await seat.sends_file(bytes_of(name), name, mime)

    async def _tap(self, seat: Seat, phone: str, act: Act) -> None:
        """An option of the newest reply, on whatever page, or (old) of one before it."""
        screens = self._screens.get(phone, [])
        for screen in reversed(screens[:-1] if act.old else screens[-1:]):
            if await screen.tap(seat, act.value):
                return
        raise LookupError(f"there is no button [{act.value}]")


def row_of(message: BotMessage) -> int:
    """The number of the reply that a message is of. Raises LookupError."""
    found = TRACKER.fullmatch(message.tracker or "")
    if found is None:
        raise LookupError(f"nobody knows which reply this is of: {message.text[:60]}")
    return int(found["row"])
