"""Keeps what was learnt beside the phrases: a start costs milliseconds. What is stale is learnt anew."""

from __future__ import annotations

import json
import logging
import zlib
from base64 import b85decode, b85encode
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

from bot.understanding.features import features, folded
from bot.understanding.intents import Understood, wanted
from bot.understanding.learning import learnt
from bot.understanding.model import Model, lanes, wide
from bot.understanding.phrases import FOLDER, Phrases, of_intents, of_questions
from bot.understanding.questions import Asked, asked

FILE = FOLDER / "understanding.learnt"
WIDTH = 100  # characters a line
READ: Mapping[str, Callable[[], Phrases]] = {"intents": of_intents, "questions": of_questions}
log = logging.getLogger(__name__)


def understood(text: str) -> Understood:
    """What a message wants."""
    return wanted(model("intents").likely(seen(text)))


def question(text: str) -> Asked:
    """Which question a message asks."""
    return asked(model("questions").likely(seen(text)))


@lru_cache(4)
def seen(text: str) -> Counter[str]:
    """The features of a message, which both models look at; they have the same slang."""
    return features(text, model("intents").slang)


def plainly(text: str) -> str:
    """A message as it is understood: slang as what it stands for."""
    return folded(text, model("intents").slang)


@cache
def model(what: str) -> Model:
    """As kept; phrases that were added since are learnt now, which takes some seconds."""
    phrases = READ[what]()
    kept = load(what, phrases)
    if kept is None:
        log.info("the phrases have changed: learning them")
    return kept or learnt(phrases)


def load(what: str, phrases: Phrases) -> Model | None:
    """The model that was kept; None where it is not there, or of other phrases."""
    packed = dict(zip(READ, FILE.read_bytes().split(b"\n\n"), strict=False)) if FILE.exists() else {}
    if what not in packed:
        return None
    told = json.loads(zlib.decompress(b85decode(packed[what].replace(b"\n", b""))))
    if told["print"] != phrases.print:
        return None
    labels = phrases.labels
    rows, width = b85decode(told["rows"]), len(labels)
    rarity = sparing(told["rarity"])
    cut = {name: wide(rows[at * width : (at + 1) * width]) for at, name in enumerate(rarity)}
    return Model(told["print"], labels, phrases.slang, rarity, cut, told["bias"], told["unit"])


def sparing(rarity: Mapping[str, float]) -> dict[str, float]:
    """The same, with each text once for all models and each number once: a quarter less memory."""
    numbers = {number: number for number in rarity.values()}
    return {intern(name): numbers[number] for name, number in rarity.items()}


def keep(made: Mapping[str, Model], file: Path = FILE) -> None:
    """Write them beside the phrases, one after the other: text, so that any tool may carry it."""
    file.write_text("\n\n".join(_packed(made[what]) for what in READ) + "\n", "ascii")


def _packed(made: Model) -> str:
    """Lines of text."""
    width = len(made.labels)
    rows = b"".join(bytes(lanes(made.rows[name], width)) for name in made.rarity)
    told = {
        "print": made.print,
        "bias": list(made.bias),
        "unit": made.unit,
        "rarity": made.rarity,
        "rows": b85encode(rows).decode(),
    }
    packed = b85encode(zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 9)).decode()
    return "\n".join(packed[at : at + WIDTH] for at in range(0, len(packed), WIDTH))
