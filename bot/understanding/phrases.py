"""Reads the phrases that are learnt from, and the slang: plain text files in locales/, one line each.

Anyone may add a line; "payung understand --learn" learns them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.understanding.intents import INTENTS

FOLDER = Path(__file__).parents[2] / "locales" / "id"
PHRASES, SLANG = "phrases", "slang.txt"


@dataclass(frozen=True)
class Phrases:
    """`examples`: pairs of a phrase and its intent; `slang`: how a word is written -> what it stands for."""

    examples: tuple[tuple[str, str], ...]
    slang: Mapping[str, str]

    @property
    def print(self) -> str:
        """Tells whether anything has changed since it was learnt."""
        told = "\n".join([*(f"{intent}\t{text}" for text, intent in self.examples),
                          *(f"{word}={meant}" for word, meant in sorted(self.slang.items()))])  # fmt: skip
        return sha256(told.encode()).hexdigest()


def read(folder: Path = FOLDER) -> Phrases:
    """Every phrase of every intent, in the order of the intents. Raises OSError where a file is missing."""
    examples = [(line, intent) for intent in INTENTS for line in lines(folder / PHRASES / f"{intent}.txt")]
    slang = {
        word: meant.strip()
        for words, _, meant in (line.partition("=") for line in lines(folder / SLANG))
        for word in words.split()
    }
    return Phrases(tuple(examples), slang)


def lines(file: Path) -> Iterator[str]:
    """The lines of a file that say something."""
    for line in file.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
