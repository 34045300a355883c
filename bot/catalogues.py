"""Reads the words: gettext catalogues in locales/, straight from the .po files, so none is ever stale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.conversation.words import Catalogue, Language
from bot.formats import BabelFormats

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("id", "en")


def languages() -> Mapping[str, Language]:
    """Every language with its catalogues, Indonesian first."""
    return {code: Language(code, catalogues(code), BabelFormats(code)) for code in LANGUAGES}


def catalogues(language: str) -> Mapping[str, Catalogue]:
    """The catalogues of a language by conversation."""
    folder = LOCALES / language / "LC_MESSAGES"
    return {file.stem: read(file) for file in sorted(folder.glob("*.po"))}


def read(file: Path) -> Catalogue:
    """One catalogue as key -> text; what is not translated is left out."""
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(256)
def _read(file: Path, changed: int) -> Catalogue:
    """Parsed again only when the file has changed."""
    with file.open("rb") as opened:
        messages = read_po(opened)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}
