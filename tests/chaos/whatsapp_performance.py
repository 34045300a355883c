"""One performance on WhatsApp: a bot as a process, a stand-in of the Cloud API, people, and what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.rehearsal.whatsapp import (
    ACCOUNT_ID,
    APP_SECRET,
    NUMBER_ID,
    TOKEN,
    VERIFY_TOKEN,
    FakeWhatsApp,
    Limits,
    Manner,
    Nasty,
)
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.people import Worker
from tests.chaos.performance import Heard
from tests.chaos.process import Bot, ManyLives, sqlite_url
from tests.chaos.records import OF_EACH_CHAT, ONE_OF_EACH, count, rows, same
from tests.chaos.whatsapp_dialogue import Dialogue, dialogues

Meanwhile = Callable[[Bot, FakeWhatsApp], Awaitable[None]]
FAST = Limits(pair_burst=100_000, per_second=100_000)  # the people here read fast
SETTLED = 300.0


class ManyWhatsAppLives(ManyLives):
    """A bot whose lives are forked from a process that has WhatsApp imported."""

    serve = ("-m", "tests.chaos.whatsapp_nursery")


@dataclass(frozen=True, repr=False)
class Performance:
    """How it went. `lives` of the bot; `code` of its last exit; `url` of its database."""

    played: Sequence[Dialogue]
    fake: FakeWhatsApp
    url: str
    log: str
    lives: int
    code: int

    @property
    def heard(self) -> Heard:
        """What people of each habit heard, repeats left out."""
        return {dialogue.worker.habit: dialogue.heard for dialogue in self.played}

    @property
    def repeats(self) -> int:
        return sum(dialogue.repeats for dialogue in self.played)

    def assert_like(self, undisturbed: Heard) -> None:
        """The same dialogues, nothing after them, no rule of the Cloud API broken, a clean end and log."""
        differ = [first_difference(dialogue, undisturbed[dialogue.worker.habit]) for dialogue in self.played]
        assert not any(differ), "\n".join([difference for difference in differ if difference][:3])
        late = [message for dialogue in self.played for message in dialogue.late()]
        assert not late, late[:3]
        self.fake.assert_clean()
        assert self.code == 0, f"exit code {self.code}: {self.log[-2000:]}"
        assert_log_is_clean(self.log, [dialogue.worker for dialogue in self.played])

    def assert_each_registered_once(self) -> None:
        """Every person has one registration, one consent of each kind, one photo."""
        found = {address: tuple(counts) for address, *counts in rows(self.url, OF_EACH_CHAT)}
        wanted = {dialogue.seat.person.user_id: ONE_OF_EACH for dialogue in self.played}
        same("what each chat has", found.items(), wanted.items())
        same("how many registrations there are", [count(self.url, "registrations")], [len(self.played)])

    def assert_nothing_left(self) -> None:
        """Every message was handled once and answered once, and every answer is known to have been read."""
        keys = [key for (key,) in rows(self.url, "SELECT key FROM inbox WHERE channel = 'whatsapp'")]
        same("the messages that were handled", keys, self.fake.said)
        same("the events that were not taken", [self.fake.delivery.waiting], [0])
        same("the states in the outbox", rows(self.url, "SELECT DISTINCT state FROM outbox"), [("read",)])
        same("how many replies there are", [count(self.url, "outbox")], [len(keys)])
        same("how many messages are in quarantine", [count(self.url, "quarantine")], [0])


def first_difference(dialogue: Dialogue, wanted: Sequence[str]) -> str | None:
    """Where two dialogues part, short enough to read."""
    for number, (heard, want) in enumerate(zip(dialogue.heard, wanted, strict=True)):
        if heard != want:
            said = dialogue.worker.script[number]
            return f"person {dialogue.worker.number} said {said} and heard {heard!r}, not {want!r}"
    return None


def assert_log_is_clean(log: str, people: Sequence[Worker] = ()) -> None:
    """Nothing personal, none of WhatsApp's secrets, no traceback."""
    assert_nothing_personal(log, people)
    assert not [secret for secret in (TOKEN, APP_SECRET, VERIFY_TOKEN, "wamid.") if secret in log]


def whatsapp(fake: FakeWhatsApp) -> dict[str, object]:
    """What the settings have to say for this stand-in."""
    return {
        "whatsapp_token": TOKEN,
        "whatsapp_phone_number_id": NUMBER_ID,
        "whatsapp_business_account_id": ACCOUNT_ID,
        "whatsapp_app_secret": APP_SECRET,
        "whatsapp_verify_token": VERIFY_TOKEN,
        "whatsapp_api_url": fake.url,
        "whatsapp_chat_pace": 1000,
        "whatsapp_pace": 1000,
    }


async def subscribed(fake: FakeWhatsApp, bot: Bot) -> None:
    """The bot is ready, and hears of what people write; one that dies meanwhile is asked again."""
    subscribing = True
    while subscribing:
        await bot.ready()
        with suppress(aiohttp.ClientError):
            await fake.subscribe(f"{bot.url}/whatsapp/webhook")
            subscribing = False


async def perform(
    folder: Path,
    people: Sequence[Worker],
    *,
    url: str = "",
    nasty: Nasty | None = None,
    manner: Manner | None = None,
    meanwhile: Meanwhile | None = None,
    kind: type[Bot] = Bot,
    arguments: Sequence[str] = (),
) -> Performance:
    """Let the people play to the end, then stop the bot as an operator would. `url`: another database."""
    database = url or sqlite_url(folder)
    async with FakeWhatsApp(nasty=nasty, manner=manner, limits=FAST) as fake:
        told = whatsapp(fake) | {"database_url": database}
        async with kind(folder, told, arguments) as bot:
            await subscribed(fake, bot)
            played = dialogues(fake, people)
            await together(played, meanwhile(bot, fake) if meanwhile else None)
            await settled(fake)
            code = await bot.stop()
        return Performance(played, fake, database, bot.log, bot.lives, code)


async def together(played: Sequence[Dialogue], meanwhile: Awaitable[None] | None = None) -> None:
    """Play all at once; what happens meanwhile has to have happened by the end."""

    async def happening(it: Awaitable[None]) -> None:
        await it

    async with asyncio.TaskGroup() as group:
        for dialogue in played:
            group.create_task(dialogue.play())
        if meanwhile:
            group.create_task(happening(meanwhile))


async def settled(fake: FakeWhatsApp) -> None:
    """Wait until the bot has taken all that happened. Raises TimeoutError."""
    async with asyncio.timeout(SETTLED):
        while fake.delivery.waiting:
            await asyncio.sleep(0.01)
