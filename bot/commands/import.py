"""payung import KIND FILE: what another office answers; the kinds stand in exchange.py."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from bot.commands import exchange


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    exchange.options(parser, words, "import")


def run(arguments: argparse.Namespace) -> int:
    return exchange.run(arguments)
