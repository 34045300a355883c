"""How updates reach a bot with a webhook."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.rehearsal.telegram import Manner, Person
from tests.rehearsal.telegram_desk import SECRET, call, listening, real_bot, rehearse


def test_a_webhook_gets_updates_with_its_secret():
    async def play(fake):
        async with listening() as ear, real_bot(fake) as bot:
            await fake.person(7).says("before")
            await bot.set_webhook(ear.url, secret_token=SECRET, max_connections=3)
            await fake.person(7).says("after")
            await ear.hears(2)
            info = await bot.get_webhook_info()
        assert (ear.texts, set(ear.secrets), fake.waiting) == (["before", "after"], {SECRET}, [])
        assert (info.url, info.max_connections, info.pending_update_count) == (ear.url, 3, 0)
        fake.assert_clean()

    rehearse(play)


def test_what_waits_can_be_dropped():
    async def play(fake):
        async with listening() as ear:
            await fake.person(7).says("before")
            await call(fake, "setWebhook", url=ear.url, drop_pending_updates=True)
            await fake.person(7).says("after")
            await ear.hears(1)
        assert ear.texts == ["after"]

    rehearse(play)


def test_one_chat_is_delivered_in_order_and_others_do_not_wait_for_it():
    async def play(fake):
        free = asyncio.Event()

        async def slow_for_seven(update):
            if update["message"]["chat"]["id"] == 7:
                await free.wait()
            return web.Response()

        async with listening() as ear:
            ear.answer = slow_for_seven
            await call(fake, "setWebhook", url=ear.url)
            for text in ("a", "b"):
                await fake.person(7).says(text)
            await fake.person(8).says("x")
            await ear.hears(2)
            await asyncio.sleep(0.1)
            assert ear.texts == ["a", "x"]
            free.set()
            await ear.hears(3)
            assert ear.texts == ["a", "x", "b"]

    rehearse(play)


def test_a_tap_can_overtake_a_message_of_the_same_chat():
    async def play(fake):
        chat = fake.person(7)
        free = asyncio.Event()

        async def slow_for_messages(update):
            if "message" in update:
                await free.wait()
            return web.Response()

        markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
        await call(fake, "sendMessage", chat_id=7, text="?", reply_markup=markup)
        async with listening() as ear:
            ear.answer = slow_for_messages
            await call(fake, "setWebhook", url=ear.url)
            await chat.says("a")
            await chat.says("b")
            await chat.taps("y")
            await ear.hears(2)
            assert [set(update) - {"update_id"} for update in ear.heard] == [{"message"}, {"callback_query"}]
            free.set()
            await ear.hears(3)

    rehearse(play)


def test_no_more_connections_than_asked_for():
    async def play(fake):
        open_now, most, both = 0, 0, asyncio.Event()

        async def count(update):
            nonlocal open_now, most
            open_now += 1
            most = max(most, open_now)
            if most > 1:
                both.set()
            await both.wait()
            await asyncio.sleep(0.02)
            open_now -= 1
            return web.Response()

        async with listening() as ear:
            ear.answer = count
            await call(fake, "setWebhook", url=ear.url, max_connections=2)
            for number in range(8):
                await fake.person(number + 1).says("a")
            await ear.hears(8)
        assert most == 2

    rehearse(play)


def test_a_refused_update_comes_again_before_the_next_of_its_chat():
    async def play(fake):
        answers = iter([500, 403, 503, 200, 200])

        async def refuse_three_times(update):
            return web.Response(status=next(answers))

        async with listening() as ear:
            ear.answer = refuse_three_times
            await call(fake, "setWebhook", url=ear.url)
            await fake.person(7).says("a")
            await fake.person(7).says("b")
            await ear.hears(3)
            _, answer = await call(fake, "getWebhookInfo")
            await ear.hears(5)
        assert ear.texts == ["a", "a", "a", "a", "b"]
        assert "Wrong response from the webhook" in answer["result"]["last_error_message"]

    rehearse(play, manner=Manner(start=0.05, most=0.1))


def test_retry_after_is_waited_for():
    async def play(fake):
        times = []

        async def later(update):
            times.append(asyncio.get_running_loop().time())
            return (
                web.Response(status=503, headers={"Retry-After": "1"}) if len(times) == 1 else web.Response()
            )

        async with listening() as ear:
            ear.answer = later
            await call(fake, "setWebhook", url=ear.url)
            await fake.person(7).says("a")
            await ear.hears(2)
        assert times[1] - times[0] > 0.95  # without that header it comes again at once

    rehearse(play)


def test_a_bot_that_was_away_gets_what_it_missed():
    async def play(fake):
        async with listening() as ear:
            await call(fake, "setWebhook", url=ear.url)
            await fake.person(7).says("a")
            await ear.hears(1)
            port = int(ear.url.split(":")[2].split("/")[0])
        await fake.person(7).says("b")
        await asyncio.sleep(0.1)
        assert len(fake.waiting) == 1
        async with listening(port) as ear:
            await ear.hears(1)
            assert ear.texts == ["b"]

    rehearse(play, manner=Manner(start=0.02, most=0.05))


def test_a_call_may_come_in_the_answer_to_a_webhook():
    async def play(fake):
        chat = fake.person(7)

        async def answer(update):
            return web.json_response({"method": "sendMessage", "chat_id": 7, "text": "halo juga"})

        async with listening() as ear:
            ear.answer = answer
            await call(fake, "setWebhook", url=ear.url)
            await chat.says("halo")
            assert (await chat.next()).text == "halo juga"
        fake.assert_clean()

    rehearse(play)


def test_a_bot_with_a_public_address_is_found_on_this_machine():
    async def play(fake):
        async with listening(port=0) as ear:
            fake.serve_webhook_at(ear.url.rpartition("/telegram")[0])
            await call(fake, "setWebhook", url="https://payung.example/telegram/webhook")
            await fake.person(7).says("halo")
            await ear.hears(1)

    rehearse(play)


def test_another_machine_is_never_posted_to():
    async def play(fake):
        await call(fake, "setWebhook", url="https://payung.example/telegram/webhook")
        await fake.person(7).says("halo")
        while "last_error_message" not in (answer := (await call(fake, "getWebhookInfo"))[1])["result"]:
            await asyncio.sleep(0.01)
        assert answer["result"]["last_error_message"] == "this stand-in delivers on this machine only"

    rehearse(play)


def test_a_group_is_one_queue_of_many_people():
    async def play(fake):
        group = fake.group(-55)
        async with listening() as ear:
            await call(fake, "setWebhook", url=ear.url)
            for number, text in enumerate("abc"):
                await group.says(Person(number + 1), text)
            await ear.hears(3)
        assert ear.texts == ["a", "b", "c"]
        assert {update["message"]["chat"]["type"] for update in ear.heard} == {"group"}

    rehearse(play)
