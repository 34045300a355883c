"""Whether a message goes out: the day's window, the pace, the token, the path; any error as ordered."""

from __future__ import annotations

import pytest

from bot.rehearsal.whatsapp import APP_SECRET, Account, Limits
from tests.rehearsal.whatsapp_desk import (
    BEARER,
    DAY,
    MESSAGES,
    NEWS,
    Hours,
    asked,
    call,
    refused,
    rehearse,
    template,
    text,
    welcomed,
)


def test_who_has_not_written_for_a_day_is_sent_templates_only():
    hours = Hours()

    async def play(fake):
        fake.template(NEWS)
        seat = await welcomed(fake)
        hours.now += DAY - 1
        assert (await call(fake, **text(seat)))[0] == 200
        hours.now += 1
        details = await refused(fake, 131047, **text(seat))
        assert "24 hours" in details
        assert (await call(fake, **template(seat, "kabar", "Siti")))[0] == 200
        shown = seat.last
        assert (shown.text, shown.titles) == ("Ada kabar untuk Siti.", ["Lihat"])
        await seat.taps("Lihat")
        assert (await call(fake, **text(seat)))[0] == 200

    rehearse(play, now=hours)


def test_nobody_who_never_wrote_is_written_to_freely():
    async def play(fake):
        await refused(fake, 131047, **text(fake.person(7)))

    rehearse(play)


def test_one_person_gets_a_burst_and_then_one_message_in_six_seconds():
    hours = Hours()

    async def play(fake):
        seat, other = await welcomed(fake), await welcomed(fake, 8)
        answers = [(await call(fake, **text(seat)))[0] for _ in range(46)]
        assert answers == [200] * 45 + [429]
        assert (await call(fake, **text(seat)))[1]["error"]["code"] == 131056
        assert (await call(fake, **text(other)))[0] == 200
        hours.now += 6
        assert [(await call(fake, **text(seat)))[0] for _ in range(2)] == [200, 429]
        fake.assert_clean()  # life, not a fault

    rehearse(play, now=hours, limits=Limits(per_second=1000))


def test_a_number_sends_and_hears_so_many_a_second():
    hours = Hours()

    async def play(fake):
        seat = await welcomed(fake)
        hours.now += 1
        answers = [(await call(fake, **text(seat)))[0] for _ in range(4)]
        assert answers == [200, 200, 200, 429]
        hours.now += 1
        assert (await call(fake, **text(seat)))[0] == 200
        assert fake.counts["messages 130429"] == 1
        fake.assert_clean()

    rehearse(play, now=hours, limits=Limits(per_second=3))


def test_a_test_number_writes_only_to_those_on_its_list():
    async def play(fake):
        seat, other = await welcomed(fake), await welcomed(fake, 8)
        assert (await call(fake, **text(seat)))[0] == 200
        assert (await call(fake, **text(other)))[1]["error"]["code"] == 131030

    rehearse(play, limits=Limits(allowed=frozenset({"6281200000007"})))


@pytest.mark.parametrize(
    ("headers", "code"),
    [({}, 104), ({"Authorization": APP_SECRET}, 104), ({"Authorization": "Bearer EAAGother"}, 190)],
)
def test_a_stranger_is_refused(headers: dict[str, str], code: int):
    async def play(fake):
        seat = await welcomed(fake)
        fields = {"messaging_product": "whatsapp", **text(seat)}
        _, answer = await asked(fake, MESSAGES, verb="POST", headers=headers, json=fields)
        assert answer["error"]["code"] == code
        assert len(fake.violations) == 1

    rehearse(play)


def test_a_token_that_has_expired_is_told_so():
    async def play(fake):
        seat = await welcomed(fake)
        fake.account.expired = True
        status, answer = await call(fake, **text(seat))
        assert (status, answer["error"]["code"]) == (401, 190)
        fake.account.expired = False
        assert (await call(fake, **text(seat)))[0] == 200
        fake.assert_clean()

    rehearse(play, account=Account())


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("messages", 2500),
        ("v20.0/106540352242922/messages", 2500),
        ("106540352242922/messages", 2500),
        ("v26.0/1/messages", 100),
        ("v26.0/106540352242922/calls", 100),
    ],
)
def test_a_wrong_path_is_refused(path: str, code: int):
    async def play(fake):
        _, answer = await asked(fake, path, verb="POST", json={})
        assert answer["error"]["code"] == code
        assert len(fake.violations) == 1

    rehearse(play)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"to=628", "application/x-www-form-urlencoded"),
        (b"{}", "text/plain"),
    ],
)
def test_a_body_that_is_not_json_is_refused(body: bytes, kind: str):
    async def play(fake):
        headers = BEARER | {"Content-Type": kind}
        status, answer = await asked(fake, MESSAGES, verb="POST", headers=headers, data=body)
        assert (status, answer["error"]["code"]) == (400, 100)

    rehearse(play)


@pytest.mark.parametrize("code", [190, 130429, 131000, 131016, 131026, 131031, 131056, 368, 4])
def test_any_error_can_be_ordered(code: int):
    async def play(fake):
        seat = await welcomed(fake)
        fake.order(code, to=seat.person.phone)
        assert (await call(fake, **text(seat)))[1]["error"]["code"] == code
        assert (await call(fake, **text(seat)))[0] == 200
        assert [called.code for called in fake.calls] == [code, 0]
        fake.assert_clean()

    rehearse(play)


def test_reading_and_typing_are_shown_and_cost_nothing():
    async def play(fake):
        seat = fake.person(7)
        said = await seat.says("halo")
        typing = {"typing_indicator": {"type": "text"}}
        status, answer = await call(fake, status="read", message_id=said, **typing)
        assert (status, answer) == (200, {"success": True})
        assert (seat.room.read, seat.room.typing) == ([said], [said])
        await refused(fake, 131009, status="read", message_id="wamid.unknown")
        await refused(fake, 100, status="delivered", message_id=said)
        await refused(fake, 131008, status="read")
        await refused(fake, 100, status="read", message_id=said, to="+6281200000007")
        assert fake.bills.lines == []

    rehearse(play)
