"""Reads the phrases that are learnt from, and the slang: plain text files in locales/, one line each.

Anyone may add a line; "payung understand --learn" learns them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.understanding.features import folded
from bot.understanding.intents import INTENTS, OTHER
from bot.understanding.questions import NONE

FOLDER = Path(__file__).parents[2] / "locales" / "id"
PHRASES, QUESTIONS, SLANG = "phrases", "questions.txt", "slang.txt"
ASK_NOTHING = (OTHER, "sapaan")  # intents whose phrases ask none of the questions


@dataclass(frozen=True)
class Phrases:
    """`examples`: pairs of a phrase and its label; `slang`: how a word is written -> what it stands for."""

    examples: tuple[tuple[str, str], ...]
    slang: Mapping[str, str]

    @property
    def labels(self) -> tuple[str, ...]:
        """In the order in which they first occur."""
        return tuple(dict.fromkeys(label for _, label in self.examples))

    @property
    def print(self) -> str:
        """Tells whether anything has changed since it was learnt."""
        told = "\n".join([*(f"{label}\t{text}" for text, label in self.examples),
                          *(f"{word}={meant}" for word, meant in sorted(self.slang.items()))])  # fmt: skip
        return sha256(told.encode()).hexdigest()


def of_intents(folder: Path = FOLDER) -> Phrases:
    """Every phrase of every intent, in the order of the intents. Raises OSError where a file is missing."""
    examples = [(line, intent) for intent in INTENTS for line in lines(folder / PHRASES / f"{intent}.txt")]
    return Phrases(tuple(examples), slang(folder))


def of_questions(folder: Path = FOLDER) -> Phrases:
    """Every phrase of every question, and those that ask none. Raises OSError where a file is missing."""
    meant = slang(folder)
    asked = asking(folder)
    known = {folded(text, meant) for text, _ in asked}
    others = [
        (text, NONE)
        for text, intent in of_intents(folder).examples
        if intent in ASK_NOTHING and folded(text, meant) not in known
    ]
    return Phrases((*asked, *others), meant)


def asking(folder: Path = FOLDER) -> tuple[tuple[str, str], ...]:
    """Pairs of a phrase and the key of its question, in the order of the file: "[key]", then a line each."""
    found, key = [], ""
    for line in lines(folder / QUESTIONS):
        if line.startswith("["):
            key = line.strip("[]")
        else:
            found.append((line, key))
    return tuple(found)


def slang(folder: Path = FOLDER) -> dict[str, str]:
    """How a word is written -> what it stands for."""
    return {
        word: meant.strip()
        for words, _, meant in (line.partition("=") for line in lines(folder / SLANG))
        for word in words.split()
    }


def lines(file: Path) -> Iterator[str]:
    """The lines of a file that say something."""
    for line in file.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
