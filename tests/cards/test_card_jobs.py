"""Sheets are made part by part, once, also where two are at it; old ones leave the shelf."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import App, open_app
from bot.card_tasks import DAY, KEPT, given_up, sheets, tidy
from bot.cards.apart import NotPrinted, Print, printed_apart
from bot.cards.issuing import issue
from bot.load import load_demo
from bot.settings import Bare
from storage import card_batches, chats, jobs, people
from storage.card_batches import Batch
from storage.cards import Chosen
from storage.statement import Tx
from tests.cards.members import NEXT, VILLAGE, member
from tests.cards.printed import said
from tests.cards.test_card_pictures import face
from tests.databases import NOW, VAULT
from tests.delivery.desk import Clock
from tests.delivery.house import KEY

TODAY = "2026-11-18"


def at_work(folder: Path, scene: Callable[[App], Awaitable[None]]) -> None:
    async def run() -> None:
        url = f"sqlite:///{folder / 'payung.db'}"
        app = await open_app(Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY)), clock=Clock())
        try:
            await load_demo(app)
            await scene(app)
        finally:
            await app.stop()

    asyncio.run(run())


async def asked(app: App, chosen: Chosen, count: int) -> int:
    return await app.database.run(lambda tx: card_batches.ask(tx, VAULT, chosen, count, TODAY, app.clock()))


async def batch(app: App, id: int) -> Batch:
    found = await app.database.read(lambda tx: card_batches.by_id(tx, VAULT, id))
    assert found
    return found


async def waiting(app: App, kind: str) -> list[Any]:
    """The jobs of a kind, taken out of the table."""
    soon, never = app.clock() + DAY, app.clock() + 10**13
    found = await app.database.run(lambda tx: jobs.claim(tx, VAULT, soon, never, 500))
    return [job.payload for job in found if job.kind == kind]


def test_parts_are_made_one_after_the_other_until_all_is_there(tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        names = [f"NAMA {number}" for number in range(5)]
        await app.database.run(
            lambda tx: [member(tx, name, (VILLAGE, NEXT)[n % 2]) for n, name in enumerate(names)]
        )
        id = await asked(app, Chosen("denpasar", VILLAGE), 3)
        assert await waiting(app, "card_sheets") == [{"batch": id}]
        await sheets(app, {"batch": id}, 2)
        assert await waiting(app, "card_sheets") == [{"batch": id}]
        first = await batch(app, id)
        assert (first.state, first.made, len(first.parts)) == ("making", 2, 1)
        await sheets(app, {"batch": id}, 2)
        done = await batch(app, id)
        assert (done.state, done.made, [part.cards for part in done.parts]) == ("ended", 3, [2, 1])
        assert await waiting(app, "card_sheets") == []
        await sheets(app, {"batch": id}, 2)  # asked for once more, nothing happens
        assert await batch(app, id) == done
        texts = [said(app.shelf.get(part.file)) for part in done.parts]
        assert [[name for name in names if name in one] for one in texts] == [
            ["NAMA 0", "NAMA 2"],
            ["NAMA 4"],
        ]
        assert all("Tegal Harum" in " ".join(one) for one in texts)
        assert all(len(app.shelf.get(part.file)) == part.size for part in done.parts)

    at_work(tmp_path, scene)


@pytest.mark.parametrize("people_there", [0, 2, 4])
def test_two_at_the_same_part_make_it_once(tmp_path: Path, people_there: int) -> None:
    async def scene(app: App) -> None:
        await app.database.run(lambda tx: [member(tx) for _ in range(people_there)])
        id = await asked(app, Chosen("denpasar", VILLAGE), people_there)
        for _ in range(3):
            await asyncio.gather(*(sheets(app, {"batch": id}, 2) for _ in range(3)))
        done = await batch(app, id)
        assert (done.state, done.made) == ("ended", people_there)

    at_work(tmp_path, scene)


def test_what_cannot_be_drawn_is_told_and_tried_again_by_the_worker() -> None:
    endless = Print("x", datetime(2026, 1, 1), [("Desa", replace(face(), link="x" * 9_000))])
    with pytest.raises(NotPrinted):
        asyncio.run(printed_apart(endless))


def test_what_is_on_the_shelf_is_sealed(tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        await app.database.run(lambda tx: member(tx, "NI WAYAN RAHASIA"))
        id = await asked(app, Chosen("denpasar", VILLAGE), 1)
        await sheets(app, {"batch": id})
        kept = [path.read_bytes() for path in (tmp_path / "documents").rglob("*") if path.is_file()]
        assert kept and not any(b"%PDF" in one or b"RAHASIA" in one for one in kept)

    at_work(tmp_path, scene)


def test_a_batch_that_does_not_work_says_so_and_keeps_its_parts(tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        await app.database.run(lambda tx: [member(tx) for _ in range(3)])
        id = await asked(app, Chosen("denpasar", VILLAGE), 3)
        await sheets(app, {"batch": id}, 2)
        await given_up(app, {"batch": id})
        failed = await batch(app, id)
        assert (failed.state, failed.made) == ("failed", 2)
        await sheets(app, {"batch": id}, 2)
        assert await batch(app, id) == failed

    at_work(tmp_path, scene)


def test_after_two_weeks_the_files_are_gone_and_the_record_stays(tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        await app.database.run(lambda tx: member(tx))
        old = await asked(app, Chosen("denpasar", VILLAGE), 1)
        await sheets(app, {"batch": old})
        assert isinstance(app.clock, Clock)
        app.clock.ahead += KEPT - DAY
        new = await asked(app, Chosen("denpasar", VILLAGE), 1)
        await sheets(app, {"batch": new})
        await tidy(app)
        assert (await batch(app, old)).state == "ended"
        app.clock.ahead += 2 * DAY
        await tidy(app)
        gone, kept = await batch(app, old), await batch(app, new)
        assert (gone.state, kept.state, gone.made) == ("dropped", "ended", 1)
        with pytest.raises(FileNotFoundError):
            app.shelf.get(gone.parts[0].file)
        assert app.shelf.get(kept.parts[0].file)
        await tidy(app)
        assert await batch(app, old) == gone

    at_work(tmp_path, scene)


def test_issued_twice_it_is_told_once_to_each_chat_and_again_when_renewed(tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        def write(tx: Tx) -> int:
            one = member(tx)
            for address in ("1", "2"):
                chat = chats.enter(tx, VAULT, "web", address, NOW, "id").id
                people.link(tx, chat, one.person, "self" if address == "1" else "helper", NOW)
            assert issue(tx, VAULT, one, NOW) == 2
            return issue(tx, VAULT, one, NOW)

        assert await app.database.run(write) == 2
        told = await waiting(app, "tell_card")
        assert [(one["address"], one["about"]) for one in told] == [
            ("1", told[0]["about"]),
            ("2", told[0]["about"]),
        ]
        assert len({one["key"] for one in told}) == 2

    at_work(tmp_path, scene)


def test_a_membership_that_nobody_speaks_for_is_told_to_nobody(tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        assert await app.database.run(lambda tx: issue(tx, VAULT, member(tx), NOW)) == 0

    at_work(tmp_path, scene)
