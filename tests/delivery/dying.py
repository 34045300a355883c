"""`python -m tests.delivery.dying URL FOLDER NUMBER`: sends an announcement, a line for each chat, to be killed.

After each line it waits for one, so that it is never done before whoever is to kill it comes to that.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from bot.announcing import announce
from rules.announcements import Rate
from storage.outbox import Queued
from tests.delivery.announcing import FAST, act
from tests.delivery.house import house

SLOW = replace(FAST, rate=Rate(1, 0.004, 1000))


async def live(url: str, folder: Path, id: int) -> None:
    async with house(url, folder, started=False) as bot:
        offer = bot.inbox.offer

        def told(queued: Queued) -> None:
            offer(queued)
            print("told", flush=True)
            sys.stdin.readline()

        bot.inbox.offer = told
        print("here", flush=True)
        await announce(bot, SLOW)
        await act(bot, id, "send")
        await announce(bot, SLOW)
        print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
