"""A card as a PNG that is read on a small telephone: four bits a pixel, with the letters that lie beside it.

Pillow and segno are imported with the first card.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.cards.face import Face
from bot.cards.layout import HEIGHT, WIDTH, draw
from bot.cards.letters import FILES, FONTS, written
from bot.paper.wrapping import Measure, fitted, wrap

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE = 1012 / WIDTH  # pixels of a millimetre: 300 to the inch, as cards are printed
POINT = 25.4 / 72
# Drawn in grey, and coloured in the end: black is ink, a third of the way the ground of the heading.
INK, GROUND, WHITE = 0, 85, 255
COLOURS = ((28, 41, 40), (11, 93, 87), (255, 255, 255))
LEVELS = 16


def drawn(face: Face) -> bytes:
    """A PNG of 1012 x 638 pixels, about 20 kB; the same card gives the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), WHITE)
    draw(Brush(ImageDraw.Draw(image)), face)
    few = image.point([level * LEVELS // 256 for level in range(256)])
    few.putpalette(_palette())
    file = BytesIO()
    few.save(file, "PNG", bits=4, compress_level=6)
    return file.getvalue()


@dataclass(frozen=True)
class Brush:
    """Draws on a picture."""

    pen: ImageDraw

    def text(self, x: float, y: float, text: str, size: float, style: str = "") -> None:
        self._write(x, y, text, size, style, INK)

    def on_head(self, x: float, y: float, text: str, size: float, style: str = "") -> None:
        self._write(x, y, text, size, style, WHITE)

    def wrapped(self, text: str, width: float, rows: int, size: float, style: str = "") -> list[str]:
        return wrap(written(text), width, rows, _measure(size, style))

    def fitted(self, text: str, width: float, size: float, style: str = "") -> str:
        return fitted(written(text), width, _measure(size, style))

    def head(self, x: float, y: float, width: float, height: float) -> None:
        self.pen.rectangle(_pixels(x, y, x + width, y + height), GROUND)

    def code(self, content: str, x: float, y: float, side: float) -> None:
        """Every module the same whole number of pixels: readers count on it."""
        import segno

        made = segno.make_qr(content, error="m")
        width, _ = made.symbol_size()
        module = int(side * SCALE) // width
        left, top = (round(start * SCALE + (side * SCALE - module * width) / 2) for start in (x, y))
        for line, modules in enumerate(made.matrix_iter()):
            for place, dark in enumerate(modules):
                if dark:
                    at = left + place * module, top + line * module
                    self.pen.rectangle((*at, at[0] + module - 1, at[1] + module - 1), INK)

    def _write(self, x: float, y: float, text: str, size: float, style: str, colour: int) -> None:
        self.pen.text((x * SCALE, y * SCALE), text, colour, _font(size, style), anchor="ls")


def _pixels(*lengths: float) -> tuple[int, ...]:
    return tuple(round(length * SCALE) for length in lengths)


def _measure(size: float, style: str) -> Measure:
    font = _font(size, style)
    return lambda text: float(font.getlength(text)) / SCALE


@cache
def _font(size: float, style: str) -> Any:
    from PIL import ImageFont

    pixels = size * POINT * SCALE
    return ImageFont.truetype(FONTS / FILES[style], pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def _palette() -> bytes:
    """From ink over the heading's ground to white, in sixteen steps."""
    colours = bytearray()
    for level in range(LEVELS):
        grey = level * 255 // (LEVELS - 1)
        low, high, share = (
            (0, 1, grey / GROUND) if grey < GROUND else (1, 2, (grey - GROUND) / (WHITE - GROUND))
        )
        colours += bytes(
            round(one + (other - one) * share) for one, other in zip(COLOURS[low], COLOURS[high], strict=True)
        )
    return bytes(colours)
