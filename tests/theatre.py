"""Plays the transcripts, many at a time, and keeps what was seen: the text, the records, the words used; for all
processes that play in the same folder.
"""

from __future__ import annotations

import asyncio
import pickle
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.app import open_app
from bot.load import SHIPPED, load_programmes
from bot.rehearsal import card_reader
from bot.rehearsal.player import Player
from bot.rehearsal.stage import Impossible, Stage
from bot.rehearsal.stages import stage
from bot.rehearsal.transcript import parse, text_of
from bot.settings import Bare
from rules.programmes import load_all
from tests.listening import Heard, Listener
from tests.once import made_once, open_alone
from tests.witness import Records, Witness

ROOT = Path(__file__).parent / "transcripts"
FILES = {str(file.relative_to(ROOT).with_suffix("")): file for file in sorted(ROOT.rglob("*.chat"))}
AT_ONCE = 8
LOOK = 0.1  # seconds between looks at what another worker plays
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@dataclass(frozen=True)
class Performance:
    """What became of one transcript on one channel. `impossible`: the channel has no such thing."""

    text: str = ""
    records: Records = field(default_factory=dict)
    heard: Heard | None = None
    impossible: str | None = None
    problem: str | None = None


def make_template(folder: Path) -> None:
    """A database with all its tables and the five cities: copied for every transcript."""

    async def make() -> None:
        url = f"sqlite:///{folder / 'payung.db'}"
        app = await open_app(Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY)))
        await load_programmes(app, load_all(SHIPPED))
        await app.stop()

    asyncio.run(make())


class Theatre:
    """Every transcript is played once on every channel, by whichever worker comes first; what was played is kept
    in the folder. `through` may put another stage before each.
    """

    def __init__(self, folder: Path, through: Callable[[Stage], Stage] = lambda stage: stage) -> None:
        folder.mkdir(exist_ok=True)
        card_reader.remember_in(folder.parent / "cards")
        self._folder = folder
        self._through = through
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
        template = await asyncio.to_thread(made_once, self._folder / "template", make_template) / "payung.db"
        turns = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._play(name, channel, template, turns) for name, channel in wanted))

    async def _play(self, name: str, channel: str, template: Path, turns: asyncio.Semaphore) -> None:
        """Play it, or take what another worker has played; where one plays it now, look again later."""
        while (name, channel) not in self._played:
            async with turns:
                try:
                    with open_alone(self._file(name, channel, "played"), wait=False) as kept:
                        if not kept.is_full:
                            kept.write(pickle.dumps(await self._performed(name, channel, template)))
                        self._played[name, channel] = pickle.loads(kept.read())
                except BlockingIOError:
                    pass
            if (name, channel) not in self._played:
                await asyncio.sleep(LOOK)

    def _file(self, name: str, channel: str, kind: str) -> Path:
        return self._folder / f"{name.replace('/', '-')}-{channel}.{kind}"

    async def _performed(self, name: str, channel: str, template: Path) -> Performance:
        database = self._file(name, channel, "db")
        shutil.copy(template, database)
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
