"""What a platform may do to a message, and what becomes of it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.delivery.channel import Pace
from storage import chats
from storage.chats import Chat
from storage.outbox import BROADCAST, NOTIFICATION, REPLY
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.desk import NAME, Desk, Post, desk, hangs, play, says, until


async def rows(bot: Desk) -> list[tuple[str, int, str | None, str | None]]:
    return [(row["state"], row["attempts"], row["provider_id"], row["problem"]) for row in await bot.rows()]


async def inside(bot: Desk, address: str) -> Chat:
    def enter(tx: Tx) -> Chat:
        return chats.enter(tx, VAULT, NAME, address, 0, "id")

    return await bot.database.run(enter)


def test_a_sent_message_is_kept_with_the_platform_s_number(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            await bot.write("1", "halo")
            await bot.settled(1)
            assert await rows(bot) == [("sent", 1, "p1", None)]
            assert bot.sender.sent == 1

    play(scene())


def test_a_platform_that_is_down_is_tried_again_in_order(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.post.trouble["1"].extend([says("down", 0.05), says("down", 0.05)])
            for text in "abc":
                await bot.write("1", text)
            await bot.settled(3)
            assert bot.post.to("1") == ["a", "b", "c"]
            assert [row[:2] for row in await rows(bot)] == [("sent", 3), ("sent", 1), ("sent", 1)]

    play(scene())


def test_without_another_word_the_next_try_comes_after_a_second(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            took: list[float] = []
            for count in range(1, 6):  # the machine may be busy at some of them
                bot.post.trouble[str(count)].append(says("down"))
                began = asyncio.get_running_loop().time()
                await bot.write(str(count), "a")
                await bot.settled(count)
                took.append(bot.post.at[-1] - began)
                if took[-1] < 3:
                    break
            assert 0.9 < min(took) < 3

    play(scene())


def test_being_told_to_wait_slows_that_chat_only(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.post.trouble["1"].append(says("later", 1.5))
            bot.post.trouble["4"].append(says("later", 3600))
            began = asyncio.get_running_loop().time()
            await asyncio.gather(*(bot.write(who, text) for text in "ab" for who in "1234"))
            await bot.settled(6)
            assert [bot.post.to(who) for who in "1234"] == [["a", "b"]] * 3 + [[]]
            first = [who for who, _ in bot.post.arrived].index("1")
            assert bot.post.at[first] - began > 1.4

    play(scene())


def test_a_slow_person_does_not_keep_the_others_waiting(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            never = asyncio.Event()
            bot.post.trouble["slow"].append(hangs(never))
            await asyncio.gather(bot.write("slow", "a"), bot.write("slow", "b"))
            await asyncio.gather(*(bot.write(str(who), "halo") for who in range(20)))
            await until(lambda: len(bot.post.arrived) == 20)
            assert bot.post.to("slow") == []
            never.set()
            await bot.settled(22)
            assert bot.post.to("slow") == ["a", "b"]

    play(scene())


def test_what_may_have_arrived_is_unknown_and_not_sent_again(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.post.trouble["1"].append(says("unsure"))
            await bot.write("1", "a")
            await bot.write("1", "b")
            assert await bot.settled(2) == ["unknown", "sent"]
            await asyncio.sleep(1.3)
            assert bot.post.to("1") == ["b"]
            assert (await rows(bot))[0] == ("unknown", 1, None, "said unsure")

    with caplog.at_level(logging.WARNING):
        play(scene())
    assert "a reply on post is unknown: said unsure" in caplog.text


@pytest.mark.parametrize("kind", ["refused", "anything else"])
def test_what_will_never_be_taken_has_failed_and_the_next_goes(database_url: str, kind: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.post.trouble["1"].append(says(kind))
            await bot.write("1", "a")
            await bot.write("1", "b")
            assert await bot.settled(2) == ["failed", "sent"]
            assert bot.post.to("1") == ["b"]

    play(scene())


def test_a_channel_that_breaks_over_a_message_keeps_nobody_from_the_next(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> None:
        raise KeyError("081234567890 is nobody's business")

    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.post.trouble["1"].append(broken)
            await bot.write("1", "a")
            await bot.write("1", "b")
            assert await bot.settled(2) == ["failed", "sent"]
            assert "KeyError at test_sending.py" in str((await rows(bot))[0][3])

    play(scene())
    assert "081234567890" not in caplog.text


def test_a_chat_that_is_closed_to_us_gets_nothing_until_the_person_writes_again(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            written = asyncio.Event()
            bot.post.trouble["1"].extend([hangs(written), says("blocked")])
            for text in "abc":
                await bot.write("1", text)
            written.set()
            await until(lambda: not bot.post.trouble["1"])
            while await bot.states() != ["sent", "held", "held"]:
                await asyncio.sleep(0.01)
            assert (await inside(bot, "1")).blocked
            await asyncio.sleep(1.2)
            assert bot.post.to("1") == ["a"]
            await bot.write("1", "d")
            assert await bot.settled(4) == ["sent"] * 4
            assert bot.post.to("1") == ["a", "b", "c", "d"]
            assert not (await inside(bot, "1")).blocked

    play(scene())


def test_a_refusal_that_comes_after_the_person_has_written_again_holds_nothing_back(
    database_url: str,
) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            answered = asyncio.Event()

            async def blocked_then() -> None:
                await answered.wait()
                await says("blocked")()

            bot.post.trouble["1"].append(blocked_then)
            await bot.write("1", "a")
            await until(lambda: bot.post.now == 1)
            await bot.write("1", "b")
            answered.set()
            assert await bot.settled(2) == ["sent", "sent"]
            assert bot.post.to("1") == ["a", "b"]

    play(scene())


def test_states_and_problems_of_any_text_can_be_noted(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url) as bot:
            bot.post.trouble["1"].append(says("refused \x00 \ud83d"))
            await bot.write("1", "a")
            await bot.write("2", "b")
            assert await bot.settled(2) == ["failed", "sent"]

    play(scene())


def test_a_burst_goes_at_once_and_then_one_at_a_time(database_url: str) -> None:
    async def scene() -> None:
        post = Post(Pace(per_second=5, burst=3))
        async with desk(database_url, post) as bot:
            took: list[float] = []
            for count in range(1, 6):  # the machine may be busy at some of them
                began = len(post.at)
                await asyncio.gather(*(bot.write(str(count), str(number)) for number in range(9)))
                await bot.settled(9 * count)
                assert post.to(str(count)) == [str(number) for number in range(9)]
                at = post.at[began:]
                assert all(early(at[first:]) < 0.1 for first in range(9))
                took.append(at[2] - at[0])
                if took[-1] < 0.2:
                    break
            assert min(took) < 0.2

    play(scene())


def early(at: list[float]) -> float:
    """How many seconds the last came before its time: behind a burst of three, and one more that was long on its way."""
    return at[0] + (len(at) - 1 - 3) / 5 - at[-1]


def test_the_pace_is_each_chat_s_own(database_url: str) -> None:
    async def scene() -> None:
        async with desk(database_url, Post(Pace(per_second=0.5, burst=1))) as bot:
            began = asyncio.get_running_loop().time()
            await asyncio.gather(*(bot.write(str(who), "a") for who in range(30)))
            await bot.settled(30)
            assert bot.post.at[-1] - began < 30  # one pace for all: a minute

    play(scene())


def test_no_more_are_on_their_way_at_once_than_the_channel_takes(database_url: str) -> None:
    async def scene() -> None:
        post = Post(Pace(per_second=1000, burst=1000, at_once=3))
        async with desk(database_url, post) as bot:
            arriving = asyncio.Event()
            for who in range(12):
                post.trouble[str(who)].append(hangs(arriving))
            await asyncio.gather(*(bot.write(str(who), "a") for who in range(12)))
            await until(lambda: post.now == 3)
            arriving.set()
            await bot.settled(12)
            assert post.most == 3

    play(scene())


def test_replies_go_before_notifications_and_those_before_broadcasts(database_url: str) -> None:
    async def scene() -> None:
        post = Post(Pace(per_second=1000, burst=1000, at_once=1))
        async with desk(database_url, post, looking=False) as bot:
            opened = asyncio.Event()
            post.trouble["first"].append(hangs(opened))
            await bot.write("first", "a")
            for who in range(4):
                await bot.queue(str(who), "siaran", BROADCAST)
                await bot.queue(str(who), "kabar", NOTIFICATION)
            bot.run(bot.sender.run())
            await bot.all_in_hand()
            for who in range(2, 6):
                await bot.queue(str(who), "jawaban", REPLY)
            await bot.all_in_hand()
            opened.set()
            await bot.settled(13)
            kinds = [text for _, text in post.arrived[1:]]
            assert kinds == ["jawaban"] * 4 + ["kabar"] * 4 + ["siaran"] * 4

    play(scene())


def test_a_reply_overtakes_the_broadcasts_of_everybody_also_where_one_waits_for_that_chat(
    database_url: str,
) -> None:
    async def scene() -> None:
        post = Post(Pace(per_second=1000, burst=1000, at_once=1))
        async with desk(database_url, post, looking=False) as bot:
            going = asyncio.Event()
            for who in range(30):
                await bot.queue(str(who), "siaran", BROADCAST)
            post.trouble["3"].append(hangs(going))
            bot.run(bot.sender.run())
            await until(lambda: len(post.arrived) == 3)
            await bot.queue("29", "jawaban", REPLY)
            await bot.all_in_hand()
            going.set()
            await bot.settled(31)
            overtaken = [who for who, text in post.arrived].index("29")
            assert post.arrived[overtaken][1] == "jawaban"

    play(scene())
