"""payung read KIND TEXT: how an answer is read, and whether it would be asked back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time

from bot.commands.amounts import today
from bot.complaint import Complaint
from bot.conversation.money import Money
from bot.conversation.reading.dates import read_date, read_datetime
from bot.conversation.reading.money import read_money
from bot.conversation.reading.nik import read_nik
from bot.conversation.reading.phones import read_phone
from bot.conversation.reading.unread import Unread
from rules.regencies import provinces, regencies

YOUNGEST = 15


@dataclass(frozen=True)
class Reading:
    """`value` as it is stored, None where nothing can be read; `ask`: it is asked back, for that `reason`."""

    value: str | int | None
    ask: bool = False
    reason: str | None = None


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("kind", metavar="KIND", choices=tuple(KINDS), help=", ".join(KINDS))
    parser.add_argument("text", metavar="TEXT", help=words["read.text"])
    parser.add_argument("--on", metavar="D[Thh:mm]", help=words["read.on"])
    parser.add_argument("--birth", action="store_true", help=words["read.birth"])
    parser.add_argument("--json", action="store_true", help=words["read.json"])


def run(arguments: argparse.Namespace) -> int:
    now = _moment(arguments.on) if arguments.on else datetime.combine(today(), time(23, 59))
    try:
        found = KINDS[arguments.kind](arguments.text, now, arguments.birth)
    except Unread as unread:
        found = Reading(None, True, unread.reason)
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        print(
            "\t".join(
                str(part) for part in (found.value, "?" if found.ask else "", found.reason or "")
            ).strip()
        )
    return 0


def _moment(text: str) -> datetime:
    """A day, or a day with its time; without one the day is over."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Complaint(f"--on needs a day such as 2026-11-21 or 2026-11-21T05:00, not {text}.") from None
    return found.replace(tzinfo=None) if "T" in text else found.replace(hour=23, minute=59, tzinfo=None)


def _date(text: str, now: datetime, birth: bool) -> Reading:
    found = read_date(text, now.date(), birth=birth)
    return Reading(found.value.isoformat(), not found.sure, None if found.sure else "date_sure")


def _datetime(text: str, now: datetime, birth: bool) -> Reading:
    found = read_datetime(text, now)
    return Reading(
        found.value.isoformat(timespec="minutes"), not found.sure, None if found.sure else "when_sure"
    )


def _money(text: str, now: datetime, birth: bool) -> Reading:
    """Whole rupiah as said; what is not a month's sum beyond doubt is asked back."""
    found = read_money(text)
    if not found.sure:
        return Reading(found.rupiah, True, "in_thousands")
    if found.per in ("day", "week"):
        return Reading(found.rupiah, True, f"per_{found.per}")
    small = found.per is None and 0 < found.rupiah < Money(name="income").monthly_from
    return Reading(found.rupiah, small, "per_what" if small else None)


def _phone(text: str, now: datetime, birth: bool) -> Reading:
    return Reading(read_phone(text).value)


def _nik(text: str, now: datetime, birth: bool) -> Reading:
    """Sixteen digits; a regency that stands in no table is asked about."""
    found = read_nik(text, regencies(), provinces(), now.date(), youngest=YOUNGEST)
    return Reading(found.nik, not found.known_regency, None if found.known_regency else "nik_regency")


KINDS: Mapping[str, Callable[[str, datetime, bool], Reading]] = {
    "date": _date, "datetime": _datetime, "money": _money, "phone": _phone, "nik": _nik,
}  # fmt: skip
