"""The process stops or is killed: what waits goes on in order, what is on its way is not left in doubt."""

from __future__ import annotations

import asyncio

from bot.delivery.step import LEASE
from storage import outbox
from storage.outbox import Settled
from tests.databases import away
from tests.delivery.desk import Post, desk, hangs, play, says, until


def test_after_a_kill_all_that_waits_is_sent_in_order(database_url: str) -> None:
    """The time is put forward by a lease where other processes might still be sending."""

    async def scene() -> None:
        post = Post()
        never = asyncio.Event()
        async with desk(database_url, post, looking=False) as killed:
            for who in "123":
                post.trouble[who].append(hangs(never))
                for text in "abcde":
                    await killed.write(who, text)
            await until(lambda: post.now == 3)
            await killed.kill()
        assert post.arrived == []
        async with desk(database_url, post, alone=database_url.startswith("sqlite")) as again:
            if not database_url.startswith("sqlite"):
                again.clock.ahead = LEASE + 1000
            await again.settled(15)
            for who in "123":
                assert post.to(who) == list("abcde")

    play(scene())


def test_what_comes_in_at_a_restart_goes_behind_what_waits(database_url: str) -> None:
    async def scene() -> None:
        post = Post()
        never = asyncio.Event()
        async with desk(database_url, post, looking=False) as killed:
            post.trouble["1"].append(hangs(never))
            for text in "abc":
                await killed.write("1", text)
            await killed.kill()
        async with desk(database_url, post, looking=False) as again:
            again.clock.ahead = LEASE + 1000
            await again.write("1", "d")
            again.run(again.sender.run())
            await again.write("1", "e")
            await again.settled(5)
            assert post.to("1") == list("abcde")

    play(scene())


def test_a_message_that_comes_again_after_a_kill_is_not_handled_again(database_url: str) -> None:
    async def scene() -> None:
        post = Post()
        async with desk(database_url, post, looking=False) as killed:
            await killed.write("1", "a")
            await killed.settled(1)
            await killed.kill()
        async with desk(database_url, post) as again:
            assert (await again.write("1", "a")).again
            await again.write("1", "b")
            await again.settled(2)
            assert post.to("1") == await again.heard("1") == ["a", "b"]

    play(scene())


def test_at_a_stop_what_is_on_its_way_finishes_and_the_rest_stays_for_the_next(database_url: str) -> None:
    async def scene() -> None:
        post = Post()
        going = asyncio.Event()
        async with desk(database_url, post, looking=False) as stopping:
            post.trouble["1"].append(hangs(going))
            for text in "abc":
                await stopping.write("1", text)
            await until(lambda: post.now == 1)
            asyncio.get_running_loop().call_later(0.2, going.set)
            await stopping.stop()
        assert post.to("1") == ["a"]
        async with desk(database_url, post, alone=False) as following:
            assert await following.settled(3) == ["sent"] * 3
            assert post.to("1") == ["a", "b", "c"]

    play(scene())


def test_at_a_stop_what_does_not_finish_in_time_is_unknown_and_not_sent_again(database_url: str) -> None:
    async def scene() -> None:
        post = Post()
        async with desk(database_url, post, looking=False) as stopping:
            post.trouble["1"].append(hangs(asyncio.Event()))
            await stopping.write("1", "a")
            await stopping.write("1", "b")
            await until(lambda: post.now == 1)
        async with desk(database_url, post, alone=False) as following:
            assert await following.settled(2) == ["unknown", "sent"]
            assert post.to("1") == ["b"]

    play(scene())


def test_a_stop_ends_also_while_the_database_is_away(postgres_database: str) -> None:
    async def scene() -> None:
        going = asyncio.Event()
        async with desk(postgres_database) as bot:
            bot.post.trouble["1"].append(hangs(going))
            await bot.write("1", "a")
            await until(lambda: bot.post.now == 1)
            with away(postgres_database):
                going.set()
                await until(lambda: bot.post.to("1") == ["a"])
                async with asyncio.timeout(60):
                    await bot.stop()

    play(scene())


def test_a_process_that_slept_does_not_send_what_another_has_taken(database_url: str) -> None:
    """A laptop that was shut: its leases ended while a message waited in memory."""

    async def scene() -> None:
        post = Post()
        async with desk(database_url, post, looking=False) as sleeper:
            post.trouble["1"].append(says("later", 1.5))
            await sleeper.write("1", "a")
            await until(lambda: not post.trouble["1"])
            async with desk(database_url, post, alone=False) as other:
                sleeper.clock.ahead = other.clock.ahead = LEASE + 1000
                assert await other.settled(1) == ["sent"]
                await asyncio.sleep(1.8)
                assert post.to("1") == ["a"]

    play(scene())


def test_a_message_that_is_long_on_its_way_stays_with_who_sends_it(database_url: str) -> None:
    """Longer than a lease: the clock of both runs fast."""

    async def scene() -> None:
        post = Post()
        arriving = asyncio.Event()
        async with desk(database_url, post, alone=False) as one, desk(database_url, post, alone=False) as two:
            post.trouble["1"].append(hangs(arriving))
            await one.write("1", "a")
            await until(lambda: post.now == 1)
            for _ in range(4):
                one.clock.ahead += LEASE * 2 // 3
                while (await one.rows())[0]["leased_until"] < one.clock() + LEASE // 2:
                    await asyncio.sleep(0.02)
                two.clock.ahead = one.clock.ahead  # only then: a machine that is busy ends no lease
            arriving.set()
            await one.settled(1)
            assert post.to("1") == ["a"]

    play(scene())


def test_a_status_that_comes_before_ours_is_written_keeps_its_place(database_url: str) -> None:
    """The platform's webhook says "delivered" while our own "sent" is still on its way to the disk."""

    async def scene() -> None:
        async with desk(database_url) as bot:
            row = (await bot.write("1", "a")).queued
            assert row
            await bot.database.run(lambda tx: outbox.settle(tx, [Settled(row.id, "delivered", 1, "p1")]))
            await until(lambda: bot.post.to("1") == ["a"])
            await asyncio.sleep(0.2)
            assert await bot.states() == ["delivered"]

    play(scene())
