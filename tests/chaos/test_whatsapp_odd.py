"""Odd things that people and their phones do on WhatsApp: each is answered in its way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.catalogues import catalogues
from bot.channels.whatsapp_updates import link_text
from bot.rehearsal.whatsapp import (
    FakeWhatsApp,
    FileTrouble,
    Person,
    contents,
    person,
)
from tests.chaos.dialogue import SMALL_PHOTO
from tests.chaos.people import PHOTO
from tests.chaos.process import Bot, sqlite_url
from tests.chaos.records import count, rows
from tests.chaos.whatsapp_dialogue import Dialogue, dialogues
from tests.chaos.whatsapp_performance import settled
from tests.chaos.whatsapp_scene import PEOPLE, scene, until

WORDS = catalogues("id")["common"]
NEWS = catalogues("id")["news"]


def test_every_kind_of_message_gets_a_kind_answer(furnished: Path) -> None:
    kinds: dict[str, Callable[[Dialogue], Awaitable[object]]] = {
        "voice": lambda one: one.seat.sends_voice(),
        "video": lambda one: one.seat.sends_video(),
        "sticker": lambda one: one.seat.sends_sticker(),
        "location": lambda one: one.seat.sends(contents.location(-3.3, 114.6)),
        "contact": lambda one: one.seat.shares_contact("6281209990000"),
        "edited": lambda one: one.seat.edits(one.seat.room.known[0], "lain"),
        "other": lambda one: one.seat.sends(contents.unsupported()),
    }

    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        await until(one, f"{one.worker.nik}")
        for kind, deed in kinds.items():
            await deed(one)
            assert (await one.hears()).startswith(WORDS[f"unread.{kind}"]), kind
        for content in (contents.order(), contents.of_the_future("telepathy"), contents.too_large()):
            await one.seat.sends(content)
            assert (await one.seat.next()).text.startswith(WORDS["unread.other"])
        await one.says(one.worker.nik)
        assert "[Benar]" in await one.hears()
        assert "telepathy" in bot.log
        assert count(bot.database, "quarantine") == 0

    scene(furnished, play)


def test_a_reaction_says_nothing_that_wants_an_answer(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        await one.says("halo")
        await one.hears()
        await one.seat.reacts(one.seat.last)
        await one.seat.reacts(one.seat.last, None)
        await settled(fake)
        assert len(one.seat.messages) == 1

    scene(furnished, play)


def test_an_old_option_and_a_link_are_understood(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        await until(one, one.worker.nik)
        agree = one.seat.messages[0]
        await one.seat.taps("Setuju", agree)
        assert one.heard[-1].split("\n")[-1] in await one.hears()
        other = dialogues(fake, PEOPLE[1:2])[0]
        await other.seat.says(link_text("banjarmasin"))
        assert "[Setuju]" in await other.hears()

    scene(furnished, play)


@pytest.mark.parametrize("told_first", ["phone", "user_id"])
def test_one_person_is_one_person_whichever_id_is_told(told_first: str, furnished: Path) -> None:
    """By phone alone, as before there were BSUIDs; by both; by the BSUID alone, of who hides the phone."""

    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        who = person(77, old_fashioned=told_first == "phone")
        seat = fake.person(77, who=who)
        await seat.says("halo")
        await seat.next()
        await seat.taps("Setuju")
        await seat.next()
        seat.room.person = Person(who.phone, who.user_id)
        await seat.says("daftar")
        asked = await seat.next()
        seat.takes_a_username("siti.a")
        await seat.taps("Saya sendiri")
        assert (await seat.next()).text != asked.text
        assert rows(bot.database, "SELECT address FROM chats") == [(who.user_id,)]
        assert seat.last.by_phone is False

    scene(furnished, play)


@pytest.mark.parametrize("known", [True, False])
def test_who_has_another_phone_goes_on_where_they_were(known: bool, furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        await until(one, one.worker.nik)
        await one.seat.changes_phone("6281200000099", "ID.7000000000000099", told=known)
        await settled(fake)
        await one.says(one.worker.nik)
        assert "[Benar]" in await one.hears()
        assert rows(bot.database, "SELECT address FROM chats") == [("ID.7000000000000099",)]

    scene(furnished, play)


def test_who_cannot_be_reached_is_written_to_again_when_they_write(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        fake.fail(131026)
        await one.says("halo")
        await one.hears()
        await settled(fake)
        state = "SELECT state FROM outbox ORDER BY id"
        assert ("held",) in rows(bot.database, state)
        await one.says("halo")
        await one.seat.next()
        await settled(fake)
        assert ("held",) not in rows(bot.database, state)

    scene(furnished, play)


def test_a_file_whose_link_is_too_old_is_fetched_and_one_that_is_gone_is_told_of(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        late, gone, other = dialogues(fake, PEOPLE[:3])
        await asyncio.gather(*(until(one, PHOTO) for one in (late, gone, other)))
        await late.seat.sends_photo(SMALL_PHOTO, trouble=FileTrouble.EXPIRED)
        await gone.seat.sends_photo(SMALL_PHOTO, trouble=FileTrouble.GONE)
        other.seat.links = False
        await other.seat.sends_photo(SMALL_PHOTO)
        reviews = [await one.hears() for one in (late, gone, other)]
        assert all("[Kirim]" in review for review in reviews)
        assert (await gone.hears()).startswith(NEWS["file.gone"])
        while count(bot.database, "documents WHERE state = 'kept'") < 2:
            await asyncio.sleep(0.05)
        assert fake.counts["download 404"] == 2
        for one in (late, gone, other):
            await one.says("[Kirim]")
            assert "<number>" in await one.hears()

    scene(furnished, play)


def test_bytes_that_are_not_what_was_told_are_not_kept(furnished: Path) -> None:
    async def play(fake: FakeWhatsApp, bot: Bot) -> None:
        one = dialogues(fake, PEOPLE[:1])[0]
        await until(one, PHOTO)
        await one.seat.sends_photo(SMALL_PHOTO, trouble=FileTrouble.ALTERED)
        await one.hears()
        while fake.counts.get("download", 0) < 2:
            await asyncio.sleep(0.05)
        assert count(sqlite_url(furnished), "documents WHERE state = 'kept'") == 0

    scene(furnished, play)
