"""payung export KIND --to FILE: spreadsheets for another office; the kinds stand in exchange.py."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from bot.commands import exchange


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    exchange.options(parser, words, "export")


def run(arguments: argparse.Namespace) -> int:
    return exchange.run(arguments)
