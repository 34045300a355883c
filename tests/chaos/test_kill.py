"""The bot is killed while people talk, at random moments and at every commit: nothing is lost, nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from bot.rehearsal.telegram import FakeTelegram
from tests.chaos.people import workers
from tests.chaos.performance import Heard, Meanwhile, perform
from tests.chaos.process import Bot
from tests.chaos.records import assert_each_registered_once, assert_files_are_safe, assert_nothing_left

PEOPLE = workers(100)
KILLS = 15


def killing(seed: int, kills: int, messages: int) -> Meanwhile:
    """Kill at random moments of a run of so many messages, and start again at once; a third of the kills
    come while the bot is still starting.
    """
    dice = Random(seed)
    moments = sorted(dice.sample(range(messages // 20, messages * 9 // 10), kills - kills // 3))

    async def meanwhile(bot: Bot, fake: FakeTelegram) -> None:
        for number, moment in enumerate(moments):
            while len(fake.sent) < moment:
                await asyncio.sleep(0.005)
            await kill(bot, dice.uniform(0, 0.1))
            if number % 2:
                await kill(bot, dice.uniform(0, 1.5))

    return meanwhile


async def kill(bot: Bot, wait: float) -> None:
    await asyncio.sleep(wait)
    await bot.kill()
    await bot.start()


def spoken(people: Sequence[object]) -> int:
    return sum(len(one.script) for one in PEOPLE[: len(people)])


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_a_hundred_dialogues_survive_kills_at_random_moments(
    mode: str, furnished: Path, undisturbed: Heard
) -> None:
    meanwhile = killing(7, KILLS, spoken(PEOPLE))
    performance = asyncio.run(perform(furnished, PEOPLE, mode=mode, meanwhile=meanwhile))
    performance.assert_like(undisturbed)
    assert performance.lives > KILLS
    assert_each_registered_once(performance.url, performance.played)
    assert_nothing_left(performance.url, performance.fake)
    assert_files_are_safe(performance.url)
    print(mode, performance.lives, performance.repeats)


def test_every_commit_of_a_dialogue_survives_a_kill_before_and_after_it(
    furnished: Path, undisturbed: Heard
) -> None:
    book = furnished / "deaths"
    command = ("-m", "tests.chaos.crashing", str(book))
    performance = asyncio.run(perform(furnished, PEOPLE[:1], command=command))
    performance.assert_like(undisturbed)
    assert_each_registered_once(performance.url, performance.played)
    assert_nothing_left(performance.url, performance.fake)
    deaths = book.read_text().splitlines()
    print(len(deaths), performance.repeats, deaths)
