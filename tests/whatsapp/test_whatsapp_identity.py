"""Who is who on WhatsApp: ids, numbers that come, go and change, and chats that are found again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.whatsapp import Person, contents, person
from storage import chats, contacts, moves, outbox, people
from storage.chats import MOVES_WITHIN
from storage.database import Database
from storage.outbox import Queued
from storage.statement import Tx
from tests.databases import NOW, VAULT
from tests.databases import person as invented
from tests.databases import play as play_on
from tests.storage.test_inbox_and_outbox import REPLY
from tests.whatsapp.desk import Desk, desk, play
from tests.whatsapp.test_whatsapp_updates import body, message

ID, PHONE = "ID.7000000000000007", "6281200000007"


def chat(tx: Tx, address: str, *formerly: str, now: int = NOW) -> int:
    return chats.enter(tx, VAULT, "whatsapp", address, now, "id", formerly).id


async def addresses(bot: Desk) -> list[str]:
    return [row["address"] for row in await bot.chats()]


def test_a_chat_moves_to_the_id_once_there_is_one(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted(7, who=person(7, old_fashioned=True))
            assert await addresses(bot) == [seat.person.phone]
            assert seat.last.by_phone
            seat.room.person = replace(seat.person, old_fashioned=False)
            assert "Mendaftar untuk siapa?" in (await bot.says(seat, "daftar")).text
            assert await addresses(bot) == [seat.person.user_id]
            assert not seat.last.by_phone
            assert [row["step"] for row in await bot.chats()] == [3]  # the same conversation goes on

    play(scene())


def test_a_number_may_be_hidden_later(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            seat.takes_a_username("siti.aminah")
            await bot.says(seat, "menu")
            assert await addresses(bot) == [seat.person.user_id]
            ((reached),) = await bot.of_phone(f"+{seat.person.phone}")
            assert reached.address == seat.person.user_id

    play(scene())


@pytest.mark.parametrize("told", [True, False])
def test_who_changes_the_telephone_goes_on_where_they_were(
    database_url: str, tmp_path: Path, told: bool
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.says(seat, "daftar")
            old = f"+{seat.person.phone}"
            await seat.changes_phone("6281200099999", "ID.99999", told=told)
            await bot.settled()
            await bot.says(seat, "kembali")
            assert await addresses(bot) == ["ID.99999"]
            assert "pertanyaan yang pertama" in seat.last.text
            assert await bot.of_phone(old) == []
            assert [one.address for one in await bot.of_phone("+6281200099999")] == ["ID.99999"]

    play(scene())


def test_the_news_of_a_move_may_come_late_and_twice(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            moved = replace(seat.person, phone="6281200099999", user_id="ID.99999")
            before, seat.room.person = seat.person, moved
            await bot.says(seat, "halo")  # somebody new, as far as we know
            news = contents.user_id_changed("ID.99999", before.user_id)
            late = message(news, **{"from": None, "from_user_id": None, "id": "wamid.late"})
            assert [await bot.post(body(late, contacts=[])) for _ in range(2)] == [200, 200]
            known = await bot.chats()
            assert [row["address"] for row in known] == ["ID.99999", f"ID.99999~{known[1]['id']}"]
            await bot.says(seat, "menu")
            assert "Silakan pilih" in seat.last.text  # no second consent

    play(scene())


def test_a_number_that_was_silent_for_long_may_be_somebody_else_s(database_url: str) -> None:
    async def scene(database: Database) -> None:
        old = await database.run(lambda tx: chat(tx, PHONE))
        later = NOW + MOVES_WITHIN + 1
        new = await database.run(lambda tx: chat(tx, ID, PHONE, now=later))
        assert new != old
        assert await database.run(lambda tx: chat(tx, "ID.8", PHONE, now=NOW + MOVES_WITHIN)) == old

    play_on(database_url, scene)


def test_what_both_chats_may_see_the_older_one_sees_after_a_late_move(database_url: str) -> None:
    def two(tx: Tx) -> tuple[int, int]:
        old, new = chat(tx, "ID.old"), chat(tx, "ID.new")
        mine, other = invented(tx), invented(tx, "6371012708859012")
        people.link(tx, old, mine, "self", NOW)
        people.link(tx, new, mine, "helper", NOW)
        people.link(tx, new, other, "self", NOW)
        outbox.add(tx, VAULT, Queued(0, new, "whatsapp", "ID.new", REPLY, at=NOW), "waiting", 0)
        outbox.add(tx, VAULT, Queued(0, old, "whatsapp", "ID.old", REPLY, at=NOW), "held", 0)
        return old, new

    def seen(chat: int) -> Any:
        return lambda tx: [role for _, role in people.of_chat(tx, VAULT, chat)]

    async def scene(database: Database) -> None:
        old, new = await database.run(two)
        assert await database.run(lambda tx: moves.move(tx, "whatsapp", ["ID.nobody", "ID.old"], "ID.new"))
        assert await database.read(seen(old)) == ["self", "self"]
        assert await database.read(seen(new)) == []
        assert await database.run(lambda tx: chat(tx, "ID.new")) == old
        unsent = await database.read(lambda tx: outbox.after(tx, VAULT, "whatsapp", "ID.new", 0))
        assert len(unsent) == 1
        assert not await database.run(lambda tx: moves.move(tx, "whatsapp", ["ID.old"], "ID.new"))
        assert not await database.run(lambda tx: moves.move(tx, "telegram", ["ID.new"], "ID.9"))

    play_on(database_url, scene)


def test_a_number_finds_its_chats_the_newest_first_and_is_kept_sealed(database_url: str) -> None:
    def noted(tx: Tx) -> None:
        for channel, address, at in (("telegram", "55", 1), ("whatsapp", ID, 3), ("whatsapp", "ID.8", 2)):
            inside = chats.enter(tx, VAULT, channel, address, NOW, "id")
            contacts.note_phone(tx, VAULT, inside.id, "+6281200000007", at)
            contacts.note_phone(tx, VAULT, inside.id, "+6281200000007", at + 10)  # known already

    async def scene(database: Database) -> None:
        await database.run(noted)
        found = await database.read(lambda tx: contacts.chats_of_phone(tx, VAULT, "+6281200000007"))
        assert [(one.channel, one.address, one.at) for one in found] == [
            ("whatsapp", ID, 3),
            ("whatsapp", "ID.8", 2),
            ("telegram", "55", 1),
        ]
        change = ("whatsapp", "+6281200000007", "+6281200000008", NOW)
        await database.run(lambda tx: contacts.phone_changed(tx, VAULT, *change))
        left = await database.read(lambda tx: contacts.chats_of_phone(tx, VAULT, "+6281200000007"))
        assert [one.channel for one in left] == ["telegram"]
        known = await database.read(lambda tx: contacts.phone_of(tx, VAULT, found[0].chat))
        assert known == "+6281200000008"
        assert await database.read(lambda tx: contacts.phone_of(tx, VAULT, 99999)) is None

    play_on(database_url, scene)


async def to_the_number(bot: Desk, seat: Any) -> None:
    """Through the registration up to the question for a telephone number."""
    for said in ("daftar", "1", "banjarmasin", "6371011708859004", "1", "SITI AMINAH", "Banjarmasin",
                 "17-8-1985", "GALUH", "1", "Banjarmasin Timur", "Pekapuran Raya", "Jl. Melati 5"):  # fmt: skip
        await bot.says(seat, said)
    assert "Nomor HP yang bisa dihubungi" in seat.last.text


def test_the_own_number_is_offered_with_one_tap_where_it_is_known(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await to_the_number(bot, seat)
            assert seat.last.titles == ["Pakai nomor ini"]
            asked = seat.last
            await bot.taps(seat, "Pakai nomor ini")
            assert "Nomor itu milik siapa" in seat.last.text
            await seat.taps("Pakai nomor ini", asked)  # an old button
            assert "pesan yang sudah lewat" in (await seat.next()).text

    play(scene())


def test_a_hidden_number_is_asked_for_and_told_by_whatsapp_itself(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            hidden = Person("6281200000007", ID, username="siti.aminah", shows_phone=False)
            seat = await bot.greeted(7, who=hidden)
            await to_the_number(bot, seat)
            assert [option.kind for option in seat.last.options] == ["contact"]
            await seat.shares_contact(reply_to=seat.last)
            assert "Nomor itu milik siapa" in (await seat.next()).text
            assert len(await bot.of_phone("+6281200000007")) == 1

    play(scene())


def test_where_whatsapp_does_not_ask_for_numbers_they_are_typed(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            hidden = Person("6281200000007", ID, username="siti.aminah", shows_phone=False)
            seat = await bot.greeted(7, who=hidden)
            await to_the_number(bot, seat)
            bot.fake.order(131051, name="messages")
            await bot.says(seat, "apa saja")
            assert seat.last.kind == "text" and "Nomor HP yang bisa dihubungi" in seat.last.text
            await bot.says(seat, "apa saja")  # nobody tries again
            assert seat.last.kind == "text"
            assert bot.fake.counts["messages 131051"] == 1
            assert "Nomor itu milik siapa" in (await bot.says(seat, "0812 3456 7890")).text

    play(scene())
