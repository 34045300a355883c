"""The measuring of a bot: every update is counted once, and times are those of its own answer."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import aiohttp
from aiohttp import web

from bot.rehearsal.telegram import Blaster, FakeTelegram, Measured
from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.describe import table
from bot.rehearsal.telegram.poster import Poster
from bot.rehearsal.telegram.table import METHODS
from tests.rehearsal.telegram_desk import SECRET, call, listening, rehearse


class Load:
    """How many messages wait for their answer: now, and at most."""

    now = most = 0


def echo(fake: FakeTelegram, session: aiohttp.ClientSession, pause: float = 0.0, load: Load | None = None):
    """A bot that answers every message with its text, so many seconds later."""
    tasks = set()
    waiting = load or Load()

    async def send(update: Json) -> None:
        waiting.now += 1
        waiting.most = max(waiting.most, waiting.now)
        await asyncio.sleep(pause)
        waiting.now -= 1
        message = update["message"]
        body = {"chat_id": message["chat"]["id"], "text": message["text"]}
        async with session.post(f"{fake.url}/bot{fake.token}/sendMessage", json=body) as response:
            await response.read()

    async def answer(update: Json) -> web.Response:
        task = asyncio.create_task(send(update))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        return web.Response()

    return answer


def test_a_closed_loop_answers_every_update():
    async def play(fake):
        load = Load()
        async with listening() as ear, aiohttp.ClientSession() as session:
            ear.answer = echo(fake, session, 0.5, load)
            blaster = Blaster(fake)
            measured = await blaster.blast(ear.url, SECRET, blaster.updates(60, "halo"), 20)
        assert (len(measured.latencies), measured.refused, measured.lost) == (60, 0, 0)
        assert 500 <= measured.latencies[0] <= measured.p50 <= measured.p99
        assert 10 < load.most <= 20
        assert set(ear.secrets) == {SECRET}
        assert len(set(ear.ids)) == 60
        assert len(fake.sent) == 60
        fake.assert_clean()

    rehearse(play)


def test_fast_mode_counts_and_keeps_nothing():
    async def play(fake):
        async with listening() as ear, aiohttp.ClientSession() as session:
            ear.answer = echo(fake, session)
            blaster = Blaster(fake)
            measured = await blaster.blast(ear.url, None, blaster.updates(40, chats=4), 1)
        assert (len(measured.latencies), fake.stats()["counts"]["sendMessage"]) == (40, 40)
        assert (fake.sent, fake.calls, set(ear.secrets)) == ([], [], {None})

    rehearse(play, strict=False)


def test_an_open_loop_keeps_its_rate_although_the_bot_is_slow():
    async def play(fake):
        load = Load()
        async with listening() as ear, aiohttp.ClientSession() as session:
            ear.answer = echo(fake, session, 0.3, load)
            blaster = Blaster(fake)
            start = time.perf_counter()
            measured = await blaster.open_loop(ear.url, None, blaster.updates(50), 100)
        assert time.perf_counter() - start > 0.75
        assert load.most > 10  # at that rate thirty come in the time of an answer
        assert len(measured.latencies) == 50
        assert 300 <= measured.p50 < 15_000

    rehearse(play)


def test_refused_and_lost_updates_are_counted_apart():
    async def play(fake):
        async def answer(update: Json) -> web.Response:
            return web.Response(status=503 if update["update_id"] % 2 else 200)

        async with listening() as ear:
            ear.answer = answer
            blaster = Blaster(fake, patience=3.0)
            measured = await blaster.blast(ear.url, None, blaster.updates(10), 5)
        assert (measured.refused, measured.lost, measured.latencies) == (5, 5, ())
        assert (measured.p50, measured.per_second) == (0.0, 0.0)

    rehearse(play)


def test_a_bot_that_hangs_or_hangs_up_is_counted_as_refusing():
    async def play(fake):
        async def answer(update: Json) -> web.Response:
            if update["update_id"] % 2:
                await asyncio.sleep(60)
            response = web.Response(status=200)
            response.force_close()
            return response

        async with listening() as ear:
            ear.answer = answer
            blaster = Blaster(fake, patience=3.0)
            measured = await blaster.blast(ear.url, None, blaster.updates(10), 3)
            assert (measured.refused, measured.lost) == (5, 5)
        measured = await blaster.blast(ear.url, None, blaster.updates(10), 3)
        assert (measured.refused, measured.lost) == (10, 0)

    rehearse(play)


def test_a_connection_that_is_closed_while_it_lies_idle_refuses_nothing():
    """The server closes each as soon as a second request comes on it, as it does when both happen at once."""

    async def play():
        async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            served.append(asyncio.current_task())
            with suppress(asyncio.IncompleteReadError):  # in the end the client goes
                for answer in (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", b""):
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
                    await reader.readexactly(int(length))
                    writer.write(answer)
                    asked.append(bool(answer))
            writer.close()
            await writer.wait_closed()

        asked: list[bool] = []
        served: list[asyncio.Task[None] | None] = []
        server = await asyncio.start_server(once, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            async with Poster(f"http://127.0.0.1:{port}/", {}) as poster:
                assert [await poster.post(b"{}") for _ in range(3)] == [200] * 3
                assert asked == [True, False, True, False, True]
            await asyncio.gather(*(task for task in served if task))

    asyncio.run(play())


def test_percentiles_are_those_of_the_sorted_latencies():
    measured = Measured(tuple(float(number) for number in range(1, 101)), 2.0, 0, 0)
    assert (measured.p50, measured.p99, measured.percentile(100), measured.per_second) == (
        51.0,
        100.0,
        100.0,
        50.0,
    )


def test_a_strict_send_message_costs_little_to_check():
    rows = [[{"text": f"Pilihan {n}", "callback_data": f"q:{n}"}] for n in range(4)]

    async def play(fake):
        fake.person(7)
        fields = {"chat_id": 7, "text": "Apakah Bapak/Ibu petani?", "reply_markup": {"inline_keyboard": rows}}
        await call(fake, "sendMessage", **fields)
        best = min(seconds_to_check(fake, fields) for _ in range(5))
        assert best < 0.000_060 * 3  # three times the promise: other programs run on the machine too

    rehearse(play)


def seconds_to_check(fake: FakeTelegram, fields: Json) -> float:
    start = time.process_time()
    for _ in range(200):
        fake.check("sendMessage", fields)
    return (time.process_time() - start) / 200


def test_the_table_of_methods_is_made_of_a_description():
    fields = [{"name": "chat_id", "types": ["Integer", "String"], "required": True}]
    nested = [{"name": "keys", "types": ["Array of Key"], "required": False}]
    spec = {
        "version": "1",
        "methods": {name: {} for name in METHODS} | {"sendMessage": {"fields": fields + nested}},
        "types": {
            "Update": {"fields": [{"name": "update_id"}, {"name": "message"}]},
            "Key": {"subtypes": ["Big", "Small"]},
            "Big": {"fields": [{"name": "text", "types": ["String"], "required": True}]},
            "Small": {},
            "Unused": {},
        },
    }
    made = table(spec)
    assert made["methods"]["sendMessage"] == {"chat_id": "Integer|String!", "keys": "Array of Key"}
    assert made["types"] == {"Big": {"text": "String!"}, "Key": "Big|Small", "Small": {}}
    assert made["updates"] == ["message"]
