"""What a worker has told elsewhere stays there: a coordinator sees what the own list says, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.services import Records
from rules.lines import ReadLine
from rules.records import Event, Membership
from storage import memberships, registrations
from storage.database import Database
from tests.databases import NOW, VAULT, play
from tests.groups.village import Village, line, nik, registered, village

PERSON = {"nik": nik(1), "name": "NI LUH SARI", "birth_date": "1980-08-17"}
PHONE, KPJ = "+6281255500001", "99000000019"
OWN = "+6281255500002"
COVER = Membership(0, 0, "samarinda", KPJ, ("jkk", "jkm"), "apbd", date(2026, 1, 1), date(2026, 1, 1),
                   date(2030, 12, 31))  # fmt: skip


def of_list(**more: str) -> ReadLine:
    """The same person on the list of the coordinator."""
    return line(1, PERSON["name"], nik=PERSON["nik"], birth_date=PERSON["birth_date"], **more)


async def known_elsewhere(here: Village) -> None:
    """The worker is in another city's programme, with a telephone, an address and a card."""

    def work(desk: Records) -> None:
        told = {**PERSON, "phone": PHONE, "address": "Jl. Melati 3", "mother_name": "NI KETUT RAHASIA"}
        registered(desk, told, "samarinda")
        person = desk.person_by_nik(PERSON["nik"])
        assert person
        memberships.add(desk.tx, VAULT, replace(COVER, person=person.id), NOW)

    await here.do(work, address="worker")


async def seen(here: Village) -> str:
    """All that the coordinator can look at."""

    def work(desk: Records) -> str:
        [member] = desk.groups.members(here.group)
        found = [desk.groups.find(here.group, text) for text in (PERSON["nik"], "SARI", member.number)]
        assert all(len(one) == 1 for one in found)
        return repr((member, found, desk.groups.member(here.group, member.registration)))

    return await here.do(work)


def test_neither_telephone_nor_card_of_elsewhere_is_seen(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await known_elsewhere(here)
        assert (await here.bring(of_list())).counts == {"accepted": 1}
        everything = await seen(here)
        assert not any(secret in everything for secret in (PHONE, KPJ, "Melati", "RAHASIA", "2030"))
        [member] = await here.members()
        assert (member.phone, member.kpj, member.paid_until) == (None, None, None)
        assert (await here.do(lambda desk: desk.groups.tally(here.group))).covered == 1

    play(database_url, scene)


def test_the_telephone_of_the_own_list_is_seen_and_does_not_replace_the_other(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await known_elsewhere(here)
        await here.bring(of_list(phone=OWN))
        everything = await seen(here)
        assert OWN in everything and PHONE not in everything
        person = await here.do(lambda desk: desk.person_by_nik(PERSON["nik"]))
        assert person and person.details["phone"] == PHONE

    play(database_url, scene)


def test_the_card_is_seen_once_the_person_is_enrolled_from_this_list(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await known_elsewhere(here)
        await here.bring(of_list())
        [member] = await here.members()

        def enrolled(desk: Records) -> None:
            for kind in ("submitted", "verified", "enrolled"):
                known = registrations.by_id(desk.tx, VAULT, member.registration)
                assert known
                registrations.happen(desk.tx, VAULT, known, Event(kind, NOW, "officer"), None)

        await here.do(enrolled)
        [after] = await here.members()
        assert (after.kpj, after.phone) == (KPJ, None)

    play(database_url, scene)
