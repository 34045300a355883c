"""Several processes on one PostgreSQL serve WhatsApp: one hears, others send, and what is reported settles it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.rehearsal.whatsapp import FakeWhatsApp, Manner, Nasty
from tests.chaos.people import workers
from tests.chaos.performance import load_programmes
from tests.chaos.process import Bot
from tests.chaos.records import count, rows, same
from tests.chaos.whatsapp_dialogue import dialogues
from tests.chaos.whatsapp_performance import (
    FAST,
    assert_log_is_clean,
    settled,
    subscribed,
    together,
    whatsapp,
)

LINES = 8  # of each script: the beginning is enough


def test_what_one_process_hears_others_send_and_no_message_is_handled_by_two(
    postgres_url: str, tmp_path: Path
) -> None:
    """Webhooks come twice, late and many at once, and each body may go to either of two that hear."""
    load_programmes(tmp_path, database_url=postgres_url)
    beginning = [replace(one, script=one.script[:LINES]) for one in workers(12)]

    async def scene() -> None:
        nasty = Nasty(twice=0.5, reorder=0.3)
        async with FakeWhatsApp(limits=FAST, nasty=nasty, manner=Manner(batch=10)) as fake:
            told = whatsapp(fake) | {"database_url": postgres_url}
            hearing = [Bot(tmp_path, told, ["--only", "web,whatsapp"]) for _ in range(2)]
            senders = [Bot(tmp_path, told, ["--only", "sender,jobs"]) for _ in range(2)]
            async with hearing[0], hearing[1], senders[0], senders[1]:
                await asyncio.gather(*(bot.ready() for bot in (*hearing, *senders)))
                await subscribed(fake, hearing[0])
                talking = dialogues(fake, beginning)
                playing = asyncio.create_task(together(talking))
                turn = 0
                while not playing.done():
                    await asyncio.sleep(0.05)
                    turn += 1
                    fake.serve_webhook_at(f"{hearing[turn % 2].url}/whatsapp/webhook")
                await playing
                await settled(fake)
                assert [await bot.stop() for bot in (*hearing, *senders)] == [0] * 4
            assert [one.repeats for one in talking] == [0] * len(talking)
            assert [one.late() for one in talking] == [[]] * len(talking)
            for habit in range(4):
                heard = [one.heard for one in talking if one.worker.habit == habit]
                assert heard == [heard[0]] * len(heard)
            keys = [key for (key,) in rows(postgres_url, "SELECT key FROM inbox WHERE channel = 'whatsapp'")]
            same("the messages that were handled", keys, fake.said)
            same("the states", rows(postgres_url, "SELECT DISTINCT state FROM outbox"), [("read",)])
            assert count(postgres_url, "outbox") == len(fake.said)
            fake.assert_clean()
            assert_log_is_clean("".join(bot.log for bot in (*hearing, *senders)), beginning)

    asyncio.run(scene())
