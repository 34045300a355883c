"""A question in which nobody writes for a day: what an officer answered ends, what nobody answered waits on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import bindparam, func, select, update

from bot.catalogues import languages
from bot.conversation.session import THREAD
from bot.conversation.words import Words
from bot.rehearsal.threads import act
from bot.thread_tasks import end_quiet
from rules.threads import ANSWERED, CLOSED, OPEN, STATES, Thread
from storage import chats, threads
from storage.statement import Statement, Tx
from storage.tables import outbox
from tests.databases import VAULT
from tests.delivery.desk import play, until
from tests.delivery.errands import HOUR, at, consented
from tests.delivery.house import House, house

HELD = Statement(
    update(outbox)
    .where(outbox.c.id.in_(select(func.max(outbox.c.id)).where(outbox.c.chat_id == bindparam("chat"))))
    .values(state="held")
)
WORDS = Words(languages()["id"], "officer")


async def asked(bot: House) -> None:
    """Somebody in the middle of a registration wants a person, and asks."""
    await consented(bot, "1")
    for text in ("petugas", "kartu saya hilang, bagaimana?"):
        await bot.say("1", text)
    at(bot, 10)


async def quiet_days(bot: House, hour: int) -> None:
    """More than a day later, at that hour of the city, the job looks for silence."""
    bot.ticking.ahead += 24 * HOUR
    at(bot, hour)
    await end_quiet(bot)
    bot.worker.wake()


async def thread(bot: House) -> Thread:
    """The only one there is; PostgreSQL goes on counting after those of other tests."""

    def look(tx: Tx) -> Thread:
        return next(one for state in STATES for one, _ in threads.listed(tx, VAULT, state, 1))

    return await bot.database.read(look)


def test_what_no_officer_has_answered_stays_in_the_queue_and_the_bot_is_back(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            await quiet_days(bot, 12)
            waits = WORDS("waits", number=(await thread(bot)).id)
            await until(lambda: any(text.startswith(waits) for text in bot.post.to("1")))
            assert bot.post.to("1")[-1] != waits  # what waited is asked again below it
            one = await thread(bot)
            assert (one.state, one.quiet, one.closed_at) == (OPEN, False, None)
            assert not (await bot.chat("1")).session.known.get(THREAD)
            assert await act(bot, "the officer answers: Ketik KARTU, Bu.")
            bot.worker.wake()
            await until(lambda: "Ketik KARTU, Bu." in bot.post.to("1")[-1])
            await quiet_days(bot, 12)
            closed = WORDS("closed.quiet", number=one.id)
            assert not any(closed in text for text in bot.post.to("1"))

    play(scene())


@pytest.mark.parametrize("answered", [False, True])
def test_nobody_is_told_in_the_night(database_url: str, tmp_path: Path, answered: bool) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            if answered:
                await act(bot, "the officer answers: Ketik KARTU, Bu.")
            before = await thread(bot)
            await quiet_days(bot, 23)
            assert await thread(bot) == before and before.quiet

    play(scene())


def test_what_was_answered_ends(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            await act(bot, "the officer answers: Ketik KARTU, Bu.")
            bot.worker.wake()
            await until(lambda: "Ketik KARTU, Bu." in bot.post.to("1")[-1])
            await quiet_days(bot, 12)
            closed = WORDS("closed.quiet", number=(await thread(bot)).id)
            await until(lambda: any(text.startswith(closed) for text in bot.post.to("1")))
            assert (await thread(bot)).state == CLOSED

    play(scene())


def test_an_answer_that_comes_before_the_news_is_not_called_late(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await asked(bot)
            bot.ticking.ahead += 24 * HOUR
            at(bot, 12)
            await end_quiet(bot)
            await act(bot, "the officer answers: Ketik KARTU, Bu.")
            await bot.start()
            await until(lambda: any("Ketik KARTU, Bu." in text for text in bot.post.to("1")))
            await bot.rested()
            one = await thread(bot)
            assert not any(WORDS("waits", number=one.id) in text for text in bot.post.to("1"))
            assert (one.quiet, (await bot.chat("1")).session.known.get(THREAD)) == (True, one.id)

    play(scene())


def test_who_asks_again_and_waits_again_hears_so_again(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            waits = WORDS("waits", number=(await thread(bot)).id)

            def told() -> int:
                return sum(text.startswith(waits) for text in bot.post.to("1"))

            await quiet_days(bot, 12)
            await until(lambda: told() == 1)
            await act(bot, "the officer answers: Ketik KARTU, Bu.")
            bot.worker.wake()
            await until(lambda: "Ketik KARTU, Bu." in bot.post.to("1")[-1])
            await bot.say("1", "sudah, tidak bisa")
            await quiet_days(bot, 12)
            await until(lambda: told() == 2)
            assert not (await bot.chat("1")).session.known.get(THREAD)

    play(scene())


def test_a_sentence_that_is_held_keeps_its_question_open_until_it_is_read(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            before = await thread(bot)
            await act(bot, "the officer answers: Ketik KARTU, Bu.")
            bot.worker.wake()
            await until(lambda: "Ketik KARTU, Bu." in bot.post.to("1")[-1])
            await bot.rested()

            def held(tx: Tx) -> None:
                tx.run(HELD, chat=before.chat)
                chats.hush(tx, before.chat, bot.clock())

            await bot.database.run(held)  # as where WhatsApp refuses it
            heard = len(bot.post.to("1"))
            await quiet_days(bot, 12)
            one = await thread(bot)
            assert (one.id, one.state, one.quiet) == (before.id, ANSWERED, True)
            await bot.say("1", "sudah dijawab?")
            await until(lambda: any("KARTU" in text for text in bot.post.to("1")[heard:]))
            one = await thread(bot)
            assert (one.state, one.quiet) == (OPEN, True)
            assert (await bot.chat("1")).session.known[THREAD] == one.id
            await quiet_days(bot, 12)  # read, and no answer any more
            assert not (await thread(bot)).quiet

    play(scene())
