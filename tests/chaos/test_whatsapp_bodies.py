"""What is posted to WhatsApp's webhook by strangers, by Meta on a bad day, and in pieces that make no sense:
nothing is lost, nothing handled twice, and no log holds a stack trace or a word of anybody's.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp

from bot.rehearsal.whatsapp import (
    APP_SECRET,
    VERIFY_TOKEN,
    FakeWhatsApp,
)
from bot.rehearsal.whatsapp.payloads import signed
from tests.chaos.process import Bot, payung
from tests.chaos.records import count, rows
from tests.chaos.whatsapp_dialogue import dialogues
from tests.chaos.whatsapp_performance import assert_log_is_clean, settled
from tests.chaos.whatsapp_scene import PEOPLE, payload, posted, said, scene, until

MB = 1024 * 1024
LARGEST = 3 * MB

# Strangers


def test_what_is_not_signed_by_meta_is_not_believed(furnished: Path) -> None:
    body = payload(said(1))
    wrong = ("", "sha256=", "sha256=00", signed("other", body), signed(APP_SECRET, b"other"), "r\u00e1hasia")

    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        for signature in wrong:
            assert await posted(bot, body, signature) == 401, signature
        assert count(bot.database, "inbox") == 0

    scene(furnished, play)


def test_only_who_knows_the_word_sets_the_webhook_up(furnished: Path) -> None:
    right = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "42"}
    wrong: list[dict[str, str]] = [
        right | {"hub.verify_token": "tebakan"},
        right | {"hub.verify_token": "r\u00e1hasia"},
        right | {"hub.verify_token": ""},
        right | {"hub.mode": "unsubscribe"},
        {name: right[name] for name in ("hub.verify_token", "hub.challenge")},
        {},
    ]

    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{bot.url}/whatsapp/webhook", params=right) as answer:
                found = (answer.status, answer.content_type, await answer.text())
                assert found == (200, "text/plain", "42")
            for asked in wrong:
                async with session.get(f"{bot.url}/whatsapp/webhook", params=asked) as answer:
                    assert answer.status == 403, asked

    scene(furnished, play)


# Bodies


def test_a_body_of_three_megabytes_is_taken_and_a_larger_one_is_not(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        fake.expect(said(1))
        full = payload(said(1), filler="")
        full = full.replace(b'"filler": ""', b'"filler": "%b"' % (b"a" * (LARGEST - len(full))))
        assert len(full) == LARGEST
        assert await posted(bot, full) == 200
        assert count(bot.database, "inbox") == 1
        assert await posted(bot, full + b" ") == 413
        assert await posted(bot, b" " * 20 * MB) == 413
        await fake.person(1).next()

    scene(furnished, play)


def test_three_megabytes_of_messages_are_each_answered_once(furnished: Path) -> None:
    """A thousand messages in one body, which comes twice."""

    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        padding = "a" * 2500
        many = [
            said(n % 50, f"{n} {padding}", id=f"wamid.{n}", timestamp=str(1795000000 + n))
            for n in range(1000)
        ]
        fake.expect(*many)
        body = payload(*many)
        assert 2 * MB < len(body) < LARGEST
        assert [await posted(bot, body) for _ in range(2)] == [200, 200]
        assert count(bot.database, "inbox") == 1000
        assert count(bot.database, "outbox") == 1000
        async with asyncio.timeout(300):
            while len(fake.sent) < 1000:
                await asyncio.sleep(0.05)
        assert {len(fake.person(number).messages) for number in range(50)} == {20}

    scene(furnished, play)


BROKEN = {
    "nothing": b"",
    "no JSON": b"bukan json",
    "no object": b"[]",
    "no entry": b'{"object": "whatsapp_business_account"}',
    "cut short": payload(said(1, PEOPLE[0].nik))[:-20],
    "entry is a number": b'{"entry": 5}',
    "a change of numbers": b'{"entry": [{"changes": [5, null, "a"]}]}',
    "deep": b'{"entry": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "half a character": b'{"entry": "\xff\xfe"}',
    "messages is a text": payload(said(1)).replace(b'"messages": [', b'"messages": "a", "x": ['),
}
PIECES = len(BROKEN) + 2  # what can't be read in them: three of the changes of numbers


def test_a_body_that_makes_no_sense_is_put_aside_once_and_does_no_harm(furnished: Path) -> None:
    """Meta would send it again for seven days; an operator can look at it."""

    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        for about, body in BROKEN.items():
            assert [await posted(bot, body) for _ in range(2)] == [200, 200], about
        assert count(bot.database, "quarantine") == PIECES
        one = dialogues(fake, PEOPLE[:1])[0]
        await one.says("halo")
        await one.hears()

    scene(furnished, play)
    listed = payung(furnished, "quarantine")
    assert listed.stdout.startswith(f"{PIECES} waiting")
    assert_log_is_clean(listed.stdout + listed.stderr, PEOPLE)


def test_a_message_that_makes_no_sense_does_not_stop_the_others_of_its_body(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        fake.expect(said(7))
        broken = [
            said(1, id=5),
            said(2) | {"text": PEOPLE[2].nik},
            {"type": "text"},
            said(3) | {"from": None, "from_user_id": None},
            "bukan pesan",
        ]
        assert await posted(bot, payload(*broken[:3], said(7), *broken[3:])) == 200
        await fake.person(7).next()
        assert count(bot.database, "quarantine") == len(broken)

    scene(furnished, play)
    listed = payung(furnished, "quarantine")
    assert listed.stdout.startswith("5 waiting")
    assert_log_is_clean(listed.stdout + listed.stderr, PEOPLE)


def test_an_old_webhook_that_is_played_once_more_changes_nothing(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        await until(one, "[Daftar]")
        await settled(fake)
        before = [count(bot.database, table) for table in ("inbox", "outbox", "quarantine", "chats")]
        states = rows(bot.database, "SELECT id, state FROM outbox ORDER BY id")
        bodies = list(fake.delivery.taken)
        for body in reversed(bodies):
            assert await posted(bot, body) == 200
        await asyncio.sleep(0.5)
        assert [count(bot.database, t) for t in ("inbox", "outbox", "quarantine", "chats")] == before
        assert rows(bot.database, "SELECT id, state FROM outbox ORDER BY id") == states
        assert one.late() == [] and len(one.seat.messages) == before[1]

    scene(furnished, play)


def test_what_is_for_another_number_or_of_another_kind_is_passed_over(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        other = payload(said(1), metadata={"phone_number_id": "4711"})
        assert await posted(bot, other) == 200
        fake.inject({"event": "APPROVED", "message_template_name": "kabar"}, "message_template_status_update")
        fake.inject({"anything": ["new"]}, "telepathy_update")
        fake.complain(131031)
        await settled(fake)
        assert count(bot.database, "inbox") == 0
        assert count(bot.database, "quarantine") == 0
        assert "131031" in bot.log
        assert "message_template_status_update" in bot.log

    scene(furnished, play)
