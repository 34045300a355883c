"""Draws a KTP of an invented person, as it is printed: labels and values in black on a blue ground with a
picture at the right, the number in OCR-A. How a telephone takes it is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Any

from bot.cards.letters import FILES, FONTS

WIDTH, HEIGHT = 1012, 638  # pixels: 85.6 x 53.98 mm, 300 to the inch
DIGITS = Path(__file__).parent / "fonts" / "OCRA-digits.ttf"
INK = (28, 30, 38)
SKY = ((196, 224, 240), (150, 196, 224))  # the ground, from its upper to its lower edge
BACK = {"male": (176, 40, 48), "female": (48, 84, 160)}  # behind the person in the picture
LEFT, COLON, VALUE = 26, 268, 288
TOP, STEP = 170, 33.5
SEX = "Jenis kelamin"
WIDEST = 30  # letters of a line; what is longer goes on in the next


@dataclass(frozen=True)
class CardHolder:
    """What stands on the card; `birth_date` as it is printed, DD-MM-YYYY."""

    nik: str
    name: str
    birth_place: str
    birth_date: str
    sex: str = "female"
    province: str = "KALIMANTAN SELATAN"
    regency: str = "KOTA BANJARMASIN"
    blood: str = "O"
    address: str = "JL. KELAYAN A GG. SETIA NO. 9"
    rt_rw: str = "004/001"
    village: str = "KELAYAN DALAM"
    district: str = "BANJARMASIN SELATAN"
    religion: str = "ISLAM"
    marital: str = "KAWIN"
    occupation: str = "BURUH HARIAN LEPAS"
    citizenship: str = "WNI"
    until: str = "SEUMUR HIDUP"
    issued: str = "12-03-2018"


def identity_card(holder: CardHolder) -> Any:
    """The card as a Pillow image of 1012 x 638 pixels; the same holder gives the same picture."""
    from PIL import Image, ImageDraw

    image = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    image = Image.merge("RGB", [image.point(_between(low, high)) for low, high in zip(*SKY, strict=True)])
    draw = ImageDraw.Draw(image)
    _waves(draw)
    _heading(draw, holder)
    for place, (label, value) in enumerate(_laid_out(_rows(holder))):
        _row(draw, TOP + place * STEP, label, value)
        if label == SEX:
            _write(draw, 560, TOP + place * STEP, f"Gol. Darah : {holder.blood}")
    _beside(draw, holder)
    return image


def _between(low: int, high: int) -> list[int]:
    return [low + (high - low) * level // 255 for level in range(256)]


def _waves(draw: Any) -> None:
    """The fine lines under the letters."""
    for y in range(-40, HEIGHT, 22):
        points = [(x, y + 18 * (x // 64 % 2)) for x in range(0, WIDTH + 64, 64)]
        draw.line(points, fill=(166, 205, 228), width=2)


def _heading(draw: Any, holder: CardHolder) -> None:
    for y, text in ((20, f"PROVINSI {holder.province}"), (56, holder.regency)):
        draw.text((WIDTH / 2, y), text, INK, _font("B", 31), anchor="ma")
    draw.text((LEFT, 110), "NIK", INK, _font("B", 36), anchor="la")
    draw.text((210, 110), ":", INK, _font("B", 36), anchor="la")
    draw.text((236, 108), holder.nik, INK, _digits(44), anchor="la")


def _rows(holder: CardHolder) -> Iterator[tuple[str, str]]:
    yield "Nama", holder.name
    yield "Tempat/Tgl Lahir", f"{holder.birth_place}, {holder.birth_date}"
    yield SEX, {"male": "LAKI-LAKI", "female": "PEREMPUAN"}[holder.sex]
    yield "Alamat", holder.address
    yield "     RT/RW", holder.rt_rw
    yield "     Kel/Desa", holder.village
    yield "     Kecamatan", holder.district
    yield "Agama", holder.religion
    yield "Status Perkawinan", holder.marital
    yield "Pekerjaan", holder.occupation
    yield "Kewarganegaraan", holder.citizenship
    yield "Berlaku Hingga", holder.until


def _laid_out(rows: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A long value goes on in a line of its own, without a label."""
    for label, value in rows:
        first, *rest = wrap(value, WIDEST)
        yield label, first
        yield from (("", line) for line in rest)


def _row(draw: Any, y: float, label: str, value: str) -> None:
    _write(draw, LEFT, y, label)
    _write(draw, COLON, y, ":" if label else "")
    _write(draw, VALUE, y, value)


def _write(draw: Any, x: float, y: float, text: str) -> None:
    draw.text((x, y), text, INK, _font("", 25), anchor="la")


def _beside(draw: Any, holder: CardHolder) -> None:
    """The picture, where and when the card was issued, the signature."""
    draw.rectangle((764, 158, 984, 440), fill=BACK[holder.sex])
    draw.ellipse((824, 196, 924, 326), fill=(196, 150, 120))
    draw.pieslice((784, 336, 964, 560), 180, 360, fill=(236, 236, 236))
    draw.rectangle((764, 441, 984, 562), fill=(158, 201, 226))
    small = _font("", 20)
    for y, text in ((450, holder.regency.removeprefix("KOTA ")), (476, holder.issued)):
        draw.text((874, y), text, INK, small, anchor="ma")
    draw.arc((800, 520, 940, 570), 200, 20, fill=(40, 40, 90), width=3)


@cache
def _font(style: str, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / FILES[style]), size)


@cache
def _digits(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(DIGITS), size)
