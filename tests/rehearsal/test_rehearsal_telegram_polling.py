"""How updates reach a bot that polls."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import Conflict

from bot.rehearsal.telegram import FakeTelegram
from tests.rehearsal.telegram_desk import call, fetched, listening, real_bot, rehearse


async def ids(fake: FakeTelegram, **fields: object) -> list[int]:
    """The ids of the updates that getUpdates gives."""
    return [update["update_id"] for update in await fetched(fake, **fields)]


async def polled(fake: FakeTelegram) -> None:
    """Until a poll waits."""
    while not fake.polled:
        await asyncio.sleep(0.005)


def test_updates_come_again_until_the_offset_confirms_them():
    async def play(fake):
        chat = fake.person(7)
        for text in "abc":
            await chat.says(text)
        assert await ids(fake) == [1, 2, 3]
        assert await ids(fake, limit=2) == [1, 2]
        assert await ids(fake, offset=3) == [3]
        assert (fake.waiting, fake.confirmed) == ([3], 2)
        assert await ids(fake, offset=4) == []
        fake.assert_clean()

    rehearse(play)


def test_an_offset_below_zero_takes_the_newest():
    async def play(fake):
        chat = fake.person(7)
        for text in "abc":
            await chat.says(text)
        assert await ids(fake, offset=-1) == [3]
        assert fake.waiting == [3]

    rehearse(play)


def test_a_long_poll_waits_for_the_next_update():
    async def play(fake):
        poll = asyncio.create_task(ids(fake, timeout=50))
        await polled(fake)
        await asyncio.sleep(0.1)
        assert not poll.done()
        await fake.person(7).says("halo")
        assert await asyncio.wait_for(poll, 30) == [1]

    rehearse(play)


def test_a_long_poll_ends_with_nothing():
    async def play(fake):
        start = asyncio.get_running_loop().time()
        assert await ids(fake, timeout=1) == []
        assert asyncio.get_running_loop().time() - start > 0.9

    rehearse(play)


def test_a_second_poller_ends_the_first():
    async def play(fake):
        async with real_bot(fake) as one, real_bot(fake) as two:
            first = asyncio.create_task(one.get_updates(timeout=20))
            await polled(fake)
            second = asyncio.create_task(two.get_updates(timeout=20))
            with pytest.raises(Conflict, match="terminated by other getUpdates request"):
                await first
            await fake.person(7).says("halo")
            assert len(await second) == 1

    rehearse(play)


def test_nobody_polls_while_a_webhook_is_set():
    async def play(fake):
        async with real_bot(fake) as bot, listening() as ear:
            first = asyncio.create_task(bot.get_updates(timeout=20))
            await polled(fake)
            await bot.set_webhook(ear.url)
            with pytest.raises(Conflict, match="terminated by setWebhook"):
                await first
            with pytest.raises(Conflict, match="while webhook is active"):
                await bot.get_updates()
            await bot.delete_webhook()
            assert await bot.get_updates() == ()

    rehearse(play)


def test_only_the_wanted_kinds_come():
    async def play(fake):
        chat = fake.person(7)
        assert await ids(fake, allowed_updates=["message"]) == []
        await chat.votes()
        await chat.blocks()
        await chat.says("halo")
        await chat.does_something_new()
        assert await ids(fake) == [1, 2]
        assert await ids(fake, allowed_updates=[]) == [1, 2]
        await chat.votes()
        assert await ids(fake) == [1, 2, 3]

    rehearse(play)


def test_a_tap_waits_for_150_seconds_and_a_message_for_a_day():
    clock = [1_000_000.0]

    async def play(fake):
        chat = fake.person(7)
        markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
        await call(fake, "sendMessage", chat_id=7, text="?", reply_markup=markup)
        await chat.says("halo")
        await chat.taps("Ya")
        clock[0] += 149
        assert await ids(fake) == [1, 2]
        clock[0] += 1
        assert await ids(fake) == [1]
        clock[0] += 86_400
        assert await ids(fake) == []

    rehearse(play, now=lambda: clock[0])


def test_an_update_may_be_sent_once_more():
    async def play(fake):
        await fake.person(7).says("halo")
        assert await ids(fake) == [1]
        assert await ids(fake, offset=2) == []
        fake.inject(fake.updates[0])
        assert await ids(fake, offset=1) == [1]

    rehearse(play)
