"""Can a photographed page be read? Simple measures on a grey copy; they stay silent where they are not sure.

A false alarm is worse than a miss: whoever sent a good picture must not be asked for another. What ought
to be on the page it does not know. It imports Pillow; bot.photos imports it when the first picture comes.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from bot.photos.border import cut_off
from bot.photos.grid import BLOCK, Grid, grid, share

SIDE = 1200  # pixels on the long side of the grey copy: what can't be read at this size can't be read
FEWEST_PIXELS = 200_000  # less than 520 x 390
NARROWEST = 200  # pixels; a till receipt is narrow, but not narrower
DARK = 80  # of 255: even the brightest hundredth of the picture is darker
CLIPPED = 250  # of 255: nothing is left of what stood here
PALE, HALF = 200, 128  # of 255: light enough for paper; half a part, as _lighter counts
CLIPPED_SHARE = 0.2  # of the picture, above which a page may be washed out
FAINT = 60  # of 255: how much darker than a clipped page its darkest ink is, at most
CONTRAST = 30  # of 255: with less nothing can be said about sharpness
SHARP = 0.16  # steepest step to range of brightness; a step blurred by s pixels has 0.4 / sqrt(s * s + 1)


def problems(image: Image.Image) -> tuple[str, ...]:
    """What makes a picture hard to read, some of: small, dark, bright, blurred, cut_off."""
    if min(image.size) < 4 * BLOCK:
        return ("small",)
    grey = _grey(image)
    found = {
        "small": image.width * image.height < FEWEST_PIXELS or min(image.size) < NARROWEST,
        "dark": share(grey, 0.99) < DARK,
        "bright": _washed_out(grey),
    }
    smooth = grey.filter(ImageFilter.GaussianBlur(1))  # so that noise is not taken for sharpness
    here = grid(smooth)
    found["blurred"] = _blurred(here)
    found["cut_off"] = not found["blurred"] and cut_off(smooth, here)
    return tuple(problem for problem, there in found.items() if there)


def _grey(image: Image.Image) -> Image.Image:
    scale = min(1.0, SIDE / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.convert("L").resize(size, Image.Resampling.BICUBIC)


def _washed_out(grey: Image.Image) -> bool:
    """A large part is pure white, and what stands in it is hardly darker.

    The picture's parts at the edge of the white are left out: beside a page lies a dark table.
    """
    cells = grey.width // BLOCK, grey.height // BLOCK
    even = grey.crop((0, 0, cells[0] * BLOCK, cells[1] * BLOCK))
    inside = _lighter(even, PALE).filter(ImageFilter.MinFilter(3)).tobytes()
    darkest = _lowest(even).resize(cells, Image.Resampling.NEAREST).tobytes()
    depths = sorted(255 - low for low, part in zip(darkest, inside, strict=True) if part >= HALF)
    clipped = sum(part >= HALF for part in _lighter(even, CLIPPED).tobytes())
    return clipped > CLIPPED_SHARE * len(inside) and bool(depths) and depths[int(len(depths) * 0.995)] < FAINT


def _lighter(grey: Image.Image, than: int) -> Image.Image:
    """How much of each part is at least so bright: 255 is all of it."""
    return grey.point([255 * (level >= than) for level in range(256)]).reduce(BLOCK)


def _lowest(grey: Image.Image) -> Image.Image:
    """Each point the darkest of those around it, half a block to each side."""
    for step in (1, 2, 4):
        for across, down in ((step, 0), (0, step)):
            grey = ImageChops.darker(grey, ImageChops.offset(grey, across, down))
            grey = ImageChops.darker(grey, ImageChops.offset(grey, -across, -down))
    return grey


def _blurred(here: Grid) -> bool:
    """Even where the picture has the most contrast its sharpest steps are wide, across or down.

    A hand that moved leaves the steps along its way sharp, so the two directions are looked at apart.
    """
    strong = sorted(here.ranges)[int(len(here.ranges) * 0.98)]
    if strong < CONTRAST:
        return False
    return min(_sharpness(here, steps, strong / 2) for steps in (here.across, here.down)) < SHARP


def _sharpness(here: Grid, steps: bytes, least: float) -> float:
    """The ratio of step to range that the sharpest tenth of the parts with contrast has."""
    pairs = zip(steps, here.ranges, strict=True)
    ratios = sorted(step / range for step, range in pairs if range >= least)
    return ratios[int(len(ratios) * 0.9)]
