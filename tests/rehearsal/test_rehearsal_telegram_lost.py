"""Updates come twice and out of order, files do not come at all."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import BadRequest, TelegramError

from bot.rehearsal.telegram import FileTrouble, Nasty
from tests.rehearsal.telegram_desk import JPEG, call, fetched, listening, real_bot, rehearse


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
        while batch := await fetched(fake, offset=offset):
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
        async with asyncio.timeout(30):
            while len(fake.waiting) < 30:
                await asyncio.sleep(0.01)
        messages = [update["message"] for update in await fetched(fake)]
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
