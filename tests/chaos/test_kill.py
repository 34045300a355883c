"""The bot is killed while people talk, at random moments and at every commit: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.people import Worker, workers
from tests.chaos.performance import Heard, Meanwhile, Performance, load_programmes, perform
from tests.chaos.process import Bot, ManyLives
from tests.chaos.records import assert_each_registered_once, assert_files_are_safe, assert_nothing_left


def killing(seed: int, kills: int, people: list[Worker], share: float = 0.9) -> Meanwhile:
    """Kill at random moments of a share of what is to be said, every third time once more while it starts."""
    dice = Random(seed)
    messages = sum(len(one.script) for one in people)
    moments = sorted(dice.sample(range(messages // 20, int(messages * share)), kills - kills // 3))

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


def test_a_hundred_dialogues_survive_kills_at_random_moments(furnished: Path, undisturbed: Heard) -> None:
    people, kills = workers(100), 21
    meanwhile = killing(7, kills, people)
    performance = asyncio.run(perform(furnished, people, meanwhile=meanwhile, kind=ManyLives))
    assert performance.lives > kills
    assert_nothing_lost(performance, undisturbed)


def test_a_hundred_dialogues_by_webhook_on_postgresql_survive_kills_and_whole_new_starts(
    postgres_url: str, tmp_path: Path, undisturbed: Heard
) -> None:
    """What the killed one had in hand is sent by the next when the lease has ended: that takes its time."""
    load_programmes(tmp_path, database_url=postgres_url)
    people, kills = workers(100), 3
    meanwhile = killing(11, kills, people, share=0.4)
    performance = asyncio.run(
        perform(tmp_path, people, mode="webhook", url=postgres_url, meanwhile=meanwhile)
    )
    assert performance.lives > kills
    assert_nothing_lost(performance, undisturbed)


def test_every_commit_of_a_dialogue_survives_a_kill_just_before_and_just_after_it(
    furnished: Path, undisturbed: Heard
) -> None:
    book = furnished / "deaths"
    performing = perform(furnished, workers(1), mode="webhook", kind=ManyLives, arguments=[str(book)])
    performance = asyncio.run(performing)
    assert_nothing_lost(performance, undisturbed)
    deaths = set(book.read_text().splitlines())
    updates = [update["update_id"] for update in performance.fake.updates]
    replies = range(1, len(updates) + 1)
    for when in ("before", "after"):
        assert {f"{when} step {number}" for number in updates} <= deaths
        assert {f"{when} sent {number}" for number in replies} <= deaths
