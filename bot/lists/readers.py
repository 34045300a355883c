"""The chat's own readers for a whole list: the same answers, the plain case without the long way, each text
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from bot.conversation.reading import name_words
from bot.conversation.reading.date_words import CODES
from bot.conversation.reading.dates import DateRead, read_date
from bot.conversation.reading.money import MoneyRead, read_money
from bot.conversation.reading.names import MOST, NameRead, read_name
from bot.conversation.reading.nik import LENGTH, OLDEST, NikFacts, Sex, age, read_nik
from bot.conversation.reading.phones import PhoneRead, read_phone
from bot.conversation.reading.unread import Unread
from bot.lists.words import ODD_NAMES
from rules.regencies import provinces, regencies

YOUNGEST = 10  # years; whether somebody is old enough for a programme is asked later
REMEMBERED = 50_000  # texts of a kind
WOMEN = 40  # added to the day of birth in the NIK of a woman

_PLAIN_NAME = re.compile(r"(?!([A-Za-z])\1+$)[A-Za-z]{2,}(?: [A-Za-z]{2,})*")
_PLAIN_DAY = re.compile(r"(?P<d>[0-9]{2})([-/.])(?P<m>[0-9]{2})\2(?P<y>(?:19|20)[0-9]{2})")
_NAMED_MONTH = re.compile(r"(?P<d>[0-9]{1,2})([ -])(?P<m>[A-Za-z]{3,9})\2(?P<y>(?:19|20)[0-9]{2})")
_PARTED = re.compile(r"'?[0-9]{2,6}(?:[ .-][0-9]{2,6}){1,7}|'[0-9]{16}")
_PARTED_PHONE = re.compile(r"08[0-9]{2}(?:[ -][0-9]{3,4}){2}")
_PLAIN_PHONE = re.compile(r"08[1235-9][0-9]{7,10}")
# Words that read_name may leave out or refuse, and those that make a name of a list one of two people.
_ODD = (
    name_words.TITLES | name_words.DEGREES | name_words.LEADS | name_words.RELATIVES | name_words.TAILS
    | name_words.SENTENCE | name_words.IF_OWN | name_words.OWN | {"meninggal", "wafat"}
    | name_words.ANSWERS | name_words.NEVER | ODD_NAMES
)  # fmt: skip
Read = TypeVar("Read")


class Remembered(Generic[Read]):
    """A reader that reads each text once; what it refuses is remembered too."""

    def __init__(self, reader: Callable[[str], Read]) -> None:
        self._read = lru_cache(REMEMBERED)(lambda text: _outcome(reader, text))

    def __call__(self, text: str) -> Read:
        """Raises Unread."""
        read, refused = self._read(text)
        if read is None:
            raise refused or Unread("unread")
        return read


def _outcome(reader: Callable[[str], Read], text: str) -> tuple[Read | None, Unread | None]:
    try:
        return reader(text), None
    except Unread as unread:
        return None, unread.with_traceback(None)


class Readers:
    """All of them, as of one day."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.births: dict[str, Any] = {}  # each text once, as births.py has read it
        self.money: Callable[[str], MoneyRead] = Remembered(read_money)
        self._day: Callable[[str], DateRead] = Remembered(self._slow_day)
        self._name: Callable[[str], NameRead] = Remembered(read_name)
        self._birth = lru_cache(REMEMBERED)(self._read_birth)
        self._provinces, self._regencies = provinces(), regencies()

    def nik(self, text: str) -> NikFacts:
        """As `read_nik`. Raises Unread."""
        if len(text) != LENGTH:
            text = _parted(text)
        if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
            return self._slow_nik(text)
        born = self._birth(text[6:12])
        if text[:2] not in self._provinces or born is None or text[12:] == "0000":
            return self._slow_nik(text)
        regency = self._regencies.get(text[:4])
        return NikFacts(text, regency, regency is not None, *born)

    def name(self, text: str) -> NameRead:
        """As `read_name`. Raises Unread."""
        plain = self.plain_name(text)
        return NameRead(plain, ()) if plain else self._name(text)

    def plain_name(self, text: str) -> str:
        """The name in a text that is nothing but a name; "" where more must be looked at."""
        plain = len(text) <= MOST and _PLAIN_NAME.fullmatch(text) and _ODD.isdisjoint(text.lower().split(" "))
        return text.upper() if plain else ""

    def birth(self, text: str) -> DateRead:
        """As `read_date` of a birth. Raises Unread."""
        found = _PLAIN_DAY.fullmatch(text) or _NAMED_MONTH.fullmatch(text)
        month = CODES.get(found["m"].lower(), f"M{found['m']}") if found else ""
        if found and month.startswith("M") and month[1:].isdigit():
            day = _day(int(found["y"]), int(month[1:]), int(found["d"]))
            if day and day <= self.today:
                return DateRead(day, sure=True)
        return self._day(text)

    def phone(self, text: str) -> PhoneRead:
        """As `read_phone`. Raises Unread."""
        number = re.sub("[ -]", "", text) if _PARTED_PHONE.fullmatch(text) else text
        if _PLAIN_PHONE.fullmatch(number):
            return PhoneRead("+62" + number[1:], "mobile")
        return read_phone(text)

    def _slow_nik(self, text: str) -> NikFacts:
        return read_nik(text, self._regencies, self._provinces, self.today, youngest=YOUNGEST)

    def _slow_day(self, text: str) -> DateRead:
        return read_date(text, self.today, birth=True, youngest=YOUNGEST)

    def _read_birth(self, digits: str) -> tuple[date, Sex] | None:
        """Birth date and sex that six digits of a NIK tell; None where they tell no day that fits."""
        day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        century = self.today.year // 100 * 100 + year
        sex: Sex = "female" if day > WOMEN else "male"
        for each in (century, century - 100):
            born = _day(each, month, day - WOMEN if day > WOMEN else day)
            if born and YOUNGEST <= age(born, self.today) <= OLDEST:
                return born, sex
        return None


def _parted(text: str) -> str:
    """A number in groups, or with the mark of a text before it, as its digits; anything else as it is."""
    return re.sub("[^0-9]", "", text) if _PARTED.fullmatch(text) else text


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
