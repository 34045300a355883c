"""The picture that shows how to photograph a paper."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

from PIL import Image

from bot.photos import looked
from bot.pictures import example


def test_the_example_is_a_small_picture_and_drawn_once() -> None:
    image = Image.open(BytesIO(example()))
    assert (image.format, image.size) == ("PNG", (640, 480))
    assert len(example()) < 15_000
    assert example() is example()


def test_the_example_follows_its_own_advice() -> None:
    assert looked(example()).problems == ()


def test_pillow_is_not_imported_before_it_is_needed() -> None:
    program = "import sys, bot.files, bot.photos, bot.pictures; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0
