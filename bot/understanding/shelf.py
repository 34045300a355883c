"""Keeps what was learnt beside the phrases: a start costs milliseconds. What is stale is learnt anew."""

from __future__ import annotations

import json
import logging
import zlib
from base64 import b85decode, b85encode
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from bot.understanding.features import folded
from bot.understanding.intents import Understood, wanted
from bot.understanding.learning import learnt
from bot.understanding.model import Model
from bot.understanding.phrases import FOLDER, Phrases, of_intents, of_questions
from bot.understanding.questions import Asked, asked

FILE = FOLDER / "understanding.learnt"
WIDTH = 100  # characters a line
READ: Mapping[str, Callable[[], Phrases]] = {"intents": of_intents, "questions": of_questions}
log = logging.getLogger(__name__)


def understood(text: str) -> Understood:
    """What a message wants."""
    return wanted(model("intents").likely(text))


def question(text: str) -> Asked:
    """Which question a message asks."""
    return asked(model("questions").likely(text))


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
    cut = {name: rows[at * width : (at + 1) * width] for at, name in enumerate(told["rarity"])}
    return Model(told["print"], labels, phrases.slang, told["rarity"], cut, told["bias"], told["unit"])


def keep(made: Mapping[str, Model], file: Path = FILE) -> None:
    """Write them beside the phrases, one after the other: text, so that any tool may carry it."""
    file.write_text("\n\n".join(_packed(made[what]) for what in READ) + "\n", "ascii")


def _packed(made: Model) -> str:
    """Lines of text."""
    rows = b85encode(b"".join(made.rows[name] for name in made.rarity)).decode()
    told = {
        "print": made.print,
        "bias": list(made.bias),
        "unit": made.unit,
        "rarity": made.rarity,
        "rows": rows,
    }
    packed = b85encode(zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 9)).decode()
    return "\n".join(packed[at : at + WIDTH] for at in range(0, len(packed), WIDTH))
