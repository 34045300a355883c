"""What was not understood: counted, the most frequent first, and dropped in time; on both databases."""

from __future__ import annotations

from storage import unknown
from storage.database import Database
from storage.unknown import Unknown
from tests.databases import NOW, play


def test_the_same_words_are_counted_and_old_ones_dropped(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for at, words in ((NOW - 9, "kartu …"), (NOW, "kartu …"), (NOW, "… hilang"), (NOW - 99, "lama")):
            await database.run(lambda tx, words=words, at=at: unknown.add(tx, words, "kartu lain", at))
        found = await database.read(lambda tx: unknown.counted(tx, NOW - 50, 10))
        assert found == [Unknown("kartu …", "kartu lain", 2), Unknown("… hilang", "kartu lain", 1)]
        assert len(await database.read(lambda tx: unknown.counted(tx, 0, 2))) == 2
        assert await database.run(lambda tx: unknown.forget(tx, NOW - 50)) == 1
        assert len(await database.read(lambda tx: unknown.counted(tx, 0, 10))) == 2

    play(database_url, scene)
