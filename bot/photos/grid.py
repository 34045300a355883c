"""A grey picture in parts of 16 x 16 points: how much brightness differs in each, and how steeply.

It imports Pillow; bot.photos imports it when the first picture comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageChops

BLOCK = 16
Join = Callable[[Image.Image, Image.Image], Image.Image]


@dataclass(frozen=True)
class Grid:
    """One byte a part, row by row. `ranges`: brightest less darkest within 32 points around; `across` and
    `down`: the largest step from one point to the next; `highest`: the brightest.
    """

    columns: int
    rows: int
    ranges: bytes
    across: bytes
    down: bytes
    highest: bytes


def grid(grey: Image.Image) -> Grid:
    """The parts of a picture of at least 64 points a side; a margin of half a part stays out."""
    high, low = _reach(grey, ImageChops.lighter, 2 * BLOCK), _reach(grey, ImageChops.darker, 2 * BLOCK)
    columns, rows = (side // BLOCK - 2 for side in grey.size)

    def parts(image: Image.Image) -> bytes:
        """A point stands for what lies right of it and below: the first is 8 points from the corner."""
        even = image.crop((0, 0, columns * BLOCK, rows * BLOCK))
        return even.resize((columns, rows), Image.Resampling.NEAREST).tobytes()

    return Grid(
        columns, rows, parts(ImageChops.subtract(high, low)),
        parts(_steepest(grey, 1, 0)), parts(_steepest(grey, 0, 1)), parts(high),
    )  # fmt: skip


def step(grey: Image.Image, right: int, down: int) -> Image.Image:
    """How much each point differs from its neighbour; the first row or column wraps round."""
    return ImageChops.difference(grey, ImageChops.offset(grey, right, down))


def share(grey: Image.Image, part: float) -> int:
    """The brightness that this part of the points does not exceed."""
    histogram, seen = grey.histogram(), 0
    wanted = part * sum(histogram)
    for level, count in enumerate(histogram):
        seen += count
        if seen >= wanted:
            return level
    return 255


def _steepest(grey: Image.Image, right: int, down: int) -> Image.Image:
    """The largest step within the inner 16 of the 32 points that a part's range is taken from."""
    within = _reach(step(grey, right, down), ImageChops.lighter, BLOCK)
    return ImageChops.offset(within, -BLOCK // 2, -BLOCK // 2)


def _reach(image: Image.Image, join: Join, points: int) -> Image.Image:
    """Each point joined with those right of it and below, `points` (a power of two) in all either way."""
    reach = 1
    while reach < points:
        image = join(image, ImageChops.offset(image, -reach, 0))
        image = join(image, ImageChops.offset(image, 0, -reach))
        reach *= 2
    return image
