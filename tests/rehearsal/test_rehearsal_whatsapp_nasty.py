"""What goes wrong on purpose: as ordered, by chance, the same every time."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.rehearsal.whatsapp import Nasty, Trouble
from tests.rehearsal.whatsapp_desk import BEARER, MESSAGES, asked, call, rehearse, text, welcomed


async def raw(fake, seat) -> tuple[int, bytes]:
    """Status and body of a text, whatever they are."""
    async with (
        aiohttp.ClientSession(headers=BEARER) as session,
        session.post(
            f"{fake.url}/{MESSAGES}", json={"messaging_product": "whatsapp", **text(seat)}
        ) as response,
    ):
        return response.status, await response.read()


def test_a_message_may_be_taken_and_answered_with_nonsense():
    async def play(fake):
        seat = await welcomed(fake)
        fake.order(Trouble.GARBAGE, times=8)
        answers = [await raw(fake, seat) for _ in range(8)]
        assert {status for status, _ in answers} == {200}
        assert len({body for _, body in answers}) > 1
        assert len(seat.messages) == 8

    rehearse(play)


def test_a_message_may_be_taken_and_never_answered():
    async def play(fake):
        seat = await welcomed(fake)
        fake.order(Trouble.SILENT)
        with pytest.raises(aiohttp.ClientError):
            await raw(fake, seat)
        assert seat.last.text == "halo"
        fake.order(Trouble.RESET)
        with pytest.raises(aiohttp.ClientError):
            await raw(fake, seat)
        assert len(seat.messages) == 1
        assert [called.status for called in fake.calls] == [200, 0]

    rehearse(play, nasty=Nasty(hang_seconds=0.05))


def test_a_slow_answer_comes_after_all():
    async def play(fake):
        seat = await welcomed(fake)
        fake.order(Trouble.SLOW)
        began = asyncio.get_running_loop().time()
        assert (await call(fake, **text(seat)))[0] == 200
        assert asyncio.get_running_loop().time() - began >= 0.1

    rehearse(play, nasty=Nasty(slow_seconds=0.1))


def test_a_server_breaks_in_more_than_one_way():
    async def play(fake):
        seat = await welcomed(fake)
        answers = [await raw(fake, seat) for _ in range(20)]
        assert {status for status, _ in answers} == {500, 502, 503}
        assert seat.messages == []
        fake.assert_clean()

    rehearse(play, nasty=Nasty(seed=1, broken=1))


def test_chance_falls_the_same_with_the_same_seed():
    falls: list[list[int]] = []

    async def play(fake):
        seat = await welcomed(fake)
        falls.append([(await call(fake, **text(seat)))[0] for _ in range(20)])

    for _ in range(2):
        rehearse(play, nasty=Nasty(seed=5, flood=0.3, pair=0.1))
    assert falls[0] == falls[1]
    assert set(falls[0]) == {200, 429}


def test_trouble_keeps_to_the_calls_that_were_named():
    async def play(fake):
        seat = await welcomed(fake)
        fake.switch(Nasty(broken=1, names=frozenset({"node"})))
        assert (await call(fake, **text(seat)))[0] == 200
        fake.switch(Nasty(flood=1, names=frozenset({"messages"})))
        assert (await call(fake, **text(seat)))[0] == 429
        assert (await asked(fake, f"v26.0/{fake.account.number_id}"))[0] == 200

    rehearse(play)


def test_a_server_that_is_down_comes_up_again_at_the_same_address():
    async def play(fake):
        seat = await welcomed(fake)
        before = fake.url
        await fake.down()
        with pytest.raises(aiohttp.ClientError):
            await call(fake, **text(seat))
        await fake.up()
        assert fake.url == before
        assert (await call(fake, **text(seat)))[0] == 200

    rehearse(play)
