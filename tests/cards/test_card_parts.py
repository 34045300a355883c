"""Sheets of several parts: what becomes of people while the batch is made; the card of whom answers are asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.card_tasks import sheets
from rules.records import Registration
from storage import card_batches, cards, people
from storage.card_batches import Batch
from storage.cards import Chosen
from tests.cards.members import NEXT, VILLAGE
from tests.cards.printed import said
from tests.enrolment.city import City, play
from tests.mending import mended, returned

UNTIL = date(2026, 12, 31)


async def members(city: City, *villages: str) -> list[Registration]:
    """Somebody in each of these villages whom the branch has taken while answers are asked again."""
    found = []
    for village in villages:
        (one,) = await city.registered(1, "denpasar", village=village, status="submitted", chat=True)
        await city.member(one, UNTIL, payer="village_fund", enrol=False)
        found.append(one)
    return found


async def asked(city: City, chosen: Chosen) -> int:
    today = city.app.local(city.clock()).date().isoformat()
    count = await city.run(lambda tx: cards.count(tx, chosen, today))
    return await city.run(lambda tx: card_batches.ask(tx, city.app.vault, chosen, count, today, city.clock()))


async def batch(city: City, id: int) -> Batch:
    found = await city.run(lambda tx: card_batches.by_id(tx, city.app.vault, id))
    assert found
    return found


async def names(city: City, *some: Registration) -> list[str]:
    found = [await city.run(lambda tx, one=one: people.by_id(tx, city.app.vault, one.person)) for one in some]
    return [one.name for one in found if one]


def test_each_part_has_its_people_as_they_are_when_it_is_drawn(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b, c, d, e, f = await members(city, *[VILLAGE] * 5, NEXT)
        for one in (a, c):
            await city.run(lambda tx, one=one: returned(tx, city.app, one, "name"))
        id = await asked(city, Chosen("denpasar"))
        await sheets(city.app, {"batch": id}, 2)
        first = await batch(city, id)
        assert (first.state, first.count, first.made) == ("making", 6, 2)
        before = await names(city, a, b)
        await city.died(d)
        for one, name in ((a, "AGUS SALIM"), (c, "CICI LESTARI")):
            await city.run(lambda tx, one=one, name=name: mended(tx, city.app, one, name=name))
        for _ in range(3):
            await sheets(city.app, {"batch": id}, 2)
        done = await batch(city, id)
        assert (done.state, done.made) == ("ended", 5)
        assert [part.people for part in done.parts] == [
            (a.person, b.person), (c.person, e.person), (f.person,),
        ]  # fmt: skip
        texts = [" ".join(said(city.app.shelf.get(part.file))) for part in done.parts]
        expected = [before, ["CICI LESTARI", *await names(city, e)], await names(city, f)]
        for text, own in zip(texts, expected, strict=True):
            assert [name for some in expected for name in some if name in text] == own
        assert not any("AGUS SALIM" in text for text in texts)  # drawn before; asked for again it is there
        again = await asked(city, Chosen("denpasar", VILLAGE))
        for _ in range(3):
            await sheets(city.app, {"batch": again}, 2)
        parts = (await batch(city, again)).parts
        assert [part.cards for part in parts] == [2, 2]
        assert "AGUS SALIM" in " ".join(said(city.app.shelf.get(parts[0].file)))

    play(database_url, tmp_path, scene)
