"""How a picture is kept: pixels only, nothing that says where or with what it was taken.

It imports Pillow; bot.photos imports it when the first picture comes.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image

QUALITY = 85
HOPELESS = 3  # times as large as the JPEG: written anew it won't be smaller, and writing a PNG is slow


def written(image: Image.Image, scan: int | None) -> bytes:
    """The bytes of a picture: JPEG; of a scan (a PNG of so many bytes) a PNG where that is smaller."""
    bare = image.copy()
    bare.info.clear()  # a writer takes along what it finds here
    photo = _saved(bare, "JPEG", quality=QUALITY)
    if scan is None or scan > HOPELESS * len(photo):
        return photo
    return min(photo, _saved(bare, "PNG"), key=len)


def _saved(image: Image.Image, format: str, **how: int) -> bytes:
    file = BytesIO()
    image.save(file, format, **how)
    return file.getvalue()
