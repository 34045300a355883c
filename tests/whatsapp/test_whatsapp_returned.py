"""A registration is returned for correction while there are forms: none is offered, and none takes its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.rehearsal.whatsapp import BotMessage, Seat
from rules.records import Event, Person, Registration
from storage import jobs, people, registrations
from storage.statement import Tx
from tests.databases import VAULT
from tests.whatsapp.desk import Desk, desk, play
from tests.whatsapp.test_whatsapp_flow import AFTER, ANSWERS, begun

NIK = ANSWERS["nik"]
ANOTHER = {**ANSWERS, "nik": "6371014107859005", "name": "noor aini", "birth_date": "1-7-1985",
           "mother_name": "HALIMAH"}  # fmt: skip


async def registered(bot: Desk) -> tuple[Seat, BotMessage]:
    """Somebody who has registered by a form, and the message that has offered it: its button stays."""
    seat = await begun(bot)
    offer = seat.last
    await seat.fills(ANSWERS, offer)
    await seat.next()
    for said in AFTER:
        await bot.says(seat, said)
    return seat, offer


async def asked(bot: Desk, seat: Seat, *fields: str) -> BotMessage:
    """An officer asks for these answers again; what the chat hears."""

    def write(tx: Tx) -> None:
        one, _ = of(tx, NIK)
        event = Event("returned", bot.clock(), "officer", details={"fields": list(fields)})
        registrations.happen(tx, VAULT, one, event, None)
        [chat] = people.chats_of(tx, one.person)
        payload = {"channel": chat["channel"], "address": chat["address"], "news": f"returned:{one.id}"}
        jobs.add(tx, VAULT, "tell", {**payload, "key": "returned"}, bot.clock())

    await bot.app.database.run(write)
    bot.app.worker.wake()
    return await seat.next()


def of(tx: Tx, nik: str) -> tuple[Registration, Person]:
    person = people.by_nik(tx, VAULT, nik)
    assert person
    [one] = registrations.of_person(tx, VAULT, person.id)
    return one, person


async def known(bot: Desk, nik: str = NIK) -> tuple[str, Any, Any]:
    """The status, the mother's name and the address as they are kept."""
    one, person = await bot.app.database.read(lambda tx: of(tx, nik))
    assert all(one.details[name] == person.details[name] for name in ("mother_name", "address"))
    return one.status, person.details["mother_name"], person.details["address"]


def test_beside_an_answer_that_is_asked_again_no_form_is_offered(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path, whatsapp_flow_id="8123") as bot:
            seat, _ = await registered(bot)
            heard = await asked(bot, seat, "nik")
            assert "Berapa NIK yang benar?" in heard.text
            assert heard.kind == "text" and "sekaligus" not in heard.text
            bot.fake.assert_clean()

    play(scene())


def test_an_old_form_changes_nothing_and_what_is_asked_goes_on(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path, whatsapp_flow_id="8123") as bot:
            seat, offer = await registered(bot)
            assert "nama ibu kandung" in (await asked(bot, seat, "mother_name", "address")).text
            await seat.fills({**ANSWERS, "mother_name": "GALUH ASIH", "address": "Jl. Baru 9"}, offer)
            assert "Mendaftar untuk siapa?" in (await seat.next()).text
            await bot.says(seat, "1")
            assert "NIK 6371 0117 0885 9004" in (await bot.says(seat, "banjarmasin")).text
            heard = await bot.says(seat, "1")
            assert "sudah terdaftar" in heard.text and "nama ibu kandung yang benar?" in heard.text
            assert await known(bot) == ("returned", "GALUH", "Jl. Melati 5")
            assert "Apa alamat di KTP?" in (await bot.says(seat, "Galuh Sari")).text
            assert "Petugas memeriksa lagi" in (await bot.says(seat, "Jl. Lama 1")).text
            assert await known(bot) == ("submitted", "GALUH SARI", "Jl. Lama 1")
            for said in ("daftar", "2", "1", "banjarmasin"):
                heard = await bot.says(seat, said)
            assert "Berapa NIK" in heard.text  # nothing of that form is left for the next one

    play(scene())


def test_a_form_for_another_waits_until_the_answer_is_given_and_goes_on(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path, whatsapp_flow_id="8123") as bot:
            seat, _ = await registered(bot)
            for said in ("daftar", "2", "1", "banjarmasin"):
                await bot.says(seat, said)
            await seat.fills(ANOTHER, seat.last)
            assert "6371 0141 0785 9005" in (await seat.next()).text
            assert "nama ibu kandung" in (await asked(bot, seat, "mother_name")).text
            heard = await bot.says(seat, "Galuh Asih")
            assert "untuk SITI AMINAH sudah diperbaiki" in heard.text
            assert "6371 0141 0785 9005" in heard.text
            assert await known(bot) == ("submitted", "GALUH ASIH", "Jl. Melati 5")
            for said in AFTER:
                heard = await bot.says(seat, said)
            assert "pendaftaran sudah kami terima" in heard.text
            assert await known(bot, ANOTHER["nik"]) == ("submitted", "HALIMAH", "Jl. Melati 5")
            assert await known(bot) == ("submitted", "GALUH ASIH", "Jl. Melati 5")

    play(scene())
