"""The pixels of a picture that a stranger sent, in bounded memory: upright, plain and not larger than needed.

It imports Pillow; bot.photos imports it when the first picture comes.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import ExifTags, Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from bot.files import Unreadable

LONGEST = 2400  # pixels on the long side: a page of A4 with 200 dots an inch
MOST_PIXELS = {"jpeg": 120_000_000, "png": 25_000_000, "webp": 13_000_000}  # WebP takes 16 bytes a pixel
WHOLE = 100_000_000  # bytes of a JPEG that must be held whole, for it comes in several scans
SCANS = 100  # a JPEG with more is made to keep us busy
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def opened(content: bytes, format: str) -> Image.Image:
    """The first frame, RGB or L, at most 2400 pixels long. Raises Unreadable: broken or too_large."""
    try:
        # Pillow warns of odd metadata; they are thrown away, and a picture is not worse for them.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _opened(content, format)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable("too_large") from None
    except Exception:  # a decoder may stumble over a stranger's bytes in any way
        raise Unreadable("broken") from None


def _opened(content: bytes, format: str) -> Image.Image:
    image = OPENERS[format](content)
    orientation = _orientation(image)
    image.load()
    small = _fitting(_plain(image))
    return _turned(small, orientation)


def _jpeg(content: bytes) -> Image.Image:
    """A large photo is decoded at a half, a quarter or an eighth of its size."""
    file = BytesIO(content)
    image = JpegImageFile(file)
    _limit(image.size, "jpeg")
    _limit_scans(image, content, file.tell())
    image.draft(None, _fitted(image.size))
    return image


def _limit_scans(image: JpegImageFile, content: bytes, start: int) -> None:
    """A JPEG of one scan is read line by line; one of several is held whole, two bytes a sample."""
    end = content.find(b"\xff\xd9", start)
    more = content.count(b"\xff\xda", start, end if end >= 0 else len(content))
    if more > SCANS:
        raise Unreadable("too_large")
    if not more and "progressive" not in image.info:
        return
    across, down = (max(layer[side] for layer in image.layer) for side in (1, 2))
    samples = sum(layer[1] * layer[2] for layer in image.layer) / (across * down)
    if image.width * image.height * samples * 2 > WHOLE:
        raise Unreadable("too_large")


def _png(content: bytes) -> Image.Image:
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    _limit((width, height), "png")
    PngImageFile(BytesIO(content)).verify()  # the checksums of all its parts, and that it has an end
    return PngImageFile(BytesIO(content))


def _webp(content: bytes) -> Image.Image:
    """Its decoder takes memory when it is made, so the size is read before (RFC 9649, 2.5 to 2.7)."""
    _limit(_webp_size(content), "webp")
    return WebPImageFile(BytesIO(content))


def _webp_size(content: bytes) -> tuple[int, int]:
    """Width and height as the file's first part says."""
    part = content[12:16]
    if part == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif part == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif part == b"VP8 ":
        width, height = (int.from_bytes(content[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    else:
        raise Unreadable("broken")
    return width, height


OPENERS = {"jpeg": _jpeg, "png": _png, "webp": _webp}


def _limit(size: tuple[int, int], format: str) -> None:
    """Raises Unreadable before anything is decoded."""
    if not (size[0] and size[1]):
        raise Unreadable("broken")
    if size[0] * size[1] > MOST_PIXELS[format]:
        raise Unreadable("too_large")


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    """The size of a picture that is brought down to the longest side; never larger."""
    scale = min(1.0, LONGEST / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _fitting(image: Image.Image) -> Image.Image:
    size = _fitted(image.size)
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.5)
    return _on_white(image) if image.mode == "RGBA" else image


def _plain(image: Image.Image) -> Image.Image:
    """RGB, L or RGBA, whatever the file keeps its colours in."""
    if image.mode == "I;16":  # the upper bytes; Pillow would cut off what is above 255
        return Image.frombytes("L", image.size, image.tobytes()[1::2])
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """What shines through is paper."""
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _orientation(image: Image.Image) -> int:
    """How the telephone was held (Exif 2.32, tag 274); 1 is upright."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # metadata that can't be read turn nothing
        return 1
    return value if value in TURNS else 1


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(TURNS[orientation]) if orientation != 1 else image
