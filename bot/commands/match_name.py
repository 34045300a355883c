"""payung match-name A B: are two names written for one person? A score, and same, ask or different."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping

from rules.names import compare


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("a", metavar="A", help=words["match_name.a"])
    parser.add_argument("b", metavar="B", help=words["match_name.b"])
    parser.add_argument("--json", action="store_true", help=words["match_name.json"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    found = compare(arguments.a, arguments.b)
    if arguments.json:
        print(json.dumps({"score": found.score, "decision": found.decision}))
    else:
        words: Mapping[str, str] = arguments.words
        print(words[f"match_name.{found.decision}"].format(score=f"{found.score:.2f}"))
    return 0
