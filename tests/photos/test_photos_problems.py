"""What is said of a picture that can hardly be read, and that nothing is said of a good one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PIL import Image

from bot.photos import looked
from tests.photos.pages import TABLES, Scene, jpeg, photo

GOOD = Scene()


def problems(scene: Scene, quality: int = 85) -> tuple[str, ...]:
    return looked(jpeg(photo(scene), quality)).problems


BAD = {
    "dark": (replace(GOOD, light=0.2), ("dark",)),
    "bright": (replace(GOOD, light=4.5, ink=60, noise=1), ("bright",)),
    "blurred": (replace(GOOD, blur=5), ("blurred",)),
    "shaken": (replace(GOOD, shake=24), ("blurred",)),
    "tiny": (replace(GOOD, size=(320, 240)), ("small",)),
    "a thumbnail": (replace(GOOD, size=(60, 40)), ("small",)),
    "cut off on the left": (replace(GOOD, shift=(-0.35, 0)), ("cut_off",)),
    "cut off on the right": (replace(GOOD, shift=(0.25, 0), letters=0.02), ("cut_off",)),
    "cut off in a corner": (replace(GOOD, shift=(-0.4, -0.3)), ("cut_off",)),
    "dark and blurred": (replace(GOOD, light=0.25, blur=6), ("dark", "blurred")),
}


@pytest.mark.parametrize("scene, found", BAD.values(), ids=BAD.keys())
def test_a_problem_is_seen(scene: Scene, found: tuple[str, ...]) -> None:
    assert problems(scene) == found


PLAIN = {
    "on a dark table": replace(GOOD, table="plain"),
    "dim": replace(GOOD, light=0.5),
    "light from one side": replace(GOOD, shade=0.5),
    "noisy": replace(GOOD, noise=12),
    "a little soft": replace(GOOD, blur=1.5),
    "turned": replace(GOOD, angle=6),
    "faint ink": replace(GOOD, ink=130),
    "small letters": replace(GOOD, letters=0.013),
    "large letters": replace(GOOD, letters=0.08),
    "a small page on a large table": replace(GOOD, fill=0.35, letters=0.014),
    "a scan": replace(GOOD, fill=1.0, noise=0, paper=255, ink=0),
    "a telephone of long ago": replace(GOOD, size=(640, 480), noise=6),
    "a receipt": replace(GOOD, size=(400, 1500), letters=0.015, fill=0.9),
    "twelve megapixels": replace(GOOD, size=(4000, 3000)),
}


@pytest.mark.parametrize("scene", PLAIN.values(), ids=PLAIN.keys())
def test_a_plain_good_photo_is_called_good(scene: Scene) -> None:
    assert problems(scene) == () == problems(scene, quality=40)


@pytest.mark.parametrize("table", TABLES)
def test_no_table_spoils_a_good_photo(table: str) -> None:
    chance = random.Random(table)
    for _ in range(6):
        scene = Scene(
            table=table, fill=chance.uniform(0.6, 0.9), letters=chance.uniform(0.014, 0.04),
            angle=chance.uniform(-4, 4), shade=chance.choice((0, 0.3)), light=chance.uniform(0.7, 1),
            noise=chance.uniform(0, 8), seed=chance.randint(0, 9999),
        )  # fmt: skip
        assert problems(scene, chance.choice((40, 85))) == (), scene


@pytest.mark.parametrize("grey", [90, 128, 200, 240])
def test_where_nothing_is_written_nothing_is_called_blurred(grey: int) -> None:
    assert looked(jpeg(Image.new("L", (1200, 900), grey))).problems == ()


def test_a_white_page_with_one_line_is_not_washed_out() -> None:
    page = Image.new("L", (1200, 1600), 255)
    page.paste(photo(replace(GOOD, size=(900, 120), fill=1, noise=0, paper=255)).convert("L"), (150, 200))
    assert looked(jpeg(page)).problems == ()


def test_the_size_that_came_counts_for_small() -> None:
    assert looked(jpeg(photo(replace(GOOD, size=(560, 420))))).problems == ()
    assert looked(jpeg(Image.new("L", (3000, 190), 200))).problems == ("small",)
