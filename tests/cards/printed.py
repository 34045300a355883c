"""Reads sheets of cards back: texts by the tables that the PDF itself has for its letters, and black marks."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

POINT = 72 / 25.4  # points in a millimetre
HIGH = 297.0
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
DRAWN = re.compile(
    rb"/F(?P<font>\d+) [\d.]+ Tf|BT (?P<x>[\d.]+) (?P<y>[\d.]+) Td \((?P<text>(?:\\.|[^\\)])*)\) Tj ET",
    re.DOTALL,
)
FILLED = re.compile(rb"(?P<grey>[\d.]+) g\n|([\d.]+) ([\d.]+) ([\d.]+) -([\d.]+) re f")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


@dataclass(frozen=True)
class Text:
    """A text and its baseline's start, in millimetres from the page's top left."""

    x: float
    y: float
    text: str


def pages(pdf: bytes) -> list[list[Text]]:
    """The texts of each page, in the order they were drawn."""
    streams = [_opened(found[1]) for found in STREAM.finditer(pdf)]
    fonts = [_letters(stream) for stream in streams if b"beginbfchar" in stream]
    return [_texts(stream, fonts) for stream in streams if b" Tj ET" in stream]


def said(pdf: bytes) -> list[str]:
    return [one.text for page in pages(pdf) for one in page]


def black(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """x, y, width, height of what is filled with black on the first page, in millimetres from its top left."""
    content, found, grey = next(s for m in STREAM.finditer(pdf) if b" Tj ET" in (s := _opened(m[1]))), [], 0.0
    for mark in FILLED.finditer(content):
        if mark["grey"]:
            grey = float(mark["grey"])
        elif grey == 0:
            x, y, wide, high = (float(one) / POINT for one in mark.groups()[1:])
            found.append((x, HIGH - y, wide, high))
    return found


def _opened(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream  # small ones are not compressed


def _letters(table: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in LETTER.findall(table)
    }


def _texts(content: bytes, fonts: list[dict[int, str]]) -> list[Text]:
    found, font = [], fonts[0]
    for drawn in DRAWN.finditer(content):
        if drawn["font"]:
            font = fonts[int(drawn["font"]) - 1]
            continue
        raw = re.sub(
            rb"\\(.)", lambda escaped: ESCAPED.get(escaped[1], escaped[1]), drawn["text"], flags=re.DOTALL
        )
        text = "".join(font[int.from_bytes(raw[at : at + 2], "big")] for at in range(0, len(raw), 2))
        found.append(Text(float(drawn["x"]) / POINT, HIGH - float(drawn["y"]) / POINT, text))
    return found
