"""payung play: plays transcripts through a channel's real adapter and prints the whole dialogue."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.complaint import Complaint
from bot.logs import set_up
from bot.rehearsal.player import Player
from bot.rehearsal.stage import Impossible
from bot.rehearsal.stages import CHANNELS, stage
from bot.rehearsal.transcript import Transcript, parse, text_of


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("file", nargs="+", type=Path, metavar="FILE.chat", help=words["play.file"])
    parser.add_argument("--channel", choices=CHANNELS, default="terminal", help=words["play.channel"])
    parser.add_argument("--update", action="store_true", help=words["play.update"])


def run(arguments: argparse.Namespace) -> int:
    set_up("ERROR", "console")
    return max(_play(file, arguments.channel, arguments.update) for file in arguments.file)


def _play(file: Path, channel: str, update: bool) -> int:
    """0, or 1 where the bot speaks otherwise than is written."""
    try:
        expected = parse(file.read_text("utf-8"))
        played = asyncio.run(Player(lambda: stage(channel)).play(expected))
    except OSError as error:
        raise Complaint(f"{file}: {error.strerror}.") from None
    except (ValueError, LookupError) as error:
        raise Complaint(f"{file}: {error}.") from None
    except Impossible as impossible:
        raise Complaint(f"{file}: on {channel} there is no {impossible}.") from None
    print(text_of(played))
    if update:
        file.write_text(text_of(played), "utf-8")
    return 0 if update else differs(expected, played)


def differs(expected: Transcript, played: Transcript) -> int:
    """Compare the Bot: lines that are written; absent ones say nothing."""
    compared = [(turn, now) for turn, now in zip(expected.turns, played.turns, strict=True) if turn.replies]
    wrong = [(turn, now) for turn, now in compared if turn.replies != now.replies]
    for turn, now in wrong:
        before, after = "\n".join(turn.replies).splitlines(), "\n".join(now.replies).splitlines()
        print(f"\nUser: {turn.said}", file=sys.stderr)
        for line in difflib.unified_diff(before, after, "written", "now", lineterm="", n=1):
            print(line, file=sys.stderr)
    return 1 if wrong else 0
