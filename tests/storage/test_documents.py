"""Files are kept encrypted, once, and whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from storage import documents
from storage.database import Database
from storage.documents import LEFT_BEHIND, PARTS, Document, Shelf
from storage.errors import StorageError
from storage.statement import Tx
from storage.vault import Vault
from tests.databases import NOW, VAULT, chat, play

KTP = b"\xff\xd8\xff\xe0 SITI AMINAH 6371015708859001 " * 100


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was_and_lies_there_encrypted(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "documents", VAULT)
    name = shelf.put(KTP)
    assert shelf.get(name) == KTP
    [kept] = files(tmp_path)
    assert kept.name == name
    assert b"SITI" not in kept.read_bytes() and KTP[:4] not in kept.read_bytes()


def test_the_name_of_a_file_tells_nothing_to_who_has_no_key(tmp_path: Path) -> None:
    ours, others = Shelf(tmp_path / "a", VAULT), Shelf(tmp_path / "b", Vault(b"2" * 32))
    assert ours.put(KTP) != others.put(KTP)


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "documents", VAULT)
    with ThreadPoolExecutor(8) as together:
        names = set(together.map(shelf.put, [KTP] * 40))
    assert len(names) == 1
    assert len(files(tmp_path)) == 1
    shelf.put(KTP + b"x")
    assert len(files(tmp_path)) == 2


def test_an_altered_file_is_not_given_out(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "documents", VAULT)
    name = shelf.put(KTP)
    [kept] = files(tmp_path)
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    with pytest.raises(StorageError, match="altered"):
        shelf.get(name)


KILLED = """
import os, signal, sys
from pathlib import Path
from storage.documents import Shelf
from storage.vault import Vault

flush, left = os.fsync, int(sys.argv[2])

def fsync(opened):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    flush(opened)

os.fsync = fsync
Shelf(Path(sys.argv[1]), Vault(b"1" * 32)).put(sys.stdin.buffer.read())
"""


@pytest.mark.parametrize("flush", range(1, 6))
def test_a_process_that_is_killed_while_writing_leaves_nothing_half_on_the_shelf(
    tmp_path: Path, flush: int
) -> None:
    """Killed at each flush to disk in turn; the last run is not killed any more."""
    command = [sys.executable, "-c", KILLED, str(tmp_path / "documents"), str(flush)]
    killed = subprocess.run(command, input=KTP, cwd=Path(__file__).parents[2])
    assert killed.returncode == (0 if flush == 5 else -signal.SIGKILL)
    shelf = Shelf(tmp_path / "documents", VAULT)
    on_shelf = [path for path in files(tmp_path) if path.parent.name != PARTS]
    assert [shelf.get(path.name) for path in on_shelf] == [KTP] * (flush > 3)
    assert shelf.get(shelf.put(KTP)) == KTP


def test_what_a_crash_left_is_swept_away_once_nobody_can_be_writing_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "documents", VAULT)
    assert shelf.sweep() == 0
    name = shelf.put(KTP)
    for part, age in (("old", LEFT_BEHIND + 60), ("young", 0)):
        left = tmp_path / "documents" / PARTS / part
        left.write_bytes(b"half")
        os.utime(left, (left.stat().st_atime - age, left.stat().st_mtime - age))
    assert shelf.sweep() == 1
    assert {path.name for path in files(tmp_path)} == {name, "young"}


NOTED = Document("d1", None, "photo", "ktp siti.jpg", "waiting", "telegram-file-7")


def test_a_file_is_noted_before_its_bytes_are_here_and_filed_after(database_url: str) -> None:
    async def scene(database: Database) -> None:
        mine = await database.run(chat)
        noted = replace(NOTED, chat=mine)
        await database.run(lambda tx: documents.add(tx, VAULT, noted, NOW))
        await database.run(lambda tx: documents.add(tx, VAULT, replace(noted, name="again"), NOW))
        assert await database.read(lambda tx: documents.get(tx, VAULT, "d1")) == noted
        await database.run(lambda tx: documents.filed(tx, "d1", "abc", 7, "document"))
        filed = replace(noted, kind="document", state="kept", file="abc", size=7)
        assert await database.read(lambda tx: documents.get(tx, VAULT, "d1")) == filed
        assert await database.read(lambda tx: documents.get(tx, VAULT, "d2")) is None

    play(database_url, scene)


def test_a_file_that_is_kept_can_no_longer_be_lost(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def states(tx: Tx) -> list[str]:
            found = [documents.get(tx, VAULT, name) for name in ("d1", "d2")]
            return [document.state for document in found if document]

        def one_kept_and_both_lost(tx: Tx) -> None:
            for name in ("d1", "d2"):
                documents.add(tx, VAULT, replace(NOTED, id=name), NOW)
            documents.filed(tx, "d1", "abc", 7, "photo")
            for name in ("d1", "d2"):
                documents.lost(tx, name)

        await database.run(one_kept_and_both_lost)
        assert await database.read(states) == ["kept", "lost"]

    play(database_url, scene)
