"""WhatsApp at its worst: twice, batched, out of order, refusing, silent, lying, away. The same dialogues come
out, nobody is told anything twice.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.rehearsal.whatsapp import FakeWhatsApp, Manner, Nasty, Trouble
from tests.chaos.people import workers
from tests.chaos.performance import Heard
from tests.chaos.process import Bot
from tests.chaos.records import count, rows
from tests.chaos.whatsapp_dialogue import dialogues
from tests.chaos.whatsapp_performance import (
    FAST,
    Performance,
    assert_log_is_clean,
    perform,
    settled,
    subscribed,
    together,
    whatsapp,
)

FEW = workers(12)
SENDING = frozenset({"messages"})


def played(folder: Path, wanted: Heard, nasty: Nasty, manner: Manner | None = None) -> Performance:
    """The few play while this goes wrong; nobody heard anything twice."""
    performance = asyncio.run(perform(folder, FEW, nasty=nasty, manner=manner))
    performance.assert_like(wanted)
    assert performance.repeats == 0
    performance.assert_each_registered_once()
    return performance


@pytest.mark.parametrize("batch", [1, 30])
def test_webhooks_that_come_twice_late_and_many_at_once_make_the_same_dialogues(
    batch: int, furnished: Path, heard_in_peace: Heard
) -> None:
    nasty = Nasty(twice=1, reorder=0.5)
    played(furnished, heard_in_peace, nasty, Manner(batch=batch)).assert_nothing_left()


def test_what_whatsapp_refuses_for_a_while_is_sent_later_and_once(
    furnished: Path, heard_in_peace: Heard
) -> None:
    nasty = Nasty(seed=3, flood=0.01, broken=0.02, names=SENDING)
    performance = played(furnished, heard_in_peace, nasty)
    assert {called.status for called in performance.fake.calls} >= {200, 429, 500}
    performance.assert_nothing_left()


def test_an_answer_that_got_lost_is_settled_by_what_is_reported_and_not_sent_again(
    furnished: Path, heard_in_peace: Heard
) -> None:
    nasty = Nasty(seed=5, silent=0.02, garbage=0.02, hang_seconds=0.2, names=SENDING)
    performance = played(furnished, heard_in_peace, nasty)
    assert count(performance.url, "outbox") == len(performance.fake.sent)
    performance.assert_nothing_left()


def test_one_whose_pair_is_limited_keeps_no_other_waiting(furnished: Path, heard_in_peace: Heard) -> None:
    async def scene() -> None:
        async with FakeWhatsApp(limits=FAST) as fake, Bot(furnished, whatsapp(fake)) as bot:
            await subscribed(fake, bot)
            [limited], others = dialogues(fake, FEW[:1]), dialogues(fake, FEW[1:])
            fake.order(131056, times=1000, to=limited.seat.person.user_id)
            began = time.monotonic()
            await limited.says("halo")
            await together(others)
            assert (
                fake.counts["messages 131056"] <= 2 + (time.monotonic() - began) / 12
            )  # WhatsApp is asked again so often
            for other in others:
                assert other.heard == heard_in_peace[other.worker.habit]

    asyncio.run(scene())


def test_the_dialogues_go_on_after_whatsapp_was_away(furnished: Path, heard_in_peace: Heard) -> None:
    async def scene() -> None:
        async with FakeWhatsApp(limits=FAST) as fake, Bot(furnished, whatsapp(fake)) as bot:
            await subscribed(fake, bot)
            talking = dialogues(fake, FEW[:4])
            for one in talking:
                fake.order(Trouble.FLOOD, to=one.seat.person.user_id)
            await asyncio.gather(*(one.says("halo") for one in talking))
            while fake.counts.get("messages 130429", 0) < len(talking):
                await asyncio.sleep(0.01)
            await fake.down()
            await asyncio.gather(*(one.says("sampai sini") for one in talking))
            await asyncio.sleep(1.5)
            await fake.up()
            for one in talking:
                assert await one.hears() == heard_in_peace[one.worker.habit][0]
                await one.hears()
            await settled(fake)
            assert bot.log.count("cannot be reached") <= 4, bot.log
            assert await bot.stop() == 0
            states = rows(bot.database, "SELECT state, count(*) FROM outbox GROUP BY state")
            assert states == [("read", 2 * len(talking))]
            assert_log_is_clean(bot.log, FEW)

    asyncio.run(scene())


def test_a_token_that_expires_is_told_to_the_operator_once_and_nothing_is_lost(furnished: Path) -> None:
    async def scene() -> None:
        async with FakeWhatsApp(limits=FAST) as fake, Bot(furnished, whatsapp(fake)) as bot:
            await subscribed(fake, bot)
            fake.account.expired = True
            talking = dialogues(fake, FEW[:4])
            await asyncio.gather(*(one.says("halo") for one in talking))
            while count(bot.database, "outbox") < len(talking):
                await asyncio.sleep(0.02)
            while "PAYUNG_WHATSAPP_TOKEN" not in bot.log:
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.5)
            assert bot.log.count("PAYUNG_WHATSAPP_TOKEN") == 1, bot.log
            waiting = rows(bot.database, "SELECT DISTINCT state FROM outbox")
            assert waiting == [("waiting",)]
            assert await bot.stop() == 0
            fake.account.expired = False
            await bot.start()
            await bot.ready()
            for one in talking:
                await one.hears()
            assert_log_is_clean(bot.log, FEW)

    asyncio.run(scene())
