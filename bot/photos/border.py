"""Does writing run out over the border of a picture? Then the page does not lie wholly in it.

It imports Pillow; bot.photos imports it when the first picture comes.
"""

from __future__ import annotations

from PIL import Image, ImageChops

from bot.photos.grid import BLOCK, Grid, step

EDGE = 1  # points at the very edge that a scaled picture mixes with nothing
FEWEST = 6  # parts with writing along a border, at least ...
PART = 0.12  # ... and of all its parts
INSIDE = 0.45  # of the inside's strong steps: how strong a step of writing at the border is
PATTERN = 0.2  # the same, for what may be a cloth or a floor in the shade
PAPER = 0.6  # of the inside's paper: how bright it is around the writing at the border
INK = 0.55  # of its brightest point: how bright a part with writing is on average, for ink is thin
FAINTEST = 12  # of 255: a step of writing inside
TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def cut_off(smooth: Image.Image, inside: Grid) -> bool:
    """One or two borders cut through writing. Where three or four do it is a cloth with a pattern."""
    steps = sorted(inside.across)[int(len(inside.across) * 0.9)]
    if steps < FAINTEST:
        return False
    paper = _paper(inside, steps)
    turned = [smooth if turn is None else smooth.transpose(turn) for turn in TURNS]
    if sum(_writing_along_top(image, steps * PATTERN, 0) for image in turned) > 2:
        return False
    return any(_writing_along_top(image, steps * INSIDE, paper * PAPER) for image in turned)


def _paper(inside: Grid, steps: int) -> int:
    """How bright it is where writing stands."""
    bright = sorted(
        high for high, step in zip(inside.highest, inside.across, strict=True) if step >= steps * INSIDE
    )
    return bright[len(bright) // 2]


def _writing_along_top(grey: Image.Image, steps: float, paper: float) -> bool:
    """Steps along the border count, so the page's own edge beside the border does not."""
    columns = grey.width // BLOCK
    strip = grey.crop((0, EDGE, columns * BLOCK, EDGE + BLOCK))
    changes = step(strip, 1, 0).crop((1, 0, strip.width, BLOCK))
    steep = _columns(changes, columns)
    high = _columns(strip, columns)
    mean = strip.reduce(BLOCK).tobytes()
    parts = zip(steep, high, mean, strict=True)
    writing = sum(jump >= steps and top >= paper and level >= INK * top for jump, top, level in parts)
    return writing >= FEWEST and writing >= PART * columns


def _columns(strip: Image.Image, columns: int) -> bytes:
    """The highest point of each part of a strip."""
    rows = strip
    for reach in (1, 2, 4, 8):
        rows = ImageChops.lighter(rows, ImageChops.offset(rows, -reach, 0))
        rows = ImageChops.lighter(rows, ImageChops.offset(rows, 0, -reach))
    row = rows.crop((0, 0, rows.width, 1))
    return bytes(row.tobytes()[at * BLOCK] for at in range(columns))
