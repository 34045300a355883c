"""Lists of workers that invented coordinators send: what is in them follows from their names.

    (file tegal harum 97.xlsx)   97 lines, four of which wait: a NIK that lacks a digit, one that Excel has
                                 rounded, a birth date that is not the NIK's, a person without a NIK
    (file tegal harum 107.xlsx)  the same 97 and ten more
    (file tegal harum bersih 20.xlsx)  twenty that have nothing to mend
    (file paser ganda.csv)       forty lines, the last ten are the first ten again
    (file kosong.xlsx)           a heading and nobody; sandi.xlsx: locked; rusak.xlsx: cut short on its way

The beginning of a name says where the people live (villages.py), its end how the file is written: xlsx, ods,
xls (a web page, as offices save it), csv (as Excel writes it in Indonesia), txt (as Excel's Unicode text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.rehearsal.villagers import MONTHS, Villager, villager
from bot.rehearsal.villages import PLACES, Place
from bot.rehearsal.workbooks import WRITERS, Row, locked

ENDINGS = tuple(f".{ending}" for ending in WRITERS)
COUNT = re.compile(r"\d+")
FEW = 40  # lines where the name gives no number
LACKS_A_DIGIT, ROUNDED, BORN_OTHERWISE, NO_NIK = 12, 31, 58, 74  # numbers of lines
TIDY = ("bersih", "ganda")
HEADER = ("No", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "L/P", "Pekerjaan", "No. HP")


@lru_cache(16)
def listed(name: str) -> bytes:
    """What is in a list of that name; the same every time."""
    words, _, ending = name.lower().rpartition(".")
    content = locked() if "sandi" in words else WRITERS[ending](rows_of(words))
    return content[: len(content) // 2] if "rusak" in words else content


def rows_of(words: str) -> list[Row]:
    """The rows of the one sheet, as many people as the words say."""
    place = next((place for begin, place in PLACES.items() if words.startswith(begin)), PLACES["tegal harum"])
    found = COUNT.search(words)
    count = 0 if "kosong" in words else int(found[0]) if found else FEW
    people = [villager(place, number) for number in order(count, words)]
    tidy = any(word in words for word in TIDY)
    lines = [line(number, one, place, tidy) for number, one in enumerate(people, 1)]
    return [*heading(place), *lines, *signature(place, count)]


def order(count: int, words: str) -> Sequence[int]:
    """The numbers of the people on the lines."""
    again = count // 4 if "ganda" in words else 0
    return [*range(1, count - again + 1), *range(1, again + 1)]


def heading(place: Place) -> list[Row]:
    return [(place.title,), (place.below,), (), (*HEADER, place.unit)]


def line(number: int, one: Villager, place: Place, tidy: bool) -> Row:
    """What a clerk wrote; where a list is not tidy four of the lines have the usual mistakes."""
    nik, born = (one.nik, born_written(one)) if tidy else (mistaken(number, one), misdated(number, one))
    sex = "P" if one.woman else "L"
    return (number, nik, one.name, place.birth_place, born, sex, one.work, one.phone, one.unit)


def mistaken(number: int, one: Villager) -> str | float:
    """The NIK; on three lines not as it is."""
    if number == ROUNDED:
        return float(int(one.nik) // 10 * 10)
    return {LACKS_A_DIGIT: one.nik[:-1], NO_NIK: ""}.get(number, one.nik)


def misdated(number: int, one: Villager) -> str:
    """The birth date; on one line a month late."""
    late = f"{one.born.day:02}-{one.born.month % 12 + 1:02}-{one.born.year}"
    return late if number == BORN_OTHERWISE else born_written(one)


def born_written(one: Villager) -> str:
    """As village clerks write it, in three ways."""
    if one.number % 7 == 3:
        return f"{one.born.day} {MONTHS[one.born.month - 1]} {one.born.year}"
    return f"{one.born:%d/%m/%Y}" if one.number % 5 == 2 else f"{one.born:%d-%m-%Y}"


def signature(place: Place, count: int) -> list[Row]:
    """What stands below the people."""
    at = ("",) * 5
    return [
        (),
        ("", f"Jumlah: {count} orang"),
        (),
        (*at, f"{place.birth_place}, 2 Maret 2026"),
        (*at, place.chief),
    ]
