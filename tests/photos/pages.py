"""Pictures of pages for tests, drawn: a sheet with lines of words on a table, as a telephone would take it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont

WORDS = (
    "surat",
    "keterangan",
    "kematian",
    "nama",
    "tempat",
    "lahir",
    "desa",
    "kecamatan",
    "nelayan",
    "iuran",
)
Draw = Callable[[tuple[int, int], random.Random], Image.Image]


@dataclass(frozen=True)
class Scene:
    """A page and how it was taken. `fill`: the sheet's part of the picture; `shift`: where its middle lies, in
    parts of the picture from the middle; `light`: 1 is good; `blur`, `noise`: pixels, levels.
    """

    size: tuple[int, int] = (1600, 1200)
    table: str = "plain"
    fill: float = 0.85
    letters: float = 0.028
    angle: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    ink: int = 40
    paper: int = 235
    light: float = 1.0
    shade: float = 0.0
    blur: float = 0.0
    shake: int = 0
    noise: float = 2.0
    seed: int = 7


def photo(scene: Scene) -> Image.Image:
    """The picture of a scene."""
    chance = random.Random(scene.seed)
    image = TABLES[scene.table](scene.size, chance)
    _lay(image, sheet(scene, chance), scene)
    image = _shaken(image.filter(ImageFilter.GaussianBlur(scene.blur)), scene.shake)
    image = _lit(image, scene)
    grain = Image.effect_noise(scene.size, scene.noise)
    return ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1, -128)


def sheet(scene: Scene, chance: random.Random) -> Image.Image:
    """A sheet with a heading and lines of words, transparent around it."""
    width, height = (round(side * scene.fill) for side in scene.size)
    page = Image.new("RGBA", (width, height), (scene.paper, scene.paper, scene.paper - 5, 255))
    pen, letters = ImageDraw.Draw(page), max(6, round(scene.letters * max(scene.size)))
    font = ImageFont.load_default(letters)
    margin, top = width // 12, height // 12
    while top < height * 11 / 12 - letters:
        line = " ".join(chance.choices(WORDS, k=chance.randint(2, 14)))
        while pen.textlength(line, font) > width - 2 * margin and " " in line:
            line = line.rpartition(" ")[0]
        pen.text((margin, top), line, (scene.ink,) * 3, font)
        top += round(letters * 1.5)
    return page


def jpeg(image: Image.Image, quality: int = 85, **more: object) -> bytes:
    """A picture as the bytes of a JPEG."""
    return saved(image, "JPEG", quality=quality, **more)


def saved(image: Image.Image, format: str, **more: object) -> bytes:
    """A picture as the bytes of a file."""
    file = BytesIO()
    image.save(file, format, **more)
    return file.getvalue()


def _lay(image: Image.Image, page: Image.Image, scene: Scene) -> None:
    turned = page.rotate(scene.angle, Image.Resampling.BICUBIC, expand=True)
    middle = [round(side * (0.5 + by)) for side, by in zip(scene.size, scene.shift, strict=True)]
    image.paste(turned, (middle[0] - turned.width // 2, middle[1] - turned.height // 2), turned)


def _shaken(image: Image.Image, way: int) -> Image.Image:
    """The hand moved to the side."""
    result = image
    for step in range(1, way):
        result = Image.blend(result, ImageChops.offset(image, step, 0), 1 / (step + 1))
    return result


def _lit(image: Image.Image, scene: Scene) -> Image.Image:
    """Light from one side takes away `shade` on the other."""
    image = ImageEnhance.Brightness(image).enhance(scene.light)
    if not scene.shade:
        return image
    ramp = Image.linear_gradient("L").rotate(90).resize(scene.size)
    mask = ramp.point([255 - round(level * scene.shade) for level in range(256)])
    return ImageChops.multiply(image, Image.merge("RGB", (mask, mask, mask)))


def _plain(size: tuple[int, int], chance: random.Random) -> Image.Image:
    grey = chance.randint(40, 150)
    return Image.new("RGB", size, (grey + 20, grey, grey - 15))


def _white(size: tuple[int, int], chance: random.Random) -> Image.Image:
    return Image.new("RGB", size, (225, 225, 222))


def _wood(size: tuple[int, int], chance: random.Random) -> Image.Image:
    image = Image.new("RGB", size, (150, 105, 70))
    pen = ImageDraw.Draw(image)
    for _ in range(200):
        y, dark = chance.randint(0, size[1]), chance.randint(0, 60)
        pen.line((0, y, size[0], y + chance.randint(-40, 40)), (150 - dark, 105 - dark, 70 - dark), 2)
    return image


def _checked(size: tuple[int, int], chance: random.Random) -> Image.Image:
    image, cell = Image.new("RGB", size, (230, 225, 215)), size[0] // 40
    pen = ImageDraw.Draw(image)
    for x in range(0, size[0], cell):
        for y in range(0, size[1], cell):
            if (x + y) // cell % 2:
                pen.rectangle((x, y, x + cell, y + cell), (170, 40, 40))
    return image


def _tiles(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """White tiles with dark joints."""
    image, cell = Image.new("RGB", size, (215, 215, 210)), size[0] // 5
    pen = ImageDraw.Draw(image)
    for at in range(cell // 2, max(size), cell):
        pen.line((at, 0, at, size[1]), (110, 110, 105), 6)
        pen.line((0, at, size[0], at), (110, 110, 105), 6)
    return image


def _speckled(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """A floor of many little stones."""
    image = Image.new("RGB", size, (185, 180, 170))
    pen = ImageDraw.Draw(image)
    for _ in range(6000):
        x, y, side = chance.randint(0, size[0]), chance.randint(0, size[1]), chance.randint(2, 9)
        grey = chance.randint(70, 220)
        pen.ellipse((x, y, x + side, y + side), (grey, grey, grey))
    return image


TABLES: dict[str, Draw] = {
    "plain": _plain, "white": _white, "wood": _wood, "checked": _checked, "tiles": _tiles, "speckled": _speckled,
}  # fmt: skip
