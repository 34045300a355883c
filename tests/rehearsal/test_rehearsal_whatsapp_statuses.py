"""What becomes of the bot's messages, as webhooks tell it: sent, delivered, read, or failed after all."""

from __future__ import annotations

import asyncio

import pytest

from bot.rehearsal.whatsapp import FakeWhatsApp, Seat, Template
from bot.rehearsal.whatsapp.answers import Json
from tests.rehearsal.whatsapp_desk import call, listening, rehearse, text


async def heard(fake: FakeWhatsApp, seat: Seat, states: int, **fields: object) -> list[Json]:
    """The statuses of one message."""
    async with listening() as ear:
        await fake.subscribe(ear.url)
        status, answer = await call(fake, **(text(seat) | fields))
        assert status == 200, answer
        async with asyncio.timeout(30):
            while len(ear.all("statuses")) < states:
                await asyncio.sleep(0.005)
        assert {told["id"] for told in ear.all("statuses")} == {answer["messages"][0]["id"]}
        found: list[Json] = ear.all("statuses")
        return found


def test_a_message_is_sent_delivered_and_read_and_bears_the_bots_own_mark():
    async def play(fake):
        seat = fake.person(7)
        await seat.says("halo")
        statuses = await heard(fake, seat, 3, biz_opaque_callback_data="12:99")
        assert [told["status"] for told in statuses] == ["sent", "delivered", "read"]
        assert {told["biz_opaque_callback_data"] for told in statuses} == {"12:99"}
        assert {told["recipient_id"] for told in statuses} == {seat.person.phone}
        assert {told["recipient_user_id"] for told in statuses} == {seat.person.user_id}
        assert [told["pricing"]["category"] for told in statuses if "pricing" in told] == ["service"]
        assert not any("conversation" in told for told in statuses)

    rehearse(play)


def test_a_phone_that_is_off_hears_later_and_one_that_is_not_looked_at_does_not_read():
    async def play(fake):
        seat = fake.person(7)
        await seat.says("halo")
        seat.room.away, seat.room.reads = True, False
        assert [told["status"] for told in await heard(fake, seat, 1)] == ["sent"]
        async with listening() as ear:
            await fake.subscribe(ear.url)
            await seat.comes_back()
            await ear.hears(1)
            assert [told["status"] for told in ear.all("statuses")] == ["delivered"]

    rehearse(play)


@pytest.mark.parametrize("by_phone", [True, False])
def test_a_message_that_was_taken_may_fail_after_all(by_phone: bool):
    async def play(fake):
        seat = fake.person(7)
        await seat.says("halo")
        fake.fail(131049)
        to = {"to": f"+{seat.person.phone}"} if by_phone else {"recipient": seat.person.user_id}
        fields = {"messaging_product": "whatsapp", "type": "text", "text": {"body": "a"}} | to
        async with listening() as ear:
            await fake.subscribe(ear.url)
            assert (await call(fake, **fields))[0] == 200
            async with asyncio.timeout(30):
                while not ear.all("statuses"):
                    await asyncio.sleep(0.005)
        [told] = ear.all("statuses")
        assert told["errors"][0]["code"] == 131049
        assert ("recipient_user_id" in told) is not by_phone
        assert not any("contacts" in value for value in ear.values if "statuses" in value)
        assert fake.bills.lines == []

    rehearse(play)


def test_whoever_cannot_be_reached_is_told_of_later():
    async def play(fake):
        seat = fake.person(7)
        await seat.says("halo")
        seat.room.unreachable = True
        [told] = await heard(fake, seat, 1)
        assert (told["status"], told["errors"][0]["code"]) == ("failed", 131026)

    rehearse(play)


def test_a_template_is_billed_as_what_it_is():
    async def play(fake):
        fake.template(Template("kabar", "Ada kabar.", category="MARKETING"))
        seat = fake.person(7)
        content = {"name": "kabar", "language": {"code": "id"}}
        fields = {"to": f"+{seat.person.phone}", "type": "template", "template": content}
        async with listening() as ear:
            await fake.subscribe(ear.url)
            assert (await call(fake, **fields))[0] == 200
            await ear.hears(3)
        [pricing] = [told["pricing"] for told in ear.all("statuses") if "pricing" in told]
        assert pricing == {
            "billable": True,
            "pricing_model": "PMP",
            "type": "regular",
            "category": "marketing",
        }

    rehearse(play)


def test_what_is_wrong_with_the_number_is_told_without_a_message():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            fake.complain(130429)
            await ear.hears(1)
            assert [error["code"] for error in ear.all("errors")] == [130429]

    rehearse(play)
