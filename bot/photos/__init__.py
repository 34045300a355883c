"""What is done with the bytes of a file that a person sent, before it is kept.

Slow, and Pillow is imported when the first picture comes: call `looked` off the event loop, one at a time. It
does not know who sent the file, nor what ought to be on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.files import KINDS, Unreadable, format_of, largest
from bot.sheets import is_whole

__all__ = ["Looked", "Unreadable", "looked"]


@dataclass(frozen=True)
class Looked:
    """A file that can be kept. `kind`: photo (JPEG or PNG), document (PDF) or sheet, both as they came.

    `width` and `height` are pixels of the picture that is kept (0 for all else); `problems` are some of
    small, dark, bright, blurred, cut_off.
    """

    kind: str
    content: bytes
    width: int
    height: int
    problems: tuple[str, ...]


def looked(content: bytes) -> Looked:
    """The file as it is kept: a picture upright, at most 2400 pixels long, without metadata.

    Raises Unreadable.
    """
    format = format_of(content)
    if format not in KINDS:
        raise Unreadable(format or "unknown")
    if len(content) > largest(format):
        raise Unreadable("too_large")
    if KINDS[format] == "sheet":
        return _sheet(content, format)
    return _document(content) if format == "pdf" else _photo(content, format)


def _sheet(content: bytes, format: str) -> Looked:
    """Unopened: who reads it does so in a process of its own."""
    if not is_whole(content, format):
        raise Unreadable("broken")
    return Looked("sheet", content, 0, 0, ())


def _document(content: bytes) -> Looked:
    from bot.photos.pdf import check

    check(content)
    return Looked("document", content, 0, 0, ())


def _photo(content: bytes, format: str) -> Looked:
    from bot.photos.opening import opened
    from bot.photos.quality import problems
    from bot.photos.writing import written

    image = opened(content, format)
    width, height = image.size
    kept = written(image, scan=len(content) if format == "png" else None)
    return Looked("photo", kept, width, height, problems(image))
