"""Plays a transcript and writes down what the bot says now."""

from __future__ import annotations

import re
import secrets
import tempfile
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App, open_app
from bot.rehearsal.stage import Act, Shown, Stage, act
from bot.rehearsal.transcript import Transcript, Turn
from bot.rehearsal.world import VirtualClock, build
from bot.settings import Settings
from storage.codes import LETTERS

CODE = re.compile(rf"\b(?=[A-Z3-9]*\d)?[{LETTERS}]{{8}}\b")
PHONE = re.compile(r"phone ([A-Z])")
# What a fresh person says before the matter itself: transcripts about something else leave it out.
GREETED = ("halo", "[Setuju]")


class Player:
    """One performance: a fresh database, a virtual clock, one stage. `database` names another database."""

    def __init__(self, make_stage: Callable[[], Stage], database: str | None = None, **settings: Any) -> None:
        self._make_stage = make_stage
        self._folder = tempfile.TemporaryDirectory(prefix="payung-play-")
        file = Path(self._folder.name) / "payung.db"
        self._settings = Settings(
            _env_file=None,
            database_url=database or f"sqlite:///{file}",
            data_dir=Path(self._folder.name),
            data_key=SecretStr(b64encode(secrets.token_bytes(32)).decode()),
            **settings,
        )
        self.clock = VirtualClock()
        self.code = ""

    async def play(self, transcript: Transcript) -> Transcript:
        """The same transcript with the bot's lines as they are now."""
        await self._raise_curtain()
        try:
            await build(self.app, self.clock, transcript.world)
            turns = await self._turns(transcript)
        finally:
            await self._fall()
            self._folder.cleanup()
        return replace(transcript, turns=turns)

    async def _turns(self, transcript: Transcript) -> tuple[Turn, ...]:
        greet = not any(key == "New" for key, _ in transcript.world)
        phone, met = "A", set[str]()
        turns = []
        for turn in transcript.turns:
            if turn.directive is not None:
                found = PHONE.fullmatch(turn.directive)
                phone = found[1] if found else phone
                await self._direct(turn.directive)
                turns.append(Turn(directive=turn.directive))
                continue
            if greet and phone not in met:
                met.add(phone)
                await self._greet(phone)
            turns.append(await self._turn(phone, turn))
        return tuple(turns)

    async def _greet(self, phone: str) -> None:
        """Welcome and consent, which have transcripts of their own."""
        for said in GREETED:
            await self._stage.play(phone, act(said), False)

    async def _turn(self, phone: str, turn: Turn) -> Turn:
        said = turn.said or ""
        self.clock.now += 1000
        doing = act("" if said == "(again)" else said.replace("<code>", self.code))
        if said == "(again)":
            shown = await self._stage.play(phone, self._last, True)
        else:
            self._last: Act = doing
            shown = await self._stage.play(phone, doing, False)
        return Turn(said=turn.said, replies=tuple(self._masked(one) for one in shown))

    def _masked(self, shown: Shown) -> str:
        """One-time codes differ each time: they are written <code>, and remembered."""
        text = shown.written()
        if found := CODE.search(text):
            self.code = found[0]
        return CODE.sub("<code>", text)

    async def _direct(self, directive: str) -> None:
        if directive == "bot restarts":
            await self._fall()
            await self._raise_curtain()
        elif not self.clock.forward(directive) and not PHONE.fullmatch(directive):
            raise ValueError(f"-- {directive} --: nobody knows how to do that")

    async def _raise_curtain(self) -> None:
        self.app: App = await open_app(self._settings, clock=self.clock)
        self._stage = getattr(self, "_stage", None) or self._make_stage()
        await self._stage.open(self.app)

    async def _fall(self) -> None:
        await self._stage.close()
        await self.app.stop()
