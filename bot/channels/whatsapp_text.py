"""Texts as WhatsApp takes them: how long they may be, and without what it would take for formatting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.conversation.messages import Option

BODY, TEXT = 1024, 4096  # with buttons or a file, and without
# WhatsApp formats what stands between two of these marks and has no way to escape one; those of ours that
# would be taken so (a name, an address that somebody typed) are replaced by a sign that looks the same.
LIKE: Mapping[str, str] = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
FORMATTED = re.compile(r"(?<!\w)([*_~`])(?=\S)(?:[^\n]*?\S)\1(?!\w)|```")
MARKS = re.compile(r"[*_~`]")


def plain(text: str) -> str:
    """The text so that all of it is shown as it is."""
    if not MARKS.search(text) or not FORMATTED.search(text):
        return text
    return MARKS.sub(lambda mark: LIKE[mark[0]], text)


def length(text: str) -> int:
    """Halves of UTF-16, as phones count: never less than the vendor counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def fits(text: str, most: int) -> bool:
    return length(text) <= most


def cut(text: str, most: int) -> str:
    """The text on at most so many characters, with an ellipsis where some are missing."""
    if fits(text, most):
        return text
    kept = text[: most - 1]
    while not fits(kept, most - 1):
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def one_line(text: str) -> str:
    return " ".join(text.split())


def numbered(text: str, options: Sequence[Option], how: str, most: int = TEXT) -> str:
    """The text with its options below, to be answered by number, which is `how`; options are never cut."""
    if not options:
        return cut(text, most)
    listed = [f"{number}. {one_line(option.label)}" for number, option in enumerate(options, 1)]
    lines = "\n".join([how, *listed])
    return f"{cut(text, max(1, most - length(lines) - 2))}\n\n{plain(lines)}"
