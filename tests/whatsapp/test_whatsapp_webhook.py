"""The webhook: who may post, what is answered, and that nothing that came is lost or done twice."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot.channels.whatsapp_webhook import LARGEST
from bot.rehearsal.whatsapp import NUMBER_ID, VERIFY_TOKEN, Manner, contents
from bot.rehearsal.whatsapp.payloads import body, message
from tests.databases import away
from tests.whatsapp.desk import Desk, desk, play
from tests.whatsapp.test_whatsapp_updates import body as raw
from tests.whatsapp.test_whatsapp_updates import message as told

QUESTION = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "12345"}


async def asked(bot: Desk, **query: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(bot.hook, params=query) as answer:
        return answer.status, await answer.text()


def test_the_challenge_is_for_whoever_knows_the_word(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            assert await asked(bot, **QUESTION) == (200, "12345")
            for wrong in ({"hub.verify_token": "x"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
                assert await asked(bot, **(QUESTION | wrong)) == (403, "")
            assert (await asked(bot))[0] == 403

    play(scene())


def test_only_what_the_app_has_signed_is_believed(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            halo = raw(told(contents.text("halo")))
            for wrong in ("", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=é"):
                assert await bot.post(halo, wrong) == 401
            assert await bot.rows() == [] and await bot.chats() == []
            assert await bot.post(halo) == 200
            assert len(await bot.chats()) == 1

    play(scene())


def test_the_signature_is_that_of_the_raw_bytes(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            spaced = json.dumps(json.loads(raw(told(contents.text("a/b é")))), indent=1).encode()
            assert await bot.post(spaced) == 200
            assert await bot.post(spaced.replace(b"\n", b"")) == 200  # signed anew
            assert len(await bot.rows()) == 1

    play(scene())


def test_more_than_meta_ever_sends_is_refused_as_soon_as_that_is_known(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            halo = raw(told(contents.text("halo")))
            full = halo[:-1] + b" " * (LARGEST - len(halo)) + halo[-1:]
            assert len(full) == LARGEST
            assert await bot.post(full + b" ") == 413
            assert await bot.rows() == []
            assert await bot.post(full) == 200
            assert len(await bot.rows()) == 1

    play(scene())


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_what_is_cut_off_is_kept_and_taken(database_url: str, tmp_path: Path, cut: int) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            broken = raw(told(contents.text("halo")))[:cut]
            assert [await bot.post(broken) for _ in range(2)] == [200, 200]
            assert [kept for _, kept in await bot.aside()] == [broken.decode()]
            assert await bot.rows() == []

    play(scene())


def test_a_message_that_cannot_be_read_is_kept_whole_and_played_when_it_can(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            nobody = told(contents.text("nama saya Siti"), **{"from": None, "from_user_id": None})
            good = told(contents.text("halo"), id="wamid.2")
            assert await bot.post(raw(nobody, good, contents=None, contacts=[])) == 200
            ((key, kept),) = await bot.aside()
            assert (key, kept["message"]) == ("wamid.1", nobody)
            assert len(await bot.rows()) == 1
            kept["message"]["from"] = "6281200000009"
            await bot.app.whatsapp.incoming.hear_again(kept, "replay:1", bot.app.inbox)
            assert len(await bot.rows()) == 2

    with caplog.at_level(logging.DEBUG):
        play(scene())
    assert "Siti" not in caplog.text


def test_the_same_webhook_again_changes_nothing(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            before = await bot.rows()
            old = list(bot.fake.delivery.taken)
            assert [await bot.post(one) for one in old] == [200] * len(old)
            await bot.settled()
            assert await bot.rows() == before
            assert len(seat.messages) == 2

    play(scene())


def test_all_of_a_batch_is_handled_each_person_in_order(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seats = [await bot.greeted(number) for number in range(4)]
            await bot.settled()
            events = [
                message(bot.fake.account, seat.person, f"w{n}.{k}", 1_795_100_000 + n, contents.text(text))
                for n, text in enumerate(["daftar", "1", "1", "6371011708859004"])
                for k, seat in enumerate(seats)
            ]
            Random(3).shuffle(events)
            for seat in seats:
                seat.room.heard_at = bot.clock() / 1000
            assert await bot.post(body(bot.fake.account, events, Random(1))) == 200
            await bot.settled()
            for seat in seats:
                last = [await seat.next() for _ in range(4)][-1]
                assert "6371 0117 0885 9004" in last.text

    play(scene())


@pytest.mark.parametrize("kind", ["hologram", "order", "unsupported"])
def test_an_unknown_kind_leaves_a_line_and_is_answered_kindly(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await seat.sends({"type": kind, kind: {"secret": "rahasia"}})
            assert (await seat.next()).text.startswith("Maaf, pesan seperti itu belum bisa kami baca.")
            await seat.deletes("wamid.0")
            assert "ketik KEMBALI" in (await seat.next()).text

    with caplog.at_level(logging.DEBUG):
        play(scene())
    assert f"of the kind {kind}" in caplog.text
    assert "rahasia" not in caplog.text


def test_statuses_and_changes_that_are_not_known_are_passed_over(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            await bot.greeted()
            await bot.settled()
            before = await bot.rows()
            odd = [{"id": "w", "status": "played"}, {"id": "w", "status": "sent"}, {"status": "sent"}]
            odd.append({"id": "w", "status": "sent", "biz_opaque_callback_data": "99999.1"})
            value = {"metadata": {"phone_number_id": NUMBER_ID}, "statuses": odd, "errors": [{"code": 1}, 3]}
            changes = [
                {"field": "messages", "value": value},
                {"field": "weather", "value": [1]},
                {"field": "messages"},
            ]
            assert await bot.post(json.dumps({"entry": [{"changes": changes}]}).encode()) == 200
            rows = await bot.rows()
            assert rows == before
            assert len(await bot.aside()) == 2  # a status without an id, an error that is a number

    play(scene())


def test_where_the_database_is_away_it_has_to_come_again(postgres_database: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(postgres_database, tmp_path, fake_manner=Manner(batch=5)) as bot:
            seat = await bot.greeted()
            await bot.settled()
            with away(postgres_database):
                await seat.says("menu")
                while 503 not in bot.fake.delivery.answers:
                    await asyncio.sleep(0.01)
            assert "Silakan pilih" in (await seat.next()).text
            assert len(seat.messages) == 3

    play(scene())


def test_a_process_for_other_parts_has_no_webhook(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        with pytest.raises(AssertionError):
            async with desk(database_url, tmp_path, only=frozenset({"sender", "jobs"})):
                pass

    play(scene())
