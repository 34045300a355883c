"""The terminal as a stage on which every word looked up and every answer taken is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import handlers
from bot.app import App
from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.derived import Many
from bot.conversation.keywords import folded
from bot.conversation.misses import OFFICER
from bot.conversation.question import Context, Question
from bot.conversation.words import Catalogue, Language
from bot.delivery.inbox import Inbox
from bot.delivery.step import Step
from bot.rehearsal.stage import Act, Shown
from bot.rehearsal.terminal_stage import TerminalStage
from bot.services import Records

DOUBT = re.compile(r".+\.doubts\.(\w+)")


@dataclass
class Heard:
    """`looked_up`: (conversation, key), whether or not there was a text; `told`: those with one.

    `taken`: (conversation, question, option); the option of a doubt is "read_back.yes"; menu and review
    stand for questions. `by_number`: those of them for which a number was typed; `offered`: (conversation,
    question, doubt) that showed options of its own. `commands`: what was typed. `doubt`: the one that was asked last.
    """

    looked_up: set[tuple[str, str]] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)
    taken: set[tuple[str, str, str]] = field(default_factory=set)
    by_number: set[tuple[str, str, str]] = field(default_factory=set)
    offered: set[tuple[str, str, str]] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    doubt: str = ""

    def add(self, other: Heard) -> None:
        self.looked_up |= other.looked_up
        self.told |= other.told
        self.taken |= other.taken
        self.by_number |= other.by_number
        self.offered |= other.offered
        self.commands |= other.commands


@dataclass(frozen=True)
class Overheard(Mapping[str, str]):
    """Texts of a conversation, noted as they are looked up."""

    texts: Catalogue
    conversation: str
    variant: str
    heard: Heard

    def _note(self, key: str) -> None:
        self.heard.looked_up.add((self.conversation, key))
        if found := DOUBT.fullmatch(key):
            self.heard.doubt = f"{found[1]}."
        if key in self.texts:
            self.heard.told.add((self.conversation, key))
        if self.variant:
            self.heard.looked_up.add((self.conversation, f"{key}@{self.variant}"))

    def __getitem__(self, key: str) -> str:
        self._note(key)
        return self.texts[key]

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return key in self.texts

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, eq=False)
class OverheardLanguage(Language):
    """A language whose texts are noted as they are looked up."""

    heard: Heard = field(default_factory=Heard)

    def texts(self, conversation: str, variant: str) -> Catalogue:
        return Overheard(super().texts(conversation, variant), conversation, variant, self.heard)


class Listener(TerminalStage):
    """Plays as the terminal does, with a dialogue of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = Heard()
        self._doubt: dict[str, str] = {}

    async def open(self, app: App) -> None:
        await super().open(app)
        dialogue = replace(overheard(app.languages, self.heard), recorded=app.recordings.find)
        step = Step(
            app.vault,
            dialogue,
            lambda tx, chat, now: Records(tx, app.vault, chat, now, app.local(now), app.reader is not None),
            app.local,
            frozenset(),
            frozenset({"terminal"}),
        )
        app.inbox = Inbox(app.database, step, app.clock)

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        self._note(phone, act)
        self.heard.doubt = ""
        shown = await super().play(phone, act, again)
        self._doubt[phone] = self.heard.doubt
        return shown

    def _note(self, phone: str, act: Act) -> None:
        """The option that a tap, or a typed number or label takes."""
        said = folded(act.value)
        self.heard.commands.add(said)
        for reply in self.shown.get(phone, [])[-1:] if not act.old else []:
            place = reply.conversation or "", reply.question or ("review" if reply.conversation else "menu")
            if any(option.id.partition(":")[2] != OFFICER for option in reply.options):
                self.heard.offered.add((*place, self._doubt[phone]))
            for number, option in enumerate(reply.options, 1):
                by_number = act.kind == "text" and said == str(number)
                if by_number or said == folded(option.label):
                    taken = (*place, f"{self._doubt[phone]}{option.id.partition(':')[2]}")
                    self.heard.taken.add(taken)
                    if by_number:
                        self.heard.by_number.add(taken)


def overheard(languages: Mapping[str, Language], heard: Heard) -> Dialogue:
    """The dialogue with words and answers noted."""
    spoken = {
        code: OverheardLanguage(language.code, language.catalogues, language.formats, heard)
        for code, language in languages.items()
    }
    plain = handlers.dialogue(spoken)
    return replace(
        plain, conversations={name: answers_noted(c, heard) for name, c in plain.conversations.items()}
    )


def answers_noted(conversation: Conversation, heard: Heard) -> Conversation:
    """Every answer that was read is noted with its code."""
    questions = tuple(noted(conversation.name, question, heard) for question in conversation.questions)
    return replace(conversation, questions=questions)


def noted(conversation: str, question: Question, heard: Heard, row_of: str = "") -> Question:
    if isinstance(question, Many):
        rows = tuple(noted(conversation, row, heard, f"{question.name}.") for row in question.questions)
        question = replace(question, questions=rows)

    def check(value: Any, context: Context, check: Any = question.check) -> None:
        if check:
            check(value, context)
        heard.taken.add((conversation, f"{row_of}{question.name}", question.code(value)))

    return question if question.silent else replace(question, check=check)
