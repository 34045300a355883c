"""Pictures the program draws itself. No words are in them, so they serve every language.

Pillow is imported when the first one is asked for.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SIZE = (640, 480)
TWICE = 2  # drawn at twice the size and brought down, so that edges are smooth
TABLE, TABLE_LIT, SHADOW = (78, 58, 44), (160, 124, 92), (44, 32, 24)
PAPER, HEADING, INK, FRAME, GOOD = (253, 252, 247), (70, 90, 120), (176, 182, 190), "white", (34, 150, 84)
SHEET = (190, 58, 446, 424)
LINES = (0.92, 0.98, 0.86, 0.95, 0.6, 0.97, 0.9, 0.94, 0.45)  # how long each line of writing is
CORNER, ARM, THICK = 30, 60, 4.5  # of the viewfinder: how far from the edge, how long, half how thick
RINGS, COLOURS = 14, 80
Colour = tuple[int, int, int]


@cache
def example() -> bytes:
    """How to photograph a paper: wholly in the picture, light from above. A PNG of 640 x 480, under 15 kB."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", _pair(*SIZE), TABLE)
    pen = ImageDraw.Draw(image)
    _light(pen)
    _shadow(image)
    _sheet(pen)
    _viewfinder(pen)
    _tick(pen)
    return _saved(image.resize(SIZE, Image.Resampling.LANCZOS))


def _twice(*numbers: float) -> tuple[int, ...]:
    return tuple(round(number * TWICE) for number in numbers)


def _pair(x: float, y: float) -> tuple[int, int]:
    return round(x * TWICE), round(y * TWICE)


def _light(pen: ImageDraw) -> None:
    """A lamp above: rings that grow brighter, few enough for a small file."""
    for ring in range(1, RINGS + 1):
        near = ring / RINGS
        colour = tuple(round(dark + (lit - dark) * near) for dark, lit in zip(TABLE, TABLE_LIT, strict=True))
        wide, high = 620 - 420 * near, 600 - 420 * near
        pen.ellipse(_twice(320 - wide, -high, 320 + wide, high), colour)


def _shadow(image: Image) -> None:
    """The sheet's shadow falls down, for the light is above."""
    from PIL import Image, ImageDraw

    shadow = Image.new("L", image.size)
    left, top, right, bottom = SHEET
    for grow, dark in ((9, 60), (6, 110), (3, 160)):
        box = left - grow + 3, top + 6, right + grow - 3, bottom + grow + 3
        ImageDraw.Draw(shadow).rounded_rectangle(_twice(*box), 8 * TWICE, dark)
    image.paste(SHADOW, mask=shadow)


def _sheet(pen: ImageDraw) -> None:
    """A page: a heading, a seal, lines of writing."""
    left, top, right, bottom = SHEET
    pen.rounded_rectangle(_twice(*SHEET), 3 * TWICE, PAPER)
    pen.ellipse(_twice(left + 26, top + 24, left + 60, top + 58), HEADING)
    for at, length in ((30, 118), (46, 82)):
        _line(pen, left + 76, top + at, length, 8, HEADING)
    width = right - left - 52
    for number, part in enumerate(LINES):
        _line(pen, left + 26, top + 86 + number * 24, width * part, 7, INK)
    _line(pen, right - 104, bottom - 36, 78, 7, HEADING)


def _line(pen: ImageDraw, x: float, y: float, length: float, high: float, colour: Colour) -> None:
    pen.rounded_rectangle(_twice(x, y, x + length, y + high), high * TWICE / 2, colour)


def _viewfinder(pen: ImageDraw) -> None:
    """The corners that a telephone's camera shows."""
    for x, across in ((CORNER, ARM), (SIZE[0] - CORNER, -ARM)):
        for y, down in ((CORNER, ARM), (SIZE[1] - CORNER, -ARM)):
            for to_x, to_y in ((x + across, y), (x, y + down)):
                (left, right), (top, bottom) = sorted((x, to_x)), sorted((y, to_y))
                box = left - THICK, top - THICK, right + THICK, bottom + THICK
                pen.rounded_rectangle(_twice(*box), THICK * TWICE, FRAME)


def _tick(pen: ImageDraw) -> None:
    """This is how it is right."""
    x, y, radius = 516, 366, 44
    for size, colour in ((radius + 6, FRAME), (radius, GOOD)):
        pen.ellipse(_twice(x - size, y - size, x + size, y + size), colour)
    _stroke(pen, [_pair(x - 21, y + 1), _pair(x - 6, y + 17), _pair(x + 22, y - 16)], 11, FRAME)


def _stroke(pen: ImageDraw, points: list[tuple[int, int]], width: float, colour: str) -> None:
    """A line with round ends and corners."""
    pen.line(points, colour, round(width * TWICE))
    radius = width * TWICE / 2
    for x, y in points:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)


def _saved(image: Image) -> bytes:
    from PIL.Image import Dither, Quantize

    file = BytesIO()
    few = image.quantize(COLOURS, Quantize.MEDIANCUT, dither=Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()
