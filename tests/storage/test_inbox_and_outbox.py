"""What came in is kept once; what goes out only ever rises in state."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from bot.conversation.messages import Attachment, Option, Reply, Said
from storage import inbox, outbox
from storage.database import Database, Work
from storage.open import open_database
from storage.outbox import STATES, Queued, Settled
from storage.statement import Statement, Tx
from storage.tables import outbox as table
from tests.databases import NOW, VAULT, chat, play

SAID = Said("halo", attachment=Attachment("d1", "photo", "ktp.jpg"), phone="+62812", remind=3)
REPLY = Reply("Apa nama Bapak/Ibu?", (Option("17:yes", "Ya"),), "register", "name", "phone")
ROWS = Statement(table.select().order_by(table.c.id))


def keeps(key: str, said: Said | None = SAID, at: int = NOW, address: str = "1") -> Work[bool]:
    return lambda tx: inbox.first_time(tx, VAULT, "telegram", key, chat(tx, address), said, at)


def queues(state: str = "waiting", address: str = "1", at: int = NOW, **more: Any) -> Work[Queued]:
    def work(tx: Tx) -> Queued:
        wanted = Queued(0, chat(tx, address), "telegram", address, REPLY, at=at, **more)
        return outbox.add(tx, VAULT, wanted, state, 0)

    return work


def settles(row: int, state: str) -> Work[None]:
    return lambda tx: outbox.settle(tx, [Settled(row, state, 1, "p7", None)])


async def states(database: Database) -> list[str]:
    return [row["state"] for row in await database.read(lambda tx: tx.all(ROWS))]


def test_a_key_is_new_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        assert [await database.run(keeps("7")) for _ in range(3)] == [True, False, False]
        assert await database.run(keeps("8"))

    play(database_url, scene)


def test_of_many_deliveries_of_one_key_at_once_one_is_the_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        racing = [(database, other)[n % 2].run(keeps("7", address=str(n % 3)), n) for n in range(20)]
        assert sum(await asyncio.gather(*racing)) == 1
        await other.close()

    play(database_url, scene)


def test_what_was_said_is_read_as_it_was_kept_oldest_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(keeps("2", at=NOW + 1))
        await database.run(keeps("1", Said("lebih dulu")))
        await database.run(keeps("3", Said("orang lain"), address="2"))
        own = await database.read(lambda tx: inbox.own(tx, VAULT, "telegram", "1", 0))
        assert own == [("1", Said("lebih dulu"), NOW), ("2", SAID, NOW + 1)]
        assert await database.read(lambda tx: inbox.own(tx, VAULT, "telegram", "1", NOW + 1)) == own[1:]

    play(database_url, scene)


def test_old_keys_are_dropped_a_part_at_a_time(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def many(tx: Tx) -> None:
            for number in range(inbox.MOST + 500):
                keeps(str(number), None, NOW + number)(tx)

        await database.run(many)
        before = NOW + inbox.MOST + 400
        dropped = [await database.run(lambda tx: inbox.forget(tx, before)) for _ in range(3)]
        assert sum(dropped) == inbox.MOST + 400
        assert 0 < dropped[1] < dropped[0] <= inbox.MOST + 1 and dropped[2] == 0
        assert not await database.run(keeps(str(inbox.MOST + 400)))
        assert await database.run(keeps("0"))

    play(database_url, scene)


def sets_aside(key: str) -> Work[None]:
    problem = "ValueError at x.py:1"
    return lambda tx: inbox.set_aside(tx, VAULT, "telegram", key, "1", {"said": SAID}, problem, NOW)


def test_what_cannot_be_played_waits_in_quarantine_until_it_is_settled(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for key in ("7", "8"):
            await database.run(sets_aside(key))
        [(row, message), _] = await database.read(lambda tx: inbox.quarantined(tx, VAULT))
        assert (row["key"], row["problem"]) == ("7", "ValueError at x.py:1")
        assert message["said"]["text"] == "halo"
        await database.run(lambda tx: inbox.settled(tx, row["id"], NOW))
        assert await database.read(inbox.count_quarantined) == 1
        [(left, _)] = await database.read(lambda tx: inbox.quarantined(tx, VAULT))
        assert left["key"] == "8"
        assert await database.run(lambda tx: inbox.forget_settled(tx, NOW)) == 0
        assert await database.run(lambda tx: inbox.forget_settled(tx, NOW + 1)) == 1
        assert await database.read(inbox.count_quarantined) == 1

    play(database_url, scene)


def test_a_reply_is_read_as_it_was_written(database_url: str) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(queues("sent"))
        second = await database.run(queues("sent", at=NOW + 1))
        await database.run(queues("sent", "2"))
        found = await database.read(lambda tx: outbox.after(tx, VAULT, "telegram", "1", 0))
        assert found == [(first.id, REPLY, NOW), (second.id, REPLY, NOW + 1)]
        later = await database.read(lambda tx: outbox.after(tx, VAULT, "telegram", "1", first.id))
        assert later == found[1:]

    play(database_url, scene)


def test_a_state_is_only_followed_by_a_higher_one(database_url: str) -> None:
    """A webhook that comes late must not make a read message a sent one."""
    pairs = list(itertools.permutations(STATES[2:], 2))

    async def scene(database: Database) -> None:
        for pair in pairs:
            queued = await database.run(queues())
            for state in pair:
                await database.run(settles(queued.id, state))
        assert await states(database) == [max(pair, key=STATES.index) for pair in pairs]

    play(database_url, scene)


def test_what_became_of_a_reply_is_kept_with_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        queued = await database.run(queues())
        await database.run(lambda tx: outbox.settle(tx, [Settled(queued.id, "failed", 3, None, "400")]))
        [row] = await database.read(lambda tx: tx.all(ROWS))
        assert (row["state"], row["attempts"], row["problem"]) == ("failed", 3, "400")

    play(database_url, scene)


def test_what_waits_for_a_closed_chat_is_held_and_goes_on_when_it_opens(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for address, state in (("1", "waiting"), ("1", "sent"), ("2", "waiting")):
            await database.run(queues(state, address))
        await database.run(lambda tx: outbox.hold(tx, chat(tx, "1")))
        assert await states(database) == ["held", "sent", "waiting"]
        await database.run(lambda tx: outbox.unhold(tx, chat(tx, "1")))
        assert await states(database) == ["waiting", "sent", "waiting"]

    play(database_url, scene)


def test_how_many_wait_and_since_when(database_url: str) -> None:
    async def scene(database: Database) -> None:
        assert await database.read(outbox.waiting) == (0, None)
        for state, at in (("waiting", NOW + 2), ("waiting", NOW + 1), ("sent", NOW), ("held", NOW)):
            await database.run(queues(state, at=at))
        assert await database.read(outbox.waiting) == (2, NOW + 1)

    play(database_url, scene)


def test_only_what_is_settled_is_forgotten(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for state in ("waiting", "held", "unknown", "failed", "sent", "read"):
            await database.run(queues(state))
        await database.run(queues("sent", at=NOW + 1))
        assert await database.run(lambda tx: outbox.forget(tx, NOW + 1)) == 4
        assert await states(database) == ["waiting", "held", "sent"]

    play(database_url, scene)


def test_numbers_are_never_used_again(database_url: str) -> None:
    """A page that asks for what came after a number must not miss a reply."""

    async def scene(database: Database) -> None:
        first = await database.run(queues("sent"))
        await database.run(lambda tx: outbox.forget(tx, NOW + 1))
        assert (await database.run(queues("sent"))).id > first.id

    play(database_url, scene)
