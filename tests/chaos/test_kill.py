"""The bot is killed while people talk, at random moments and at every commit: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.people import Worker, workers
from tests.chaos.performance import Heard, Meanwhile, Performance, load_programmes, perform
from tests.chaos.process import Bot, ManyLives
from tests.chaos.records import assert_each_registered_once, assert_files_are_safe, assert_nothing_left


def killing(seed: int, kills: int, people: list[Worker]) -> Meanwhile:
    """Kill at random moments of what these people have to say, every third time once more while it starts."""
    dice = Random(seed)
    messages = sum(len(one.script) for one in people)
    moments = sorted(dice.sample(range(messages // 20, messages * 9 // 10), kills - kills // 3))

    async def meanwhile(bot: Bot, fake: FakeTelegram) -> None:
        for number, moment in enumerate(moments):
            while len(fake.sent) < moment:
                await asyncio.sleep(0.005)
            for wait in (0.1, 1.0)[: 1 + number % 2]:
                await asyncio.sleep(dice.uniform(0, wait))
                await bot.die()

    return meanwhile


def assert_nothing_lost(performance: Performance, undisturbed: Heard) -> None:
    performance.assert_like(undisturbed)
    assert_each_registered_once(performance.url, performance.played)
    assert_nothing_left(performance.url, performance.fake)
    assert_files_are_safe(performance.url)


@pytest.mark.parametrize(("mode", "kind", "kills"), [("polling", ManyLives, 24), ("webhook", Bot, 9)])
def test_a_hundred_dialogues_survive_kills_at_random_moments(
    mode: str, kind: type[Bot], kills: int, furnished: Path, undisturbed: Heard
) -> None:
    people = workers(100)
    meanwhile = killing(7, kills, people)
    performance = asyncio.run(perform(furnished, people, mode=mode, meanwhile=meanwhile, kind=kind))
    assert performance.lives > kills
    assert_nothing_lost(performance, undisturbed)


def test_dialogues_on_postgresql_survive_kills(postgres_url: str, tmp_path: Path, undisturbed: Heard) -> None:
    load_programmes(tmp_path, database_url=postgres_url)
    people = workers(40)
    meanwhile = killing(11, 3, people)
    performing = perform(tmp_path, people, url=postgres_url, meanwhile=meanwhile, kind=ManyLives)
    performance = asyncio.run(performing)
    assert performance.lives > 3
    assert_nothing_lost(performance, undisturbed)


def test_every_commit_of_a_dialogue_survives_a_kill_just_before_and_just_after_it(
    furnished: Path, undisturbed: Heard
) -> None:
    book = furnished / "deaths"
    performance = asyncio.run(perform(furnished, workers(1), kind=ManyLives, arguments=[str(book)]))
    assert_nothing_lost(performance, undisturbed)
    deaths = set(book.read_text().splitlines())
    updates = [update["update_id"] for update in performance.fake.updates]
    replies = range(1, len(updates) + 1)
    for when in ("before", "after"):
        assert {f"{when} step {number}" for number in updates} <= deaths
        assert {f"{when} sent {number}" for number in replies} <= deaths
