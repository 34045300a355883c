"""A database is brought to this release wholly or not at all, and never back."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import audit_seen
from storage import migrate as migrating
from storage.audit import NEWEST, Entry, Head, note
from storage.audit_check import check
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import migrate, newest, sync_url
from storage.open import open_database, ready_folder
from storage.statement import Tx
from storage.tables import metadata
from tests.databases import NOW, VAULT, play


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    engine = create_engine(sync_url(url))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def tables(url: str) -> set[str]:
    with looking_at(url) as connection:
        return set(inspect(connection).get_table_names())


def until(url: str, version: str) -> None:
    """The database as an older release left it."""
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    with looking_at(url) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def test_an_empty_database_gets_every_table(bare_url: str) -> None:
    migrate(bare_url)
    assert tables(bare_url) == {*metadata.tables, "alembic_version"}


def test_the_tables_are_what_the_code_takes_them_for(bare_url: str) -> None:
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(bare_url: str) -> None:
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        connection.execute(text("INSERT INTO regions (code, name) VALUES ('63.71', 'Banjarmasin')"))
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        assert connection.execute(text("SELECT name FROM regions")).scalar() == "Banjarmasin"


def test_a_database_of_a_newer_release_is_refused_in_one_sentence(bare_url: str) -> None:
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=rf"newer release \(version 9999\).* up to {newest()}\.$"):
        migrate(bare_url)


def test_processes_that_start_together_find_their_folder_in_order(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starting:
        assert list(starting.map(ready_folder, [tmp_path] * 400)) == [None] * 400


def test_processes_that_start_together_migrate_once(bare_url: str) -> None:
    with ThreadPoolExecutor(4) as together:
        assert list(together.map(migrate, [bare_url] * 4)) == [None] * 4
    assert tables(bare_url) == {*metadata.tables, "alembic_version"}


HALF = '''"""Half of it can be done."""
from alembic import op
from sqlalchemy import Column, Text

revision, down_revision = "9999", "{newest}"


def upgrade():
    op.create_table("half", Column("a", Text))
    op.execute("INSERT INTO regions (code, name) VALUES ('x', 'half')")
    op.execute("THIS IS NO SQL")
'''


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release whose last migration fails in the middle."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    versions = (f"versions/{path.name}" for path in migrating.VERSIONS.glob("*.py"))
    for file in ("env.py", "script.py.mako", *versions):
        (folder / file).write_text((migrating.MIGRATIONS / file).read_text())
    (folder / "versions" / "9999_half.py").write_text(HALF.replace("{newest}", newest()))
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)
    monkeypatch.setattr(migrating, "VERSIONS", folder / "versions")


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    bare_url: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    migrate(bare_url)
    request.getfixturevalue("next_release")
    with pytest.raises(StorageError, match=r"cannot be used: .*THIS"):
        migrate(bare_url)
    monkeypatch.undo()
    assert tables(bare_url) == {*metadata.tables, "alembic_version"}
    with looking_at(bare_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM regions")).scalar() == 0
    migrate(bare_url)


def test_another_programs_database_is_left_alone(bare_url: str) -> None:
    with looking_at(bare_url) as connection:
        connection.execute(text("CREATE TABLE people (name TEXT)"))
    with pytest.raises(StorageError, match=r"cannot be used: .*people.*exists"):
        migrate(bare_url)
    assert tables(bare_url) == {"people"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody:x@127.0.0.1:1/payung",
        "postgresql:payung",
        "sqlite:payung.db",
        "postgresql+psycopg:///payung?host=/nowhere",
    ],
)
def test_an_address_that_leads_nowhere_is_said_in_one_sentence(url: str) -> None:
    with pytest.raises(StorageError) as said:
        asyncio.run(open_database(url))
    assert "\n" not in str(said.value)
    assert str(said.value).endswith(".")


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "payung.db"
    file.write_text("This is not a database. " * 100)
    with pytest.raises(StorageError, match="cannot be used: file is not a database"):
        asyncio.run(open_database(f"sqlite:///{file}"))


def test_a_data_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"data folder .*file.* cannot be used: "):
        asyncio.run(open_database(f"sqlite:///{tmp_path / 'file' / 'payung.db'}"))


def migrated_before(url: str, version: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brought to the release before that version."""
    with release_before(url, version, folder, monkeypatch):
        pass


@contextmanager
def release_before(url: str, version: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same, and nothing is brought further as long as that release runs."""
    before = folder / "migrations"

    def later(_: str, names: list[str]) -> list[str]:
        return [
            name for name in names if name == "__pycache__" or (name[:4].isdigit() and name[:4] >= version)
        ]

    shutil.copytree(migrating.MIGRATIONS, before, ignore=later)
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "MIGRATIONS", before)
        migrate(url)
        yield


def test_lists_that_are_fixed_already_are_shared_out_over_their_months(
    bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated_before(bare_url, "0016", tmp_path, monkeypatch)
    with looking_at(bare_url) as connection:
        for starts, ends, cost in (("2026-11-01", "2027-01-31", 1000), ("2026-04-01", "2026-04-30", None)):
            connection.execute(
                text(
                    "INSERT INTO enrolment_lists (programme, kind, starts, ends, payer, jht, state, expected,"
                    " cost, created_at) VALUES ('makassar', 'new', :starts, :ends, 'city_budget', 0, 'fixed',"
                    " 1, :cost, 0)"
                ),
                {"starts": starts, "ends": ends, "cost": cost},
            )
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        found = connection.execute(text("SELECT month, cost FROM enrolment_months ORDER BY month")).fetchall()
        assert [tuple(row) for row in found] == [
            ("2026-11-01", 334), ("2026-12-01", 333), ("2027-01-01", 333),
        ]  # fmt: skip


PEOPLE = "INSERT INTO people (id, nik_hash, details, created_at, changed_at) VALUES (:id, :hash, :hash, 0, 0)"
MEMBER = (
    "INSERT INTO memberships (person_id, programme, kpj_hash, kpj, package, payer, since, paid_from, paid_until,"
    " created_at, income) VALUES (:person, :programme, :hash, :sealed, 'jkk,jkm', 'city_budget', '2026-01-01',"
    " '2026-01-01', '2026-12-31', 7, :income)"
)
IN_TWO, OUTSIDE, GONE = (
    {"person": 1, "programme": "makassar", "hash": b"a", "sealed": b"A", "income": None},
    {"person": 2, "programme": None, "hash": b"b", "sealed": b"B", "income": b"I"},
    {"person": 2, "programme": "makassar", "hash": b"c", "sealed": b"C", "income": None},
)


def memberships_in(connection: Connection) -> list[dict[str, Any]]:
    found = connection.execute(text("SELECT * FROM memberships ORDER BY id")).mappings()
    return [dict(row) for row in found]


def test_cover_that_is_known_already_stays_as_it_is_and_no_number_is_given_twice(
    bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated_before(bare_url, "0016", tmp_path, monkeypatch)
    with looking_at(bare_url) as connection:
        for id in (1, 2):
            connection.execute(text(PEOPLE), {"id": id, "hash": bytes([id])})
        for one in (IN_TWO, OUTSIDE, GONE):
            connection.execute(text(MEMBER), one)
        connection.execute(text("DELETE FROM memberships WHERE id = 3"))  # its events stay
        before = memberships_in(connection)
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        after = memberships_in(connection)
        assert after == before and [row["id"] for row in after] == [1, 2]
        connection.execute(text(MEMBER), {**IN_TWO, "programme": "gowa"})  # neither takes the other's place
        assert connection.execute(text("SELECT max(id) FROM memberships")).scalar() == 4
    for one in (IN_TWO, OUTSIDE):
        with pytest.raises(IntegrityError), looking_at(bare_url) as connection:
            connection.execute(text(MEMBER), one)


def test_where_every_cover_is_gone_no_number_is_given_twice_either(
    bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated_before(bare_url, "0016", tmp_path, monkeypatch)
    with looking_at(bare_url) as connection:
        connection.execute(text(PEOPLE), {"id": 1, "hash": b"1"})
        connection.execute(text(MEMBER), IN_TWO)
        connection.execute(text("DELETE FROM memberships"))
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        connection.execute(text(MEMBER), IN_TWO)
        assert connection.execute(text("SELECT id FROM memberships")).scalars().all() == [2]


def test_who_waits_already_goes_on_waiting_since_the_first_word_after_the_last_answer(
    bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated_before(bare_url, "0019", tmp_path, monkeypatch)
    with looking_at(bare_url) as connection:
        chat = (
            "INSERT INTO chats (id, channel, address, session, step, pending, reminded, blocked, talked_at,"
            " created_at) VALUES (1, 'web', 'a', :sealed, 0, 0, 0, 0, 0, 0)"
        )
        connection.execute(text(chat), {"sealed": b"S"})
        thread = (
            "INSERT INTO threads (chat_id, message, state, quiet, opened_at, asked_at, answered_at)"
            " VALUES (1, :sealed, 'open', 0, 10, 30, :answered)"
        )
        for answered in (None, 20):
            connection.execute(text(thread), {"sealed": b"M", "answered": answered})
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        found = connection.execute(text("SELECT waits_since FROM threads ORDER BY id")).scalars().all()
        assert found == [10, 30]


def test_what_was_noted_already_is_found_by_its_record_and_the_trail_stays_whole(
    bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads: list[Head] = []

    def notes(tx: Tx) -> None:
        for number in range(audit_seen.BLOCK + 2):
            entry = Entry(NOW, None, "group_read", "group" if number % 2 else "", str(number % 5))
            heads.append(note(tx, VAULT, entry))

    def blocks(tx: Tx, id: str) -> list[int]:
        return audit_seen.blocks(tx, {("group", id)}, NEWEST, 9)

    async def before(database: Database) -> None:
        await database.run(notes)

    async def after(database: Database) -> None:
        found = await check(database, VAULT, lambda: heads[-1], lambda rows: None)
        assert (found.faults, found.rows) == ([], len(heads))
        assert await database.read(lambda tx: blocks(tx, "1")) == [1, 0]
        assert await database.read(lambda tx: blocks(tx, "7")) == []

    with release_before(bare_url, "0024", tmp_path, monkeypatch):
        play(bare_url, before)
    with looking_at(bare_url) as connection:  # as the release before left it
        connection.execute(text("DROP TABLE audit_seen"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0022'"))
    play(bare_url, after)


@pytest.mark.parametrize(("programmes", "whose"), [(("paser",), "paser"), (("denpasar", "paser"), "")])
def test_where_conversations_ended_before_is_the_only_programme_s(
    bare_url: str, programmes: tuple[str, ...], whose: str
) -> None:
    until(bare_url, "0020")
    with looking_at(bare_url) as connection:
        for code in programmes:
            connection.execute(text("INSERT INTO programmes VALUES (:code, '{}', 1)"), {"code": code})
        ended = "INSERT INTO progress (day, conversation, question, outcome, count)"
        connection.execute(text(f"{ended} VALUES ('2026-11-01', 'register', '', 'finished', 2)"))
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        assert connection.execute(text("SELECT programme FROM progress")).scalar() == whose
