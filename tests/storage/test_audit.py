"""The audit trail: one chain however many write, and whatever is done to it afterwards is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, update

from storage import audit, audit_check, audit_seen
from storage.audit import BEGINNING, Entry, Head, note
from storage.audit_check import Fault, check
from storage.audit_head import FILE, HeadFile
from storage.database import Database
from storage.errors import StorageError
from storage.officer_tables import audit as table
from storage.officer_tables import audit_seen as seen_table
from storage.open import open_database
from storage.statement import Statement, Tx
from storage.vault import Vault
from tests.databases import NOW, VAULT, play

SET = {
    name: Statement(update(table).where(table.c.seq == bindparam("of")).values({name: bindparam("value")}))
    for name in ("act", "at", "record", "record_id", "spot", "officer_id", "details", "previous", "hash")
}
DELETE = Statement(delete(table).where(table.c.seq >= bindparam("first"), table.c.seq <= bindparam("last")))
Scene = Callable[[Database], Awaitable[None]]


def entry(number: int = 0) -> Entry:
    return Entry(NOW + number, None, "group_read", "group", str(number), "51.71|denpasar||", {"n": number})


async def written(database: Database, rows: int) -> Head:
    def work(tx: Tx) -> Head:
        heads = [note(tx, VAULT, entry(number)) for number in range(rows)]
        return heads[-1]

    return await database.run(work)


async def faults(database: Database, head: Head | None) -> list[Fault]:
    return (await check(database, VAULT, lambda: head, lambda rows: None)).faults


def test_an_empty_trail_is_whole(database_url: str) -> None:
    async def scene(database: Database) -> None:
        assert await faults(database, None) == []
        assert await database.read(audit.head) == Head(0, BEGINNING)

    play(database_url, scene)


def test_rows_are_read_as_they_were_noted_the_newest_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        head = await written(database, 3)
        found = await database.read(lambda tx: audit.before(tx, VAULT, audit.NEWEST, 10))
        assert [(one.seq, one.entry) for one in found] == [(3, entry(2)), (2, entry(1)), (1, entry(0))]
        assert await database.read(audit.head) == head and head.seq == 3
        assert await faults(database, head) == []

    play(database_url, scene)


def test_what_is_undone_leaves_no_row_and_no_gap(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def fails(tx: Tx) -> None:
            note(tx, VAULT, entry())
            raise ValueError("undone")

        await written(database, 1)
        with pytest.raises(ValueError, match="undone"):
            await database.run(fails)
        head = await written(database, 1)
        assert head.seq == 2 and await faults(database, head) == []

    play(database_url, scene)


def test_many_who_write_at_once_from_two_processes_keep_one_chain(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        works = [
            (database, other)[number % 2].run(lambda tx, n=number: note(tx, VAULT, entry(n)), number)
            for number in range(60)
        ]
        heads = await asyncio.gather(*works)
        assert sorted(head.seq for head in heads) == list(range(1, 61))
        assert await faults(database, max(heads, key=lambda head: head.seq)) == []
        await other.close()

    play(database_url, scene)


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "logout"), ("at", 1), ("record", "person"), ("record_id", "9"), ("spot", ""),
     ("details", VAULT.seal(b'{"n":7}', audit.PLACE)), ("details", b"\x00" * 40), ("hash", bytes(32))],
    ids=["act", "at", "record", "record_id", "spot", "details", "garbage", "hash"],  # the same in every process
)  # fmt: skip
def test_a_row_that_was_altered_is_named(database_url: str, column: str, value: object) -> None:
    async def scene(database: Database) -> None:
        head = await written(database, 5)
        await database.run(lambda tx: tx.run(SET[column], of=3, value=value))
        assert Fault("altered", 3, 3) in await faults(database, head)

    play(database_url, scene)


def test_who_has_another_key_cannot_make_a_row(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await written(database, 2)
        forged = await database.run(lambda tx: note(tx, Vault(b"2" * 32), entry(9)))
        head = await written(database, 1)
        assert await faults(database, head) == [Fault("altered", forged.seq, forged.seq)]

    play(database_url, scene)


@pytest.mark.parametrize(("first", "last"), [(1, 1), (3, 3), (2, 4)])
def test_rows_that_are_gone_are_named(database_url: str, first: int, last: int) -> None:
    async def scene(database: Database) -> None:
        head = await written(database, 6)
        await database.run(lambda tx: tx.run(DELETE, first=first, last=last))
        assert await faults(database, head) == [Fault("missing", first, last)]

    play(database_url, scene)


def test_rows_cut_off_at_the_end_are_seen_by_the_head_kept_apart(database_url: str) -> None:
    async def scene(database: Database) -> None:
        head = await written(database, 6)
        await database.run(lambda tx: tx.run(DELETE, first=5, last=6))
        assert await faults(database, head) == [Fault("cut_off", 5, 6)]

    play(database_url, scene)


def test_rows_cut_off_and_written_anew_are_seen_too(database_url: str) -> None:
    async def scene(database: Database) -> None:
        head = await written(database, 6)
        await database.run(lambda tx: tx.run(DELETE, first=5, last=6))
        for number in (77, 78, 79):
            await database.run(lambda tx, n=number: note(tx, VAULT, entry(n)))
        assert await faults(database, head) == [Fault("other_head", 6, 6)]

    play(database_url, scene)


def test_an_older_row_put_in_the_place_of_a_newer_one_does_not_follow_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await written(database, 4)
        (old,) = await database.read(lambda tx: audit.after(tx, 3, 1))
        await database.run(lambda tx: tx.run(DELETE, first=3, last=4))
        head = await written(database, 1)
        for column in ("at", "record_id", "details", "previous", "hash"):
            await database.run(lambda tx, c=column: tx.run(SET[c], of=3, value=old[c]))
        assert Fault("altered", 3, 3) in await faults(database, head)

    play(database_url, scene)


def test_rows_newer_than_the_head_are_no_fault_and_a_long_trail_is_read_in_parts(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(database: Database) -> None:
        monkeypatch.setattr(audit_check, "AT_ONCE", 3)
        head = await written(database, 4)
        await written(database, 3)
        seen: list[int] = []
        made = await check(database, VAULT, lambda: head, seen.append)
        assert made.faults == [] and made.rows == 7 and seen == [3, 6, 7]

    play(database_url, scene)


# By what it is searched


def found_in(tx: Tx, *keys: tuple[str, str], before: int = audit.NEWEST, most: int = 9) -> list[int]:
    return audit_seen.blocks(tx, keys, before, most)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], None), ([7], "7"), ([3, 1, 2, 2], "1-3"), ([9, 1, 2, 4], "1-2,4,9"), (range(1, 120), "1-119")],
    ids=str,
)
def test_numbers_are_written_as_spans_and_read_again(numbers: Sequence[int], text: str | None) -> None:
    told = audit_seen.written({"registration": numbers})
    assert told == ({"registration": text} if text else {})
    keys = audit_seen.keys_of("", "", {audit_seen.SEEN: told})
    assert keys == {("registration", str(number)) for number in numbers}


def test_a_row_is_found_by_its_record_and_by_whose_data_stood_on_the_page(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_seen, "BLOCK", 3)

    async def scene(database: Database) -> None:
        def read(tx: Tx, *numbers: int) -> Head:
            told = audit.told({"count": len(numbers)}, {"registration": numbers})
            return note(tx, VAULT, Entry(NOW, None, "registrations_read", details=told))

        many = range(100, 100 + 2 * audit_seen.MANY + 7)
        await written(database, 4)  # group 0 to 3, in two blocks
        for numbers in ((7, 8, 9), (8,), many, many):
            head = await database.run(lambda tx, n=numbers: read(tx, *n))
        wanted: list[tuple[tuple[str, str], list[int]]] = [
            (("group", "0"), [0]), (("group", "3"), [1]), (("registration", "7"), [1]),
            (("registration", "8"), [1]), (("registration", "100"), [2]),
            (("registration", str(many[-1])), [2]), (("registration", "99"), []), (("group", "7"), []),
        ]  # fmt: skip
        for key, blocks in wanted:
            assert await database.read(lambda tx, k=key: found_in(tx, k)) == blocks, key
        both = ("group", "0"), ("registration", "101")
        assert await database.read(lambda tx: found_in(tx, *both)) == [2, 0]
        assert await database.read(lambda tx: found_in(tx, *both, most=1)) == [2]
        assert await database.read(lambda tx: found_in(tx, *both, before=3)) == [0]
        rows = await database.read(lambda tx: audit.rows_of(tx, 1, audit.NEWEST))
        assert [row["seq"] for row in rows] == [6, 5, 4]
        assert [row["seq"] for row in await database.read(lambda tx: audit.rows_of(tx, 1, 6))] == [5, 4]
        assert await faults(database, head) == []

    play(database_url, scene)


def test_a_row_that_is_not_found_any_more_is_named(database_url: str) -> None:
    async def scene(database: Database) -> None:
        head = await written(database, 3)
        gone = Statement(delete(seen_table).where(seen_table.c.record_id == "1"))
        await database.run(lambda tx: tx.run(gone))
        assert await faults(database, head) == [Fault("unfound", 2, 2)]

    play(database_url, scene)


# The head, kept apart


def test_the_head_is_read_as_it_was_written_and_never_goes_back(tmp_path: Path) -> None:
    kept = HeadFile(tmp_path, VAULT)
    assert kept.read() is None
    kept.write(Head(7, b"7" * 32))
    kept.write(Head(5, b"5" * 32))
    assert kept.read() == Head(7, b"7" * 32)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"seq": 1, "hash": "00", "mark": "00"}', "\x00"])
def test_a_head_that_was_altered_is_not_believed(tmp_path: Path, content: str) -> None:
    kept = HeadFile(tmp_path, VAULT)
    kept.path.write_text(content)
    with pytest.raises(StorageError, match=r"audit-head\.json has been altered"):
        kept.read()
    kept.write(Head(1, b"1" * 32))
    assert kept.read() == Head(1, b"1" * 32)


def test_a_head_of_another_key_is_not_believed(tmp_path: Path) -> None:
    HeadFile(tmp_path, Vault(b"2" * 32)).write(Head(1, b"1" * 32))
    with pytest.raises(StorageError):
        HeadFile(tmp_path, VAULT).read()


def test_a_trail_without_its_head_or_with_an_altered_one_says_so(database_url: str, tmp_path: Path) -> None:
    async def scene(database: Database) -> None:
        await written(database, 2)
        kept = HeadFile(tmp_path, VAULT)
        assert (await check(database, VAULT, kept.read, lambda rows: None)).faults == [Fault("no_head", 0, 0)]
        kept.path.write_text("x")
        assert (await check(database, VAULT, kept.read, lambda rows: None)).faults == [
            Fault("bad_head", 0, 0)
        ]

    play(database_url, scene)
