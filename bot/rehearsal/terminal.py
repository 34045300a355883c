"""A chat in the terminal, with the demo's world; what is said can be kept as a transcript."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pydantic import SecretStr

from bot.app import App, open_app
from bot.load import load_demo
from bot.rehearsal.stage import Act, Shown, act
from bot.rehearsal.terminal_stage import TerminalStage
from bot.rehearsal.transcript import Transcript, Turn, text_of
from bot.settings import Bare

ME = "me"
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="  # the database lives as long as the chat


@dataclass(frozen=True)
class Conversing:
    """Where the database lies, where words come from and go to, where they are kept."""

    folder: Path
    read: TextIO
    write: TextIO
    record: Path | None = None


async def converse(conversing: Conversing) -> None:
    """Talk until the input ends."""
    folder = conversing.folder
    url = f"sqlite:///{folder / 'payung.db'}"
    settings = Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY))
    app = await open_app(settings)
    await load_demo(app)
    turns: list[Turn] = []
    try:
        await talk(app, conversing, turns)
    finally:
        await app.stop()
        if conversing.record:
            head = (f"Today: {app.local(app.clock()).date()}", "New: yes")
            conversing.record.write_text(text_of(Transcript(head, (), tuple(turns))), "utf-8")


async def talk(app: App, conversing: Conversing, turns: list[Turn]) -> None:
    stage = TerminalStage()
    await stage.open(app)
    print(
        "Tulis pesan, lalu Enter. Ctrl-D untuk selesai. / Type a message; Ctrl-D ends.", file=conversing.write
    )
    while line := await asyncio.to_thread(conversing.read.readline):
        if not line.strip():
            continue
        turns.append(await one(stage, line.strip(), conversing.write))


async def one(stage: TerminalStage, line: str, write: TextIO) -> Turn:
    """One message and what the bot says to it."""
    try:
        replies = await stage.play(ME, act(line), False)
    except LookupError:
        replies = await stage.play(ME, Act("text", line), False)
    for reply in replies:
        print(f"\n{numbered(reply)}\n", file=write, flush=True)
    return Turn(said=line, replies=tuple(reply.written() for reply in replies))


def numbered(reply: Shown) -> str:
    """The file above the text, options under each other with their numbers."""
    lines = [f"  {number}. {option}" for number, option in enumerate(reply.options, 1)]
    return "\n".join([*([reply.file] if reply.file else []), reply.text, *lines])
