"""One message, one transaction: nothing is lost, nothing is done twice, in order."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from storage import inbox
from storage.errors import StorageDown
from tests.databases import VAULT, away, cut_off
from tests.delivery.desk import NAME, Desk, Post, desk, hangs, play, until

PEOPLE = [str(number) for number in range(12)]


def test_a_message_is_answered_and_the_answer_is_noted_as_sent(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            handled = await bot.write("1", "halo")
            assert handled.queued and not handled.again
            assert await bot.settled(1) == ["sent"]
            assert bot.post.to("1") == ["halo"]

    play(scene())


def test_what_comes_twice_is_handled_once(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            first, second = await bot.write("1", "halo"), await bot.write("1", "halo")
            assert second.again and second.queued is None and first.queued
            await bot.write("1", "lagi")
            await bot.settled(2)
            assert bot.post.to("1") == await bot.heard("1") == ["halo", "lagi"]

    play(scene())


def test_what_comes_many_times_at_once_to_two_processes_is_handled_once(database_url: str) -> None:
    async def scene() -> None:
        post = Post()
        async with desk(database_url, post, alone=False) as one, desk(database_url, post, alone=False) as two:
            deliveries = [(bot, who) for bot in (one, two) for who in PEOPLE for _ in range(3)]
            random.Random(1).shuffle(deliveries)
            handled = await asyncio.gather(*(bot.write(who, "halo") for bot, who in deliveries))
            assert sum(not each.again for each in handled) == len(PEOPLE)
            assert await one.settled(len(PEOPLE)) == ["sent"] * len(PEOPLE)
            assert sorted(post.arrived) == sorted((who, "Anda menulis: halo") for who in PEOPLE)

    play(scene())


def test_each_person_is_answered_in_order_and_all_of_them_at_once(database_url: str) -> None:
    texts = [str(number) for number in range(20)]

    async def scene() -> None:
        async with desk(database_url) as bot:
            await asyncio.gather(*(bot.write(who, text) for text in texts for who in PEOPLE))
            await bot.settled(len(PEOPLE) * len(texts))
            for who in PEOPLE:
                assert await bot.heard(who) == bot.post.to(who) == texts
            assert bot.post.most > 1

    play(scene())


def test_persons_who_write_to_two_processes_in_turn_are_answered_in_order(database_url: str) -> None:
    texts = [str(number) for number in range(8)]

    async def one_person(bots: tuple[Desk, Desk], who: str) -> None:
        for number, text in enumerate(texts):
            await bots[number % 2].write(who, text)

    async def scene() -> None:
        post = Post()
        async with desk(database_url, post, alone=False) as one, desk(database_url, post, alone=False) as two:
            await asyncio.gather(*(one_person((one, two), who) for who in PEOPLE))
            await one.settled(len(PEOPLE) * len(texts))
            for who in PEOPLE:
                assert await one.heard(who) == post.to(who) == texts

    play(scene())


def test_a_message_whose_sender_hangs_up_is_answered_all_the_same(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url, looking=False) as bot:
            writing = asyncio.create_task(bot.write("1", "halo"))
            await asyncio.sleep(0)
            writing.cancel()
            assert await bot.settled(1) == ["sent"]
            assert writing.cancelled()
            assert bot.post.to("1") == ["halo"]

    play(scene())


def test_on_a_channel_where_storing_is_delivering_nothing_is_sent(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            handled = await bot.inbox.receive(Inbound("wall", "k", "1", Said("halo")))
            assert handled.queued and handled.queued.reply.text == "Anda menulis: halo"
            assert await bot.states() == ["sent"]
            assert bot.post.arrived == []

    play(scene())


def test_half_characters_and_zero_bytes_do_no_harm(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            handled = await bot.write("1", "ha\x00lo \ud83d", "k")
            assert handled.problem is None
            await bot.settled(1)
            assert bot.post.to("1") == await bot.heard("1") == ["halo ?"]
            await bot.inbox.receive_unreadable(NAME, "k2", {"text": "\ud83d"}, ValueError())
            [(_, kept)] = await bot.database.read(lambda tx: inbox.quarantined(tx, VAULT))
            assert kept == {"text": "?"}

    play(scene())


@pytest.mark.parametrize("work", ["idle", "busy"])
def test_when_the_connections_are_cut_every_message_is_answered_once_after_it_came_again(
    postgres_database: str, work: str
) -> None:
    """As platforms do: what was not taken is brought again, in order, until it is."""
    texts = [str(number) for number in range(15)]
    refused = 0

    async def one_person(bot: Desk, who: str) -> None:
        nonlocal refused
        for text in texts:
            while True:
                try:
                    await bot.write(who, text)
                    break
                except StorageDown:
                    refused += 1
                    await asyncio.sleep(0.02)
            if work == "idle":
                await asyncio.sleep(0.05)

    async def cuts() -> None:
        for _ in range(6):
            await asyncio.sleep(0.1)
            await asyncio.to_thread(cut_off, postgres_database)

    async def scene() -> None:
        async with desk(postgres_database) as bot:
            await asyncio.gather(cuts(), *(one_person(bot, who) for who in PEOPLE))
            await until(lambda: len(bot.post.arrived) == len(PEOPLE) * len(texts))
            for who in PEOPLE:
                assert await bot.heard(who) == texts
                assert bot.post.to(who) == texts

    play(scene())


def test_while_the_database_is_away_nothing_is_taken_and_what_was_sent_is_noted_later(
    postgres_database: str,
) -> None:
    async def scene() -> None:
        async with desk(postgres_database) as bot:
            before = len(await bot.states())
            hanging = asyncio.Event()
            bot.post.trouble["7"].append(hangs(hanging))
            await bot.write("7", "sebelum")
            await until(lambda: bot.post.now == 1)
            with away(postgres_database):
                with pytest.raises(StorageDown):
                    await bot.write("7", "selama")
                hanging.set()
                await until(lambda: bot.post.to("7") == ["sebelum"])
                await asyncio.sleep(0.7)
            await bot.write("7", "selama")
            assert (await bot.settled(before + 2))[before:] == ["sent", "sent"]
            await asyncio.sleep(1.2)
            assert bot.post.to("7") == ["sebelum", "selama"]

    play(scene())
