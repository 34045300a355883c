"""The photo of a KTP that an invented person sends: a card on a table, a little aslant, drawn by its name.

"ktp 6371015708859001 - SITI AMINAH - BANJARMASIN 17-08-1985.jpg" has this number, name, place and date on it.
The sex is the one that the number tells; the date may be another than the number's.
"""

from __future__ import annotations

import re
from typing import Any

from bot.rehearsal.identity_card import CardHolder, identity_card

NAME = re.compile(r"ktp (\d{16}) - ([^-]+) - (.+) (\d\d-\d\d-\d{4})( \w+)?\.jpg")
TABLE = (120, 105, 90)
SIZE, ANGLE = (1280, 960), 2.5


def holder_of(name: str) -> CardHolder | None:
    """Whose card a file of this name is; None where it is none."""
    match = NAME.fullmatch(name)
    if match is None:
        return None
    nik, holder, place, born, _ = match.groups()
    return CardHolder(nik, holder, place, born, sex="female" if int(nik[6:8]) > 40 else "male")


def identity_photo(holder: CardHolder) -> Any:
    """The picture of the card on a table."""
    from PIL import Image

    card = identity_card(holder).convert("RGBA").rotate(ANGLE, Image.Resampling.BICUBIC, expand=True)
    image = Image.new("RGB", SIZE, TABLE)
    image.paste(card, ((SIZE[0] - card.width) // 2, (SIZE[1] - card.height) // 2), card)
    return image
