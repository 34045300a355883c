"""Webhooks: signed, batched, repeated until they are taken, twice, late, out of order."""

from __future__ import annotations

import asyncio
import itertools
import json

import pytest

from bot.rehearsal.whatsapp import Manner, Nasty
from tests.rehearsal.whatsapp_desk import call, listening, rehearse, text


def test_the_question_that_is_asked_once_must_be_answered():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            fake.account.verify_token = "tebakan"
            with pytest.raises(AssertionError, match="does not answer"):
                await fake.subscribe(ear.url)

    rehearse(play)


def test_only_the_raw_bytes_bear_the_signature():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            await fake.person(7).says("saya/istri 👍")
            await ear.hears(1)
            assert b"saya\\/istri \\ud83d\\udc4d" in ear.bodies[0]
            assert ear.texts == ["saya/istri 👍"]
            assert json.dumps(json.loads(ear.bodies[0])).encode() != ear.bodies[0]

    rehearse(play)


def test_what_happens_before_there_is_a_webhook_waits_for_it():
    async def play(fake):
        seat = fake.person(7)
        for word in ("satu", "dua"):
            await seat.says(word)
        assert fake.delivery.waiting == 2
        async with listening() as ear:
            await fake.subscribe(ear.url)
            await ear.hears(2)
            assert ear.texts == ["satu", "dua"]

    rehearse(play)


@pytest.mark.parametrize("status", [201, 204, 301, 400, 401, 413, 500, 503])
def test_anything_but_200_is_tried_again_with_growing_gaps(status: int):
    async def play(fake):
        async with listening() as ear:
            at: list[float] = []

            async def answer(body: bytes) -> int:
                at.append(asyncio.get_running_loop().time())
                return status if len(at) < 4 else 200

            ear.answer = answer
            await fake.subscribe(ear.url)
            await fake.person(7).says("halo")
            await ear.hears(4)
            gaps = [later - earlier for earlier, later in itertools.pairwise(at)]
            assert all(gap > 0.9 * 0.02 * 2**number for number, gap in enumerate(gaps))
            assert ear.bodies == [ear.bodies[0]] * 4

    rehearse(play, manner=Manner(start=0.02))


def test_one_person_waits_and_the_others_do_not():
    async def play(fake):
        async with listening() as ear:

            async def answer(body: bytes) -> int:
                waits = len(ear.bodies) < 6 or "tiga" not in ear.texts
                return 503 if b"satu" in body and waits else 200

            ear.answer = answer
            await fake.subscribe(ear.url)
            await fake.person(7).says("satu")
            await fake.person(7).says("dua")
            await fake.person(8).says("tiga")
            async with asyncio.timeout(30):
                while "dua" not in ear.texts:
                    await asyncio.sleep(0.01)
            assert ear.texts.index("tiga") < ear.texts.index("dua")
            assert ear.texts.count("dua") == 1

    rehearse(play, manner=Manner(start=0.01, most=0.01))


def test_a_batch_holds_several_entries_changes_messages_and_statuses():
    async def play(fake):
        seats = [fake.person(number) for number in range(40)]
        for seat in seats:
            await seat.says(f"pesan {seat.person.phone}")
        for seat in seats:
            await call(fake, **text(seat))
        async with listening() as ear:
            await fake.subscribe(ear.url)
            async with asyncio.timeout(30):
                while fake.delivery.waiting:
                    await asyncio.sleep(0.01)
        assert len(ear.bodies) < 10
        payloads = [json.loads(body) for body in ear.bodies]
        changes = [entry["changes"] for payload in payloads for entry in payload["entry"]]
        assert max(len(payload["entry"]) for payload in payloads) > 1
        assert max(map(len, changes)) > 1
        assert max(len(value.get("messages", [])) for value in ear.values) > 1
        assert max(len(value.get("statuses", [])) for value in ear.values) > 1
        assert ear.texts == [f"pesan {seat.person.phone}" for seat in seats]
        assert len(ear.all("statuses")) == 3 * len(seats)
        for value in ear.values:
            known = {contact["user_id"] for contact in value["contacts"]}
            assert {message["from_user_id"] for message in value.get("messages", [])} <= known

    rehearse(play, manner=Manner(batch=50))


def test_a_body_may_come_twice_and_later_once_more():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            await fake.person(7).says("halo")
            await ear.hears(2)
            assert ear.bodies[0] == ear.bodies[1]
            assert await fake.replay(0) == 200
            assert ear.texts == ["halo"] * 3

    rehearse(play, nasty=Nasty(twice=1))


def test_messages_overtake_each_other():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            said = [str(number) for number in range(30)]
            for word in said:
                await fake.person(7).says(word)
            await ear.hears(30)
            assert ear.texts != said
            assert sorted(ear.texts) == sorted(said)

    rehearse(play, nasty=Nasty(seed=2, reorder=0.5, hold_seconds=0.1))


def test_nothing_is_posted_while_all_is_down():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            await fake.down()
            await fake.person(7).says("halo")
            await asyncio.sleep(0.1)
            assert ear.bodies == []
            await fake.up()
            await ear.hears(1)

    rehearse(play)
