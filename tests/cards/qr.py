"""Reads a QR back from the pixels of a picture, by ISO 18004 and without the library that drew it.

Only what cards have: byte mode, error correction M, versions 2 to 6, upright, no damage (none is corrected).
"""

from __future__ import annotations

from collections.abc import Iterator

from PIL.Image import Image

DARK = 128
# Of each version: the places of its alignment pattern, and the data codewords of its blocks.
ALIGNED = {2: 18, 3: 22, 4: 26, 5: 30, 6: 34}
BLOCKS = {2: (28,), 3: (44,), 4: (32, 32), 5: (43, 43), 6: (27, 27, 27, 27)}
MASKS = (
    lambda i, j: (i + j) % 2, lambda i, j: i % 2, lambda i, j: j % 3, lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2, lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2, lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)  # fmt: skip
Modules = list[list[bool]]


def read(picture: Image, box: tuple[int, int, int, int]) -> str:
    """What the QR in that part of a picture holds."""
    modules = sampled(picture.convert("L").crop(box))
    size = len(modules)
    version = (size - 17) // 4
    mask = MASKS[format_of(modules) & 7]
    bits = [modules[i][j] ^ (mask(i, j) == 0) for i, j in places(size, version)]
    codewords = [int("".join("01"[bit] for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    return text_of(joined(codewords, BLOCKS[version]))


def sampled(part: Image) -> Modules:
    """The modules; how many there are tells the upper left finder pattern, which is seven of them high."""
    left, top, right, bottom = part.point(lambda value: 255 * (value < DARK)).getbbox() or (0, 0, 0, 0)
    high = next(y for y in range(top, bottom) if light(part, left + 1, y)) - top
    size = 17 + 4 * round(((right - left) / (high / 7) - 17) / 4)
    step = (right - left) / size
    assert abs((right - left) - (bottom - top)) <= 1, "it is square"
    middle = [int((place + 0.5) * step) for place in range(size)]
    return [[not light(part, left + x, top + y) for x in middle] for y in middle]


def light(part: Image, x: int, y: int) -> bool:
    value = part.getpixel((x, y))
    assert isinstance(value, int)
    return value >= DARK


def format_of(modules: Modules) -> int:
    """Error correction and mask, beside the upper left finder pattern."""
    row = [modules[8][j] for j in (0, 1, 2, 3, 4, 5, 7, 8)]
    bits = row + [modules[i][8] for i in (7, 5, 4, 3, 2, 1, 0)]
    found = int("".join("01"[bit] for bit in bits), 2) ^ 0b101010000010010
    assert found >> 13 == 0, "error correction is M"
    return found >> 10


def places(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Where the data lie, in their order: two columns at a time, up and down, from the right."""
    column, up = size - 1, True
    while column > 0:
        column -= column == 6
        for i in range(size - 1, -1, -1) if up else range(size):
            yield from ((i, j) for j in (column, column - 1) if not taken(i, j, size, version))
        column, up = column - 2, not up


def taken(i: int, j: int, size: int, version: int) -> bool:
    """Finder, timing, format and alignment patterns hold no data."""
    at = ALIGNED[version]
    finder = (i < 9 and (j < 9 or j >= size - 8)) or (i >= size - 8 and j < 9)
    return finder or 6 in (i, j) or (abs(i - at) < 3 and abs(j - at) < 3)


def joined(codewords: list[int], blocks: tuple[int, ...]) -> bytes:
    """Codewords of several blocks stand one of each in turn; those that only correct follow after."""
    data = codewords[: sum(blocks)]
    return bytes(word for block in range(len(blocks)) for word in data[block :: len(blocks)])


def text_of(data: bytes) -> str:
    """Byte mode: four bits that say so, eight that count, then the bytes."""
    bits = "".join(f"{word:08b}" for word in data)
    assert bits[:4] == "0100"
    count = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * at : 20 + 8 * at], 2) for at in range(count)).decode()
