"""How much memory a picture takes, measured from outside: the decoders' memory is not Python's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.photos.files import png_of
from tests.photos.pages import jpeg, saved

ROOT = Path(__file__).parent.parent.parent
MEGABYTE = 1000 * 1000
LOOK = """
import resource, sys
from bot.photos import Unreadable, looked
from tests.photos.pages import Scene, jpeg, photo
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
def look(content):
    try:
        looked(content)
    except Unreadable as refused:
        print(refused.reason)
"""
ONCE = "look(jpeg(photo(Scene(size=(600, 450))))); content = sys.stdin.buffer.read(); base = peak(); look(content)"
OFTEN = "content = sys.stdin.buffer.read(); [look(content) for _ in range(5)]; base = peak(); [look(content) for _ in range(30)]"

# A process starts with the peak of the one that started it, and these tests are large: a small one starts it.
BETWEEN = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"


def grown(program: str, content: bytes) -> tuple[int, str]:
    """By how many megabytes a process of its own grew, and what was refused."""
    run = [
        sys.executable,
        "-c",
        BETWEEN,
        sys.executable,
        "-c",
        LOOK + program + "\nprint((peak() - base) // 1000_000)",
    ]
    said = subprocess.run(run, input=content, capture_output=True, cwd=ROOT, check=True, timeout=120).stdout
    *refused, megabytes = said.decode().split()
    return int(megabytes), "".join(refused)


def large(size: tuple[int, int]) -> Image.Image:
    """A colourful picture; what is in it does not matter to the memory."""
    return Image.merge("RGB", [Image.radial_gradient("L").rotate(turn).resize(size) for turn in (0, 90, 180)])


PICTURES = {
    "a JPEG of 40 megapixels": (lambda: jpeg(large((7300, 5480)), 80), 150),
    "a JPEG just too small to be halved": (lambda: jpeg(large((4790, 3590)), 80), 190),
    "a JPEG of 108 megapixels": (lambda: jpeg(large((12_000, 9000)), 40), 150),
    "a JPEG of 30 megapixels that comes in layers": (
        lambda: jpeg(large((6300, 4750)), 60, progressive=True),
        220,
    ),
    "a PNG of 25 megapixels": (lambda: png_of(5000, 5000, 5000), 150),
    "a WebP of 12 megapixels": (lambda: saved(large((4000, 3000)), "WEBP", method=0), 300),
}


@pytest.mark.parametrize("draw, most", PICTURES.values(), ids=PICTURES.keys())
def test_a_large_picture_is_read_in_bounded_memory(draw, most: int) -> None:
    megabytes, refused = grown(ONCE, draw())
    assert refused == ""
    assert megabytes < most


BOMBS = {"of one colour": png_of(30_000, 30_000, 30_000), "that is empty": png_of(30_000, 30_000, 0)}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_picture_that_swells_is_refused_before_it_is_decoded(bomb: bytes) -> None:
    assert len(bomb) < MEGABYTE
    megabytes, refused = grown(ONCE, bomb)
    assert (refused, megabytes < 5) == ("too_large", True)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_thirty_pictures_take_no_more_memory_than_five(format: str) -> None:
    megabytes, refused = grown(OFTEN, saved(large((1600, 1200)), format))
    assert (refused, megabytes < 12) == ("", True)
