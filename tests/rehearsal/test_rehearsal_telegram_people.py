"""People in the rehearsal: what they see, what they can tap, and what they cannot do."""

from __future__ import annotations

import pytest

from bot.rehearsal.telegram import Person
from tests.rehearsal.telegram_desk import JPEG, call, markup, rehearse


def test_messages_are_waited_for_one_by_one():
    async def play(fake):
        chat = fake.person(7)
        await call(fake, "sendMessage", chat_id=7, text="satu")
        await call(fake, "sendMessage", chat_id=7, text="dua")
        assert ((await chat.next()).text, (await fake.person(7).next()).text) == ("satu", "dua")
        with pytest.raises(TimeoutError):
            await chat.next(timeout=0.05)

    rehearse(play)


def test_the_newest_buttons_are_tapped_and_older_ones_by_their_message():
    async def play(fake):
        chat = fake.person(7)
        await call(fake, "sendMessage", chat_id=7, text="1", reply_markup=markup("Ya", "Tidak"))
        old = chat.last
        await call(fake, "sendMessage", chat_id=7, text="2", reply_markup=markup("Ya", "Belum"))
        await call(fake, "sendMessage", chat_id=7, text="3")
        await chat.taps("Ya")
        await chat.taps("tidak", old)
        await chat.taps("Tidak", old.id, forgotten=True)
        with pytest.raises(LookupError, match="Tidak"):
            await chat.taps("Tidak")
        taps = [update["callback_query"] for update in fake.updates]
        assert [(tap["message"]["message_id"], tap["data"]) for tap in taps] == [
            (old.id + 1, "ya"),
            (old.id, "tidak"),
            (old.id, "tidak"),
        ]
        assert taps[2]["message"]["date"] == 0
        assert len({tap["id"] for tap in taps}) == 3

    rehearse(play)


def test_a_button_that_has_gone_can_still_be_tapped_on_a_slow_phone():
    async def play(fake):
        chat = fake.person(7)
        await call(fake, "sendMessage", chat_id=7, text="1", reply_markup=markup("Ya"))
        seen = chat.last
        await call(fake, "editMessageReplyMarkup", chat_id=7, message_id=seen.id, reply_markup=markup("Lain"))
        assert chat.last.labels == ["Lain"]
        await chat.taps_data("ya", seen)
        assert fake.updates[-1]["callback_query"]["data"] == "ya"

    rehearse(play)


def test_a_link_under_a_message_sends_nothing():
    async def play(fake):
        chat = fake.person(7)
        link = {"inline_keyboard": [[{"text": "Peta", "url": "https://peta.example"}]]}
        await call(fake, "sendMessage", chat_id=7, text="1", reply_markup=link)
        with pytest.raises(LookupError):
            await chat.taps("Peta")

    rehearse(play)


def test_a_start_code_is_one_that_a_link_can_carry():
    async def play(fake):
        chat = fake.person(7)
        await chat.starts()
        await chat.starts("a" * 64)
        for code in ("a" * 65, "a b", "6371015708859001.x"):
            with pytest.raises(ValueError, match="start code"):
                await chat.starts(code)
        assert [update["message"]["text"] for update in fake.updates] == ["/start", "/start " + "a" * 64]

    rehearse(play)


def test_an_album_is_several_messages_of_one_group():
    async def play(fake):
        chat = fake.person(7)
        for caption in ("depan", None):
            await chat.sends_photo(JPEG, caption, album="55")
        first, second = (update["message"] for update in fake.updates)
        assert (first["media_group_id"], second["media_group_id"]) == ("55", "55")
        assert ("caption" in first, "caption" in second) == (True, False)
        assert first["message_id"] < second["message_id"]

    rehearse(play)


def test_an_answer_may_quote_the_question():
    async def play(fake):
        chat = fake.person(7)
        await call(fake, "sendMessage", chat_id=7, text="Nama?")
        said = await chat.says("Siti", reply_to=chat.last.id)
        assert said["reply_to_message"]["text"] == "Nama?"
        again = await chat.says("Siti", reply_to=said["message_id"])
        assert again["reply_to_message"]["message_id"] == said["message_id"]

    rehearse(play)


def test_people_of_a_group_tap_and_read_there():
    async def play(fake):
        group = fake.group(-55)
        await call(fake, "sendMessage", chat_id=-55, text="Siapa?", reply_markup=markup("Saya"))
        await group.seat(Person(7)).taps("Saya")
        assert (await group.seat(Person(8)).next()).text == "Siapa?"
        tap = fake.updates[-1]["callback_query"]
        assert (tap["from"]["id"], tap["message"]["chat"]["id"]) == (7, -55)
        assert [message.text for message in group.messages] == ["Siapa?"]

    rehearse(play)


def test_ids_of_updates_and_messages_only_rise():
    async def play(fake):
        chat = fake.person(7)
        for _ in range(3):
            await chat.says("a")
            await call(fake, "sendMessage", chat_id=7, text="b")
        assert [update["update_id"] for update in fake.updates] == [501, 502, 503]
        assert [update["message"]["message_id"] for update in fake.updates] == [1, 3, 5]
        assert [message.id for message in chat.messages] == [2, 4, 6]

    rehearse(play, first_update_id=501)
