"""How dates and money are written, by Babel's CLDR data: "24 Oktober 2022", "Rp108.004.000"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

PATTERN = {"id": "EEEE, d MMMM y 'pukul' HH.mm", "en": "EEEE, d MMMM y 'at' HH:mm"}


@dataclass(frozen=True)
class BabelFormats:
    """Rupiah are written with dots in every language, as on every price tag in Indonesia."""

    language: str

    def date(self, value: date) -> str:
        return _date(value, self.language)

    def instant(self, value: datetime) -> str:
        return str(format_datetime(value, PATTERN[self.language], tzinfo=value.tzinfo, locale=self.language))

    def rupiah(self, value: int) -> str:
        return f"Rp{format_decimal(value, locale='id')}"


@lru_cache(1024)
def _date(value: date, language: str) -> str:
    return str(format_date(value, "d MMMM y", locale=language))
