"""Everything that can be made to go wrong does go wrong, alone, and the same way with the same seed."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.rehearsal.telegram import FakeTelegram, FileTrouble, Nasty, Trouble
from bot.rehearsal.telegram.nasty import nasty_from
from tests.rehearsal.telegram_desk import JPEG, call, listening, real_bot, rehearse


async def fetch(fake, **fields) -> list[dict]:
    _, answer = await call(fake, "getUpdates", **fields)
    return answer["result"]


def test_a_flood_stops_the_chosen_chat_only(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async def play(fake):
        seven, eight = fake.person(7), fake.person(8)
        async with real_bot(fake) as bot:
            with pytest.raises(RetryAfter) as flood:
                await bot.send_message(7, "a")
            await bot.send_message(8, "b")
        assert flood.value.retry_after.total_seconds() == 9
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
        codes = []
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
                await bot.send_message(7, "a", read_timeout=0.2)
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
            await asyncio.sleep(0.1)
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


def test_every_update_is_posted_twice():
    async def play(fake):
        async with listening() as ear:
            await call(fake, "setWebhook", url=ear.url)
            for text in "ab":
                await fake.person(7).says(text)
            await ear.hears(4)
            await asyncio.sleep(0.05)
        assert (ear.ids, ear.texts) == ([1, 1, 2, 2], ["a", "a", "b", "b"])

    rehearse(play, nasty=Nasty(twice=1.0))


def test_every_update_is_fetched_twice():
    async def play(fake):
        for text in "ab":
            await fake.person(7).says(text)
        got, offset = [], 0
        while batch := await fetch(fake, offset=offset):
            got += [update["update_id"] for update in batch]
            offset = max(got) + 1
        assert got == [1, 2, 1, 2]

    rehearse(play, nasty=Nasty(twice=1.0))


def test_chats_overtake_each_other_and_each_stays_in_order():
    async def play(fake):
        chats = [fake.person(number + 1) for number in range(5)]
        for text in "abcdef":
            for chat in chats:
                await chat.says(text)
        async with asyncio.timeout(5):
            while len(fake.waiting) < 30:
                await asyncio.sleep(0.01)
        messages = [update["message"] for update in await fetch(fake)]
        order = [message["chat"]["id"] for message in messages]
        assert order != [1, 2, 3, 4, 5] * 6
        for chat in chats:
            said = [m["text"] for m in messages if m["chat"]["id"] == chat.person.id]
            assert said == list("abcdef")
        assert [update["update_id"] for update in fake.updates] == list(range(1, 31))

    rehearse(play, nasty=Nasty(reorder=0.7, hold_seconds=0.1))


@pytest.mark.parametrize("trouble", [FileTrouble.EXPIRED, FileTrouble.CUT])
def test_a_file_may_be_lost_on_the_way(trouble):
    async def play(fake):
        await fake.person(7).sends_file(JPEG, "ktp.jpg", "image/jpeg", trouble=trouble)
        async with real_bot(fake) as bot:
            (update,) = await bot.get_updates()
            file = await update.message.document.get_file()
            with pytest.raises(TelegramError):
                await file.download_as_bytearray()

    rehearse(play)


def test_a_slow_file_arrives():
    async def play(fake):
        await fake.person(7).sends_photo(JPEG, trouble=FileTrouble.SLOW)
        start = asyncio.get_running_loop().time()
        async with real_bot(fake) as bot:
            (update,) = await bot.get_updates()
            file = await update.message.photo[-1].get_file()
            assert bytes(await file.download_as_bytearray()) == JPEG
        assert asyncio.get_running_loop().time() - start > 0.9

    rehearse(play)


def test_a_file_over_20_mb_is_not_given():
    async def play(fake):
        await fake.person(7).sends_file(b"%PDF", "besar.pdf", "application/pdf", size=20 * 1024 * 1024 + 1)
        async with real_bot(fake) as bot:
            (update,) = await bot.get_updates()
            with pytest.raises(BadRequest, match="File is too big"):
                await update.message.document.get_file()
        fake.assert_clean()

    rehearse(play)


def test_a_link_to_a_file_is_good_for_an_hour():
    clock = [1_000_000.0]

    async def play(fake):
        await fake.person(7).sends_file(JPEG, "ktp.jpg", "image/jpeg")
        async with real_bot(fake) as bot:
            (update,) = await bot.get_updates()
            file = await update.message.document.get_file()
            clock[0] += 3599
            await file.download_as_bytearray()
            clock[0] += 1
            with pytest.raises(TelegramError):
                await file.download_as_bytearray()
            again = await update.message.document.get_file()
            await again.download_as_bytearray()

    rehearse(play, now=lambda: clock[0])


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
