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
from bot.rehearsal import threads
from bot.rehearsal.announcements import acted
from bot.rehearsal.begun import TAKEN_UP, begin
from bot.rehearsal.card_reader import card_reader
from bot.rehearsal.cases import report_all
from bot.rehearsal.cast import bring
from bot.rehearsal.cover import follow
from bot.rehearsal.groups import KEYS, accept_all, open_all
from bot.rehearsal.issued import DIRECTIVE as ISSUED
from bot.rehearsal.issued import issue_all
from bot.rehearsal.officer import officer_acts
from bot.rehearsal.stage import Act, Shown, Stage, act
from bot.rehearsal.transcript import Transcript, Turn
from bot.rehearsal.work import REMINDERS, done, remind_all
from bot.rehearsal.world import VirtualClock, build
from bot.settings import Bare
from storage.codes import LENGTH, LETTERS, look
from storage.outbox import Queued

CODE = re.compile(rf"\b[{LETTERS}]{{{LENGTH}}}\b")
PHONE = re.compile(r"phone ([A-Z])")
PARTS = frozenset(
    {"web", "telegram", "whatsapp", "sender"}
)  # jobs are done between the turns (work.py), not by themselves
# What a fresh person says before the matter itself: transcripts about something else leave it out.
GREETED = ("halo", "[Setuju]")


class Player:
    """One performance: a fresh database, a virtual clock, one stage. `database` names another database."""

    def __init__(self, make_stage: Callable[[], Stage], database: str | None = None) -> None:
        self._stage = make_stage()
        self._database = database
        self._folder = tempfile.TemporaryDirectory(prefix="payung-play-")
        self._key = SecretStr(b64encode(secrets.token_bytes(32)).decode())
        self.clock = VirtualClock()
        self.app: App | None = None
        self._on_stage = False
        self.code = ""
        self._unheard: dict[str, list[Queued]] = {}  # replies by phone, of which some are for it

    async def play(self, transcript: Transcript) -> Transcript:
        """The same transcript with the bot's lines as they are now."""
        try:
            self._reader = card_reader(transcript.world)
            self._settings = self._made(await self._stage.prepare())
            await self._raise_curtain(transcript)
            turns = await self._turns(transcript)
        finally:
            await self._fall()
            await self._stage.end()
            self._folder.cleanup()
        return replace(transcript, turns=turns)

    def _made(self, more: dict[str, Any]) -> Bare:
        folder = Path(self._folder.name)
        database = self._database or f"sqlite:///{folder / 'payung.db'}"
        return Bare(database_url=database, data_dir=folder, data_key=self._key, **more)

    async def _turns(self, transcript: Transcript) -> tuple[Turn, ...]:
        greet = not any(key == "New" for key, _ in transcript.world)
        phone, met = "A", set[str]()
        turns = []
        for turn in transcript.turns:
            if turn.directive is not None:
                found = PHONE.fullmatch(turn.directive)
                phone = found[1] if found else phone
                await self._direct(turn.directive)
                turns.append(Turn(directive=turn.directive, replies=await self._news(phone)))
                continue
            if greet and phone not in met:
                await self._greet(phone)
                if not met:
                    await self._brought(transcript)
                met.add(phone)
            turns.append(await self._turn(phone, turn))
        return tuple(turns)

    async def _brought(self, transcript: Transcript) -> None:
        """What phone A has done before the transcript begins."""
        await bring(self._running, self._told(transcript, "Registered"), elsewhere=False)
        await accept_all(self._running, self._told(transcript, *KEYS))
        self.code = await report_all(self._running, self._told(transcript, "Case")) or self.code
        for line in self._told(transcript, "Answered"):
            await begin(self._running, line)
            await self._stage.play("A", act(TAKEN_UP), False)

    def _told(self, transcript: Transcript, *about: str) -> list[str]:
        return [value for key, value in transcript.world if key in about]

    @property
    def _running(self) -> App:
        if self.app is None:
            raise RuntimeError("the program does not run")
        return self.app

    async def _greet(self, phone: str) -> None:
        """Welcome and consent, which have transcripts of their own."""
        for said in GREETED:
            await self._stage.play(phone, act(said), False)

    async def _turn(self, phone: str, turn: Turn) -> Turn:
        said = turn.said or ""
        self.clock.next_second()
        doing = act("" if said == "(again)" else said.replace("<code>", self.code))
        if said == "(again)":
            shown = await self._stage.play(phone, self._last, True)
        else:
            self._last: Act = doing
            shown = await self._stage.play(phone, doing, False)
        replies = [await self._masked(one) for one in shown]
        return Turn(said=turn.said, replies=(*replies, *await self._news(phone)))

    async def _news(self, phone: str) -> tuple[str, ...]:
        """The work that is due by now, and what this phone hears of it and of what was done meanwhile."""
        queued = await done(self._running)
        self._unheard.setdefault(phone, [])
        for unheard in self._unheard.values():
            unheard.extend(queued)
        heard = await self._stage.since(phone, self._unheard[phone])
        self._unheard[phone] = []
        return tuple([await self._masked(one) for one in heard])

    async def _masked(self, shown: Shown) -> str:
        """One-time codes differ each time: they are written <code>, and remembered."""
        text = shown.written()
        for word in CODE.findall(text):
            if await self._is_code(word):
                self.code = word
                text = text.replace(word, "<code>")
        return text

    async def _is_code(self, word: str) -> bool:
        """A code, or a name such as MUHAMMAD?"""
        app = self._running
        return await app.database.run(lambda tx: look(tx, app.vault, word, 0)) is not None

    async def _direct(self, directive: str) -> None:
        if directive == "bot restarts":
            await self._fall()
            await self._raise_curtain()
        elif await threads.act(self._running, directive):
            return
        elif await officer_acts(self._running, directive):
            self.clock.next_second()
        elif directive == REMINDERS:
            await remind_all(self._running)
        elif directive == ISSUED:
            await issue_all(self._running)
        elif (code := await acted(self._running, directive)) is not None:
            self.code = code or self.code
        elif await follow(self._running, directive):
            pass
        elif not self.clock.forward(directive) and not PHONE.fullmatch(directive):
            raise ValueError(f"-- {directive} --: nobody knows how to do that")

    async def _raise_curtain(self, transcript: Transcript | None = None) -> None:
        """Open the program; for the first time, with the world the transcript begins in."""
        self.app = await open_app(self._settings, clock=self.clock, only=PARTS, reader=self._reader)
        if transcript:
            await build(self.app, self.clock, transcript.world)
            await bring(self.app, self._told(transcript, "Registered"), elsewhere=True)
            self.code = await open_all(self.app, self._told(transcript, *KEYS))
        await self._stage.open(self.app)
        self._on_stage = True

    async def _fall(self) -> None:
        """Also where the world could not be made, and nobody has come on stage."""
        if self._on_stage:
            self._on_stage = False
            await self._stage.close()
        if self.app:
            await self.app.stop()
            self.app = None
