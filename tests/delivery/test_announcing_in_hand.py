"""An announcement that waits to be sent, while Telegram refuses: whether it still may go is asked when it goes.

Telegram is the strict stand-in, over real HTTP; it answers every message with 429, or with 500 and 502, for a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.announcing import announce
from bot.announcing_people import look
from bot.conversation.messages import Said
from bot.delivery.channel import Channel, Inbound
from bot.rehearsal.telegram import TOKEN, FakeTelegram, Nasty
from bot.settings import Bare
from rules.announcements import measures
from rules.records import Event
from storage import chats, people, registrations
from storage.open import open_database
from storage.outbox import BROADCAST
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.announcing import FAST, act, died, furnished, nik, now, totals, written
from tests.delivery.desk import ROWS, Clock, play
from tests.delivery.house import KEY, House

MANY, HOUR = 3, 3600 * 1000
SENDING = frozenset({"sendMessage"})
FULL, BROKEN, WELL = Nasty(flood=1, methods=SENDING), Nasty(broken=1, burst=3, methods=SENDING), Nasty()
LIKE_THE_FILE = replace(measures(), rate=FAST.rate)


class OnTelegram(House):
    """With Telegram's own channel; only what sends is at work."""

    @property
    def channels(self) -> list[Channel]:
        return [self.telegram]


@dataclass
class Line:
    """The program and Telegram."""

    bot: OnTelegram
    fake: FakeTelegram

    async def in_hand(self) -> int:
        """An announcement that is on its way to everybody, and that Telegram has refused each of them."""
        id = await written(self.bot)
        await announce(self.bot, FAST)
        assert await act(self.bot, id, "send")
        await announce(self.bot, FAST)
        await self.refused(MANY)
        assert await self.waiting() == MANY
        return id

    async def refused(self, many: int) -> None:
        """Until so many sends more were refused."""
        until = len(self.refusals) + many
        while len(self.refusals) < until:
            await asyncio.sleep(0.01)

    @property
    def refusals(self) -> list[int]:
        return [called.code for called in self.fake.calls if called.code >= 429]

    async def waiting(self) -> int:
        rows = await self.bot.database.read(lambda tx: tx.all(ROWS))
        return sum(row["priority"] == BROADCAST and row["state"] == "waiting" for row in rows)

    async def well_again(self, id: int) -> dict[str, int]:
        """Telegram takes everything again, and nothing waits any more: what has come of it."""
        self.fake.switch(WELL)
        while not await self.bot.nothing_waits():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        await look(self.bot, await now(self.bot, id))
        return await totals(self.bot, id)

    def told(self) -> list[int]:
        """Who has got the announcement, each time."""
        return sorted(
            called.params["chat_id"]
            for called in self.fake.calls
            if called.code == 200 and "Pengumuman dari" in str(called.params.get("text"))
        )

    async def says(self, address: str, text: str) -> None:
        await self.bot.inbox.receive(Inbound("telegram", f"{address}:{text}", address, Said(text)))

    def at(self, hour: int) -> None:
        """The clock is put forward until it is that hour in the city."""
        local = self.bot.local(self.bot.clock())
        self.bot.ticking.ahead += ((hour - local.hour) % 24) * HOUR - local.minute * 60_000


def on_telegram(url: str, folder: Path, act: Callable[[Line], Awaitable[None]], nasty: Nasty = FULL) -> None:
    async def run() -> None:
        async with FakeTelegram(nasty=nasty) as fake:
            settings = Bare(
                database_url=url, data_dir=folder, data_key=SecretStr(KEY), timezone="Asia/Makassar",
                telegram_token=SecretStr(TOKEN), telegram_api_url=fake.url,
            )  # fmt: skip
            bot = OnTelegram(settings, await open_database(url), VAULT, Clock(), announcing=LIKE_THE_FILE)
            for number in range(1, MANY + 1):
                fake.person(number)
            line = Line(bot, fake)
            line.at(12)
            try:
                await furnished(bot, MANY, "telegram")
                bot.run_sender()
                await act(line)
            finally:
                await bot.stop()

    play(run())


@pytest.mark.parametrize("nasty", [FULL, BROKEN], ids=["full", "broken"])
def test_what_an_officer_stops_meanwhile_reaches_nobody(
    database_url: str, tmp_path: Path, nasty: Nasty
) -> None:
    async def played(line: Line) -> None:
        id = await line.in_hand()
        assert await act(line.bot, id, "stop")
        await announce(line.bot, FAST)
        assert await line.well_again(id) == {"waiting": MANY}
        assert line.told() == [] and (await now(line.bot, id)).state == "stopped"

    on_telegram(database_url, tmp_path, played, nasty)


def test_who_says_stop_meanwhile_gets_none_and_the_others_get_theirs(
    database_url: str, tmp_path: Path
) -> None:
    async def played(line: Line) -> None:
        id = await line.in_hand()
        await line.says("2", "STOP")
        assert await line.well_again(id) == {"stopped": 1, "sent": MANY - 1}
        assert line.told() == [1, 3]

    on_telegram(database_url, tmp_path, played)


def test_the_family_of_who_dies_meanwhile_and_who_withdraws_get_none(
    database_url: str, tmp_path: Path
) -> None:
    async def played(line: Line) -> None:
        def happened(tx: Tx) -> None:
            died(tx, 1)
            person = people.by_nik(tx, VAULT, nik(2))
            assert person
            one = registrations.of_person(tx, VAULT, person.id)[0]
            registrations.happen(tx, VAULT, one, Event("withdrawn", 0, "person"), None)

        id = await line.in_hand()
        await line.bot.database.run(happened)
        assert await line.well_again(id) == {"left_out": 2, "sent": 1}
        assert line.told() == [3]

    on_telegram(database_url, tmp_path, played)


def test_what_is_paused_meanwhile_waits_and_goes_once_when_it_goes_on(
    database_url: str, tmp_path: Path
) -> None:
    async def played(line: Line) -> None:
        id = await written(line.bot)
        await announce(line.bot, FAST)
        assert await act(line.bot, id, "send")
        slow = replace(FAST, rate=replace(FAST.rate, wave=2, waiting=2))
        await announce(line.bot, slow)
        await line.refused(2)
        assert await act(line.bot, id, "pause")
        assert await line.well_again(id) == {"waiting": MANY} and line.told() == []
        assert await act(line.bot, id, "continue")
        await announce(line.bot, FAST)
        assert await line.well_again(id) == {"sent": MANY}
        assert line.told() == [1, 2, 3] and (await now(line.bot, id)).state == "done"

    on_telegram(database_url, tmp_path, played)


def test_what_is_still_in_hand_at_night_waits_for_the_morning_and_goes_once(
    database_url: str, tmp_path: Path
) -> None:
    async def played(line: Line) -> None:
        id = await line.in_hand()
        assert (await now(line.bot, id)).state == "done"
        line.at(23)
        assert await line.well_again(id) == {"waiting": MANY}
        await announce(line.bot, LIKE_THE_FILE)
        assert line.told() == [] and (await now(line.bot, id)).state == "sending"
        line.at(7)
        await announce(line.bot, LIKE_THE_FILE)
        assert await line.well_again(id) == {"sent": MANY}
        assert line.told() == [1, 2, 3] and (await now(line.bot, id)).state == "done"

    on_telegram(database_url, tmp_path, played)


def test_who_writes_at_night_is_awake(database_url: str, tmp_path: Path) -> None:
    async def played(line: Line) -> None:
        id = await line.in_hand()
        line.at(23)
        await line.says("2", "halo")
        assert await line.well_again(id) == {"waiting": MANY - 1, "sent": 1}
        assert line.told() == [2]

    on_telegram(database_url, tmp_path, played)


def test_of_a_chat_that_speaks_for_two_one_may_be_left_out(database_url: str, tmp_path: Path) -> None:
    async def played(line: Line) -> None:
        def together(tx: Tx) -> None:
            first = people.by_nik(tx, VAULT, nik(1))
            assert first
            people.unlink_all(tx, first.id)
            chat = chats.enter(tx, VAULT, "telegram", "2", 0, "id").id
            people.link(tx, chat, first.id, "helper", 0)

        await line.bot.database.run(together)
        id = await written(line.bot)
        await announce(line.bot, FAST)
        assert await act(line.bot, id, "send")
        await announce(line.bot, FAST)
        await line.refused(2)
        await line.bot.database.run(lambda tx: died(tx, 1))
        assert await line.well_again(id) == {"left_out": 1, "sent": 2}
        assert line.told() == [2, 3]

    on_telegram(database_url, tmp_path, played)
