"""What a city has told of itself before a transcript begins.

    City: 51.71 contact: loket Disnaker
    City: 51.71 hospitals: RSUD Contoh / Klinik Contoh
    City: 51.71 hours: 1-4 08.00-15.00 / 5 08.00-11.30

" / " begins a new line; days are 1 (Monday) to 7.
"""

from __future__ import annotations

import re

from bot.app import App
from rules.opening import Hours, Span
from rules.opening_text import read_spans
from storage import city_words
from storage.statement import Tx

LINE = re.compile(r"(\d\d\.\d\d) (\w+): (.+)")
DAYS = re.compile(r"([1-7])(?:-([1-7]))? (.+)")


def tell(app: App, line: str, tx: Tx) -> None:
    """Write it in Indonesian. Raises ValueError for a line that is not understood."""
    match = LINE.fullmatch(line)
    if match is None or match[2] not in city_words.KEYS:
        raise ValueError(f"City: {line}: expected REGION KEY: VALUE, KEY of {', '.join(city_words.KEYS)}")
    region, key, parts = match[1], match[2], match[3].split(" / ")
    if key == city_words.HOURS:
        city_words.save_hours(
            tx, region, Hours(tuple(span for one in parts for span in spans(one))), app.clock()
        )
    else:
        city_words.save(tx, region, key, "id", "\n".join(parts), app.clock())


def spans(line: str) -> tuple[Span, ...]:
    """ "1-4 08.00-15.00" for each of the days. Raises ValueError."""
    match = DAYS.fullmatch(line)
    days = range(int(match[1]) - 1, int(match[2] or match[1])) if match else range(0)
    read = [read_spans(day, match[3]) for day in days] if match else []
    if not read or not all(read):
        raise ValueError(f"City: {line}: expected DAYS HOURS, as 1-4 08.00-15.00")
    return tuple(span for one in read for span in one or ())
