"""Spreadsheets that pass between the city and other offices: which kinds there are, and which way."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib import import_module

# Kind -> the module bot/commands/<module>.py, with `export_options` and `export`, or `import_options` and
# `import_`: (parser, words) -> None and (arguments) -> exit code.
EXPORTS: Mapping[str, str] = {"enrolment": "exchange_enrolment", "matching": "exchange_matching"}
IMPORTS: Mapping[str, str] = {
    "kpj": "exchange_answers", "payment": "exchange_answers", "matching": "exchange_matching",
}  # fmt: skip


def options(parser: argparse.ArgumentParser, words: Mapping[str, str], way: str) -> None:
    """One parser for each kind, with the options of that kind alone. `way`: export or import."""
    kinds = parser.add_subparsers(metavar="KIND", dest="kind", required=True)
    for kind, module in (EXPORTS if way == "export" else IMPORTS).items():
        one = kinds.add_parser(kind, help=words[f"exchange.{kind}"], description=words[f"exchange.{kind}"])
        found = import_module(f"bot.commands.{module}")
        (found.export_options if way == "export" else found.import_options)(one, words)
        one.set_defaults(words=words, exchange=found.export if way == "export" else found.import_)


def run(arguments: argparse.Namespace) -> int:
    code: int = arguments.exchange(arguments)
    return code
