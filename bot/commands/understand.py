"""payung understand: what each line of standard input wants; --learn learns the phrases in locales/ anew,
--unknown tells what was not understood lately.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping

from bot.commands.beside import program
from bot.complaint import complaining
from bot.tasks import KEEP_KEYS
from bot.understanding import shelf
from bot.understanding.intents import Understood
from bot.understanding.learning import learnt
from storage import unknown
from storage.unknown import Unknown

MOST_OTHERS = 3
MOST_UNKNOWN = 200


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--json", action="store_true", help=words["understand.json"])
    parser.add_argument("--learn", action="store_true", help=words["understand.learn"])
    parser.add_argument("--unknown", action="store_true", help=words["understand.unknown"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    if arguments.learn:
        return _learn(arguments.words)
    if arguments.unknown:
        return _not_understood(arguments)
    for line in sys.stdin:
        text = line.rstrip("\n")
        made = shelf.understood(text)
        print(_json(text, made) if arguments.json else _told(text, made), flush=True)
    return 0


def _learn(words: Mapping[str, str]) -> int:
    phrases = {what: read() for what, read in shelf.READ.items()}
    shelf.keep({what: learnt(read) for what, read in phrases.items()})
    count = len({text for read in phrases.values() for text, _ in read.examples})
    print(words["understand.learnt"].format(count=count))
    return 0


def _not_understood(arguments: argparse.Namespace) -> int:
    """How often, in which words, what it is nearest to: the most frequent first."""
    with complaining():
        for one in asyncio.run(_counted()):
            told = {"count": one.times, "words": one.words, "nearest": one.nearest.split()}
            text = f"{one.times:>6}  {one.words}  ({one.nearest})"
            print(json.dumps(told, ensure_ascii=False) if arguments.json else text)
    return 0


async def _counted() -> list[Unknown]:
    async with program("jobs") as app:
        since = app.clock() - KEEP_KEYS
        return await app.database.read(lambda tx: unknown.counted(tx, since, MOST_UNKNOWN))


def _json(text: str, made: Understood) -> str:
    others = [[intent, round(likely, 3)] for intent, likely in made.others[:MOST_OTHERS]]
    told = {
        "text": text, "intent": made.intent, "confidence": round(made.confidence, 3), "alternatives": others,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def _told(text: str, made: Understood) -> str:
    doubt = "" if made.sure else f" ? {' '.join(made.offered)}"
    return f"{made.intent} {made.confidence:.2f}{doubt}  {text}"
