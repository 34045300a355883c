"""Reads sums, days and numbers typed on the command line; one sentence where one cannot be read."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from bot.complaint import Complaint, complaining
from bot.settings import load

WHOLE = re.compile(r"(?:rp\.? ?)?(\d{1,15}|\d{1,3}(?:\.\d{3}){1,4})", re.IGNORECASE)
PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?")
COUNT = re.compile(r"\d{1,9}")


def amount(option: str, text: str) -> int:
    """Whole rupiah, with or without dots: 1791750, 1.791.750, Rp1.791.750."""
    if not (found := WHOLE.fullmatch(text.strip())):
        raise Complaint(f"{option} needs whole rupiah such as 1500000, not {text}.")
    return int(found[1].replace(".", ""))


def count(option: str, text: str, most: int) -> int:
    """A whole number from 1 to `most`."""
    number = int(text) if COUNT.fullmatch(text.strip()) else 0
    if not 1 <= number <= most:
        raise Complaint(f"{option} needs a whole number from 1 to {most}, not {text}.")
    return number


def percent(option: str, text: str) -> Decimal:
    """A number such as 10 or 2,5."""
    if not PERCENT.fullmatch(text.strip()):
        raise Complaint(f"{option} needs a number such as 10 or 2,5, not {text}.")
    return Decimal(text.strip().replace(",", "."))


def day(option: str, text: str) -> date:
    """A day as 2026-11-21."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        raise Complaint(f"{option} needs a day such as 2026-11-21, not {text}.") from None


def ages(option: str, text: str) -> tuple[int, ...]:
    """Ages in years with commas between them: 7,15."""
    parts = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch(r"\d{1,2}", part) for part in parts):
        raise Complaint(f"{option} needs ages such as 7,15, not {text}.")
    return tuple(map(int, parts))


def today() -> date:
    """The local day, by the time zone of the settings."""
    with complaining():
        return datetime.now(load().zone).date()
