"""A picture as the model sees it: its lines on a small copy, and one line looked at again in the large one.

The birth date on a card bears out six digits of the number, and the sex; nothing bears out the others, nor a
name. So what is to be offered must say the same at every look: on the whole card, and alone in four ways. A
model that guesses at a stroke it can hardly see guesses otherwise once that stroke looks otherwise; and how
unsure it is of that one letter is hidden by the mean of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ktp.boxes import Box, Look, Point
from bot.ktp.digits import nik_in
from bot.ktp.eye import Eye
from bot.ktp.labels import label_of
from bot.ktp.layout import Value

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 1024  # pixels on the long side: more is slower and finds no more
MARGIN = 0.2  # of the line's height, on every side, when it is looked at again
TALL = 64  # pixels of that line; the model reads at 48
SOFT = 2.5  # pixels of that line by which it is softened for one look
NARROW = 0.87  # of its length, for another: letters come to stand elsewhere in the model's steps
PALE = 2  # percent of the darkest and of the lightest points that are left out where its contrast is raised
LETTER = 0.5  # how sure each letter must be where a line is looked at again
_WORD = re.compile(r"[A-Z0-9]+")


@dataclass(frozen=True)
class Sight:
    """`boxes` in pixels of `image`, the picture as it came."""

    image: Image
    boxes: tuple[Box, ...]
    eye: Eye

    @property
    def downwards(self) -> bool:
        """Do most letters stand in lines that run down or up?"""
        down = sum(len(box.text) for box in self.boxes if _steep(box))
        return down * 2 > sum(len(box.text) for box in self.boxes)

    def again(self, box: Box) -> Iterator[Look]:
        """What a line says when it is read alone, look by look."""
        return map(self.eye.again, _ways(_level(box, self.image)))


def seen(image: Image, eye: Eye) -> Sight:
    """Look at a whole picture."""
    small = image.copy()
    small.thumbnail((LONGEST, LONGEST))
    scale = image.width / small.width
    return Sight(image, tuple(box.scaled(scale) for box in eye.lines(small)), eye)


def same_number(box: Box, nik: str, sight: Sight) -> bool:
    """Is the number the same, and each digit sure, at every look?"""
    return all(
        look.weakest >= LETTER and nik in (nik_in(look.text), nik_in(label_of(look.text)[1]))
        for look in sight.again(box)
    )


def same_text(value: Value, sight: Sight) -> bool:
    """Are all its lines the same words, and each letter sure, at every look?"""
    return all(
        look.weakest >= LETTER and _words(box.text) in (_words(look.text), _words(label_of(look.text)[1]))
        for box in value.boxes
        for look in sight.again(box)
    )


def _words(text: str) -> list[str]:
    """The space after a comma, and which sign stands between words, is not what a card says."""
    return _WORD.findall(text.upper())


def _steep(box: Box) -> bool:
    way = box.start.to(box.end)
    return abs(way.y) > abs(way.x)


def _level(box: Box, image: Image) -> Image:
    """The line cut out and laid level."""
    from PIL import Image as Pictures

    scale = TALL / (box.height * (1 + 2 * MARGIN))
    size = max(1, round((box.length + 2 * MARGIN * box.height) * scale)), TALL
    a, b, c, d = _wider(box)
    corners = (a.x, a.y, d.x, d.y, c.x, c.y, b.x, b.y)  # Pillow goes round the other way
    return image.transform(size, Pictures.Transform.QUAD, corners, Pictures.Resampling.BICUBIC)


def _ways(line: Image) -> Iterator[Image]:
    """A line as it is, softened, narrower, and in black on white."""
    from PIL import ImageFilter, ImageOps

    yield line
    yield line.filter(ImageFilter.GaussianBlur(SOFT))
    yield line.resize((max(1, round(line.width * NARROW)), line.height))
    yield ImageOps.autocontrast(ImageOps.grayscale(line), cutoff=PALE).convert("RGB")


def _wider(box: Box) -> tuple[Point, Point, Point, Point]:
    """Its corners with a margin around, along and across the line."""
    way, margin = box.start.to(box.end), MARGIN * box.height / (box.length or 1)
    across = Point(way.x * margin, way.y * margin)
    down = Point(-across.y, across.x)
    a, b, c, d = box.corners
    return (a.moved(across, -1).moved(down, -1), b.moved(across, 1).moved(down, -1),
            c.moved(across, 1).moved(down, 1), d.moved(across, -1).moved(down, 1))  # fmt: skip
