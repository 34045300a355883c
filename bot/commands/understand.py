"""payung understand: what each line of standard input wants; --learn learns the phrases in locales/ anew."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping

from bot.understanding import shelf
from bot.understanding.intents import Understood
from bot.understanding.learning import learnt

MOST_OTHERS = 3


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--json", action="store_true", help=words["understand.json"])
    parser.add_argument("--learn", action="store_true", help=words["understand.learn"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    if arguments.learn:
        return _learn(arguments.words)
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


def _json(text: str, made: Understood) -> str:
    others = [[intent, round(likely, 3)] for intent, likely in made.others[:MOST_OTHERS]]
    told = {
        "text": text, "intent": made.intent, "confidence": round(made.confidence, 3), "alternatives": others,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def _told(text: str, made: Understood) -> str:
    doubt = "" if made.sure else f" ? {' '.join(made.offered)}"
    return f"{made.intent} {made.confidence:.2f}{doubt}  {text}"
