"""Who coordinates a group changes while its list is taken in: handed over, withdrawn, or before its file is here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot import tasks
from bot.conversation.messages import SHEET
from bot.conversation.session import Session
from bot.delivery.channel import OVER_LIMIT, ChannelError, Inbound, Incoming
from bot.groups import inviting
from bot.list_tasks import Taking, read_list
from bot.services import Records
from handlers.welcome import VERSION
from rules.groups import Group
from storage import chats, list_lines, lists
from storage.lists import GroupList
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.desk import NAME, play, until
from tests.delivery.house import House, house
from tests.delivery.test_group_tasks import coordinator, counts, csv, do, file_of, niks
from tests.groups.village import TOLD

LINES = 902  # of csv(900), with title and heading
ANOTHER = {**TOLD, "name": "NI KETUT DARMI"}


async def begun(bot: House, group: Group) -> GroupList:
    """A list of 900 people, of which a part is taken in."""
    file = await asyncio.to_thread(bot.shelf.put, csv(900))
    made = await do(bot, lambda desk: lists.add(desk.tx, VAULT, group.id, desk.chat.id, "daftar.csv",
                                                desk.now, None, file))  # fmt: skip
    assert not await Taking(bot, made).some(0.0)
    assert 0 < sum((await counts(bot, made)).values()) < LINES
    return made


def agreed(desk: Records) -> None:
    """The chat has passed the gate, so that it may hear of things."""
    chats.save(desk.tx, VAULT, desk.chat, Session(known={"consent": VERSION}), desk.now)


async def handed_over(bot: House, group: Group, code: str = "") -> None:
    """To the phone of NI KETUT DARMI."""
    found = code or await do(bot, lambda desk: desk.groups.successor(group))
    await do(bot, agreed, "darmi")
    assert await do(bot, lambda desk: desk.groups.accept(found, ANOTHER), "darmi")


async def withdrawn(bot: House, group: Group) -> None:
    assert await bot.database.run(lambda tx: inviting.withdraw(tx, VAULT, group.id, bot.clock()))


async def end(bot: House, made: GroupList) -> Mapping[str, int]:
    """Go on to the end of the list; what became of its lines."""
    await read_list(bot, {"list": made.id})
    return await counts(bot, made)


def test_who_takes_the_group_over_in_the_middle_of_a_list_gets_its_receipt(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            made = await begun(bot, group)
            await handed_over(bot, group)
            found = await end(bot, made)
            assert (sum(found.values()), found["nobody"], found.get("stopped")) == (LINES, 2, None)
            await until(lambda: bool(bot.post.to("darmi")))
            [receipt] = bot.post.to("darmi")
            assert "daftar.csv" in receipt and "902 baris" in receipt
            assert len(niks(bot, file_of(bot, -1))) == 900
            assert bot.post.to("1") == []

    play(scene())


def test_what_is_left_of_a_list_stays_outside_once_its_coordinator_is_withdrawn(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            made = await begun(bot, group)
            before = await counts(bot, made)
            await withdrawn(bot, group)
            found = await end(bot, made)
            assert sum(found.values()) == LINES
            assert found == {**before, "stopped": LINES - sum(before.values())}
            await until(lambda: bool(bot.post.to("1")))
            [told] = bot.post.to("1")
            assert "daftar.csv" in told and group.name in told and "PETUGAS" in told
            assert bot.post.replies[-1].file is None
            assert await kept(bot, made) == 0
            for _ in range(2):
                await read_list(bot, {"list": made.id})
            assert len(bot.post.to("1")) == 1

    play(scene())


async def kept(bot: House, made: GroupList) -> int:
    """How many of the lines that were not taken in hold something of what stood in them."""

    def work(tx: Tx) -> int:
        found = [list_lines.numbered(tx, VAULT, made.id, number) for number in range(1, LINES + 1)]
        left = [one for one in found if one and one.status == "stopped"]
        return sum(bool(one.person or one.typed or one.told) for one in left)

    return await bot.database.run(work)


def test_a_new_coordinator_goes_on_with_a_list_of_their_own(database_url: str, tmp_path: Path) -> None:
    """What had stopped stays stopped; the same file again brings in the rest, and only that."""

    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            made = await begun(bot, group)
            await withdrawn(bot, group)
            wanted = replace(group, quota=None)
            _, code = await bot.database.run(lambda tx: inviting.invite(tx, VAULT, wanted, bot.clock()))
            await handed_over(bot, group, code)
            found = await end(bot, made)
            assert found["stopped"]
            again = await do(bot, lambda desk: lists.add(desk.tx, VAULT, group.id, desk.chat.id, "lagi.csv",
                                                         desk.now, None, made.file), "darmi")  # fmt: skip
            second = await end(bot, again)
            assert (second["known"], second["accepted"]) == (found["accepted"], found["stopped"])
            await until(lambda: bool(bot.post.to("darmi")))
            assert "lagi.csv" in bot.post.to("darmi")[0]

    play(scene())


def test_an_invitation_that_was_made_before_a_withdrawal_is_good_no_more(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            group = await coordinator(bot)
            _, spare = await bot.database.run(lambda tx: inviting.invite(tx, VAULT, group, bot.clock()))
            successor = await do(bot, lambda desk: desk.groups.successor(group))
            await withdrawn(bot, group)
            for code in (spare, successor):
                assert await tried(bot, code) == ("expired", None)
            _, new = await bot.database.run(lambda tx: inviting.invite(tx, VAULT, group, bot.clock()))
            assert await do(bot, lambda desk: desk.groups.accept(new, ANOTHER), "darmi")

    play(scene())


async def sent(bot: House, source: str) -> None:
    """The coordinator sends a list, whose bytes come later."""
    incoming = Incoming(SHEET, "daftar.csv", source)
    await bot.inbox.receive(Inbound(NAME, f"1:{source}", "1", incoming=incoming))


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000  # a compound file that is no workbook


async def tried(bot: House, code: str) -> tuple[str, Group | None]:
    """What a stranger finds behind a code, and what it brings."""

    def work(desk: Records) -> tuple[str, Group | None]:
        return desk.groups.invitation(code).state, desk.groups.accept(code, ANOTHER)

    return await do(bot, work, "darmi")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ChannelError("refused", "gone"), "gone"),
        (ChannelError("refused", OVER_LIMIT), "too_large"),
        (LOCKED, "unknown"),
    ],
    ids=["gone", "too large", "no list"],
)
def test_a_list_whose_file_cannot_be_had_is_told_as_a_list_and_once(
    database_url: str, tmp_path: Path, content: bytes | ChannelError, reason: str
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            group = await coordinator(bot)
            bot.post.files["f9"] = content
            await sent(bot, "f9")
            await until(lambda: len(bot.post.to("1")) > 1)
            assert bot.post.to("1")[-1].startswith(why(bot, reason))
            [one] = await bot.database.read(lambda tx: lists.of_group(tx, VAULT, group.id))
            assert (one.state, one.problem) == ("bad", reason)
            await tasks.lost(bot, {"document": one.document, "channel": NAME, "address": "1"}, reason)
            assert len(bot.post.to("1")) == 2

    play(scene())


def why(bot: House, reason: str) -> str:
    if reason == "gone":
        return "Daftar daftar.csv tidak sampai kepada kami."
    told = bot.languages["id"].catalogues["group_lines"][f"bad.{reason}"]
    return f"Daftar daftar.csv belum bisa kami baca. {told}"


def test_a_list_that_was_sent_before_the_group_was_handed_over_is_fetched_and_read(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            group = await coordinator(bot)
            bot.post.files["f9"] = csv(5)
            await sent(bot, "f9")
            await handed_over(bot, group)
            await bot.start()
            await until(lambda: bool(bot.post.to("darmi")))
            assert "5 orang masuk daftar" in bot.post.to("darmi")[0]

    play(scene())
