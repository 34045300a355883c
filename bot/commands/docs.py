"""payung docs: writes the generated pages of docs/; --check says which are stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.catalogues import languages
from bot.commands.docs_conversation import page
from bot.commands.docs_law import law_page
from bot.commands.docs_lists import lists_page
from bot.commands.docs_roles import roles_page
from bot.commands.docs_settings import settings_page
from handlers import CONVERSATIONS

DOCS = Path(__file__).parent.parent.parent / "docs"


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--check", action="store_true", help=words["docs.check"])


def run(arguments: argparse.Namespace) -> int:
    stale = [(file, text) for file, text in pages() if not file.exists() or file.read_text("utf-8") != text]
    for file, text in stale:
        print(file.relative_to(DOCS.parent), file=sys.stderr if arguments.check else sys.stdout)
        if not arguments.check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    return 1 if stale and arguments.check else 0


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page and its text."""
    indonesian = languages()["id"]
    for conversation in CONVERSATIONS:
        yield DOCS / "conversations" / f"{conversation.name}.md", page(conversation, indonesian)
    yield DOCS / "settings.md", settings_page()
    yield DOCS / "law.md", law_page()
    yield DOCS / "lists.md", lists_page(indonesian)
    yield DOCS / "console-roles.md", roles_page()
