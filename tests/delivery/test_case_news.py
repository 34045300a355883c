"""What a chat hears of its case without having asked: a photo that can't be read, papers missing, the sheet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import case_tasks
from bot.catalogues import languages
from bot.conversation.session import Session
from bot.conversation.words import Words
from bot.paper.facts import sheet_of
from bot.photos import looked
from bot.rehearsal.pictures import picture
from bot.services import Records
from handlers.case_papers import paper_name
from handlers.welcome import VERSION
from rules.cases import Case, clear, received
from storage import cases, chats, documents, jobs, outbox, people
from storage.chats import Chat
from storage.statement import Statement, Tx
from storage.tables import documents as files
from storage.tables import jobs as table
from tests.databases import DAY, VAULT
from tests.delivery.desk import NAME, play, until
from tests.delivery.house import House, house

LANGUAGE = languages()["id"]
NEWS = Words(LANGUAGE, "news")
FELL = {"nik": "6371015708859001", "name": "SITI AMINAH", "place": "Pasar Lima"}
DARK = picture("gelap")


async def reported(bot: House, address: str = "1", kind: str = "accident", **told: Any) -> Case:
    """A chat that has agreed and has reported something that happened yesterday."""
    yesterday = bot.local(bot.clock()) - timedelta(days=1)
    happened = {"happened": yesterday.replace(tzinfo=None).isoformat(timespec="minutes")}

    def write(tx: Tx) -> Case:
        agreed(tx, bot, address)
        return known(tx, bot, address).report(kind, {**FELL, **happened, **told}).case

    return await bot.database.run(write)


def agreed(tx: Tx, bot: House, address: str) -> None:
    chats.save(tx, VAULT, known(tx, bot, address).chat, Session(known={"consent": VERSION}), bot.clock())


def known(tx: Tx, bot: House, address: str) -> Records:
    chat: Chat = chats.enter(tx, VAULT, NAME, address, bot.clock(), "id")
    return Records(tx, VAULT, chat, bot.clock(), bot.local(bot.clock()))


async def sends(
    bot: House, case: Case, paper: str, source: str, content: bytes, address: str = "1", let_go: bool = True
) -> None:
    """A photo that is known to be that paper before its bytes are here; where they are not let go of, they come later."""
    bot.post.files[source] = content
    bot.post.held_back[source] = asyncio.Event()
    await bot.show(address, source)

    def add(tx: Tx) -> None:
        row = tx.must(Statement(files.select().order_by(files.c.at.desc())))
        known(tx, bot, address).add_document(case, paper, row["id"])

    await bot.database.run(add)
    if let_go:
        bot.post.held_back[source].set()


async def now(bot: House, case: Case) -> Case:
    found = await bot.database.read(lambda tx: cases.by_id(tx, VAULT, case.id))
    assert found
    return found


def heard(bot: House, key: str, address: str = "1") -> list[str]:
    """What came there of that text, up to its first detail."""
    start = (NEWS.find(key) or "").partition("{")[0]
    return [text for text in bot.post.to(address) if text.startswith(start)]


def scene(url: str, folder: Path, act: Callable[[House], Awaitable[None]], started: bool = True) -> None:
    async def run() -> None:
        async with house(url, folder, started=started) as bot:
            await act(bot)

    play(run())


def test_a_dark_photo_is_told_of_with_an_example_and_the_second_one_counts(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        case = await reported(bot)
        await sends(bot, case, "worker_ktp", "f1", DARK)
        await until(lambda: len(heard(bot, "photo.dark")) == 1)
        assert paper_name("worker_ktp", LANGUAGE) in heard(bot, "photo.dark")[0]
        replies = await bot.database.read(lambda tx: outbox.after(tx, VAULT, NAME, "1", 0))
        assert [reply.file.source for _, reply, _ in replies if reply.file] == ["picture:example"]
        assert "worker_ktp" not in clear((await now(bot, case)).events)
        await sends(bot, case, "worker_ktp", "f2", DARK)
        while len([event for event in (await now(bot, case)).events if event.kind == "unclear"]) < 2:
            await asyncio.sleep(0.01)
        assert "worker_ktp" in clear((await now(bot, case)).events)
        await bot.rested()
        assert len(heard(bot, "photo.dark")) == 1

    scene(database_url, tmp_path, act)


def test_a_paper_that_could_not_be_kept_is_missing_again(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        case = await reported(bot)
        await sends(bot, case, "worker_ktp", "f1", b"MZ no photo at all")
        await until(lambda: len(heard(bot, "file.unknown")) == 1)
        while (await now(bot, case)).events[-1].kind != "lost":
            await asyncio.sleep(0.01)
        assert received((await now(bot, case)).events) == {}

    scene(database_url, tmp_path, act)


def test_what_is_kept_of_a_photo_has_no_metadata(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        case = await reported(bot)
        await sends(bot, case, "worker_ktp", "f1", with_place(picture()))
        [file] = received((await now(bot, case)).events)["worker_ktp"]
        while (
            not (kept := await bot.database.read(lambda tx: documents.get(tx, VAULT, file))) or not kept.file
        ):
            await asyncio.sleep(0.01)
        content = bot.shelf.get(kept.file)
        assert b"Exif" not in content
        assert looked(content).problems == ()

    scene(database_url, tmp_path, act)


def with_place(content: bytes) -> bytes:
    """The same picture with a note of where it was taken."""
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(content))
    exif = Image.Exif()
    exif[0x0110] = "Telepon Ibu"
    made = BytesIO()
    image.save(made, "JPEG", exif=exif)
    assert b"Exif" in made.getvalue()
    return made.getvalue()


def test_the_sheet_comes_as_a_file_to_the_chat_that_asked(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        case = await reported(bot)
        await bot.database.run(lambda tx: known(tx, bot, "1").ask_paper(case))
        bot.worker.wake()
        await until(lambda: len(heard(bot, "paper")) == 1)
        replies = await bot.database.read(lambda tx: outbox.after(tx, VAULT, NAME, "1", 0))
        [file] = [reply.file for _, reply, _ in replies if reply.file]
        assert (file.name, file.kind) == (f"{case.number}.pdf", "document")
        assert bot.shelf.get(file.source.removeprefix("shelf:")).startswith(b"%PDF-")

    scene(database_url, tmp_path, act)


def at(bot: House, days: int, hour: int) -> None:
    """Put the clock forward to an hour of the city's day, so many days on."""
    local = bot.local(bot.clock())
    then = datetime.combine(local.date() + timedelta(days), datetime.min.time(), local.tzinfo)
    bot.ticking.ahead += int((then + timedelta(hours=hour) - local).total_seconds() * 1000)


async def reminded(bot: House) -> None:
    """Do the reminders that are due by now."""
    moment = bot.clock()
    due = await bot.database.run(lambda tx: jobs.claim(tx, VAULT, moment, moment + DAY, 100))
    for job in due:
        if job.kind == "case_reminder":
            await case_tasks.remind(bot, job.payload)
            await bot.database.run(lambda tx, job=job: jobs.done(tx, job))


def test_missing_papers_are_reminded_of_after_3_7_and_14_days_and_never_again(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        at(bot, 1, 9)
        await reported(bot)
        bot.run_sender()
        for day in range(1, 20):
            at(bot, 1, 10)
            await reminded(bot)
            so_far = sum(day >= due for due in (3, 7, 14))
            await until(lambda so_far=so_far: len(heard(bot, "missing.accident")) == so_far)

    scene(database_url, tmp_path, act, started=False)


def test_at_night_a_reminder_waits_for_the_morning(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        await reported(bot)
        bot.run_sender()
        at(bot, 4, 2)
        await reminded(bot)
        await asyncio.sleep(0.3)
        assert heard(bot, "missing.accident") == []
        [left] = [
            row["due_at"] for row in await bot.database.read(lambda tx: tx.all(Statement(table.select())))
            if row["key"] and row["key"].count(":") == 4
        ]  # fmt: skip
        assert bot.local(left).hour == case_tasks.AWAKE.start
        at(bot, 0, 9)
        await reminded(bot)
        await until(lambda: len(heard(bot, "missing.accident")) == 1)

    scene(database_url, tmp_path, act, started=False)


def test_everybody_with_the_code_is_reminded_once(database_url: str, tmp_path: Path) -> None:
    async def act(bot: House) -> None:
        case = await reported(bot)
        await reported(bot, "3")  # reported the same: a witness, who is not reminded
        await bot.database.run(lambda tx: cases.let_in(tx, case.id, known(tx, bot, "2").chat.id, "helper", 1))
        await bot.database.run(lambda tx: agreed(tx, bot, "2"))
        bot.run_sender()
        at(bot, 4, 10)
        for _ in range(3):
            await case_tasks.remind(bot, {"case": case.id, "what": "missing:3"})
        await until(lambda: len(heard(bot, "missing.accident", "2")) == 1)
        await asyncio.sleep(0.3)
        assert [len(heard(bot, "missing.accident", who)) for who in ("1", "2", "3")] == [1, 1, 0]

    scene(database_url, tmp_path, act, started=False)


def test_who_has_stopped_reminders_and_whose_case_has_moved_on_hear_nothing(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        quiet = await reported(bot, "1")
        moved = await reported(
            bot, "2", "death", nik="6371015708859002", died_on="2026-01-05", cause="illness"
        )
        await bot.database.run(lambda tx: known(tx, bot, "1").case_happens(quiet, "quiet"))
        await bot.database.run(lambda tx: known(tx, bot, "2").case_happens(moved, "withdrawn"))
        bot.run_sender()
        at(bot, 8, 10)
        for case in (quiet, moved):
            await case_tasks.remind(bot, {"case": case.id, "what": "missing:7"})
        await asyncio.sleep(0.5)
        assert bot.post.arrived == []

    scene(database_url, tmp_path, act, started=False)


def test_what_is_seen_of_a_photo_after_its_case_was_withdrawn_is_noted_all_the_same(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        for source, content in (("f1", DARK), ("f2", b"MZ no photo")):
            case = await reported(bot, nik=f"637101570885900{source[1]}")
            await sends(bot, case, "worker_ktp", source, content, let_go=False)
            await bot.database.run(lambda tx, case=case: known(tx, bot, "1").case_happens(case, "withdrawn"))
            bot.post.held_back[source].set()
            while (await now(bot, case)).events[-1].kind not in ("unclear", "lost"):
                await asyncio.sleep(0.01)
            assert (await now(bot, case)).status == "withdrawn"

    scene(database_url, tmp_path, act)


def test_a_complete_case_whose_last_paper_was_lost_is_complete_no_more(
    database_url: str, tmp_path: Path
) -> None:
    async def act(bot: House) -> None:
        case = await reported(bot)
        for number, paper in enumerate(("worker_ktp", "witness_ktp")):
            content = picture() if number == 0 else b"MZ no photo"
            await sends(bot, case, paper, f"f{number}", content, let_go=False)
        await bot.database.run(lambda tx: known(tx, bot, "1").settle_case(case_of(tx, case), ()))
        for held_back in bot.post.held_back.values():
            held_back.set()
        while (await now(bot, case)).events[-1].kind != "incomplete":
            await asyncio.sleep(0.01)
        assert (await now(bot, case)).status == "reported"

    scene(database_url, tmp_path, act)


def case_of(tx: Tx, case: Case) -> Case:
    found = cases.by_id(tx, VAULT, case.id)
    assert found
    return found


@pytest.mark.parametrize("proved", [True, False])
def test_the_sheet_of_a_stranger_has_nothing_that_the_stranger_did_not_tell(
    database_url: str, tmp_path: Path, proved: bool
) -> None:
    async def act(bot: House) -> None:
        def write(tx: Tx) -> str:
            details = {
                "nik": FELL["nik"],
                "name": FELL["name"],
                "birth_date": "1985-08-17",
                "phone": "+6281299",
            }
            people.save(tx, VAULT, details, bot.clock())
            records = known(tx, bot, "1")
            told = {"died_on": "2026-11-01", "cause": "illness", **({"proved": True} if proved else {})}
            case = records.report("death", {**FELL, **told}).case
            assert case.person
            return str(sheet_of(records, case, Words(LANGUAGE, "paper"), ""))

        assert ("81299" in await bot.database.run(write)) == proved

    scene(database_url, tmp_path, act, started=False)
