"""Reads a PDF of ours back: its texts with where they stand, its black rectangles, the QR they make."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

POINT = 72 / 25.4  # points in a millimetre
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
TEXT = re.compile(r"BT ([\d.]+) ([\d.]+) Td \(((?:\\.|[^\\)])*)\) Tj ET", re.DOTALL)
FILLED = re.compile(r"([\d.]+) ([\d.]+) ([\d.]+) -([\d.]+) re f")
GREY = re.compile(r"([\d.]+) g")


@dataclass(frozen=True)
class Text:
    """A text and its baseline's start, in millimetres from the page's top left."""

    x: float
    y: float
    text: str


def content(pdf: bytes) -> str:
    """What is drawn, as the PDF's own operators."""
    return b"".join(zlib.decompress(found[1]) for found in STREAM.finditer(pdf)).decode("latin-1")


def texts(pdf: bytes) -> list[Text]:
    """In the order they were drawn."""
    found = TEXT.findall(content(pdf))
    return [
        Text(float(x) / POINT, 297 - float(y) / POINT, re.sub(r"\\(.)", r"\1", text)) for x, y, text in found
    ]


def said(pdf: bytes) -> list[str]:
    return [one.text for one in texts(pdf)]


def beside(pdf: bytes, label: str) -> str:
    """What stands right of a label, on about the same baseline."""
    at = next(one for one in texts(pdf) if one.text == label)
    right = [one for one in texts(pdf) if one.x > at.x and abs(one.y - at.y) < 0.5]
    return min(right, key=lambda one: one.x).text


def black(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """x, y, width, height of the rectangles filled with black, in points."""
    found, grey = [], 0.0
    for line in content(pdf).splitlines():
        if shade := GREY.fullmatch(line):
            grey = float(shade[1])
        if (filled := FILLED.fullmatch(line)) and grey == 0:
            x, y, width, height = map(float, filled.groups())
            found.append((x, y, width, height))
    return found


def qr(pdf: bytes) -> list[list[int]]:
    """The modules, 1 dark, as the rectangles draw them."""
    drawn = black(pdf)
    left, top = min(x for x, *_ in drawn), max(y for _, y, *_ in drawn)
    module = min(height for *_, height in drawn)
    size = round((top - min(y for _, y, *_ in drawn)) / module) + 1
    matrix = [[0] * size for _ in range(size)]
    for x, y, width, _ in drawn:
        start = round((x - left) / module)
        for place in range(start, start + round(width / module)):
            matrix[round((top - y) / module)][place] = 1
    return matrix
