"""What a chat hears when an officer has decided on a registration: why, and what can be done next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.catalogues import LANGUAGES, catalogues, languages
from bot.conversation.session import Session
from bot.conversation.words import Words
from handlers.correcting import FIELDS
from handlers.decided import BY_ITSELF
from handlers.welcome import VERSION
from rules.officers import ROLES
from rules.reasons import DECIDE, NOBODY, REASONS, usable
from rules.records import Event, Registration
from rules.returned import RETURNABLE
from storage import chats, jobs, people, registrations
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.desk import NAME, play, until
from tests.delivery.house import House, house

NIK = "5171035708859001"


async def registered(bot: House, address: str = "1", language: str = "id") -> Registration:
    """Somebody who has registered from that chat."""

    def write(tx: Tx) -> Registration:
        now = bot.clock()
        chat = chats.enter(tx, VAULT, NAME, address, now, language)
        chats.save(tx, VAULT, chat, Session(language=language, known={"consent": VERSION}), now)
        details = {"nik": NIK, "name": "NI WAYAN SARI", "birth_date": "1985-08-17"}
        person = people.save(tx, VAULT, details, now).id
        people.link(tx, chat.id, person, "self", now)
        wish = Registration(0, "", "denpasar", person, "trader", None, "", {}, now)
        return registrations.add(tx, VAULT, wish, "DEN", Event("submitted", now, "person"), chat.id)

    return await bot.database.run(write)


async def decided(
    bot: House, one: Registration, kind: str, reason: str | None = None, times: int = 1
) -> None:
    """An officer decides; the job tells the chat."""

    def write(tx: Tx) -> None:
        registrations.happen(tx, VAULT, one, Event(kind, bot.clock(), "officer", reason), None)
        about = f"decided:{one.id}:{kind}"
        payload = {"channel": NAME, "address": "1", "news": about, "key": about}
        for _ in range(times):
            jobs.add(tx, VAULT, "tell", payload, bot.clock())

    await bot.database.run(write)
    bot.worker.wake()


async def returned(bot: House, one: Registration, *fields: str) -> None:
    """An officer asks for answers again; the job tells the chat."""

    def write(tx: Tx) -> None:
        event = Event("returned", bot.clock(), "officer", details={"fields": list(fields)})
        registrations.happen(tx, VAULT, one, event, None)

    await bot.database.run(write)
    await tell(bot, f"returned:{one.id}", f"{one.id}:{fields}")


async def tell(bot: House, about: str, key: str) -> None:
    payload = {"channel": NAME, "address": "1", "news": about, "key": key}
    await bot.database.run(lambda tx: jobs.add(tx, VAULT, "tell", payload, bot.clock()))
    bot.worker.wake()


def scene(url: str, folder: Path, act: Callable[[House], Awaitable[None]]) -> None:
    async def run() -> None:
        async with house(url, folder) as bot:
            await act(bot)

    play(run())


def test_who_is_verified_hears_it_once_and_that_cover_has_not_begun(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        one = await registered(bot)
        await decided(bot, one, "verified", times=2)
        await until(lambda: bot.post.to("1") != [])
        await bot.rested()
        [said] = bot.post.to("1")
        assert one.number in said and "NI WAYAN SARI" in said and "belum mulai hari ini" in said
        assert NIK not in said

    scene(database_url, tmp_path, act)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_not_accepted_hears_why_and_what_can_be_done(
    database_url: str, tmp_path: Path, language: str
) -> None:
    async def act(bot: House) -> None:
        one = await registered(bot, language=language)
        await decided(bot, one, "rejected", "NIK_INACTIVE")
        await until(lambda: bot.post.to("1") != [])
        words, said = Words(languages()[language], "decided"), bot.post.to("1")[0]
        assert words("reason.NIK_INACTIVE") in said and words("after.NIK_INACTIVE") in said

    scene(database_url, tmp_path, act)


def test_a_death_in_the_data_is_told_gently_and_alone(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        one = await registered(bot)
        await decided(bot, one, "rejected", "DECEASED")
        await until(lambda: bot.post.to("1") != [])
        [said] = bot.post.to("1")
        assert "turut berduka" in said and "belum bisa diterima" not in said and "santunan" in said

    scene(database_url, tmp_path, act)


def test_who_has_moved_on_or_does_not_speak_for_the_person_hears_nothing(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        one = await registered(bot)
        await bot.database.run(lambda tx: people.unlink_all(tx, one.person))
        await decided(bot, one, "verified")
        await bot.rested()
        chat = await bot.chat("1")
        await bot.database.run(lambda tx: people.link(tx, chat.id, one.person, "self", bot.clock()))
        payload = {"channel": NAME, "address": "1", "news": f"decided:{one.id}:rejected", "key": "late"}
        await bot.database.run(lambda tx: jobs.add(tx, VAULT, "tell", payload, bot.clock()))
        bot.worker.wake()
        await bot.rested()
        assert bot.post.arrived == []

    scene(database_url, tmp_path, act)


def test_one_answer_is_asked_for_again_and_what_is_written_is_kept(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        one = await registered(bot)
        await returned(bot, one, "mother_name")
        await until(lambda: bot.post.to("1") != [])
        [said] = bot.post.to("1")
        assert one.number in said and Words(languages()["id"], "my_data")("new_mother_name.ask") in said
        await bot.say("1", "Ni Luh Sari")
        await until(lambda: len(bot.post.to("1")) == 2)
        person = await bot.database.read(lambda tx: people.by_id(tx, VAULT, one.person))
        assert person and person.details["mother_name"] == "NI LUH SARI"
        found = await bot.database.read(lambda tx: registrations.by_id(tx, VAULT, one.id))
        assert found and found.status == "submitted"
        assert [event.kind for event in found.events] == ["submitted", "returned", "corrected", "mended"]
        await tell(bot, f"returned:{one.id}", "late")
        await bot.rested()
        assert len(bot.post.to("1")) == 2

    scene(database_url, tmp_path, act)


def test_what_a_person_may_correct_alone_may_be_asked_again_too() -> None:
    assert set(FIELDS) < set(RETURNABLE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_an_officer_may_give_has_its_words(language: str) -> None:
    texts = catalogues(language)
    codes = set(usable(DECIDE))
    assert {f"after.{code}" for code in codes} == {
        key for key in texts["decided"] if key.startswith("after.")
    }
    assert {f"reason.{code}" for code in REASONS} <= texts["common"].keys()
    assert set(BY_ITSELF) <= codes


def test_a_reason_belongs_to_an_act_that_some_role_has() -> None:
    acts = {act for acts in ROLES.values() for act in acts}
    assert set(REASONS.values()) == {DECIDE, NOBODY} and acts >= {DECIDE}
    assert usable(NOBODY) == () and "QUOTA_FULL" not in usable(DECIDE)
