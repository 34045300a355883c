"""Every call can be made to go wrong, alone, and the same way with the same seed."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import aiohttp
import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.rehearsal.telegram import FakeTelegram, Nasty, Trouble
from bot.rehearsal.telegram.nasty import nasty_from
from tests.rehearsal.telegram_desk import call, listening, real_bot, rehearse


def test_a_flood_stops_the_chosen_chat_only(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async def play(fake):
        seven, eight = fake.person(7), fake.person(8)
        async with real_bot(fake) as bot:
            with pytest.raises(RetryAfter) as flood:
                await bot.send_message(7, "a")
            await bot.send_message(8, "b")
        assert flood.value.retry_after == timedelta(seconds=9)
        assert (seven.messages, len(eight.messages)) == ([], 1)
        fake.assert_clean()

    rehearse(play, nasty=Nasty(flood=1.0, flood_chats=frozenset((7,)), retry_after=9))


def test_a_server_error_comes_in_bursts_and_nothing_is_sent():
    async def play(fake):
        chat = fake.person(7)
        fake.order(Trouble.BROKEN, 2, method="sendMessage")
        async with real_bot(fake) as bot:
            for _ in range(2):
                with pytest.raises(NetworkError):
                    await bot.send_message(7, "a")
            await bot.send_message(7, "b")
        assert [message.text for message in chat.messages] == ["b"]
        assert {called.code for called in fake.calls if called.method == "sendMessage"} <= {200, 500, 502}

    rehearse(play)


def test_a_burst_is_as_long_as_asked():
    async def play(fake):
        fake.person(7)
        codes: list[int] = []
        for _ in range(200):
            await bare(fake, codes)
        lengths = [len(run) for run in "".join("x" if code != 200 else " " for code in codes).split()]
        assert lengths
        assert min(lengths[:-1]) >= 3
        assert {500, 502} < set(codes)

    async def bare(fake, codes):
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                f"{fake.url}/bot{fake.token}/sendMessage", json={"chat_id": 7, "text": "a"}
            ) as response,
        ):
            codes.append(response.status)

    rehearse(play, nasty=Nasty(seed=3, broken=0.1, burst=3))


def test_a_message_arrives_although_the_answer_does_not():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            fake.order(Trouble.SILENT)
            with pytest.raises(TimedOut):
                await bot.send_message(7, "a", read_timeout=1)
        assert [message.text for message in chat.messages] == ["a"]

    rehearse(play)


def test_a_silent_call_ends_with_its_connection():
    async def play(fake):
        fake.person(7)
        with pytest.raises(aiohttp.ClientConnectionError):
            await call(fake, "sendMessage", chat_id=7, text="a")
        assert len(fake.sent) == 1

    rehearse(play, nasty=Nasty(silent=1.0, hang_seconds=0.05))


def test_a_reset_connection_sends_nothing():
    async def play(fake):
        fake.person(7)
        async with real_bot(fake) as bot:
            fake.order(Trouble.RESET)
            with pytest.raises(NetworkError):
                await bot.send_message(7, "a")
        assert (fake.sent, fake.calls[-1].code) == ([], 0)

    rehearse(play)


def test_a_slow_answer_comes_in_the_end():
    async def play(fake):
        fake.person(7)
        start = asyncio.get_running_loop().time()
        status, _ = await call(fake, "sendMessage", chat_id=7, text="a")
        assert (status, len(fake.sent)) == (200, 1)
        assert asyncio.get_running_loop().time() - start >= 0.2

    rehearse(play, nasty=Nasty(slow=1.0, slow_seconds=0.2))


def test_garbage_is_no_answer_but_the_message_is_there():
    async def play(fake):
        fake.person(7)
        bodies = set()
        async with aiohttp.ClientSession() as session:
            for _ in range(40):
                url = f"{fake.url}/bot{fake.token}/sendMessage"
                async with session.post(url, json={"chat_id": 7, "text": "a"}) as response:
                    bodies.add(await response.read())
        assert len(bodies) > 4
        assert not any(is_an_answer(body) for body in bodies)
        assert len(fake.sent) == 40

    rehearse(play, nasty=Nasty(garbage=1.0))


def is_an_answer(body: bytes) -> bool:
    try:
        return "result" in json.loads(body)
    except (ValueError, TypeError):
        return False


def test_a_library_survives_garbage_with_its_own_exception():
    async def play(fake):
        fake.person(7)
        async with real_bot(fake) as bot:
            fake.switch(Nasty(garbage=1.0))
            for _ in range(20):
                with pytest.raises((TelegramError, AttributeError, TypeError, KeyError)):
                    await bot.send_message(7, "a")

    rehearse(play)


def test_only_the_named_methods_go_wrong():
    async def play(fake):
        fake.person(7)
        assert (await call(fake, "getMe"))[0] == 200
        assert (await call(fake, "sendMessage", chat_id=7, text="a"))[0] == 429

    rehearse(play, nasty=Nasty(flood=1.0, methods=frozenset(("sendMessage",))))


async def codes_of(fake: FakeTelegram, count: int = 60) -> list[int]:
    fake.person(7)
    return [(await call(fake, "sendMessage", chat_id=7, text="a"))[0] for _ in range(count)]


def test_the_same_seed_gives_the_same_troubles_and_another_seed_others():
    async def run(nasty: Nasty) -> list[int]:
        async with FakeTelegram(nasty=nasty) as fake:
            return await codes_of(fake)

    async def play() -> None:
        first = await run(Nasty(seed=1, flood=0.3))
        assert set(first) == {200, 429}
        assert await run(Nasty(seed=1, flood=0.3)) == first
        assert await run(Nasty(seed=2, flood=0.3)) != first
        # another switch does not change what this one does
        assert await run(Nasty(seed=1, flood=0.3, slow=0.5, slow_seconds=0.0, twice=0.5)) == first

    asyncio.run(play())


def test_nothing_works_while_it_is_down_and_all_is_there_when_it_is_up():
    async def play(fake):
        chat = fake.person(7)
        async with aiohttp.ClientSession() as session:
            url = f"{fake.url}/bot{fake.token}/getUpdates"
            poll = asyncio.create_task(post(session, url, timeout=20))
            while not fake.polled:
                await asyncio.sleep(0.005)
            await fake.down()
            with pytest.raises(aiohttp.ClientConnectionError):
                await poll
            with pytest.raises(aiohttp.ClientConnectorError):
                await post(session, url)
            await chat.says("halo")
            await fake.up()
            assert len((await post(session, url))["result"]) == 1

    async def post(session, url, **fields):
        async with session.post(url, json=fields) as response:
            return await response.json()

    rehearse(play)


def test_it_may_also_be_down_behind_an_open_port():
    async def play(fake):
        fake.switch(Nasty(down=True))
        with pytest.raises(aiohttp.ClientConnectionError):
            await call(fake, "getMe")
        fake.switch(Nasty())
        assert (await call(fake, "getMe"))[0] == 200

    rehearse(play)


def test_no_webhook_is_posted_while_it_is_down():
    async def play(fake):
        async with listening() as ear:
            await call(fake, "setWebhook", url=ear.url)
            await fake.down()
            await fake.person(7).says("halo")
            await asyncio.sleep(0.1)
            assert ear.heard == []
            await fake.up()
            await ear.hears(1)

    rehearse(play)


@pytest.mark.parametrize(
    "switches",
    [{"rain": 1.0}, {"flood": "a"}, {"flood": True}, {"down": 1}, {"methods": "getMe"}, {"burst": 0.5}],
)
def test_a_switch_that_there_is_not_is_named(switches):
    with pytest.raises(ValueError, match=next(iter(switches))):
        nasty_from(switches)


def test_switches_are_read_from_json():
    read = nasty_from({"seed": 4, "flood": 1, "flood_chats": [7], "methods": ["getMe"], "down": True})
    assert read == Nasty(
        seed=4, flood=1, flood_chats=frozenset((7,)), methods=frozenset(("getMe",)), down=True
    )
