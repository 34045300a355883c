"""The commands of an office, typed as an operator types them: a folder of its own, what is said, what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.__main__ import main
from bot.app import App, open_app
from bot.load import SHIPPED, load_programmes
from bot.settings import load
from rules.programmes import load_all
from storage import audit
from storage.audit import Entry

T = TypeVar("T")
Said = Callable[..., str]
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which the five cities are loaded; the operator speaks English."""
    for name in ("LC_ALL", "LC_MESSAGES", "PAYUNG_TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAYUNG_DATABASE_URL", f"sqlite:///{tmp_path / 'payung.db'}")
    monkeypatch.setenv("PAYUNG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PAYUNG_DATA_KEY", KEY)
    monkeypatch.setenv("PAYUNG_PUBLIC_URL", "https://payung.example/")
    looked(lambda app: load_programmes(app, load_all(SHIPPED)))
    return tmp_path


def looked(act: Callable[[App], Awaitable[T]]) -> T:
    """Does something with the program, and closes it."""

    async def run() -> T:
        app = await open_app(load())
        try:
            return await act(app)
        finally:
            await app.stop()

    return asyncio.run(run())


async def acts(app: App) -> list[Entry]:
    """What the audit trail has noted, oldest first."""
    rows = await app.database.read(lambda tx: audit.before(tx, app.vault, audit.NEWEST, 100))
    return [one.entry for one in rows[::-1]]


@pytest.fixture
def said(here: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command that goes well; what it says."""

    def run(*typed: str) -> str:
        assert main(typed) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def complaint(here: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command that can't be done; its one sentence."""

    def run(*typed: str) -> str:
        assert main(typed) == 2
        heard = capsys.readouterr()
        assert heard.out == "" and heard.err.count("\n") == 1
        return heard.err

    return run
