"""Whose cards are printed, what the QR of one holds, and what became of a batch: on both databases."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from rules.groups import Group
from rules.records import Event
from storage import card_batches, cards, groups
from storage.card_batches import Part
from storage.card_tokens import LENGTH, membership_of, token_of
from storage.cards import BEGINNING, Chosen
from storage.database import Database
from storage.statement import Tx
from storage.vault import Vault
from tests.cards.members import NEXT, VILLAGE, member
from tests.databases import NOW, VAULT, play

TODAY = "2026-11-18"
DENPASAR = Chosen("denpasar")


@pytest.mark.parametrize("membership", [1, 2, 35_000, 2**40 - 1])
def test_a_word_names_its_membership_and_is_short(membership: int) -> None:
    token = token_of(VAULT, membership)
    assert membership_of(VAULT, token) == membership == membership_of(VAULT, token.lower())
    assert len(token) == LENGTH and token.isalnum()


def test_a_word_that_was_not_made_here_names_nobody() -> None:
    token = token_of(VAULT, 7)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    others = [token[:at] + letter + token[at + 1 :] for at in range(LENGTH) for letter in letters]
    wrong = [other for other in others if other != token]
    assert len(wrong) == LENGTH * 31
    for other in (
        *wrong,
        "",
        "7",
        token[:-1],
        token + "A",
        token + "=" * 3,
        "ñ" * LENGTH,
        " " * LENGTH,
        "A" * 9999,
    ):
        assert membership_of(VAULT, other) is None
    assert membership_of(Vault(b"2" * 32), token) is None


def test_words_of_neighbours_do_not_look_alike() -> None:
    words = [token_of(VAULT, number) for number in range(1000)]
    assert len({word[:4] for word in words}) > 990 and len({word[-5:] for word in words}) > 990
    assert words != sorted(words)


def test_cards_of_a_programme_a_village_a_group_and_of_later_days(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def write(tx: Tx) -> tuple[dict[str, int], int]:
            wish = Group(
                0,
                "denpasar",
                "village",
                NEXT,
                "Desa",
                100,
                date(2026, 1, 1),
                date(2026, 12, 31),
                "village_fund",
            )
            group = groups.add(tx, VAULT, wish, Event("opened", NOW, "officer"), None)
            return {
                "next": member(tx, "B", NEXT).id,
                "group": member(tx, "C", NEXT, group=group.id).id,
                "first": member(tx, "D").id,
                "unregistered": member(tx, "E", None).id,
                "later": member(tx, "F", begins=date(2027, 1, 1)).id,
                "ended": member(tx, "G", until=date(2026, 11, 17)).id,
                "last day": member(tx, "H", until=date(2026, 11, 18)).id,
                "elsewhere": member(tx, "I", "63.71.01.1001", "banjarmasin").id,
            }, group.id

        made, group = await database.run(write)

        async def found(chosen: Chosen) -> list[str]:
            def look(tx: Tx) -> list[str]:
                names = {id: name for name, id in made.items()}
                held = cards.some(tx, VAULT, chosen, TODAY, BEGINNING, 99)
                assert len(held) == cards.count(tx, chosen, TODAY)
                return [names[one.membership.id] for one in held]

            return await database.read(look)

        assert await found(DENPASAR) == ["unregistered", "first", "later", "last day", "next", "group"]
        assert await found(Chosen("denpasar", VILLAGE)) == ["first", "later", "last day"]
        assert await found(Chosen("denpasar", group=group)) == ["group"]
        assert await found(Chosen("denpasar", since="2027-01-01")) == ["later"]
        assert await found(Chosen("denpasar", VILLAGE, since="2027-01-02")) == []
        assert await found(Chosen("banjarmasin")) == ["elsewhere"]
        assert await found(Chosen("paser")) == []

    play(database_url, scene)


def test_cards_come_in_parts_and_each_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(lambda tx: [member(tx, f"N{n}", (VILLAGE, NEXT, None)[n % 3]) for n in range(20)])

        def look(tx: Tx) -> list[int]:
            seen, after = list[int](), BEGINNING
            while some := cards.some(tx, VAULT, DENPASAR, TODAY, after, 3):
                seen, after = [*seen, *(one.membership.id for one in some)], some[-1].place
            return seen

        seen = await database.read(look)
        assert len(seen) == len(set(seen)) == 20

    play(database_url, scene)


def test_one_card_and_whether_it_is_good_on_a_day(database_url: str) -> None:
    async def scene(database: Database) -> None:
        one = await database.run(lambda tx: member(tx, begins=date(2026, 2, 1), until=date(2026, 3, 31)))

        def look(tx: Tx) -> None:
            held = cards.one(tx, VAULT, one.id)
            assert held and (held.name, held.membership, held.village) == ("NI WAYAN SARI", one, VILLAGE)
            days = ("2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01")
            assert [cards.runs(tx, one.id, day) for day in days] == [False, True, True, False]
            assert cards.one(tx, VAULT, 2**40 - 1) is None and not cards.runs(tx, 2**40 - 1, days[1])

        await database.read(look)

    play(database_url, scene)


def test_a_batch_is_its_events_and_a_part_is_made_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: card_batches.ask(tx, VAULT, DENPASAR, 900, TODAY, NOW))
        wish = Chosen("denpasar", VILLAGE, since="2026-01-01")
        second = await database.run(lambda tx: card_batches.ask(tx, VAULT, wish, 5, TODAY, NOW + 1))
        assert (first, second) == (1, 2)

        async def batch(id: int = first) -> card_batches.Batch:
            found = await database.read(lambda tx: card_batches.by_id(tx, VAULT, id))
            assert found
            return found

        begun = await batch()
        assert (begun.state, begun.made, begun.last, begun.count, begun.at) == (
            "making",
            0,
            BEGINNING,
            900,
            NOW,
        )
        part = Part("ab12", 500, 123_456, (VILLAGE, 500))

        def make(tx: Tx) -> bool:
            return card_batches.made(tx, VAULT, begun, part, NOW)

        assert sorted(await asyncio.gather(database.run(make, 1), database.run(make, 2))) == [False, True]
        gone_on = await batch()
        assert (gone_on.parts, gone_on.made, gone_on.last) == ((part,), 500, (VILLAGE, 500))
        assert await database.run(lambda tx: card_batches.finish(tx, VAULT, gone_on, "ended", NOW))
        assert not await database.run(lambda tx: card_batches.finish(tx, VAULT, gone_on, "failed", NOW))
        assert (await batch()).state == "ended"
        assert (await batch(second)).chosen == wish
        newest = await database.read(lambda tx: card_batches.newest(tx, VAULT, 9))
        assert [one.id for one in newest] == [2, 1]
        older = await database.read(lambda tx: card_batches.newest(tx, VAULT, 9, before=2))
        assert [one.id for one in older] == [1]
        assert await database.read(lambda tx: card_batches.by_id(tx, VAULT, 3)) is None

    play(database_url, scene)
