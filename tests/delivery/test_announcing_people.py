"""An announcement reaches everybody who is meant, once, in their own language."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from bot.announcing import announce
from bot.announcing_people import look
from bot.conversation.session import Session
from bot.delivery.channel import Inbound
from handlers.welcome import VERSION
from rules.announcements import Segment
from rules.records import Event, Registration
from storage import chats, people, registrations
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.announcing import (
    FAST,
    TEXT,
    VILLAGE,
    act,
    all_out,
    died,
    lives,
    nik,
    now,
    scene,
    sent,
    totals,
    written,
)
from tests.delivery.desk import NAME, says
from tests.delivery.house import House


def test_everybody_who_is_meant_gets_it_once_and_how_to_stop_it(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        assert (await now(bot, id)).state == "ready"
        assert (await now(bot, id)).counted == {NAME: {"people": 3, "chats": 3, "outside": 0}}
        assert bot.post.arrived == []  # counted is not sent
        await sent(bot, id)
        for address in "123":
            (said,) = bot.post.to(address)
            assert (
                said == f"Pengumuman dari Kota Denpasar\n\n{TEXT}\n\nTidak mau pengumuman lagi? Ketik STOP."
            )
        assert await totals(bot, id) == {"sent": 3}
        assert (await now(bot, id)).state == "done"
        await announce(bot, FAST)
        assert len(bot.post.arrived) == 3

    scene(database_url, tmp_path, played)


def test_one_chat_for_a_family_gets_it_once_and_of_several_chats_the_last_used(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        def more(tx: Tx) -> None:
            lives(tx, 4, "old", "new", now=bot.clock())
            lives(tx, 5, "1", now=bot.clock())

        await bot.database.run(more)
        id = await written(bot)
        await announce(bot, FAST)
        assert (await now(bot, id)).counted == {NAME: {"people": 5, "chats": 4, "outside": 0}}
        await sent(bot, id)
        assert Counter(address for address, _ in bot.post.arrived) == dict.fromkeys(("1", "2", "3", "new"), 1)
        assert await totals(bot, id) == {"sent": 5}

    scene(database_url, tmp_path, played)


@pytest.mark.parametrize("neighbour", ["open", "has said STOP", "has closed the chat"])
def test_ones_own_chat_comes_before_a_neighbour_s_whatever_became_of_that(
    database_url: str, tmp_path: Path, neighbour: str
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(partial(helped, bot, "neighbour", 1))
        if neighbour == "has said STOP":
            await bot.say("neighbour", "STOP")
        if neighbour == "has closed the chat":
            await bot.inbox.receive(Inbound(NAME, "closed", "neighbour", blocked=True))
        await all_out(bot)
        await sent(bot, await written(bot))
        assert sorted(address for address, text in bot.post.arrived if TEXT in text) == ["1", "2", "3"]

    scene(database_url, tmp_path, played)


def helped(bot: House, address: str, number: int, tx: Tx) -> None:
    """A neighbour has registered that worker, too, and was the last to write."""
    worker = people.by_nik(tx, VAULT, nik(number))
    assert worker
    chat = chats.enter(tx, VAULT, NAME, address, bot.clock(), "id")
    chats.save(tx, VAULT, chat, Session(known={"consent": VERSION}), bot.clock() + 1000)
    people.link(tx, chat.id, worker.id, "helper", bot.clock())


def test_who_has_closed_the_chat_used_last_gets_it_in_another(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "old", "new", now=bot.clock()))
        await bot.inbox.receive(Inbound(NAME, "closed", "new", blocked=True))
        id = await written(bot)
        await sent(bot, id)
        assert Counter(address for address, _ in bot.post.arrived) == dict.fromkeys(("1", "2", "3", "old"), 1)
        assert await totals(bot, id) == {"sent": 4}

    scene(database_url, tmp_path, played)


def test_whom_nobody_but_a_helper_can_reach_is_told_through_the_helper(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(partial(helped, bot, "neighbour", 1))
        await bot.inbox.receive(Inbound(NAME, "closed", "1", blocked=True))
        id = await written(bot)
        await sent(bot, id)
        assert sorted(address for address, _ in bot.post.arrived) == ["2", "3", "neighbour"]

    scene(database_url, tmp_path, played)


@pytest.mark.parametrize(
    ("segment", "got"),
    [
        (Segment("denpasar"), "abdefg"),
        (Segment("denpasar", village=VILLAGE), "adefg"),
        (Segment("denpasar", category="artist"), "d"),
        (Segment("denpasar", statuses=("verified",)), "e"),
        (Segment("denpasar", statuses=("returned",)), "f"),
        (Segment("denpasar", village=VILLAGE, category="trader", statuses=("submitted",)), "ag"),
        (Segment("denpasar", membership="none"), "abdefg"),
        (Segment("denpasar", membership="active"), ""),
        (Segment("banjarmasin"), "c"),
        (Segment("paser"), ""),
    ],
    ids=str,
)
def test_a_segment_is_any_combination(database_url: str, tmp_path: Path, segment: Segment, got: str) -> None:
    async def played(bot: House) -> None:
        def more(tx: Tx) -> None:
            lives(tx, 1, "a")
            lives(tx, 2, "b", village="51.71.03.2009")
            lives(tx, 3, "c", programme="banjarmasin", village="63.71.01.1001")
            lives(tx, 4, "d", category="artist")
            happened(tx, lives(tx, 5, "e"), "verified")
            happened(tx, lives(tx, 6, "f"), "verified", "returned")
            happened(tx, lives(tx, 7, "g"), "returned", "mended")
            happened(tx, lives(tx, 8, "h"), "returned")
            died(tx, 8)

        await bot.database.run(more)
        await sent(bot, await written(bot, segment))
        assert "".join(sorted(address for address, _ in bot.post.arrived)) == got

    scene(database_url, tmp_path, played, people=0)


def happened(tx: Tx, one: Registration, *kinds: str) -> None:
    for kind in kinds:
        registrations.happen(tx, VAULT, one, Event(kind, 0, "officer"), None)


def test_who_has_no_chat_or_has_closed_it_is_counted_and_not_written_to(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4))
        await bot.inbox.receive(Inbound(NAME, "closed", "1", blocked=True))
        bot.post.trouble["2"].append(says("blocked"))
        id = await written(bot)
        await sent(bot, id)
        assert await totals(bot, id) == {"no_chat": 1, "blocked": 2, "sent": 1}
        await bot.say("2", "halo")
        await all_out(bot)
        await look(bot, await now(bot, id))
        assert await totals(bot, id) == {"no_chat": 1, "blocked": 1, "sent": 2}

    scene(database_url, tmp_path, played)


def test_in_the_language_of_each_chat(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        await bot.say("1", "bahasa")
        await bot.say("1", "english")
        await all_out(bot)
        await sent(bot, await written(bot, en="The office moves on Monday."))
        assert bot.post.to("1")[-1] == (
            "An announcement from Kota Denpasar\n\nThe office moves on Monday.\n\n"
            "No more announcements? Type STOP."
        )
        assert TEXT in bot.post.to("2")[-1]

    scene(database_url, tmp_path, played)


def test_counting_anew_takes_those_who_came_since(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await bot.database.run(lambda tx: lives(tx, 4, "4"))
        await bot.database.run(lambda tx: died(tx, 1))
        assert await act(bot, id, "count")
        await announce(bot, FAST)
        assert (await now(bot, id)).counted == {NAME: {"people": 3, "chats": 3, "outside": 1}}
        assert not await act(bot, id, "continue")

    scene(database_url, tmp_path, played)
