"""The kinds of question with which workers are added: the next NIK or something else, and the dusun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.conversation.messages import Option, Said
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Nik, Text
from handlers.group_texts import lines_of, row_of
from handlers.groups import GONE, group_meant, groups

ENOUGH = "enough"
SHOWN_UNITS = 8
UNSENDABLE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class NextNik(Nik):
    """The NIK of the next person; or there is none, whole lines are pasted, or a line's number is written."""

    def read(self, said: Said, context: Context) -> Any:
        if said.choice == ENOUGH:
            return {"code": ENOUGH}
        if row := row_of(said.text):
            return {"code": "row", "row": row}
        lines = lines_of(said.text)
        if "\n" in lines:
            return {"code": "lines", "lines": lines}
        try:
            return super().read(said, context)
        except Invalid:
            if not lines:
                raise
            return {"code": "lines", "lines": lines}

    def options(self, context: Context) -> tuple[Option, ...]:
        return (Option(ENOUGH, context.words("nik.options.enough")),)

    def synonyms(self, option: str, context: Context) -> tuple[str, ...]:
        return context.words.listed("nik.words.enough")

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, dict) or super().keeps(answer)

    def show(self, answer: Any, context: Context) -> str:
        return super().show(answer, context) if isinstance(answer, str) else ""


@dataclass(frozen=True, kw_only=True)
class UnitName(Text):
    """A dusun, a banjar or a part of an office: one that is known already, or any other."""

    def read(self, said: Said, context: Context) -> str:
        picked = units(context).get(said.choice or "")
        return picked or super().read(said, context)

    def options(self, context: Context) -> tuple[Option, ...]:
        return tuple(Option(id, name) for id, name in units(context).items())


def units(context: Context) -> dict[str, str]:
    """Those in which most people are, by an id that every channel can carry."""
    group = group_meant(context)
    known = [] if group is GONE else sorted(groups(context).units(group), key=lambda unit: -unit.people)
    names = [unit.name for unit in known if unit.name][:SHOWN_UNITS]
    return {f"u-{UNSENDABLE.sub('-', name)[:40]}": name for name in names}
