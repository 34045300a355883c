"""Whom an announcement spares: the dead, who has withdrawn, who has said STOP; also after the count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.announcing import announce
from bot.announcing_people import look
from rules.announcements import Segment
from rules.enrolment import Enrolment
from rules.records import Event
from storage import announcements, chats, enrolment, people, registrations
from storage.statement import Statement, Tx
from storage.tables import enrolment_rows
from tests.databases import VAULT
from tests.delivery.announcing import (
    FAST,
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
from tests.delivery.desk import NAME
from tests.delivery.house import House


def person(tx: Tx, number: int) -> int:
    found = people.by_nik(tx, VAULT, nik(number))
    assert found
    return found.id


def taken_off(tx: Tx, number: int) -> None:
    """An officer takes the worker off an enrolment list, because the worker has died."""
    days = date(2026, 12, 1), date(2026, 12, 31)
    wanted = Enrolment(0, "denpasar", "new", *days, "village_fund")
    one = enrolment.add(tx, VAULT, wanted, Event("made", 0, "officer"))
    who = registrations.of_person(tx, VAULT, person(tx, number))[0]
    values = {"list_id": one.id, "registration_id": who.id, "person_id": who.person, "state": "taken_off",
              "reason": "DECEASED", "double": 0}  # fmt: skip
    tx.run(Statement(enrolment_rows.insert().values(**values)))


def test_the_dead_and_those_who_have_withdrawn_are_left_out(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        def happened(tx: Tx) -> None:
            died(tx, 1)
            died(tx, 2, "withdrawn")  # reported by mistake
            one = registrations.of_person(tx, VAULT, person(tx, 3))[0]
            registrations.happen(tx, VAULT, one, Event("withdrawn", 0, "person"), None)
            other = lives(tx, 4, "4")
            registrations.happen(tx, VAULT, other, Event("rejected", 0, "officer", "DECEASED"), None)
            lives(tx, 5, "5")
            taken_off(tx, 5)

        await bot.database.run(happened)
        id = await written(bot, Segment("denpasar", statuses=("submitted", "rejected")))
        await sent(bot, id)
        assert [address for address, _ in bot.post.arrived] == ["2"]
        assert await totals(bot, id) == {"sent": 1}

    scene(database_url, tmp_path, played)


def test_who_dies_stops_or_withdraws_after_the_count_is_left_out_too(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "4"))
        id = await written(bot)
        await announce(bot, FAST)
        await bot.database.run(lambda tx: died(tx, 1))
        await bot.database.run(lambda tx: taken_off(tx, 4))
        await bot.say("2", "stop")
        await bot.database.run(lambda tx: people.unlink_all(tx, person(tx, 3)))
        await act(bot, id, "send")
        await announce(bot, FAST)
        assert await totals(bot, id) == {"left_out": 3, "stopped": 1}
        assert not any("Pengumuman dari" in text for _, text in bot.post.arrived)

    scene(database_url, tmp_path, played)


def test_stop_in_one_chat_of_ones_own_holds_in_all_of_them_until_start_again(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "old", "new", now=bot.clock()))
        first = await written(bot)
        await sent(bot, first)
        await bot.say("old", "STOP")
        await bot.say("new", "halo")  # is the chat that was used last
        await all_out(bot)
        assert await totals(bot, await again(bot, first)) == {"sent": 3, "stopped": 1}
        await bot.say("new", "mulai")
        await bot.say("old", "halo")
        await all_out(bot)
        assert await totals(bot, await again(bot, first)) == {"sent": 4}

    scene(database_url, tmp_path, played)


def test_a_helper_s_stop_silences_the_helper_s_chat_alone(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        def helped(tx: Tx) -> None:
            chat = chats.enter(tx, VAULT, NAME, "helper", bot.clock(), "id")
            people.link(tx, chat.id, person(tx, 1), "helper", bot.clock())

        await bot.database.run(helped)
        await bot.say("helper", "STOP")
        await bot.say("1", "halo")
        await all_out(bot)
        id = await written(bot)
        await sent(bot, id)
        assert await totals(bot, id) == {"sent": 3}

    scene(database_url, tmp_path, played)


def test_stop_in_another_chat_after_the_count_is_seen_when_it_is_sent(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "old", "new", now=bot.clock()))
        id = await written(bot)
        await announce(bot, FAST)
        await bot.say("old", "STOP")
        await act(bot, id, "send")
        await announce(bot, FAST)
        await all_out(bot)
        assert not any("Pengumuman dari" in text for text in bot.post.to("new"))
        assert (await totals(bot, id))["stopped"] == 1

    scene(database_url, tmp_path, played)


def test_who_is_rejected_or_takes_the_consent_back_after_the_count_is_left_out(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        def family(tx: Tx) -> None:
            one = lives(tx, 4)
            chat = chats.enter(tx, VAULT, NAME, "3", bot.clock(), "id").id
            people.link(tx, chat, one.person, "helper", bot.clock())
            agreed = {"chat_id": chat, "person_id": person(tx, 2), "purpose": "registration", "version": "1",
                      "language": "id", "channel": NAME, "given_at": bot.clock()}  # fmt: skip
            people.consent(tx, agreed)

        def happened(tx: Tx) -> None:
            for number in (1, 4):
                one = registrations.of_person(tx, VAULT, person(tx, number))[0]
                registrations.happen(tx, VAULT, one, Event("rejected", 0, "officer", "ALREADY_PU"), None)
            people.withdraw_consents(tx, person(tx, 2), bot.clock())

        await bot.database.run(family)
        id = await written(bot)
        await announce(bot, FAST)
        await bot.database.run(happened)
        await act(bot, id, "send")
        await announce(bot, FAST)
        await all_out(bot)
        assert {address for address, _ in bot.post.arrived} == {"3"}
        await look(bot, await now(bot, id))
        assert await totals(bot, id) == {"left_out": 3, "sent": 1}  # the fourth shares the third one's chat

    scene(database_url, tmp_path, played)


def test_stop_and_start_again(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        first = await written(bot)
        await sent(bot, first)
        await bot.say("1", "STOP")
        await all_out(bot)
        assert "Pengumuman tidak kami kirim lagi" in bot.post.to("1")[-1]
        second = await again(bot, first)
        assert await totals(bot, second) == {"sent": 2, "stopped": 1}
        await bot.say("1", "mulai")
        await all_out(bot)
        assert "pengumuman kami kirim lagi ke sini" in bot.post.to("1")[-1]
        assert await totals(bot, await again(bot, first)) == {"sent": 3}

    scene(database_url, tmp_path, played)


async def again(bot: House, id: int) -> int:
    """Another one, by the same officer."""
    first = await now(bot, id)
    id = await bot.database.run(
        lambda tx: announcements.add(
            tx, VAULT, first.segment, first.spot, first.texts, first.made_by, bot.clock()
        )
    )
    await sent(bot, id)
    return id
