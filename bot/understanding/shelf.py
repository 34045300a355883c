"""Keeps what was learnt beside the phrases: a start costs milliseconds. What is stale is learnt anew."""

from __future__ import annotations

import json
import logging
import zlib
from base64 import b85decode, b85encode
from functools import cache
from pathlib import Path

from bot.understanding.intents import INTENTS, Understood
from bot.understanding.learning import learnt
from bot.understanding.model import Model
from bot.understanding.phrases import FOLDER, Phrases, read

FILE = FOLDER / "understanding.learnt"
log = logging.getLogger(__name__)


def understood(text: str) -> Understood:
    """What a message wants."""
    return model().understood(text)


@cache
def model() -> Model:
    """As kept; phrases that were added since are learnt now, which takes a second."""
    phrases = read()
    kept = load(phrases)
    if kept is None:
        log.info("the phrases have changed: learning them")
    return kept or learnt(phrases)


def load(phrases: Phrases) -> Model | None:
    """The model that was kept; None where it is not there, or of other phrases."""
    if not FILE.exists():
        return None
    told = json.loads(zlib.decompress(b85decode(FILE.read_bytes().replace(b"\n", b""))))
    if told["print"] != phrases.print:
        return None
    rows, width = b85decode(told["rows"]), len(INTENTS)
    cut = {name: rows[at * width : (at + 1) * width] for at, name in enumerate(told["rarity"])}
    return Model(told["print"], phrases.slang, told["rarity"], cut, told["bias"], told["unit"])


def keep(made: Model, file: Path = FILE) -> None:
    """Write it beside the phrases: text, so that any tool may carry it."""
    rows = b85encode(b"".join(made.rows[name] for name in made.rarity)).decode()
    told = {
        "print": made.print,
        "bias": list(made.bias),
        "unit": made.unit,
        "rarity": made.rarity,
        "rows": rows,
    }
    packed = b85encode(zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 9))
    lines = (packed[at : at + 100] for at in range(0, len(packed), 100))
    file.write_bytes(b"\n".join(lines) + b"\n")
