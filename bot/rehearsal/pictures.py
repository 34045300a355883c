"""Pictures and papers that invented people send: a page as a cheap phone takes it, drawn when asked for.

The name says how it turned out: "ktp gelap.jpg" is dark, buram blurred, terang washed out, terpotong cut off,
kecil small, rusak cut short on its way; "terkunci.pdf" has a password. Lists of workers are in lists.py, a
KTP that can be read in identity_photo.py.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from bot.rehearsal.identity_photo import holder_of, identity_photo
from bot.rehearsal.lists import ENDINGS, listed

WIDTH, HEIGHT = 900, 1200
LINES = 18
FAULTS = ("gelap", "buram", "terang", "terpotong", "kecil", "rusak", "terkunci")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n"
    b"trailer<</Size 3/Root 1 0 R LOCK>>\nstartxref\n101\n%%EOF\n"
)


def bytes_of(name: str) -> bytes:
    """What is in a file that a transcript names."""
    lower = name.lower()
    if lower.endswith(ENDINGS):
        return listed(name)
    fault = next((fault for fault in FAULTS if fault in lower), "")
    if lower.endswith(".pdf"):
        return PDF.replace(b"LOCK", b"/Encrypt 3 0 R" if fault == "terkunci" else b"")
    holder = holder_of(name)
    return _taken(identity_photo(holder), fault) if holder else picture(fault)


@cache
def picture(fault: str = "") -> bytes:
    """A JPEG of a page, with one of FAULTS or without."""
    return _taken(_page(fault == "terpotong"), fault)


def _taken(image: Any, fault: str) -> bytes:
    made = BytesIO()
    _spoilt(image, fault).save(made, "JPEG", quality=70)
    content = made.getvalue()
    return content[: len(content) // 3] if fault == "rusak" else content


def _page(cut_off: bool) -> Any:
    """A sheet with lines of letters on a darker table; cut off, it goes beyond the picture."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), (120, 105, 90))
    draw = ImageDraw.Draw(image)
    margin = -200 if cut_off else 90
    draw.rectangle((margin, margin, WIDTH - margin, HEIGHT - margin), fill=(242, 240, 235))
    left, step = margin + 60, (HEIGHT - 2 * margin - 160) // LINES
    for line in range(LINES):
        _letters(draw, left, margin + 90 + line * step, WIDTH - margin - 60 - (line % 4) * 70)
    return image


def _letters(draw: Any, left: int, top: int, right: int) -> None:
    """Strokes of ink like small letters, words apart."""
    for place, x in enumerate(range(left, right, 13)):
        if place % 7 != 6:
            draw.rectangle((x, top, x + 3, top + 20), fill=(35, 35, 45))
            draw.rectangle((x, top + (place * 5) % 17, x + 9, top + (place * 5) % 17 + 3), fill=(35, 35, 45))


def _spoilt(image: Any, fault: str) -> Any:
    from PIL import ImageFilter

    match fault:
        case "gelap":
            return image.point(lambda value: value * 0.12)
        case "terang":
            return image.point(lambda value: 238 + value * 0.07)
        case "buram":
            return image.filter(ImageFilter.GaussianBlur(14))
        case "kecil":
            return image.resize((150, 200))
    return image
