"""What the program does with a group by itself: read a list, go on where it was, ask, remind, give it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot import list_tasks
from bot.conversation.session import Session
from bot.groups import inviting
from bot.lists.reading import read_list
from bot.load import SHIPPED, load_programmes
from bot.services import Records
from handlers.welcome import VERSION
from rules.groups import UNDO_WITHIN, Group
from rules.programmes import load_all
from storage import chats, contacts, jobs, list_lines, lists, people, receipts
from storage.lists import GroupList
from storage.statement import Tx
from tests.databases import DAY, VAULT
from tests.delivery.desk import NAME, play, until
from tests.delivery.errands import at
from tests.delivery.house import House, house
from tests.groups.village import TEGAL_HARUM, TOLD, hand_in, line


async def coordinator(bot: House, address: str = "1") -> Group:
    """A chat that has agreed and coordinates Tegal Harum."""
    await load_programmes(bot, load_all(SHIPPED))

    def work(tx: Tx) -> Group:
        records = known(tx, bot, address)
        chats.save(tx, VAULT, records.chat, Session(known={"consent": VERSION}), bot.clock())
        _, code = inviting.invite(tx, VAULT, TEGAL_HARUM, bot.clock())
        accepted = records.groups.accept(code, TOLD)
        assert accepted
        return accepted

    return await bot.database.run(work)


def known(tx: Tx, bot: House, address: str) -> Records:
    chat = chats.enter(tx, VAULT, NAME, address, bot.clock(), "id")
    return Records(tx, VAULT, chat, bot.clock(), bot.local(bot.clock()))


def csv(count: int) -> bytes:
    """A list of so many people, under a title."""
    rows = [line(number).person for number in range(1, count + 1)]
    told = [f"{row['nik']};{row['name']};{row['birth_date']}" for row in rows]
    return "\n".join(["Daftar pekerja rentan", "NIK;Nama;Tanggal lahir", *told]).encode()


async def bring(bot: House, group: Group, content: bytes) -> GroupList:
    """A file of this chat is on the shelf and is going to be read."""
    file = await asyncio.to_thread(bot.shelf.put, content)

    def work(tx: Tx) -> GroupList:
        made = lists.add(
            tx, VAULT, group.id, known(tx, bot, "1").chat.id, "daftar.csv", bot.clock(), None, file
        )
        jobs.add(tx, VAULT, "read_list", {"list": made.id}, bot.clock())
        return made

    made = await bot.database.run(work)
    bot.worker.wake()
    return made


async def counts(bot: House, made: GroupList) -> dict[str, int]:
    return dict((await bot.database.read(lambda tx: receipts.receipt(tx, VAULT, made, None))).counts)


async def over(bot: House, made: GroupList) -> bool:
    found = await bot.database.read(lambda tx: lists.by_id(tx, VAULT, made.id))
    return found is not None and found.state != "reading"


async def told(bot: House, least: int = 1) -> list[str]:
    """What arrived at the coordinator, once there is so much of it."""
    await until(lambda: len(bot.post.to("1")) >= least)
    return bot.post.to("1")


def niks(bot: House, content: bytes) -> list[str]:
    """Those of everybody in a spreadsheet."""
    read = read_list(content, bot.local(bot.clock()).date())
    return [line.person["nik"] for line in read if line.person.get("nik")]


def file_of(bot: House, place: int) -> bytes:
    """The file that came with a reply."""
    file = bot.post.replies[place].file
    assert file and file.name.endswith(".xlsx")
    return bot.shelf.get(file.source.removeprefix("shelf:"))


EVERYBODY = [line(number).person["nik"] for number in range(1, 6)]


def test_a_list_is_read_and_its_receipt_arrives_with_the_same_file(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            made = await bring(bot, await coordinator(bot), csv(5))
            [receipt] = await told(bot)
            assert "daftar.csv" in receipt and "5 orang" in receipt
            assert await counts(bot, made) == {"nobody": 2, "accepted": 5}
            assert niks(bot, file_of(bot, 0)) == EVERYBODY

    play(scene())


def test_what_is_broken_off_goes_on_where_it_was_and_is_told_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_tasks, "PART", 0.0)

    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            made = await bring(bot, await coordinator(bot), csv(1200))
            await until_over(bot, made)
            assert len(await told(bot)) == 1
            found = await counts(bot, made)
            assert (found["nobody"], sum(found.values())) == (2, 1202)

    play(scene())


def test_whoever_was_killed_before_the_receipt_tells_it_then(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            made = await bring(bot, await coordinator(bot), csv(3))
            await told(bot)
            for _ in range(2):
                await list_tasks.read_list(bot, {"list": made.id})
            await bot.rested()
            assert len(bot.post.to("1")) == 1
            assert sum((await counts(bot, made)).values()) == 5

    play(scene())


def test_a_file_that_is_no_list_is_said_so_once_and_changes_nothing(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            made = await bring(bot, await coordinator(bot), b"PK\x03\x04 broken")
            [said] = await told(bot)
            assert "daftar.csv" in said
            assert await counts(bot, made) == {}
            await list_tasks.read_list(bot, {"list": made.id})
            await bot.rested()
            assert len(bot.post.to("1")) == 1

    play(scene())


def test_a_coordinator_is_reminded_while_something_is_missing(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            at(bot, 10)
            await do(bot, lambda desk: desk.groups.add(group, line(1).person))
            bot.ticking.ahead += 3 * DAY
            bot.worker.wake()
            [reminder] = await told(bot)
            assert group.name in reminder
            await do(bot, lambda desk: hand_in(desk, group))
            bot.ticking.ahead += 4 * DAY
            bot.worker.wake()
            await bot.rested()
            assert len(bot.post.to("1")) == 1

    play(scene())


def test_an_older_line_is_kept_while_the_list_that_has_it_can_be_taken_back(
    database_url: str, tmp_path: Path
) -> None:
    async def kept(bot: House, line: int) -> dict[str, str]:
        found = await bot.database.run(lambda tx: list_lines.by_id(tx, VAULT, line))
        assert found and found.status == "renewed"
        return dict(found.typed)

    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            short = "1. NI LUH SUCI 517103410185900"
            first = await do(bot, lambda desk: desk.groups.paste(group, short))
            assert first
            await do(bot, lambda desk: desk.groups.paste(group, f"{short}3"))
            await do(bot, lambda desk: hand_in(desk, group))
            bot.worker.wake()
            await bot.rested()
            assert await kept(bot, first.waiting[0].id)
            bot.ticking.ahead += UNDO_WITHIN + 1000
            bot.worker.wake()
            await bot.rested()
            assert await kept(bot, first.waiting[0].id) == {}

    play(scene())


def test_a_worker_is_asked_in_waking_hours(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            at(bot, 22)
            await do(bot, lambda desk: desk.groups.add(group, line(1).person))
            await do(bot, lambda desk: speaks(desk, line(1).person["nik"]), "wayan")
            assert (await do(bot, lambda desk: hand_in(desk, group))).asked == 1
            bot.worker.wake()
            await bot.rested()
            assert bot.post.to("wayan") == []
            at(bot, 9)
            bot.worker.wake()
            await until(lambda: bool(bot.post.to("wayan")))
            [asked] = bot.post.to("wayan")
            assert TOLD["name"] in asked

    play(scene())


def test_the_telephone_number_of_a_list_finds_its_chat_and_proof_is_asked(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            at(bot, 10)
            phone = "+6281255512345"
            await do(bot, lambda desk: reached_at(desk, phone), "wayan")
            await do(bot, lambda desk: desk.groups.add(group, {**line(1).person, "phone": phone}))
            assert (await do(bot, lambda desk: hand_in(desk, group))).asked == 1
            bot.worker.wake()
            await until(lambda: bool(bot.post.to("wayan")))
            [asked] = bot.post.to("wayan")
            assert TOLD["name"] in asked and line(1).person["name"] not in asked
            assert bot.post.replies[-1].question == "birth_date"

    play(scene())


def reached_at(desk: Records, phone: str) -> None:
    """A chat that has agreed, and whose number the channel vouches for."""
    chats.save(desk.tx, VAULT, desk.chat, Session(known={"consent": VERSION}), desk.now)
    contacts.note_phone(desk.tx, VAULT, desk.chat.id, phone, desk.now)


def test_a_group_is_given_as_a_spreadsheet(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            await bring(bot, group, csv(5))
            await told(bot)
            for asked in (2, 3):
                await do(bot, lambda desk: desk.groups.ask_export(group))
                bot.worker.wake()
                await told(bot, asked)
                assert niks(bot, file_of(bot, asked - 1)) == EVERYBODY

    play(scene())


T = TypeVar("T")


async def do(bot: House, work: Callable[[Records], T], address: str = "1") -> T:
    return await bot.database.run(lambda tx: work(known(tx, bot, address)))


def speaks(desk: Records, nik: str) -> None:
    """This chat has agreed, and speaks for the person."""
    chats.save(desk.tx, VAULT, desk.chat, Session(known={"consent": VERSION}), desk.now)
    person = desk.person_by_nik(nik)
    assert person
    people.link(desk.tx, desk.chat.id, person.id, "self", desk.now)


async def until_over(bot: House, made: GroupList) -> None:
    while not await over(bot, made):
        await asyncio.sleep(0.02)
