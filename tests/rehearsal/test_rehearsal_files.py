"""Files on the stages: a reply's file is a line above its text, an album is one line; the same everywhere."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram.error import BadRequest

from bot.app import App, open_app
from bot.conversation.messages import File, Option, Reply, Said
from bot.conversation.session import Session
from bot.delivery.inbox import Inbox
from bot.delivery.step import Step
from bot.outgoing import Outgoing
from bot.rehearsal.pictures import bytes_of, picture
from bot.rehearsal.stage import Act, Shown, Stage, act, brought
from bot.rehearsal.stages import CHANNELS, stage
from bot.rehearsal.telegram import FakeTelegram
from bot.rehearsal.telegram.measures import measures
from bot.rehearsal.terminal import one
from bot.rehearsal.terminal_stage import TerminalStage
from bot.rehearsal.transcript import parse, text_of
from bot.settings import Bare
from storage.chats import Chat
from storage.statement import Tx
from tests.rehearsal.telegram_desk import real_bot, rehearse
from tests.web.replies import png

KEY = SecretStr("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
LONG = "x" * 1100
PDF, PHOTO = bytes_of("a.pdf"), picture()


@dataclass(frozen=True)
class FileStep(Step):
    """Answers a file with how many of its album have come; words with what `given` has for them."""

    given: dict[str, Reply] | None = None

    def turn(self, tx: Tx, chat: Chat, said: Said, now: int) -> tuple[Session, Reply | None]:
        session = replace(chat.session, step=chat.session.step + 1)
        if said.attachment is None:
            return session, (self.given or {}).get(said.text, Reply("Ya?"))
        group, counts = said.attachment.group or "", chat.session.known.get("albums", {})
        counted = {**counts, group: counts.get(group, 0) + 1} if group else counts
        which = f"{counted[group]} of an album" if group else "alone"
        if which.startswith("3"):
            return session, None  # the bot has said enough
        return replace(session, known={"albums": counted}), Reply(f"{said.attachment.kind}: {which}")


def given(app: App) -> dict[str, Reply]:
    """What the bot says to these words."""
    pdf = File("laporan Mei.pdf", "document", f"shelf:{app.shelf.put(PDF)}")
    photo = File("contoh.jpg", "photo", f"shelf:{app.shelf.put(PHOTO)}")
    options = (Option("1:yes", "Ya"), Option("1:no", "Tidak"))
    return {
        "laporan": Reply("Ini laporannya.", options, file=pdf),
        "contoh": Reply("Fotonya seperti ini.", file=photo),
        "panjang": Reply(LONG, options, file=pdf),
    }


async def seen(channel: str, folder: Path, *said: str, again: bool = False) -> list[list[Shown]]:
    """What each of these brings to be seen."""
    played = stage(channel)
    more = await played.prepare()
    app = await open_app(
        Bare(database_url=f"sqlite:///{folder / 'payung.db'}", data_dir=folder, data_key=KEY, **more)
    )
    prepare(app)
    await played.open(app)
    try:
        shown = [await played.play("A", act(one), False) for one in said]
        return [*shown, await played.play("A", act(said[-1]), True)] if again else shown
    finally:
        await closed(played, app)


async def closed(played: Stage, app: App) -> None:
    await played.close()
    await app.stop()
    await played.end()


def prepare(app: App) -> None:
    """The bot answers as FileStep does."""
    step = FileStep(**vars(app.inbox._step), given=given(app))
    inbox = Inbox(app.database, step, app.clock)
    inbox.offer, inbox.wake = app.inbox.offer, app.inbox.wake
    app.inbox = inbox
    if app.telegram:
        app.telegram.sending.outgoing = Outgoing(app.shelf)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_reply_s_file_is_a_line_above_its_text(tmp_path, channel):
    found = asyncio.run(seen(channel, tmp_path, "laporan", "contoh", "halo"))
    assert [one.written() for (one,) in found] == [
        "(file laporan Mei.pdf)\nIni laporannya.\n[Ya] [Tidak]",
        "(photo contoh.jpg)\nFotonya seperti ini.",
        "Ya?",
    ]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_text_too_long_for_a_caption_is_the_same_one_reply(tmp_path, channel):
    found = asyncio.run(seen(channel, tmp_path, "panjang", "halo"))
    assert [one.written() for (one,) in found] == [
        f"(file laporan Mei.pdf)\n{LONG}\n[Ya] [Tidak]",
        "Ya?",
    ]


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_album_is_its_files_one_by_one_in_one_group(tmp_path, channel):
    said = ("(photo a.jpg, b.jpg)", "(photo c.jpg)", "(photo d.jpg, e.jpg, f.jpg)", "(file a.pdf, b.pdf)")
    found = asyncio.run(seen(channel, tmp_path, *said))
    if channel == "whatsapp":  # knows no albums: what is sent at once comes one by one
        assert {one.text for replies in found for one in replies} == {"photo: alone", "document: alone"}
        assert [len(replies) for replies in found] == [2, 1, 3, 2]
        return
    assert [[one.text for one in replies] for replies in found] == [
        ["photo: 1 of an album", "photo: 2 of an album"],
        ["photo: alone"],
        ["photo: 1 of an album", "photo: 2 of an album"],
        ["document: 1 of an album", "document: 2 of an album"],
    ]


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_album_that_comes_again_is_heard_once(tmp_path, channel):
    assert asyncio.run(seen(channel, tmp_path, "(photo a.jpg, b.jpg)", again=True))[-1] == []


def test_an_act_names_its_files():
    assert act("(photo a.jpg, b.jpg)") == Act("photo", "a.jpg, b.jpg")
    assert act("(photo a.jpg, b.jpg)").names == ("a.jpg", "b.jpg")
    assert [act(said).messages for said in ("(photo a.jpg)", "(file a.pdf, b.pdf)", "ya, betul")] == [1, 2, 1]


def test_what_is_in_a_file_follows_from_its_name():
    assert (bytes_of("surat.PDF"), bytes_of("ktp.jpg")) == (PDF, PHOTO)


def test_a_reply_with_a_file_is_written_as_it_is_read():
    text = (
        "Today: 2026-03-10\n\nUser: (photo a.jpg, b.jpg)\nBot:  (photo contoh.jpg)\n      Seperti ini.\n"
        "      [Ya]\n\nUser: laporan\nBot:  (file laporan.pdf)\n      Ini laporannya.\n"
    )
    transcript = parse(text)
    assert text_of(transcript) == text
    shown = Shown("Seperti ini.", ("Ya",), brought("photo", "contoh.jpg"))
    assert transcript.turns[0].replies == (shown.written(),)
    assert transcript.turns[1].replies == (Shown("Ini laporannya.", (), "(file laporan.pdf)").written(),)


def test_the_terminal_shows_a_file_too(tmp_path):
    async def talk() -> str:
        app = await open_app(
            Bare(database_url=f"sqlite:///{tmp_path / 'payung.db'}", data_dir=tmp_path, data_key=KEY)
        )
        prepare(app)
        terminal, paper = TerminalStage(), io.StringIO()
        await terminal.open(app)
        await one(terminal, "laporan", paper)
        await closed(terminal, app)
        return paper.getvalue()

    assert asyncio.run(talk()) == "\n(file laporan Mei.pdf)\nIni laporannya.\n  1. Ya\n  2. Tidak\n\n"


@pytest.mark.parametrize(
    ("size", "taken"), [((1280, 960), True), ((200, 4000), True), ((199, 4000), False), ((5000, 5001), False)]
)
def test_a_photo_of_an_odd_form_is_refused(size, taken):
    async def play(fake: FakeTelegram) -> None:
        fake.person(7)
        async with real_bot(fake) as bot:
            if taken:
                await bot.send_photo(7, png(*size))
            else:
                with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
                    await bot.send_photo(7, png(*size))
        assert len(fake.violations) == (0 if taken else 1)

    rehearse(play)


def test_the_measures_of_a_jpeg_are_read_from_its_head():
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    assert measures(head + b"\xff\xc0\x00\x0b\x08\x02\x58\x03\x20\x01\x01\x11\x00") == (800, 600)
    assert (measures(head), measures(b"%PDF-1.4")) == (None, None)


def test_a_watcher_hears_of_files_too():
    async def play(fake: FakeTelegram) -> None:
        fake.person(7)
        heard: list[int] = []
        fake.watch(heard.append)
        async with real_bot(fake) as bot:
            await bot.send_message(7, "halo")
            await bot.send_document(7, PDF, filename="laporan.pdf")
        assert heard == [7, 7]

    rehearse(play)
