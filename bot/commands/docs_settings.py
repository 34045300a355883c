"""The page about the settings: .env.example as a table, checked against what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings import Settings

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
LINE = re.compile(r"#?\s*(PAYUNG_[A-Z_]+)=(.*)")


def settings_page() -> str:
    """The page as Markdown. Raises LookupError where .env.example and the program disagree."""
    found = described()
    known = {f"PAYUNG_{name.upper()}" for name in Settings.model_fields}
    if found.keys() != known:
        raise LookupError(f".env.example and the settings differ: {sorted(found.keys() ^ known)}")
    rows = [
        f"| `{name}` | {f'`{value}`' if value else ''} | {about} |" for name, (value, about) in found.items()
    ]
    head = ["# Settings", "", "Made by `payung docs` from `.env.example`; do not edit by hand.", ""]
    return "\n".join([*head, "| setting | default or example | what it is |", "|---|---|---|", *rows, ""])


def described() -> dict[str, tuple[str, str]]:
    """Each setting of .env.example with its value and the comment above it."""
    found: dict[str, tuple[str, str]] = {}
    comment: list[str] = []
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if match := LINE.fullmatch(line):
            found[match[1]] = (match[2], " ".join(comment))
            comment = []
        elif line.startswith("# ") and not line.startswith("# ---"):
            comment.append(line[2:])
        else:
            comment = []
    return found
