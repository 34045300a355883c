"""Telegram at its worst: twice, out of order, refusing, silent, lying, away. The same dialogues come out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.rehearsal.telegram import FakeTelegram, Nasty, Trouble
from tests.chaos.dialogue import Dialogue, dialogues
from tests.chaos.people import workers
from tests.chaos.performance import Heard, Performance, perform, telegram, together
from tests.chaos.process import Bot
from tests.chaos.records import assert_each_registered_once, assert_nothing_left, rows

FEW = workers(12)
SENDING = frozenset({"sendMessage"})
FETCHING = frozenset({"getUpdates", "getMe", "setMyCommands", "deleteWebhook"})


def played(folder: Path, undisturbed: Heard, nasty: Nasty, mode: str = "polling") -> Performance:
    """The few play while this goes wrong; nobody heard anything twice."""
    performance = asyncio.run(perform(folder, FEW, nasty=nasty, mode=mode))
    performance.assert_like(undisturbed)
    assert performance.repeats == 0
    assert_each_registered_once(performance.url, performance.played)
    return performance


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_updates_that_come_twice_and_out_of_order_make_the_same_dialogues(
    mode: str, furnished: Path, undisturbed: Heard
) -> None:
    performance = played(furnished, undisturbed, Nasty(twice=1, reorder=0.5), mode)
    assert_nothing_left(performance.url, performance.fake)


def test_what_telegram_refuses_for_a_while_is_sent_later_and_once(
    furnished: Path, undisturbed: Heard
) -> None:
    nasty = Nasty(seed=3, flood=0.02, broken=0.02, burst=2, methods=SENDING)
    performance = played(furnished, undisturbed, nasty)
    refused = {called.code for called in performance.fake.calls if called.code != 200}
    assert refused == {429, 500, 502}
    assert_nothing_left(performance.url, performance.fake)


def test_a_flooded_chat_keeps_no_other_waiting(furnished: Path, undisturbed: Heard) -> None:
    flooded, others = FEW[0], FEW[1:]

    async def scene() -> None:
        nasty = Nasty(flood=1, flood_chats=frozenset({1000 + flooded.number}), retry_after=3600)
        async with FakeTelegram(nasty=nasty) as fake, Bot(furnished, telegram(fake)) as bot:
            await bot.ready()
            await dialogues(fake, [flooded])[0].says("halo")
            await together(dialogues(fake, others), None)
            assert fake.stats()["counts"]["sendMessage 429"] == 1

    asyncio.run(scene())


def test_a_reply_that_may_have_arrived_is_unknown_and_not_sent_again(
    furnished: Path, undisturbed: Heard
) -> None:
    nasty = Nasty(seed=5, silent=0.02, garbage=0.02, hang_seconds=0.2, methods=SENDING)
    performance = played(furnished, undisturbed, nasty)
    states = dict(rows(performance.url, "SELECT state, count(*) FROM outbox GROUP BY state"))
    assert set(states) == {"sent", "unknown"}
    assert sum(states.values()) == len(performance.fake.sent)


def test_a_server_that_answers_polls_with_garbage_and_errors_loses_nothing(
    furnished: Path, undisturbed: Heard
) -> None:
    nasty = Nasty(seed=1, garbage=0.02, broken=0.02, reset=0.02, methods=FETCHING)
    performance = played(furnished, undisturbed, nasty)
    assert_nothing_left(performance.url, performance.fake)


def test_the_web_chat_answers_while_telegram_is_down_and_the_dialogues_go_on_after(
    furnished: Path, undisturbed: Heard
) -> None:
    people = FEW[:4]

    async def scene() -> None:
        async with FakeTelegram() as fake, Bot(furnished, telegram(fake)) as bot:
            await bot.ready()
            talking = dialogues(fake, people)
            await asyncio.gather(*(half_an_answer(one, fake) for one in talking))
            await fake.down()
            await asyncio.gather(*(one.says("sampai sini") for one in talking))
            assert await web_chat(bot, 5) == 5
            await asyncio.sleep(1.5)
            await fake.up()
            for one in talking:
                assert await one.hears() == undisturbed[one.worker.habit][0]
                await one.hears()
            assert bot.log.count("cannot be reached") <= 4, bot.log

    asyncio.run(scene())


async def half_an_answer(one: Dialogue, fake: FakeTelegram) -> None:
    """Somebody writes, and the answer is told to come again in a second."""
    fake.order(Trouble.FLOOD, method="sendMessage", chat_id=one.seat.person.id)
    await one.says(one.worker.script[0])
    while not any(c.code == 429 and c.params["chat_id"] == one.seat.person.id for c in fake.calls):
        await asyncio.sleep(0.01)


async def web_chat(bot: Bot, messages: int) -> int:
    """How many of so many messages a browser gets answered."""
    answered = 0
    async with aiohttp.ClientSession() as browser:
        for number in range(messages):
            said = {"id": f"message-{number}", "text": "halo"}
            async with browser.post(f"{bot.url}/chat/messages", json=said) as answer:
                answered += len((await answer.json())["messages"])
    return answered
