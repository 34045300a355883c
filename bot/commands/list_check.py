"""payung list check FILE: what would become of each row of a list. It writes nothing, needs no database."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from bot.commands.amounts import day, today
from bot.commands.spoken import spoken
from bot.complaint import Complaint
from bot.lists.apart import read_apart
from bot.lists.bad import BadList
from bot.lists.limits import MOST_BYTES
from rules.lines import CHANGES, ReadLine

STATUSES = ("accept", "repair", "reject", "skip")
FACTS = ("nik", "name", "birth_date", "sex", "phone", "income")
Words = Mapping[str, str]


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--on", metavar="D", help=words["list.on"])
    parser.add_argument("--json", action="store_true", help=words["list.json"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    on = day("--on", arguments.on) if arguments.on else today()
    progress = _Progress(arguments.words)
    told = _told()
    try:
        lines = asyncio.run(_read(_content(arguments.file), on, progress))
    except BadList as bad:
        progress.over()
        raise Complaint(f"{arguments.file.name}: {told[f'bad.{bad.reason}'].format(**bad.details)}") from None
    progress.over()
    if arguments.json:
        print(msgspec.json.encode(_json(lines)).decode())
    else:
        print("\n".join(Receipt(lines, arguments.words, told).page(arguments.file.name)))
    return 0


def _told() -> Words:
    """The sentences about reasons, which the chat says too."""
    from bot.catalogues import LOCALES, read

    return read(LOCALES / spoken() / "LC_MESSAGES" / "group_lines.po")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Complaint(f"{file}: {error.strerror}.") from None


async def _read(content: bytes, on: date, progress: _Progress) -> list[ReadLine]:
    return [line async for batch in read_apart(content, on, progress=progress) for line in batch]


class _Progress:
    """How far the reading is, on a terminal; a short list says nothing."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._shown = False

    def __call__(self, count: int) -> None:
        if sys.stderr.isatty():
            self._shown = True
            print(f"\r{self._words['list.read'].format(count=count)}", end="", file=sys.stderr, flush=True)

    def over(self) -> None:
        if self._shown:
            print(file=sys.stderr)


def _json(lines: Sequence[ReadLine]) -> dict[str, Any]:
    statuses = Counter(line.status for line in lines)
    reasons = Counter(reason for line in lines for reason in line.reasons)
    summary = {
        "rows": len(lines),
        **{status: statuses[status] for status in STATUSES},
        "reasons": dict(reasons),
    }
    return {"rows": [_row(line) for line in lines], "summary": summary}


def _row(line: ReadLine) -> dict[str, Any]:
    facts = {name: line.person.get(name) for name in FACTS}
    row = {"sheet": line.sheet, "row": line.row, "status": line.status}
    return {**row, "reasons": line.reasons, "confirm": line.confirm, **facts}


@dataclass(frozen=True)
class Receipt:
    """What was found, for whoever reads it in a terminal. `told`: the sentences about reasons."""

    lines: Sequence[ReadLine]
    words: Words
    told: Words

    def page(self, file: str) -> Iterator[str]:
        statuses = Counter(line.status for line in self.lines)
        yield self.words["list.rows"].format(file=file, count=len(self.lines))
        for status in STATUSES:
            if statuses[status]:
                yield "  " + self.words[f"list.count.{status}"].format(count=statuses[status])
        hidden = Counter(line.sheet for line in self.lines if line.reasons == ("hidden",))
        for sheet, count in hidden.items():
            yield self.words["list.hidden"].format(sheet=sheet, count=count)
        for status in ("reject", "repair"):
            if statuses[status]:
                yield ""
                yield self.words[f"list.head.{status}"]
                yield from (f"  {self.line(line)}" for line in self.lines if line.status == status)

    def line(self, line: ReadLine) -> str:
        """ "baris 7 (SITI AMINAH): NIK kurang 1 angka." """
        name = line.person.get("name") or line.typed.get("name")
        told = " ".join(self.sentence(line, reason) for reason in line.reasons)
        words = self.words["list.row"] if name else self.words["list.row.unnamed"]
        text = words.format(row=line.row, name=name, told=told)
        return self.words["list.row.sheet"].format(sheet=line.sheet, line=text) if self.several else text

    def sentence(self, line: ReadLine, reason: str) -> str:
        """A reason with what is known of it, else the plain one."""
        if reason in CHANGES:
            return self.told[f"change.{reason}"]
        key = next((name for name in line.told if f"reason.{reason}.{name}" in self.told), "")
        text = self.told[f"reason.{reason}.{key}" if key else f"reason.{reason}"]
        return text.format(**{"name": "", **line.told})

    @property
    def several(self) -> bool:
        return len({line.sheet for line in self.lines if line.status != "skip"}) > 1
