"""What a person writes after an officer's sentence reaches the officer; what the person was doing is not lost."""

from __future__ import annotations

from pathlib import Path

from bot.catalogues import languages
from bot.conversation.messages import Said
from bot.conversation.session import THREAD
from bot.conversation.words import Words
from bot.delivery.channel import Inbound
from bot.rehearsal.threads import act
from rules.threads import ANSWERED, CLOSED, OPEN
from storage import threads
from storage.statement import Tx
from tests.databases import VAULT
from tests.delivery.desk import NAME, play, until
from tests.delivery.errands import consented
from tests.delivery.house import House, house
from tests.delivery.test_quiet_threads import asked, quiet_days, thread

NEWS = Words(languages()["id"], "news")
QUESTION = "Pindah ke desa mana, Bu?"


async def officer_writes(bot: House) -> None:
    """And the chat hears of it."""

    def heard() -> int:
        return sum(QUESTION in text for text in bot.post.to("1"))

    before = heard()
    await act(bot, f"the officer answers: {QUESTION}")
    bot.worker.wake()
    await until(lambda: heard() > before)


def test_after_the_menu_an_answer_to_the_officer_reaches_the_officer(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            for text in ("0", "1"):
                await bot.say("1", text, f"back {text}")
            waits = (await bot.chat("1")).session.talks
            assert waits and not (await thread(bot)).quiet
            await officer_writes(bot)
            assert (
                NEWS("word.answer") in bot.post.to("1")[-1] and NEWS("word.goes_on") in bot.post.to("1")[-1]
            )
            assert (await thread(bot)).state == ANSWERED
            before = len(bot.post.to("1"))
            assert (await bot.say("1", "Tegal Harum")).queued is None and len(bot.post.to("1")) == before
            one, session = await thread(bot), (await bot.chat("1")).session
            assert (one.state, one.quiet) == (OPEN, True) and session.talks == waits
            await officer_writes(bot)
            for text in ("0", "1"):
                await bot.say("1", text, f"again {text}")
            session = (await bot.chat("1")).session
            assert session.talks == waits and not session.known.get(THREAD)

    play(scene())


def test_it_ends_by_itself_after_a_day_as_after_petugas(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            await quiet_days(bot, 12)
            await until(lambda: any("layanan otomatis" in text for text in bot.post.to("1")))
            assert not (await thread(bot)).quiet
            await officer_writes(bot)
            assert (await bot.chat("1")).session.known[THREAD] == (await thread(bot)).id
            await quiet_days(bot, 12)
            closed = Words(languages()["id"], "officer")("closed.quiet", number=(await thread(bot)).id)
            await until(lambda: any(text.startswith(closed) for text in bot.post.to("1")))
            assert (await thread(bot)).state == CLOSED

    play(scene())


def test_a_sentence_of_a_closed_question_leaves_the_bot_where_it_is(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            await bot.say("1", "0")
            number = (await thread(bot)).id
            await act(bot, f"the officer answers: {QUESTION}")
            await bot.database.run(lambda tx: threads.end(tx, number, "officer", bot.clock()))
            bot.worker.wake()
            await until(lambda: any(QUESTION in text for text in bot.post.to("1")))
            assert not (await bot.chat("1")).session.known.get(THREAD) and not (await thread(bot)).quiet
            assert NEWS("word.answer") not in bot.post.to("1")[-1]

    play(scene())


def test_who_has_a_newer_question_goes_on_in_that_one(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            first = (await thread(bot)).id
            for number, text in enumerate(("0", "petugas", "satu lagi")):
                await bot.say("1", text, f"newer {number}")
            second = (await bot.chat("1")).session.known[THREAD]
            await officer_writes(bot)  # to who has waited longest
            assert second != first and (await bot.chat("1")).session.known[THREAD] == second
            found = await bot.database.read(lambda tx: threads.by_id(tx, VAULT, first))
            assert found and (found.state, found.quiet) == (ANSWERED, False)

    play(scene())


def test_the_button_of_an_officer_who_has_gone_shows_the_menu(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await consented(bot, "1")
            step = (await bot.chat("1")).session.step
            await bot.inbox.receive(Inbound(NAME, "late tap", "1", Said(choice=f"{step - 1}:menu")))
            session = (await bot.chat("1")).session
            assert session.at_menu and session.talks

    play(scene())


def test_the_newest_thread_about_a_case_is_found_until_it_is_closed(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path) as bot:
            await asked(bot)
            one = await thread(bot)

            def looks(tx: Tx) -> list[int | None]:
                found = [threads.running_about(tx, one.chat, "case:7")]
                for _ in range(2):
                    made = threads.add(tx, VAULT, type(one)(**{**vars(one), "about": "case:7"}))
                found.append(threads.running_about(tx, one.chat, "case:7"))
                threads.end(tx, made, "officer", bot.clock())
                assert not threads.back(tx, made)
                return [*found, made, threads.running_about(tx, one.chat, "case:7")]

            none, newest, made, earlier = await bot.database.run(looks)
            assert none is None and newest == made and earlier == one.id + 1

    play(scene())
