"""A question that somebody asks in the middle of something lies where that does; who is known lies where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.asking import place_of, talked_of
from bot.conversation.session import Session, Talk
from bot.load import load_programmes
from bot.services import Records
from storage import chats, threads
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.desk import NAME, play
from tests.delivery.errands import consented
from tests.delivery.house import House, house
from tests.delivery.test_progress import belongs
from tests.delivery.test_quiet_threads import thread
from tests.storage.test_registrations import PROGRAMMES

BOTH = [PROGRAMMES[code] for code in ("denpasar", "paser")]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"programme": "paser", "nik": "5171031708809001"}, ["paser"]),
        ({"nik": "5171031708809001"}, ["denpasar"]),
        ({"nik": "3171031708809001"}, []),
        ({"nik": None, "programme": "gone"}, []),
        ({}, []),
    ],
)
def test_a_talk_names_its_programme_or_shows_a_card_of_its_city(
    answers: dict[str, str], found: list[str]
) -> None:
    session = Session(talks=(Talk("register", answers), Talk("officer")))
    assert [one.code for one in talked_of(session, BOTH)] == found


def test_the_newest_talk_counts() -> None:
    session = Session(talks=(Talk("register", {"programme": "paser"}), Talk("check", {"nik": "5171"})))
    assert [one.code for one in talked_of(session, BOTH)] == ["denpasar"]


async def in_the_middle(bot: House) -> None:
    """Somebody registers in one of two cities, and wants a person."""
    await load_programmes(bot, BOTH)
    await consented(bot, "1")
    for text in ("saya sendiri", "Paser", "petugas", "boleh tanpa akta?"):
        await bot.say("1", text)


def test_a_question_in_a_registration_lies_in_its_programme(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await in_the_middle(bot)
            assert (await thread(bot)).programme == "paser"
            assert await bot.database.read(lambda tx: threads.counts(tx, [])) == {}

    play(scene())


def test_who_is_known_lies_where_they_are_registered(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await in_the_middle(bot)

            def look(tx: Tx) -> tuple[str | None, str | None]:
                chat = chats.enter(tx, VAULT, NAME, "1", 0, "id")
                belongs(tx, chat.id, "denpasar")
                return place_of(Records(tx, VAULT, chat, bot.clock(), bot.local(bot.clock())))

            assert (await bot.database.run(look))[0] == "denpasar"

    play(scene())
