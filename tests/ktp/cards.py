"""Cards of invented people, and how a telephone takes them: easy, medium and hard ones.

Everything follows from a number: the same number gives the same picture, on every machine with the same
Pillow. Nobody here exists: the NIK end in 9000-9999.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bot.rehearsal.identity_card import HEIGHT, WIDTH, CardHolder, identity_card

LEVELS = ("easy", "medium", "hard")
PLACES = (  # the first six digits, province, regency, district, village
    ("637101", "KALIMANTAN SELATAN", "KOTA BANJARMASIN", "BANJARMASIN SELATAN", "KELAYAN DALAM"),
    ("737109", "SULAWESI SELATAN", "KOTA MAKASSAR", "RAPPOCINI", "GUNUNG SARI"),
    ("517101", "BALI", "KOTA DENPASAR", "DENPASAR SELATAN", "SESETAN"),
    ("647203", "KALIMANTAN TIMUR", "KOTA SAMARINDA", "SUNGAI KUNJANG", "LOA BUAH"),
    ("640101", "KALIMANTAN TIMUR", "KABUPATEN PASER", "TANAH GROGOT", "TANAH PERIUK"),
    ("351712", "JAWA TIMUR", "KABUPATEN JOMBANG", "NGORO", "BADANG"),
)
MEN = ("MUHAMMAD YUSUF", "I WAYAN SUDARMA", "JUMADI", "H. ABDUL GANI", "DAENG TATA", "BUDI SANTOSO", "SUPARMAN",
       "ANDI BASO MAPPARESSA", "ILHAM SURYADI", "JAENAL ABIDIN", "MUHAMMAD FAJAR RAMADHANI PUTRA KUSUMA")  # fmt: skip
WOMEN = ("SITI AMINAH", "NI MADE AYU LESTARI", "HALIMATUSSADIAH", "SRI WAHYUNI", "NURUL HIDAYAH", "BAIQ LULU",
         "ROSMIATI", "MARIA GORETTI", "IDA AYU KETUT PUSPITADEWI MAHARANI", "HJ. SALASIAH", "JULIANA")  # fmt: skip
TOWNS = (
    "BANJARMASIN",
    "UJUNG PANDANG",
    "DENPASAR",
    "SAMARINDA",
    "TANAH GROGOT",
    "JOMBANG",
    "KOTA BARU",
    "GOWA",
)
STREETS = ("JL. KELAYAN A GG. SETIA NO. 9", "DUSUN BADANG", "JL. VETERAN SELATAN LR. 4 NO. 12 B", "BR. KAJA",
           "JL. P. ANTASARI GG. 8 RT. 15 NO. 41", "PERUM GRIYA PERMATA BLOK C NO. 11")  # fmt: skip
WORK = ("BURUH HARIAN LEPAS", "MENGURUS RUMAH TANGGA", "WIRASWASTA", "PETANI/PEKEBUN", "NELAYAN/PERIKANAN",
        "TUKANG BATU", "PEDAGANG")  # fmt: skip


def holder(number: int) -> CardHolder:
    """An invented person."""
    chance = random.Random(f"holder {number}")
    sex = chance.choice(("male", "female"))
    code, province, regency, district, village = chance.choice(PLACES)
    year, month, day = chance.randint(1950, 2006), chance.randint(1, 12), chance.randint(1, 28)
    coded = day + 40 if sex == "female" else day
    return CardHolder(
        nik=f"{code}{coded:02}{month:02}{year % 100:02}{chance.randint(9000, 9999)}",
        name=chance.choice(MEN if sex == "male" else WOMEN),
        birth_place=chance.choice(TOWNS), birth_date=f"{day:02}-{month:02}-{year}", sex=sex,
        province=province, regency=regency, district=district, village=village,
        address=chance.choice(STREETS), occupation=chance.choice(WORK),
        religion=chance.choice(("ISLAM", "HINDU", "KRISTEN", "KATHOLIK")),
        marital=chance.choice(("KAWIN", "BELUM KAWIN", "CERAI MATI")), blood=chance.choice(("A", "B", "O", "-")),
    )  # fmt: skip


@dataclass(frozen=True)
class Taking:
    """How a picture is taken. Sizes in pixels of the picture, angles in degrees."""

    width: int  # of the card in the picture
    angle: float = 0.0
    turned: int = 0  # by quarters: how the telephone was held
    lean: float = 0.0  # how much smaller the far side of the card is
    blur: float = 0.0
    noise: float = 0.0
    shadow: float = 0.0  # of the light that is left in it
    glare: float = 0.0  # of white
    light: float = 1.0
    quality: int = 85
    table: tuple[int, int, int] = (120, 105, 90)


def taking(level: str, number: int) -> Taking:
    """One of that level."""
    chance = random.Random(f"taking {level} {number}")
    table = chance.choice(((120, 105, 90), (70, 60, 55), (200, 196, 190), (60, 90, 70)))
    if level == "easy":
        return Taking(chance.randint(900, 1300), chance.uniform(-2, 2), blur=chance.uniform(0, 0.6),
                      noise=3, quality=85, table=table)  # fmt: skip
    if level == "medium":
        return Taking(chance.randint(760, 1100), chance.uniform(-8, 8), lean=chance.uniform(0, 0.06),
                      blur=chance.uniform(0.4, 1.1), noise=6, shadow=chance.uniform(0, 0.35),
                      glare=chance.uniform(0, 0.4), light=chance.uniform(0.75, 1.1), quality=60, table=table)  # fmt: skip
    return Taking(chance.randint(560, 900), chance.uniform(-15, 15), turned=chance.choice((0, 0, 0, 90, 180, 270)),
                  lean=chance.uniform(0.02, 0.14), blur=chance.uniform(0.8, 1.8), noise=12,
                  shadow=chance.uniform(0.2, 0.55), glare=chance.uniform(0.2, 0.9),
                  light=chance.uniform(0.5, 1.1), quality=35, table=table)  # fmt: skip


def photo(holder: CardHolder, how: Taking, seed: int = 0) -> bytes:
    """A JPEG as a telephone takes it."""
    chance = random.Random(f"photo {seed}")
    card = _lit(identity_card(holder), how, chance)
    placed = _placed(card, how)
    image = _noisy(placed.filter(ImageFilter.GaussianBlur(how.blur)), how, seed)
    made = BytesIO()
    image.rotate(how.turned, expand=True).save(made, "JPEG", quality=how.quality)
    return made.getvalue()


def _lit(card: Any, how: Taking, chance: random.Random) -> Any:
    """A shadow falls on it, and a lamp shines back."""
    if how.shadow:
        shade = Image.new("L", card.size, 255)
        at = chance.uniform(0.2, 0.8) * WIDTH
        dark = round(255 * (1 - how.shadow))
        ImageDraw.Draw(shade).polygon([(at, 0), (WIDTH, 0), (WIDTH, HEIGHT), (at - 200, HEIGHT)], fill=dark)
        shade = shade.filter(ImageFilter.GaussianBlur(25))
        card = ImageChops.multiply(card, Image.merge("RGB", [shade] * 3))
    if how.glare:
        spot = Image.new("L", card.size, 0)
        x, y = chance.uniform(0.1, 0.9) * WIDTH, chance.uniform(0.1, 0.9) * HEIGHT
        ImageDraw.Draw(spot).ellipse((x - 130, y - 60, x + 130, y + 60), fill=round(255 * how.glare))
        spot = spot.filter(ImageFilter.GaussianBlur(40))
        card = Image.composite(Image.new("RGB", card.size, "white"), card, spot)
    return card.point([min(255, round(level * how.light)) for level in range(256)] * 3)


def _placed(card: Any, how: Taking) -> Any:
    """On a table, aslant and seen from the side."""
    scale = how.width / WIDTH
    width, height = how.width, round(HEIGHT * scale)
    table = Image.new("RGB", (round(width * 1.25), round(height * 1.45)), how.table)
    corners = _corners(table.size, width, height, how)
    flat = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
    seen = Image.Transform.PERSPECTIVE
    laid = card.transform(table.size, seen, _coefficients(corners, flat), Image.Resampling.BICUBIC)
    mask = Image.new("L", card.size, 255).transform(table.size, seen, _coefficients(corners, flat))
    table.paste(laid, mask=mask)
    return table


def _corners(size: tuple[int, int], width: int, height: int, how: Taking) -> list[tuple[float, float]]:
    far = 1 - how.lean
    shape = [(-width / 2 * far, -height / 2 * far), (width / 2, -height / 2),
             (width / 2, height / 2), (-width / 2 * far, height / 2 * far)]  # fmt: skip
    turn = math.radians(how.angle)
    return [
        (
            size[0] / 2 + x * math.cos(turn) - y * math.sin(turn),
            size[1] / 2 + x * math.sin(turn) + y * math.cos(turn),
        )
        for x, y in shape
    ]


def _coefficients(
    seen: Sequence[tuple[float, float]], flat: Sequence[tuple[float, float]]
) -> tuple[float, ...]:
    """The eight numbers with which Pillow finds for each point of the picture its point of the card."""
    rows = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return tuple(_solved(rows))


def _solved(rows: list[list[float]]) -> list[float]:
    """Linear equations, by Gauss; the last of each row is what it adds up to."""
    count = len(rows)
    for column in range(count):
        pivot = max(range(column, count), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(count):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[place][count] / rows[place][place] for place in range(count)]


def _noisy(image: Any, how: Taking, seed: int) -> Any:
    """The grain of a small lens in poor light; the same for the same seed."""
    grain = random.Random(f"grain {seed}").randbytes(image.width * image.height)
    noise = Image.frombytes("L", image.size, grain).point(
        [
            round(128 + how.noise * (level - 128) / 74) for level in range(256)
        ]  # 74: the deviation of an even chance
    )
    return ImageChops.add(image, Image.merge("RGB", [noise] * 3), 1, -128)
