"""Officers, their sessions and their passwords, on both databases."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from rules.officers import ALL, Area, Officer
from storage import officer_sessions, officers, passwords
from storage.database import Database
from storage.officer_sessions import ABSOLUTE, IDLE, MINUTE, Session
from storage.officers import Known
from storage.open import open_database
from storage.statement import Tx
from tests.databases import NOW, VAULT, play

CITY, VILLAGE = Area("city", "51.71"), Area("village", "51.71.03.2008")
WANTED = Officer(0, "made.sukerta", "I MADE SUKERTA", "", frozenset({"verifier", "cases"}), (CITY, VILLAGE))
BROWSER = {"agent": "Firefox", "address": "127.0.0.1"}


def made(tx: Tx) -> Officer:
    officer = officers.add(tx, VAULT, WANTED, NOW)
    assert officer
    return officer


def test_an_officer_is_found_with_roles_and_areas(database_url: str) -> None:
    async def scene(database: Database) -> None:
        officer = await database.run(made)
        assert (officer.state, officer.roles, officer.areas) == ("invited", WANTED.roles, WANTED.areas)
        assert await database.read(lambda tx: officers.by_id(tx, VAULT, officer.id)) == officer
        assert await database.read(lambda tx: officers.by_login(tx, VAULT, "made.sukerta")) == officer
        assert await database.read(lambda tx: officers.everyone(tx, VAULT)) == [officer]
        assert await database.read(lambda tx: officers.by_login(tx, VAULT, "made")) is None

    play(database_url, scene)


def test_a_login_is_given_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        works = [
            (database, other)[n % 2].run(lambda tx: officers.add(tx, VAULT, WANTED, NOW), n) for n in range(6)
        ]
        found = await asyncio.gather(*works)
        assert sum(one is not None for one in found) == 1
        await other.close()

    play(database_url, scene)


def test_rights_and_name_are_changed_as_a_whole(database_url: str) -> None:
    async def scene(database: Database) -> None:
        officer = await database.run(made)
        await database.run(lambda tx: officers.grant(tx, officer.id, ["auditor"], [ALL]))
        await database.run(lambda tx: officers.rename(tx, VAULT, officer.id, "SUKERTA", NOW))
        await database.run(lambda tx: officers.set_state(tx, officer.id, "active", NOW))
        found = await database.read(lambda tx: officers.by_id(tx, VAULT, officer.id))
        assert found == Officer(
            officer.id, "made.sukerta", "SUKERTA", "active", frozenset({"auditor"}), (ALL,)
        )

    play(database_url, scene)


def test_password_and_secret_are_known_again_and_can_be_taken_away(database_url: str) -> None:
    async def scene(database: Database) -> None:
        officer = await database.run(made)

        def known(tx: Tx) -> Known | None:
            return officers.known(tx, VAULT, "made.sukerta")

        assert await database.read(known) == Known(officer, None, None, 0)
        await database.run(lambda tx: officers.set_password(tx, VAULT, officer.id, b"hash", NOW))
        await database.run(lambda tx: officers.set_totp(tx, VAULT, officer.id, b"secret", 41, NOW))
        assert await database.read(known) == Known(officer, b"hash", b"secret", 41)
        await database.run(lambda tx: officers.set_password(tx, VAULT, officer.id, None, NOW))
        await database.run(lambda tx: officers.set_totp(tx, VAULT, officer.id, None, 0, NOW))
        assert await database.read(known) == Known(officer, None, None, 0)

    play(database_url, scene)


def test_of_many_who_bring_the_same_code_one_gets_in(database_url: str) -> None:
    async def scene(database: Database) -> None:
        officer = await database.run(made)
        other = await open_database(database_url)
        works = [
            (database, other)[n % 2].run(lambda tx: officers.used_step(tx, officer.id, 42), n)
            for n in range(9)
        ]
        assert sum(await asyncio.gather(*works)) == 1
        assert not await database.run(lambda tx: officers.used_step(tx, officer.id, 41))
        await other.close()

    play(database_url, scene)


# Sessions


def all_sessions(tx: Tx) -> list[Session]:
    officer = officers.by_login(tx, VAULT, WANTED.login)
    return officer_sessions.of_officer(tx, VAULT, officer.id, NOW) if officer else []


def begun(tx: Tx, stage: str = "full", now: int = NOW) -> str:
    officer = officers.by_login(tx, VAULT, WANTED.login) or made(tx)
    return officer_sessions.begin(tx, VAULT, officer.id, stage, BROWSER, now)


@pytest.mark.parametrize("stage", IDLE)
def test_a_session_that_is_not_used_ends(database_url: str, stage: str) -> None:
    async def scene(database: Database) -> None:
        token = await database.run(lambda tx: begun(tx, stage))
        for after, lasts in ((IDLE[stage] - 1, True), (IDLE[stage], False)):
            found = await database.read(lambda tx, a=after: officer_sessions.find(tx, VAULT, token, NOW + a))
            assert (found is not None) is lasts

    play(database_url, scene)


def test_a_session_that_is_used_ends_after_a_working_day(database_url: str) -> None:
    async def scene(database: Database) -> None:
        token = await database.run(begun)
        for now in range(NOW, NOW + ABSOLUTE, 20 * MINUTE):
            found = await database.read(lambda tx, n=now: officer_sessions.find(tx, VAULT, token, n))
            assert found
            await database.run(lambda tx, s=found, n=now: officer_sessions.touch(tx, s, n))
        assert await database.read(lambda tx: officer_sessions.find(tx, VAULT, token, NOW + ABSOLUTE)) is None

    play(database_url, scene)


def test_the_token_itself_is_not_stored_and_no_two_are_alike(database_url: str) -> None:
    async def scene(database: Database) -> None:
        tokens = {await database.run(begun) for _ in range(5)}
        assert len(tokens) == 5 and all(len(token) == 43 for token in tokens)
        found = await database.read(all_sessions)
        assert not any(
            token.encode() in one.hash or one.hash.hex() in token for token in tokens for one in found
        )

    play(database_url, scene)


def test_sessions_are_ended_one_all_but_one_or_all(database_url: str) -> None:
    async def scene(database: Database) -> None:
        tokens = [await database.run(begun) for _ in range(4)]
        (first, *_) = found = await database.read(all_sessions)
        assert len(found) == 4 and found[0].details == BROWSER
        await database.run(lambda tx: officer_sessions.end(tx, officer_sessions.hash_of(VAULT, tokens[3])))
        assert await database.run(lambda tx: officer_sessions.end_others(tx, first)) == 2
        assert await database.run(lambda tx: officer_sessions.end_all(tx, first.officer)) == 1
        assert await database.run(lambda tx: officer_sessions.forget(tx, NOW + 1)) == 0

    play(database_url, scene)


def test_what_the_next_page_says_is_said_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        token = await database.run(begun)
        hash = officer_sessions.hash_of(VAULT, token)
        await database.run(lambda tx: officer_sessions.leave(tx, VAULT, hash, "group.withdrawn", {"n": 1}))
        found = await database.read(lambda tx: officer_sessions.find(tx, VAULT, token, NOW))
        assert found and found.flash == ("group.withdrawn", {"n": 1})
        await database.run(partial(officer_sessions.said, session=found))
        found = await database.read(lambda tx: officer_sessions.find(tx, VAULT, token, NOW))
        assert found and found.flash is None

    play(database_url, scene)


# Passwords


def test_a_password_fits_its_own_hash_alone() -> None:
    stored = passwords.hashed("sepeda hujan tikar")
    assert passwords.fits("sepeda hujan tikar", stored)
    assert not passwords.fits("sepeda hujan tikar ", stored)
    assert not passwords.fits("", stored)
    assert passwords.hashed("sepeda hujan tikar") != stored


def test_nothing_fits_where_no_password_is_stored() -> None:
    assert not passwords.fits("xxxxxxxxxxxx", None)
    assert not passwords.fits("", None)


def test_letters_are_the_same_however_a_keyboard_composes_them() -> None:
    assert passwords.fits("cafe\u0301 hujan tikar", passwords.hashed("caf\u00e9 hujan tikar"))


def test_the_parameters_are_owasp_s_and_who_does_not_exist_costs_the_same() -> None:
    parameters = b"$argon2id$v=19$m=19456,t=2,p=1$"
    assert passwords.hashed("x").startswith(parameters) and passwords.NOBODY.startswith(parameters)
