"""payung list check FILE reads a group's list and writes nothing; payung list import FILE takes it in."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

# Each is a module bot/commands/list_<action>.py with `options(parser, words)` and `run(arguments) -> int`.
ACTIONS = ("check", "import")


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("action", choices=ACTIONS, help=words["list.action"])
    parser.add_argument("file", metavar="FILE", type=Path, help=words["list.file"])
    for action in ACTIONS:
        import_module(f"bot.commands.list_{action}").options(parser, words)


def run(arguments: argparse.Namespace) -> int:
    code: int = import_module(f"bot.commands.list_{arguments.action}").run(arguments)
    return code
