"""What a city tells people of itself, by region ("51.71"): whom to turn to, opening hours, hospitals.

The value of "hours" is JSON: {"spans": [[day, "08:00", "15:00"], ...], "on_holidays": false}, days from 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import bindparam, delete, select

from rules.city import CityWords
from rules.opening import Hours, Span
from storage.statement import Statement, Tx, adding
from storage.tables import city_words

LANGUAGES = ("id", "en")
SPOKEN = ("contact", "office", "branch", "hospitals", "holidays")  # in each language
HOURS = "hours"  # in none
KEYS = (*SPOKEN, HOURS)

_OF = Statement(
    select(city_words.c.key, city_words.c.language, city_words.c.value).where(
        city_words.c.region == bindparam("of")
    )
)
_SAVE = Statement(
    (saved := adding(city_words, "region", "key", "language", "value", "changed_at")).on_conflict_do_update(
        index_elements=["region", "key", "language"],
        set_={"value": saved.excluded["value"], "changed_at": saved.excluded["changed_at"]},
    )
)
_DROP = Statement(
    delete(city_words).where(
        city_words.c.region == bindparam("of"),
        city_words.c.key == bindparam("named"),
        city_words.c.language == bindparam("spoken"),
    )
)


def raw(tx: Tx, region: str) -> dict[tuple[str, str], str]:
    """Everything that the city has written, by (key, language)."""
    return {(row["key"], row["language"]): row["value"] for row in tx.all(_OF, of=region)}


def words_of(tx: Tx, region: str, language: str) -> CityWords:
    """What the city tells in `language`; Indonesian where that language is not written, else nothing."""
    written = raw(tx, region)

    def spoken(key: str) -> str:
        return written.get((key, language)) or written.get((key, "id"), "")

    hospitals = tuple(line.strip() for line in spoken("hospitals").splitlines() if line.strip())
    return CityWords(spoken("contact"), spoken("office"), spoken("branch"), hospitals, _hours(written))


def hours_of(tx: Tx, region: str) -> Hours | None:
    """When the city's office is open; None where it has not said so."""
    return _hours(raw(tx, region))


def save(tx: Tx, region: str, key: str, language: str, value: str, now: int) -> None:
    """Write one of them anew; "" takes it away. `language` is "" for the hours."""
    if value:
        tx.run(_SAVE, region=region, key=key, language=language, value=value, changed_at=now)
    else:
        tx.run(_DROP, of=region, named=key, spoken=language)


def save_hours(tx: Tx, region: str, hours: Hours | None, now: int) -> None:
    """When the office is open, with what it says of holidays; None: it does not say."""
    save(tx, region, HOURS, "", hours_written(hours) if hours else "", now)
    told = (hours.holidays_id, hours.holidays_en) if hours else ("", "")
    for language, holidays in zip(LANGUAGES, told, strict=True):
        save(tx, region, "holidays", language, holidays, now)


def hours_written(hours: Hours) -> str:
    """As the column keeps them; the words about holidays are rows of their own."""
    spans = [[one.day, f"{one.start:%H:%M}", f"{one.end:%H:%M}"] for one in hours.spans]
    return json.dumps({"spans": spans, "on_holidays": hours.on_holidays})


def _hours(written: Mapping[tuple[str, str], str]) -> Hours | None:
    if not (text := written.get((HOURS, ""))):
        return None
    told: Mapping[str, Any] = json.loads(text)
    spans = sorted(_span(*one) for one in told["spans"])
    holidays = (written.get(("holidays", language), "") for language in LANGUAGES)
    return Hours(tuple(spans), bool(told["on_holidays"]), *holidays)


def _span(day: int, start: str, end: str) -> Span:
    return Span(day, time.fromisoformat(start), time.fromisoformat(end))
