"""One performance: a bot as a process, a stand-in of Telegram, people who talk, and what goes wrong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal.telegram import TOKEN, FakeTelegram, Nasty
from tests.chaos.dialogue import PATIENCE, Dialogue, dialogues
from tests.chaos.logs import assert_nothing_personal
from tests.chaos.people import Worker
from tests.chaos.process import ROOT, SECRET, Bot, payung, sqlite_url

Meanwhile = Callable[[Bot, FakeTelegram], Awaitable[None]]
Heard = Mapping[int, Sequence[str]]


@dataclass(frozen=True, repr=False)
class Performance:
    """How it went. `lives` of the bot; `code` of its last exit; `url` of its database."""

    played: Sequence[Dialogue]
    fake: FakeTelegram
    url: str
    log: str
    lives: int
    code: int

    @property
    def heard(self) -> Heard:
        """What people of each habit heard, repeats left out."""
        return {dialogue.worker.habit: dialogue.heard for dialogue in self.played}

    @property
    def repeats(self) -> int:
        return sum(dialogue.repeats for dialogue in self.played)

    def assert_like(self, undisturbed: Heard) -> None:
        """The same dialogues, nothing after them, no rule of the Bot API broken, a clean end and log."""
        differ = [first_difference(dialogue, undisturbed[dialogue.worker.habit]) for dialogue in self.played]
        assert not any(differ), "\n".join([difference for difference in differ if difference][:3])
        late = [message for dialogue in self.played for message in dialogue.late()]
        assert not late, late[:3]
        self.fake.assert_clean()
        assert self.code == 0, f"exit code {self.code}: {self.log[-2000:]}"
        assert_nothing_personal(self.log, [dialogue.worker for dialogue in self.played])


def first_difference(dialogue: Dialogue, wanted: Sequence[str]) -> str | None:
    """Where two dialogues part, short enough to read."""
    for number, (heard, want) in enumerate(zip(dialogue.heard, wanted, strict=True)):
        if heard != want:
            said = dialogue.worker.script[number]
            return f"person {dialogue.worker.number} said {said} and heard {heard!r}, not {want!r}"
    return None


def telegram(fake: FakeTelegram, mode: str = "polling") -> dict[str, object]:
    """What the settings have to say for this stand-in; the people here read fast."""
    return {
        "telegram_token": TOKEN,
        "telegram_api_url": fake.url,
        "telegram_mode": mode,
        "telegram_secret": SECRET,
        "telegram_chat_pace": 1000,
    }


def load_programmes(folder: Path, **settings: object) -> None:
    """`payung programmes load` with the five cities."""
    cities = sorted(map(str, (ROOT / "programmes").glob("*.toml")))
    done = payung(folder, "programmes", "load", *cities, **settings)
    assert done.returncode == 0, done.stderr


def furnish(folder: Path, loaded: Path) -> None:
    """Bring a database with programmes into a folder."""
    shutil.copy(loaded / "payung.db", folder / "payung.db")


async def perform(
    folder: Path,
    people: Sequence[Worker],
    *,
    mode: str = "polling",
    url: str = "",
    nasty: Nasty | None = None,
    meanwhile: Meanwhile | None = None,
    kind: type[Bot] = Bot,
    arguments: Sequence[str] = (),
) -> Performance:
    """Let the people play to the end, then stop the bot as an operator would. `url`: another database."""
    database = url or sqlite_url(folder)
    async with FakeTelegram(nasty=nasty) as fake:
        told = telegram(fake, mode) | {"database_url": database}
        async with kind(folder, told, arguments) as bot:
            await bot.ready()
            played = dialogues(fake, people)
            await together(played, meanwhile(bot, fake) if meanwhile else None)
            async with asyncio.timeout(PATIENCE):  # Telegram knows of an update by the poll after it
                while fake.waiting:
                    await asyncio.sleep(0.01)
            code = await bot.stop()
        return Performance(played, fake, database, bot.log, bot.lives, code)


async def together(played: Sequence[Dialogue], meanwhile: Awaitable[None] | None) -> None:
    """Play all at once; what happens meanwhile has to have happened by the end."""
    async with asyncio.TaskGroup() as group:
        for dialogue in played:
            group.create_task(dialogue.play())
        if meanwhile:
            group.create_task(_finished(meanwhile))


async def _finished(meanwhile: Awaitable[None]) -> None:
    await meanwhile
