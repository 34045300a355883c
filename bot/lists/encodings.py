"""Turns the bytes of a text into text: UTF-8, UTF-16 or Windows-1252, with or without a mark before it."""

from __future__ import annotations

import codecs
import re

from bot.lists.bad import BadList

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 4096  # bytes by which a text without a mark is judged
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
FEW_CONTROLS = 8  # signs that no one can write; a text has hardly any


def decoded(content: bytes) -> str:
    """The text. Raises BadList: unknown, where it is none."""
    text = _decoded(content)
    head = text[:HEAD]
    if len(_CONTROLS.findall(head)) > max(FEW_CONTROLS, len(head) // 50):
        raise BadList("unknown")
    return _CONTROLS.sub("", text)


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if wide := _wide(content[:HEAD]):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: most letters of a list are Latin, so every other byte is zero."""
    pairs = len(head) // 2
    for zeros, others, encoding in (
        (head[1::2], head[::2], "utf-16-le"),
        (head[::2], head[1::2], "utf-16-be"),
    ):
        if pairs and zeros.count(0) > pairs * 0.6 and others.count(0) < pairs * 0.1:
            return encoding
    return None
