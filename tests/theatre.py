"""Plays the transcripts, many at a time, and keeps what was seen: the text, the records, the words used."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.app import open_app
from bot.load import SHIPPED, load_programmes
from bot.rehearsal.player import Player
from bot.rehearsal.stage import Impossible, Stage
from bot.rehearsal.stages import stage
from bot.rehearsal.transcript import parse, text_of
from bot.settings import Bare
from rules.programmes import load_all
from tests.listening import Heard, Listener
from tests.witness import Records, Witness

ROOT = Path(__file__).parent / "transcripts"
FILES = {str(file.relative_to(ROOT).with_suffix("")): file for file in sorted(ROOT.rglob("*.chat"))}
AT_ONCE = 8
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@dataclass(frozen=True)
class Performance:
    """What became of one transcript on one channel. `impossible`: the channel has no such thing."""

    text: str = ""
    records: Records = field(default_factory=dict)
    heard: Heard | None = None
    impossible: str | None = None
    problem: str | None = None


class Theatre:
    """Every transcript is played once on every channel; what was played is kept. `through` may put another
    stage before each.
    """

    def __init__(self, folder: Path, through: Callable[[Stage], Stage] = lambda stage: stage) -> None:
        self._folder = folder
        self._through = through
        self._template = folder / "template.db"
        self._played: dict[tuple[str, str], Performance] = {}

    def performance(self, name: str, channel: str, others: Iterable[tuple[str, str]] = ()) -> Performance:
        """One of them; `others` are played at the same time, as they will be asked for too."""
        if (name, channel) not in self._played:
            wanted = {(name, channel), *others} - set(self._played)
            asyncio.run(self._play_all(sorted(wanted)))
        return self._played[name, channel]

    def all_of(self, channel: str) -> dict[str, Performance]:
        """Every transcript on that channel."""
        wanted = [(name, channel) for name in FILES]
        return {name: self.performance(name, channel, wanted) for name in FILES}

    async def _play_all(self, wanted: list[tuple[str, str]]) -> None:
        if not self._template.exists():
            await self._make_template()
        turns = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._play(name, channel, turns) for name, channel in wanted))

    async def _make_template(self) -> None:
        """A database with all its tables and the five cities: made once, copied for every transcript."""
        url = f"sqlite:///{self._template}"
        app = await open_app(Bare(database_url=url, data_dir=self._folder, data_key=SecretStr(KEY)))
        await load_programmes(app, load_all(SHIPPED))
        await app.stop()

    async def _play(self, name: str, channel: str, turns: asyncio.Semaphore) -> None:
        async with turns:
            self._played[name, channel] = await self._performed(name, channel)

    async def _performed(self, name: str, channel: str) -> Performance:
        database = self._folder / f"{name.replace('/', '-')}-{channel}.db"
        shutil.copy(self._template, database)
        listener = Listener() if channel == "terminal" else None
        witness = Witness(self._through(listener or stage(channel)))
        try:
            written = parse(FILES[name].read_text("utf-8"))
            played = await Player(lambda: witness, f"sqlite:///{database}").play(written)
        except Impossible as impossible:
            return Performance(impossible=str(impossible))
        except Exception as error:  # told by the test of this transcript
            return Performance(problem=f"{type(error).__name__}: {error}")
        finally:
            database.unlink()
        return Performance(text_of(played), witness.records, listener.heard if listener else None)
