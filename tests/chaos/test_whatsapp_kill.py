"""The bot is killed while people talk on WhatsApp, at random moments and at every commit: nothing lost, nothing
handled twice, and every answer is known to have been read.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.rehearsal.whatsapp import FakeWhatsApp, Manner
from tests.chaos.people import Worker, workers
from tests.chaos.performance import Heard, load_programmes
from tests.chaos.process import Bot
from tests.chaos.records import assert_files_are_safe
from tests.chaos.whatsapp_performance import ManyWhatsAppLives, Meanwhile, Performance, perform


def killing(seed: int, kills: int, people: list[Worker], share: float = 0.9) -> Meanwhile:
    """Kill at random moments of a share of what is to be said, every third time once more while it starts."""
    dice = Random(seed)
    messages = sum(len(one.script) for one in people)
    moments = sorted(dice.sample(range(messages // 20, int(messages * share)), kills - kills // 3))

    async def meanwhile(bot: Bot, fake: FakeWhatsApp) -> None:
        for number, moment in enumerate(moments):
            while len(fake.sent) < moment:
                await asyncio.sleep(0.005)
            for wait in (0.1, 1.0)[: 1 + number % 2]:
                await asyncio.sleep(dice.uniform(0, wait))
                await bot.die()

    return meanwhile


def assert_nothing_lost(performance: Performance, wanted: Heard) -> None:
    performance.assert_like(wanted)
    performance.assert_each_registered_once()
    performance.assert_nothing_left()
    assert_files_are_safe(performance.url)


@pytest.mark.parametrize("batch", [1, 50])
def test_dialogues_survive_kills_at_random_moments(
    batch: int, furnished: Path, heard_in_peace: Heard
) -> None:
    """Webhooks bring one thing each, or up to fifty."""
    people, kills = workers(30), 12
    meanwhile = killing(7 + batch, kills, people)
    performing = perform(
        furnished, people, meanwhile=meanwhile, kind=ManyWhatsAppLives, manner=Manner(batch=batch, most=0.1)
    )
    performance = asyncio.run(performing)
    assert performance.lives > kills
    assert_nothing_lost(performance, heard_in_peace)


def test_dialogues_on_postgresql_survive_kills_and_whole_new_starts(
    postgres_url: str, tmp_path: Path, heard_in_peace: Heard
) -> None:
    """What the killed one had in hand is sent by the next when the lease has ended: that takes its time."""
    load_programmes(tmp_path, database_url=postgres_url)
    people, kills = workers(20), 3
    meanwhile = killing(11, kills, people, share=0.4)
    performing = perform(
        tmp_path, people, url=postgres_url, meanwhile=meanwhile, manner=Manner(batch=20, most=0.1)
    )
    performance = asyncio.run(performing)
    assert performance.lives > kills
    assert_nothing_lost(performance, heard_in_peace)


def test_every_commit_of_a_dialogue_survives_a_kill_just_before_and_just_after_it(
    furnished: Path, heard_in_peace: Heard
) -> None:
    book = furnished / "deaths"
    performing = perform(
        furnished, workers(1), kind=ManyWhatsAppLives, arguments=[str(book)], manner=Manner(most=0.1)
    )
    performance = asyncio.run(performing)
    assert_nothing_lost(performance, heard_in_peace)
    deaths = set(book.read_text().splitlines())
    for when in ("before", "after"):
        assert {f"{when} step {wamid}" for wamid in performance.fake.said} <= deaths
        assert {f"{when} sent {row}" for row in range(1, len(performance.fake.said) + 1)} <= deaths
