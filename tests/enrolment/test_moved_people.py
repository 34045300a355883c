"""Whose village or kind of work is corrected while they stand on a list that is of the old one, or costs by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.enrolment.filling import programme_of, source_of
from bot.enrolment.reckoned import reckon
from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all
from storage import catalogue, enrolment, enrolment_review
from tests.enrolment.branch import niks, numbered
from tests.enrolment.city import City, play
from tests.enrolment.test_returned_people import answers, asked_again, filled_again, standing, verified
from tests.enrolment.test_review import put_aside, written

HERE, THERE = "73.71.01.1001", "73.71.01.1002"


@pytest.mark.parametrize(
    ("of", "field", "value"),
    [
        ({"village": HERE}, "village", THERE),
        ({"category": "driver"}, "category", "fisher"),
        ({}, "village", THERE),
    ],
    ids=["village", "work", "all"],
)
def test_who_is_of_another_village_or_work_by_now_is_on_no_list_of_the_old_one(
    database_url: str, tmp_path: Path, of: dict[str, Any], field: str, value: str
) -> None:
    async def scene(city: City) -> None:
        moved, stays = await city.registered(2, chat=True)
        one = await city.listed(**of)
        await asked_again(city, moved, field)
        assert await answers(city, moved, **{field: value}) == ["kept"]
        await verified(city, moved)
        if not of:
            assert await put_aside(city, one) == 0
            return
        assert await put_aside(city, one) == 1 and await city.reasons(one) == {"OTHER_PART": 1}
        one = await filled_again(city, one)
        assert await standing(city, one) == {
            moved.id: ("left_out", "OTHER_PART"), stays.id: ("listed", None),
        }  # fmt: skip
        there: dict[str, Any] = {field: value}
        other = await city.listed(**there)
        assert await standing(city, other) == {moved.id: ("listed", None)}

    play(database_url, tmp_path, scene)


def test_once_it_is_sent_who_has_moved_waits_for_an_officer(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        moved, stays = await city.registered(2, chat=True)
        one = await city.sent(await city.listed(village=HERE))
        await numbered(city, one, moved, stays)
        await asked_again(city, moved, "village")
        await answers(city, moved, village=THERE)
        await verified(city, moved)
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {"OTHER_PART": 1}
        assert await written(city, one) == await niks(city, stays)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, (one.starts, one.ends), "B-1"))
        await city.work()
        assert await city.covers(moved) == [] and len(await city.covers(stays)) == 1
        row = next(row["id"] for row in await city.rows(one) if row["registration_id"] == moved.id)
        source = source_of(one, date(2026, 3, 10))
        assert await city.run(lambda tx: enrolment_review.against(tx, source, row)) == ["OTHER_PART"]

    play(database_url, tmp_path, scene)


def test_what_a_fixed_list_costs_follows_the_kind_of_work(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        programme = await city.run(lambda tx: catalogue.programme(tx, "makassar"))
        dear = [replace(kind, package=("jkk", "jkm", "jht")) if kind.code == "fisher" else kind
                for kind in programme.categories]  # fmt: skip
        await city.changed("makassar", categories=tuple(dear))
        a, _ = await city.registered(2, chat=True)
        one = await city.listed(months=1)
        made = await city.run(lambda tx: reckon(tx, one, programme_of(tx, one)))
        await city.run(lambda tx: enrolment.set_fixed(tx, one.id, made.bill.months, "SK 1", date(2026, 3, 1)))
        one = await city.fixed(one)
        assert one.cost == 2 * 16_800
        await asked_again(city, a, "category")
        assert await answers(city, a, category="fisher") == ["kept"]
        assert (await city.enrolment(one.id)).cost == 16_800 + 36_800

    play(database_url, tmp_path, scene)
