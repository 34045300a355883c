"""Codes are spent once; who guesses waits longer and longer."""

from __future__ import annotations

import asyncio

import pytest

from storage import codes, tries
from storage.database import Database, Work
from storage.open import open_database
from storage.statement import Tx
from storage.tries import FREE, shared, wait_after
from tests.databases import DAY, NOW, VAULT, chat, person, play

MINUTE = 60 * 1000
CHAT, NIK = VAULT.find("7", "tries.chat"), VAULT.find("6371015708859001", "tries.nik")


def makes(expires_at: int = NOW + 60 * MINUTE) -> Work[str]:
    return lambda tx: codes.make(tx, VAULT, "join", person(tx), expires_at, "x")


def looks(code: str, now: int = NOW) -> Work[str]:
    def work(tx: Tx) -> str:
        found = codes.look(tx, VAULT, code, now)
        return found.state if found else "unknown"

    return work


def uses(code: str, address: str = "1", now: int = NOW) -> Work[bool]:
    return lambda tx: codes.use(tx, VAULT, code, chat(tx, address), now)


def test_a_code_is_found_however_it_is_typed(database_url: str) -> None:
    async def scene(database: Database) -> None:
        code = await database.run(makes())
        assert len(code) == codes.LENGTH and set(code) <= set(codes.LETTERS)
        for typed in (code, code.lower(), f"{code[:4]}-{code[4:]}", f" {code[:4]} {code[4:]}."):
            assert await database.run(looks(typed)) == "good"
        assert await database.run(looks("AAAAAAAA")) == "unknown"

    play(database_url, scene)


def test_a_code_stands_for_its_person_and_what_was_put_with_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        code = await database.run(makes())
        found = await database.run(lambda tx: codes.look(tx, VAULT, code, NOW))
        assert found == codes.Code("join", await database.run(person), "x", "good")

    play(database_url, scene)


def test_a_code_can_be_spent_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        code = await database.run(makes())
        assert await database.run(uses(code))
        assert await database.run(looks(code)) == "used"
        assert not await database.run(uses(code, "2"))

    play(database_url, scene)


def test_of_many_phones_that_race_for_a_code_one_gets_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        code = await database.run(makes())
        racing = [(database, other)[n % 2].run(uses(code, str(n)), n) for n in range(20)]
        assert sum(await asyncio.gather(*racing)) == 1
        await other.close()

    play(database_url, scene)


def test_a_code_that_is_too_old_is_not_spent_even_by_who_does_not_look(database_url: str) -> None:
    async def scene(database: Database) -> None:
        code = await database.run(makes(NOW + MINUTE))
        assert await database.run(looks(code, NOW + MINUTE)) == "good"
        assert await database.run(looks(code, NOW + MINUTE + 1)) == "expired"
        assert not await database.run(uses(code, now=NOW + MINUTE + 1))

    play(database_url, scene)


def test_old_codes_are_forgotten_and_good_ones_stay(database_url: str) -> None:
    async def scene(database: Database) -> None:
        old, good = await database.run(makes(NOW - 1)), await database.run(makes(NOW))
        assert await database.run(lambda tx: codes.forget(tx, NOW)) == 1
        assert [await database.run(looks(code)) for code in (old, good)] == ["unknown", "good"]

    play(database_url, scene)


def guesses(now: int, *subjects: bytes) -> Work[None]:
    def work(tx: Tx) -> None:
        for subject in subjects:
            tries.wrong(tx, subject, now)

    return work


def locked(now: int, *subjects: bytes) -> Work[int | None]:
    return lambda tx: tries.locked_until(tx, subjects, now)


def test_five_tries_are_free_and_then_the_wait_grows_up_to_a_day() -> None:
    assert FREE == 5
    minutes = [wait_after(count) // MINUTE for count in range(1, 11)]
    assert minutes == [0, 0, 0, 0, 15, 60, 240, 960, 1440, 1440]


def test_the_fifth_wrong_try_locks_for_a_quarter_of_an_hour(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for _ in range(4):
            await database.run(guesses(NOW, CHAT))
            assert await database.run(locked(NOW, CHAT)) is None
        await database.run(guesses(NOW, CHAT))
        assert await database.run(locked(NOW, CHAT)) == NOW + 15 * MINUTE
        assert await database.run(locked(NOW + 15 * MINUTE, CHAT)) is None
        await database.run(guesses(NOW + 15 * MINUTE, CHAT))
        assert await database.run(locked(NOW + 15 * MINUTE, CHAT)) == NOW + 75 * MINUTE

    play(database_url, scene)


def test_who_changes_phones_is_locked_by_the_nik_and_who_changes_niks_by_the_phone(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        for number in range(5):
            await database.run(guesses(NOW, VAULT.find(str(number), "tries.chat"), NIK))
        assert await database.run(locked(NOW, VAULT.find("99", "tries.chat"), NIK))
        for number in range(5):
            await database.run(guesses(NOW, CHAT, VAULT.find(str(number), "tries.nik")))
        assert await database.run(locked(NOW, CHAT, VAULT.find("99", "tries.nik")))
        assert not await database.run(locked(NOW, VAULT.find("98", "tries.chat")))

    play(database_url, scene)


def test_after_a_quiet_day_all_is_forgiven(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for _ in range(5):
            await database.run(guesses(NOW, CHAT))
        later = NOW + 15 * MINUTE + DAY + 1
        await database.run(guesses(later, CHAT))
        assert await database.run(locked(later, CHAT)) is None

    play(database_url, scene)


def test_guesses_of_many_phones_at_once_are_all_counted(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        await asyncio.gather(*((database, other)[n % 2].run(guesses(NOW, NIK), n) for n in range(8)))
        assert await database.run(locked(NOW, NIK)) == NOW + wait_after(8)
        await other.close()

    play(database_url, scene)


@pytest.mark.parametrize(("before", "left"), [(NOW, 2), (NOW + 15 * MINUTE + 1, 0), (NOW + 1, 1)])
def test_what_is_long_over_is_dropped_but_no_lock_before_its_end(
    database_url: str, before: int, left: int
) -> None:
    async def scene(database: Database) -> None:
        await database.run(guesses(NOW, NIK))
        for _ in range(5):
            await database.run(guesses(NOW, CHAT))
        assert await database.run(lambda tx: tries.forget(tx, before)) == 2 - left

    play(database_url, scene)


def test_codes_of_one_payload_can_be_made_good_for_nothing(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def make(tx: Tx, payload: str) -> str:
            return codes.make(tx, VAULT, "officer", None, NOW + MINUTE, payload, 16)

        mine, other = [await database.run(lambda tx, p=p: make(tx, p)) for p in ("7", "77")]
        assert len(mine) == 16
        assert await database.run(lambda tx: codes.revoke(tx, "officer", "7", NOW)) == 1
        assert [await database.run(looks(code)) for code in (mine, other)] == ["expired", "good"]
        assert not await database.run(lambda tx: codes.use(tx, VAULT, mine, None, NOW))
        assert await database.run(lambda tx: codes.use(tx, VAULT, other, None, NOW))

    play(database_url, scene)


def test_a_try_that_was_right_after_all_is_forgiven_and_an_account_begins_anew(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for _ in range(5):
            await database.run(guesses(NOW, CHAT, NIK))
        await database.run(lambda tx: tries.forgive(tx, CHAT))
        await database.run(lambda tx: tries.clear(tx, NIK))
        assert await database.run(locked(NOW, CHAT, NIK)) is None
        await database.run(guesses(NOW, CHAT, NIK))
        assert await database.run(locked(NOW, CHAT))
        assert await database.run(locked(NOW, NIK)) is None

    play(database_url, scene)


def test_where_many_share_a_subject_more_tries_are_free(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for number in range(20):
            assert await database.run(locked(NOW, CHAT)) is None, number
            await database.run(lambda tx: tries.wrong(tx, CHAT, NOW, shared(20)))
        assert await database.run(locked(NOW, CHAT)) == NOW + 15 * MINUTE

    play(database_url, scene)


def test_where_many_share_a_subject_nobody_waits_longer_than_a_quarter_of_an_hour(database_url: str) -> None:
    async def scene(database: Database) -> None:
        now = NOW
        for _ in range(19):
            await database.run(lambda tx: tries.wrong(tx, CHAT, NOW, shared(20)))
        for _ in range(5):
            await database.run(lambda tx, at=now: tries.wrong(tx, CHAT, at, shared(20)))
            assert await database.run(locked(now, CHAT)) == now + 15 * MINUTE
            now += 15 * MINUTE

    play(database_url, scene)


def test_what_is_mistyped_at_an_office_fades_though_it_is_never_quiet_there(database_url: str) -> None:
    """Thirty officers, four mistakes an hour, week after week; and what is over an hour is over."""

    async def scene(database: Database) -> None:
        for number in range(200):
            now = NOW + number * 15 * MINUTE
            await database.run(lambda tx, at=now: tries.wrong(tx, CHAT, at, shared(20)))
            assert await database.run(locked(now, CHAT)) is None, number
        for minutes, more in (
            (14, 5),
            (29, 5),
            (31, 5),
            (0, 0),
        ):  # what is left of a quarter goes on counting
            for _ in range(more):
                await database.run(
                    lambda tx, at=now + minutes * MINUTE: tries.wrong(tx, CHAT, at, shared(20))
                )
        [row] = await database.run(lambda tx: [tx.one(tries._FIND, of=CHAT)])
        assert row and row["wrong"] == 1 + 15 - 2

    play(database_url, scene)


def test_whoever_gets_in_makes_one_mistake_of_the_office_good(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for _ in range(19):
            await database.run(lambda tx: tries.wrong(tx, CHAT, NOW, shared(20)))
        for _ in range(3):
            await database.run(lambda tx: tries.forgive(tx, CHAT, 2))
        for _ in range(7):
            assert await database.run(locked(NOW, CHAT)) is None
            await database.run(lambda tx: tries.wrong(tx, CHAT, NOW, shared(20)))
        assert await database.run(locked(NOW, CHAT))
        await database.run(lambda tx: tries.forgive(tx, CHAT, 99))
        [row] = await database.run(lambda tx: [tx.one(tries._FIND, of=CHAT)])
        assert row and row["wrong"] == 0

    play(database_url, scene)
