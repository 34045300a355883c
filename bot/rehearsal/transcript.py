"""A transcript: a conversation in plain text, as an officer can read and correct it. Knows no channel.

    # A comment.
    Today: 2026-03-10
    Member: 6371015708809001 SITI AMINAH, born 1980-08-17, until 2026-12-31

    User: cek
    Bot:  Ini untuk siapa?
          [SITI AMINAH] [Orang lain]
    User: [SITI AMINAH]
    -- 2 days later --
    -- bot restarts --
    -- phone B --
    -- officer: paid DUK-000001, amount 42000000, to NI MADE AYU --
    -- an announcement: Kantor pindah mulai Senin. --
    -- paid from 2026-04-01 until 2026-12-31 --

What a person does: words, those of more lines than one indented like the bot's; [a button]; [an old button]
(old); (photo ktp.jpg); (file surat.pdf); (contact); (contact of another); (voice); (sticker); (edit: words);
(link CODE); (again) for the same message once more. A file may be a list of workers: lists.py says how it is
made from its name. What an officer can do stands in officer.py.
(photo a.jpg, b.jpg) and (file a.pdf, b.pdf) are albums, files sent at once that bear the same group; what the
bot says to each stands below in turn. A reply that brings a file begins with a line of its own,
"(photo NAME)", "(file NAME)" or "(audio NAME)", the same on every channel.
What the branch office does is in cover.py.
How the world is when it begins: Today (a day, or a day and an hour), Member and Quota (world.py), Registered
(cast.py), Answered (begun.py), Case (cases.py), Coordinator and Group (groups.py), City (cities.py); phone A
has said hello and agreed unless a line says "New: yes"; photos of a KTP are read (by the extra `ocr`) where
one says "Ktp: read", and declined where none does. What happens to it meanwhile:
"-- the cards are issued --" (issued.py), what an officer does (officer.py, threads.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

INDENT = "      "
DIRECTIVE = re.compile(r"-- (.+) --")
HEADER = re.compile(r"([A-Z][a-z]+): (.+)")


@dataclass(frozen=True)
class Turn:
    """One line of a person or one directive, and what the bot said to it."""

    said: str | None = None
    directive: str | None = None
    replies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """`head`: the lines before the first turn; `world`: what they set, in order."""

    head: tuple[str, ...]
    world: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...] = field(default=())


def parse(text: str) -> Transcript:
    """Read a transcript; raises ValueError naming the line that is not understood."""
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith(("User:", "-- "))), len(lines))
    world = [match.groups() for line in lines[:start] if (match := HEADER.fullmatch(line))]
    turns = _turns(lines[start:], start)
    return Transcript(tuple(lines[:start]), tuple((key, value) for key, value in world), turns)


def _turns(lines: list[str], offset: int) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for number, line in enumerate(lines, offset + 1):
        if line.startswith("User:"):
            turns.append(Turn(said=line.removeprefix("User:").strip()))
        elif directive := DIRECTIVE.fullmatch(line):
            turns.append(Turn(directive=directive[1]))
        elif line.startswith("Bot:") and turns:
            turns[-1] = _more(turns[-1], line.removeprefix("Bot:").strip())
        elif line.startswith(INDENT) and turns and turns[-1].replies:
            turns[-1] = _continued(turns[-1], line.removeprefix(INDENT).rstrip())
        elif line.startswith(INDENT) and turns and turns[-1].said:
            turns[-1] = Turn(said=f"{turns[-1].said}\n{line.removeprefix(INDENT).rstrip()}")
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"line {number}: neither User:, Bot:, -- directive -- nor a comment")
        elif turns and turns[-1].replies and not line.strip():
            turns[-1] = _continued(turns[-1], "")
    return tuple(_tidied(turn) for turn in turns)


def _more(turn: Turn, text: str) -> Turn:
    return Turn(turn.said, turn.directive, (*turn.replies, text))


def _continued(turn: Turn, text: str) -> Turn:
    *earlier, last = turn.replies
    return Turn(turn.said, turn.directive, (*earlier, f"{last}\n{text}"))


def _tidied(turn: Turn) -> Turn:
    return Turn(turn.said, turn.directive, tuple(reply.rstrip("\n") for reply in turn.replies))


def written(turn: Turn) -> list[str]:
    """A turn as the lines of a transcript, an empty one after it."""
    first = f"User: {_indented(turn.said)}" if turn.said is not None else f"-- {turn.directive} --"
    replies = [f"Bot:  {_indented(reply)}" for reply in turn.replies]
    return [first, *replies, ""]


def _indented(text: str) -> str:
    lines = text.split("\n")
    return "\n".join([lines[0], *(f"{INDENT}{line}" if line else "" for line in lines[1:])])


def text_of(transcript: Transcript) -> str:
    """The whole transcript as text."""
    head = "\n".join(transcript.head).rstrip("\n")
    body = "\n".join(line for turn in transcript.turns for line in written(turn))
    return f"{head}\n\n{body}".rstrip("\n") + "\n"
