"""The words of sums of money and of the time they are earned in, with their spellings. It reads nothing."""

from __future__ import annotations

from typing import Literal

Per = Literal["day", "week", "month"]

THOUSAND = 1_000
MILLION = 1_000_000

_SCALES = {
    10: "puluh plh pluh puluhan",
    100: "ratus rts rtus ratusan",
    THOUSAND: "ribu rb rbu rib ribuan rban rbuan ribuwan k",
    MILLION: "juta jt jta jutaan jtan jtaan juataan juata",
    1_000_000_000: "miliar milyar milliar miliyar m",
}
_WHOLE = {
    "1 juta": "sejuta sejutaan sajuta sjuta sejt sjt sejta",
    "1 ribu": "seceng",
    "5 ribu": "goceng",
    "10 ribu": "ceban",
    "20 ribu": "noban",
    "50 ribu": "goban",
    "100 ribu": "seratusribu",
    " setengah ": "setengah stengah stngah stgh setgh satangah",
}
_PERIODS: dict[Per, str] = {
    "day": "hari hr hri ari harian day",
    "week": "minggu mgg mggu mnggu mingguan pekan week",
    "month": "bulan bln blan bl bulanan month",
}
_ODD = (  # earned in a time or by a measure that makes no month without more questions
    "tahun thn taun tahunan year jam trip rit tarikan panen musim kilo kg ekor potong ikat karung borongan "
    "borong paket porsi"
)
_RANGES = "sampai sampe smpe smp nyampe nyampai hingga sd antara atau"
_BOUNDS = "dibawah diatas bawah atas maksimal minimal"

SCALES = {word: scale for scale, words in _SCALES.items() for word in words.split()}
WHOLE = {word: value for value, words in _WHOLE.items() for word in words.split()}
PERIODS = {word: per for per, words in _PERIODS.items() for word in words.split()}
ODD = frozenset(_ODD.split())
RANGES = frozenset((_RANGES + " " + _BOUNDS).split())
_EACH = frozenset(("harian", "mingguan", "bulanan"))
HALF = "setengah"
MINUS = frozenset(("minus", "utang", "rugi"))


def period(word: str) -> tuple[Per | None, bool]:
    """The period a word names, if any, and whether it says "one" or "each" itself: "sehari", "perbulan"."""
    for prefix in ("", "per", "se", "sa", "s"):
        bare = word.removeprefix(prefix)
        if word.startswith(prefix) and bare in PERIODS:
            return PERIODS[bare], prefix != "" or word in _EACH
    return None, False


def odd(word: str) -> bool:
    """Does the word name a year, an hour, a trip, a harvest, a kilo?"""
    return word in ODD or any(word.startswith(p) and word[len(p) :] in ODD for p in ("per", "se"))
