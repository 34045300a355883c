"""A photo of a KTP in the place of a typed NIK, in the program as it is: read, offered, dropped, never spoken of in a
log. The reading process is a small program that says what stands on a card.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot.catalogues import languages
from bot.conversation.from_photo import HELD
from bot.conversation.words import Words
from bot.delivery.channel import ChannelError
from bot.ktp.card import Ktp
from bot.ktp.process import ReadingProcess
from bot.ktp.reader import Reader
from bot.load import SHIPPED, load_programmes
from bot.rehearsal.pictures import bytes_of, picture
from handlers.news import REASONS
from rules.programmes import load_all
from storage import documents
from storage.documents import Document
from storage.statement import Statement, Tx
from storage.tables import documents as table
from tests.databases import DAY, VAULT
from tests.delivery.desk import play
from tests.delivery.house import House, house

WORDS = Words(languages()["id"])
NIK = "6371015708859061"
SURE = {"nik": 0.99, "name": 0.99, "birth_place": 0.99, "birth_date": 0.99}
SAFE = Ktp(nik=NIK, name="SITI AMINAH", birth_place="BANJARMASIN", birth_date="1985-08-17", sex="female",
           confidence=SURE, safe=True)  # fmt: skip
SHOWN = "NIK: 6371 0157 0885 9061"
READING = WORDS("card_photo.reading")
TALK = "import os, sys, time\nr = sys.stdin.buffer\ndef piece():\n n = int.from_bytes(r.read(4), 'big'); return r.read(n)\n"


def card_reader(found: Ktp, before: str = "") -> Reader:
    """Reads the same card on every photo; `before`: what happens first."""
    body = msgspec.json.encode(found)
    answer = (
        f"b = {body!r}\nsys.stdout.buffer.write(len(b).to_bytes(4, 'big') + b); sys.stdout.buffer.flush()\n"
    )
    lines = "".join(f" {line}\n" for line in (before, *answer.splitlines()))
    program = f"{TALK}while piece():\n piece()\n{lines}"
    return Reader(ReadingProcess(command=(sys.executable, "-c", program)))


def waits_for(sign: Path) -> str:
    """Reading takes until somebody gives the sign."""
    return f"while not os.path.exists({str(sign)!r}): time.sleep(0.01)"


@asynccontextmanager
async def asked(url: str, folder: Path, reader: Reader, *talk: str) -> AsyncIterator[House]:
    """Somebody who has agreed and is asked for a NIK."""
    async with house(url, folder, started=False) as bot:
        bot.reader = reader
        await load_programmes(bot, load_all(SHIPPED))
        await bot.start()
        for place, text in enumerate(("halo", "1", *talk)):
            await bot.say("1", text, f"{place}:{text}")
        bot.post.files["f1"] = picture()
        yield bot


REGISTER, CHECK = ("daftar", "1", "1"), ("cek",)


async def told(bot: House, text: str) -> None:
    """Until the chat has heard it."""
    async with asyncio.timeout(60):
        while text not in "".join(bot.post.to("1")):
            await asyncio.sleep(0.01)


async def quiet(bot: House) -> None:
    """Until nothing is due or being done any more."""
    async with asyncio.timeout(60):
        await bot.rested()


async def photos(bot: House) -> list[Document]:
    rows = await bot.database.read(lambda tx: tx.all(Statement(table.select().order_by(table.c.at))))
    found = [await bot.database.read(lambda tx, id=row["id"]: documents.get(tx, VAULT, id)) for row in rows]
    return [one for one in found if one]


async def bytes_noted(bot: House) -> list[str]:
    """The names of files on the shelf that the database knows."""
    rows = await bot.database.read(
        lambda tx: tx.all(Statement(table.select().where(table.c.file.is_not(None))))
    )
    return [row["file"] for row in rows]


def files(folder: Path) -> list[Path]:
    return [path for path in (folder / "documents").rglob("*") if path.is_file()]


async def later(bot: House, folder: Path, milliseconds: int) -> None:
    """Put the clock forward, and the age of what lies on the shelf with it."""
    bot.ticking.ahead += milliseconds
    for file in files(folder):
        old = time.time() - milliseconds / 1000
        os.utime(file, (old, old))
    bot.worker.wake()
    await quiet(bot)


def test_a_photo_is_read_and_offered_and_nothing_of_it_stays(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *CHECK) as bot:
            await bot.show("1", "f1")
            await told(bot, SHOWN)
            assert READING in "".join(bot.post.to("1"))
            [photo] = await photos(bot)
            assert (photo.state, photo.file) == ("dropped", None) and len(files(tmp_path)) == 1
            await later(bot, tmp_path, 5 * 60_000)
            assert files(tmp_path) == []
            await bot.say("1", "1", "yes")
            session = (await bot.chat("1")).session
            assert not session.talks and HELD not in session.known
            await later(bot, tmp_path, 2 * DAY)
            assert files(tmp_path) == [] and await bytes_noted(bot) == []

    play(scene())


def test_in_a_registration_the_confirmed_photo_is_kept_as_the_photo_of_the_ktp(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *REGISTER) as bot:
            await bot.show("1", "f1")
            await told(bot, WORDS("card_photo.kept"))
            await bot.say("1", "1", "yes")
            session = (await bot.chat("1")).session
            [photo] = await photos(bot)
            assert session.talks[-1].answers["ktp_photo"] == photo.id
            assert session.talks[-1].answers["name"] == "SITI AMINAH" and HELD not in session.known
            await later(bot, tmp_path, 2 * DAY)
            [photo] = await photos(bot)
            assert photo.state == "kept" and len(files(tmp_path)) == 1

    play(scene())


@pytest.mark.parametrize("said", ["2", "6371011708809064", "batal", "menu"])
def test_whatever_else_is_said_to_the_offer_the_photo_is_dropped(
    said: str, database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *REGISTER) as bot:
            await bot.show("1", "f1")
            await told(bot, SHOWN)
            await bot.say("1", said, "else")
            if said == "menu":  # it waits there with what is offered; a day later the photo does not
                assert (await photos(bot))[0].state == "kept"
                await later(bot, tmp_path, 2 * DAY)
            assert (await photos(bot))[0].state == "dropped"
            assert HELD not in (await bot.chat("1")).session.known

    play(scene())


def test_who_types_faster_hears_nothing_of_the_photo(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        sign = tmp_path / "read"
        async with asked(database_url, tmp_path, card_reader(SAFE, waits_for(sign)), *CHECK) as bot:
            await bot.show("1", "f1")
            await told(bot, READING)
            await bot.say("1", "6371011708809064", "typed")
            sign.touch()
            while (await photos(bot))[0].state != "dropped":
                await asyncio.sleep(0.02)
            await quiet(bot)
            assert SHOWN not in "".join(bot.post.to("1"))

    play(scene())


def test_what_is_offered_and_not_answered_is_forgotten_after_a_day_but_for_the_answers(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *REGISTER) as bot:
            await bot.show("1", "f1")
            await told(bot, SHOWN)
            heard = len(bot.post.to("1"))
            bot.ticking.ahead += 25 * 3600 * 1000
            bot.worker.wake()
            async with asyncio.timeout(60):
                while (await photos(bot))[0].state != "dropped":
                    await asyncio.sleep(0.02)
            await bot.say("1", "1", "yes")
            answers = (await bot.chat("1")).session.talks[-1].answers
            assert answers["nik"] == NIK and "ktp_photo" not in answers
            assert len(bot.post.to("1")) >= heard

    play(scene())


def test_the_same_photo_sent_for_something_else_keeps_its_bytes(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *CHECK) as bot:
            await bot.show("1", "f1")
            await told(bot, SHOWN)
            content = bot.shelf.get(files(tmp_path)[0].name)

            def elsewhere(tx: Tx) -> None:
                documents.add(tx, VAULT, Document("other", None, "photo", "ktp.jpg", "waiting"), bot.clock())
                documents.filed(tx, "other", bot.shelf.put(content), len(content), "photo")

            await bot.database.run(elsewhere)
            await later(bot, tmp_path, 5 * 60_000)
            assert len(files(tmp_path)) == 1

    play(scene())


def test_a_photo_over_which_the_process_dies_is_told_of_in_the_end_and_typing_goes_on(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE, "sys.exit(1)"), *CHECK) as bot:
            await bot.show("1", "f1")
            await told(bot, WORDS("card_photo.unread"))
            assert (await photos(bot))[0].state == "dropped"
            await bot.say("1", NIK, "typed")
            await quiet(bot)
            assert (await bot.chat("1")).session.talks[-1].answers["nik"] == NIK

    play(scene())
    assert "read_ktp" in caplog.text and NIK not in caplog.text and "AMINAH" not in caplog.text


@pytest.mark.parametrize("dark", [True, False])
def test_a_photo_without_a_number_is_asked_for_again_by_what_is_wrong_with_it(
    dark: bool, database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(Ktp(name="SITI")), *CHECK) as bot:
            bot.post.files["f1"] = bytes_of("ktp gelap.jpg" if dark else "ktp.jpg")
            await bot.show("1", "f1")
            await told(bot, WORDS("card_photo.dark" if dark else "card_photo.unread"))

    play(scene())


def test_a_number_that_is_not_safe_is_compared_and_read_back_and_fills_nothing_else(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        unsafe = replace(SAFE, safe=False)
        async with asked(database_url, tmp_path, card_reader(unsafe), *REGISTER) as bot:
            await bot.show("1", "f1")
            await told(bot, SHOWN)
            assert "SITI" not in "".join(bot.post.to("1")) and (await photos(bot))[0].state == "dropped"
            await bot.say("1", "1", "same")
            assert "nik" not in (await bot.chat("1")).session.talks[-1].answers  # read back, as if typed
            await bot.say("1", "1", "right")
            answers = (await bot.chat("1")).session.talks[-1].answers
            assert answers["nik"] == NIK and "name" not in answers

    play(scene())


def test_a_photo_that_never_comes_is_waited_for_no_more(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *CHECK) as bot:
            bot.post.files["f2"] = ChannelError("refused", "it is gone")
            await bot.show("1", "f2")
            while HELD in (await bot.chat("1")).session.known:  # until it is told that the file is gone
                await asyncio.sleep(0.01)
            await quiet(bot)
            assert READING not in bot.post.to("1")[-1]

    play(scene())


def test_without_the_extra_a_photo_is_declined_and_not_even_fetched(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with asked(database_url, tmp_path, card_reader(SAFE), *CHECK) as bot:
            bot.reader = None
            await bot.show("1", "f1")
            await told(bot, WORDS("card_photo.declined"))
            bot.post.files["f2"] = picture()
            await bot.show("1", "f2")  # picked together with it
            await quiet(bot)
            assert [photo.state for photo in await photos(bot)] == ["dropped"] * 2
            await later(bot, tmp_path, 5 * 60_000)
            assert files(tmp_path) == []

    play(scene())


def test_many_photos_at_once_leave_room_for_other_work(database_url: str, tmp_path: Path) -> None:
    """Each comes at its turn, so that none of them waits in the place of another job."""

    async def scene() -> None:
        sign = tmp_path / "read"
        async with asked(database_url, tmp_path, card_reader(SAFE, waits_for(sign)), *CHECK) as bot:
            for person in ("2", "3", "4", "5", "6", "7"):
                for place, text in enumerate(("halo", "1", "cek")):
                    await bot.say(person, text, f"{person}:{place}")
                bot.post.files[f"p{person}"] = picture()
                await bot.show(person, f"p{person}")
            await bot.show("1", "f1")
            bot.post.files["list"] = picture("gelap")
            await bot.say("8", "halo")
            await bot.show("8", "list")
            async with asyncio.timeout(60):
                while sum(photo.state != "waiting" for photo in await photos(bot)) < 8:
                    await asyncio.sleep(0.02)
            assert not any(photo.state == "dropped" for photo in await photos(bot))  # none is read yet
            sign.touch()
            bot.ticking.ahead += 60_000
            bot.worker.wake()
            for person in "1234567":
                async with asyncio.timeout(60):
                    while SHOWN not in "".join(bot.post.to(person)):
                        await asyncio.sleep(0.02)

    play(scene())


def test_the_problems_of_photos_have_words_of_their_own() -> None:
    for problem in ("dark", "bright", "blurred", "cut_off", "small"):
        assert WORDS.find(f"card_photo.{problem}")
    assert "gone" in REASONS
