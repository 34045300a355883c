"""How a text is put: as a question, as a wish, as data. What it is about is not known here."""

from __future__ import annotations

import re

from bot.understanding.shelf import plainly

_ASKS = re.compile(
    r"\?|\b(apa|apakah|berapa|brp|kenapa|knp|mengapa|bagaimana|gimana|gmn|kapan|kpn|siapa|dimana|dmn|mana|kok|"
    r"bisa|boleh|(?:bisa|boleh|dapat|masih|perlu|harus)kah|what|why|how|when|who|where)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\w \w+ (tidak|kah)( ya)?[ .!]*$")  # "data saya dijual ga"
_WISHES = re.compile(
    r"\b(mau|ingin|minta|tolong|bantu|lapor|urus|daftar|daftarkan|ganti|ubah|cek|lihat|hapus|want)\b"
)


def asks(text: str) -> bool:
    """Is it put as a question, in whichever way of writing?"""
    meant = plainly(text)
    return bool(_ASKS.search(text) or _ASKS.search(meant) or (_ENDS.search(meant) and not wishes(text)))


def wishes(text: str) -> bool:
    """Does it say that something is to be done?"""
    return bool(_WISHES.search(plainly(text)))


def mostly_digits(text: str) -> bool:
    """Numbers, with at most twice as much around them: data, not a wish."""
    return sum(sign.isdigit() for sign in text) > len(text) // 3
