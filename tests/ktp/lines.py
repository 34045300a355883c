"""A card as lines that were read already, and an eye that sees just them: no model, no picture."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image

from bot.ktp.boxes import Box, Look, Point
from bot.ktp.sight import MARGIN, NARROW, TALL

LABELS = ("NIK", "Nama", "Tempat/Tgl Lahir", "Jenis kelamin", "Alamat", "Kecamatan", "Agama")
VALUES = (":6371015708859001", ": SITI AMINAH", ": BANJARMASIN, 17-08-1985", "PEREMPUAN", "JL. KELAYAN A",
          "BANJARMASIN SELATAN", "ISLAM")  # fmt: skip
LETTER, HEIGHT, ROW = 12, 24, 32  # pixels
VALUE_AT = 260


def card(*changed: tuple[str, str], without: tuple[str, ...] = (), angle: float = 0.0) -> list[Box]:
    """The lines of a card, some values changed, some labels not seen; the whole turned by so many degrees."""
    values = dict(zip(LABELS, VALUES, strict=True)) | dict(changed)
    lines = []
    for row, label in enumerate(LABELS):
        if label not in without:
            lines.append(box(label, 20, 40 + row * ROW, angle))
        lines.append(box(values[label], VALUE_AT, 40 + row * ROW, angle))
    return lines


def box(text: str, x: float, y: float, angle: float = 0.0, score: float = 0.99) -> Box:
    """A line that begins at a point, about the origin turned by so many degrees."""
    right = x + LETTER * len(text)
    corners = [(x, y), (right, y), (right, y + HEIGHT), (x, y + HEIGHT)]
    turn = math.radians(angle)
    a, b, c, d = (
        Point(px * math.cos(turn) - py * math.sin(turn), px * math.sin(turn) + py * math.cos(turn))
        for px, py in corners
    )
    return Box(text, score, (a, b, c, d))


@dataclass
class Told:
    """An eye that sees what it is told, picture by picture; `alone`: what a line says at the looks at it alone,
    in turn, where they say something else or are less sure.
    """

    sights: list[list[Box]]
    alone: dict[str, tuple[Look, ...]] = field(default_factory=dict)
    looks: int = 0
    cut: list[str] = field(default_factory=list)

    def lines(self, image: Any) -> list[Box]:
        self.looks += 1
        seen = self.sights[min(self.looks, len(self.sights)) - 1]
        return seen

    def again(self, image: Any) -> Look:
        """Which line was cut out is told by how wide it is; one look is at a narrower picture of it."""
        lines = [one.text for sight in self.sights for one in sight]
        line = min(lines, key=lambda text: min(abs(cut(text) * way - image.width) for way in (1, NARROW)))
        self.cut.append(line)
        said = self.alone.get(line, (Look(line, 0.99),))
        return said[(self.cut.count(line) - 1) % len(said)]


def cut(text: str) -> float:
    """How wide the picture of a line alone is, in pixels."""
    return (len(text) * LETTER + 2 * MARGIN * HEIGHT) * TALL / (HEIGHT * (1 + 2 * MARGIN))


def blank(width: int = 900, height: int = 500) -> bytes:
    """A picture on which nothing is."""
    made = BytesIO()
    Image.new("RGB", (width, height), "white").save(made, "PNG")
    return made.getvalue()
