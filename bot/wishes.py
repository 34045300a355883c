"""The group that an operator asks for, checked against its programme, before it is opened.

What a command, the demo and rehearsals ask for; who is to coordinate it, it does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.groups import Group
from rules.offices import CLOSED, LONGEST, code_of, tidy
from rules.programme import Programme
from rules.programme_reader import PAYERS
from rules.regions import village_kind
from storage import catalogue, offices
from storage.statement import Tx

MOST = 100_000  # people of one group
WHOLE_YEAR = timedelta(364)  # days after the first, where the programme names no period
KINDS = {"desa": "Desa", "kelurahan": "Kelurahan", "desa_adat": "Desa Adat"}


class BadWish(Exception):
    """Why such a group can't be, in one sentence for an operator; `field` of the wish, for who says it in
    other words, with `details`.
    """

    def __init__(self, why: str, field: str, **details: object) -> None:
        super().__init__(why)
        self.field = field
        self.details = details


@dataclass(frozen=True)
class Wish:
    """What was asked for: a village by its code, or an office by its name; empty: as the programme has it."""

    programme: str
    village: str = ""
    office: str = ""
    quota: int | None = None
    starts: date | None = None
    ends: date | None = None
    payer: str = ""
    category: str = ""


def group_of(tx: Tx, wish: Wish, today: date) -> Group:
    """The group, not opened yet (its id is 0). Raises BadWish."""
    programme = _programme(tx, wish.programme)
    kind, place, name = (
        _village(tx, programme, wish.village) if wish.village else _office(tx, programme, wish.office)
    )
    starts, ends = _days(programme, wish, today)
    payer, category = _payer(programme, wish.payer), _category(programme, wish.category)
    quota = _quota(programme, kind, wish.quota)
    return Group(0, programme.code, kind, place, name, quota, starts, ends, payer, category)


def _programme(tx: Tx, code: str) -> Programme:
    known = catalogue.all_programmes(tx)
    found = next((one for one in known if one.code == code), None)
    if found is None:
        names = ", ".join(one.code for one in known) or "none yet (payung programmes load)"
        raise BadWish(f"There is no programme {code}; there is {names}.", "programme")
    return found


def _village(tx: Tx, programme: Programme, code: str) -> tuple[str, str, str]:
    name = catalogue.region_name(tx, code)
    if name == code or code.count(".") != 3:
        why = f"There is no village {code}; codes are such as 51.71.03.2008 (payung regions import)."
        raise BadWish(why, "village")
    if not programme.has_village(code):
        raise BadWish(f"The programme {programme.code} does not cover the village {code} {name}.", "village")
    return "village", code, f"{KINDS.get(village_kind(code) or '', '')} {name}".strip()


def _office(tx: Tx, programme: Programme, name: str) -> tuple[str, str, str]:
    """One of the city's offices, however it is spelt; one that is not known yet is added with its group."""
    words, place = tidy(name), code_of(name)
    if known := offices.found(tx, programme, words):
        if known.status == CLOSED:
            raise BadWish(f"The office {known.name} is closed.", "office")
        return "office", known.code, known.name
    if not place or len(words) > LONGEST:
        raise BadWish(f"An office needs a name of at most {LONGEST} letters.", "office")
    return "office", place, words


def _days(programme: Programme, wish: Wish, today: date) -> tuple[date, date]:
    """As asked for; else the period of cover that runs, or the next one."""
    periods = sorted(programme.periods, key=lambda period: period.start)
    period = next((one for one in periods if one.until >= today), None)
    starts = wish.starts or (period.start if period else today)
    ends = wish.ends or (period.until if period and period.until >= starts else starts + WHOLE_YEAR)
    if ends < starts:
        raise BadWish(f"The last day {ends} is before the first {starts}.", "until")
    if ends < today:
        raise BadWish(f"The last day {ends} is over.", "until")
    return starts, ends


def _quota(programme: Programme, kind: str, quota: int | None) -> int | None:
    """None where only the programme's counts. No group has more places than there are."""
    of_village = programme.quota_per_village if kind == "village" else None
    most = min(places for places in (MOST, programme.quota, of_village) if places is not None)
    if quota is not None and not 1 <= quota <= most:
        why = f"The quota has to be from 1 to {most} in the programme {programme.code}."
        raise BadWish(why, "quota", most=most)
    return quota


def _payer(programme: Programme, code: str) -> str:
    if code and code not in PAYERS:
        raise BadWish(f"There is no payer {code}; there is {', '.join(PAYERS)}.", "payer")
    return code or programme.payer.code


def _category(programme: Programme, code: str) -> str | None:
    offered = [category.code for category in programme.offered]
    if code and code not in offered:
        why = f"The programme {programme.code} has no {code}; it has {', '.join(offered)}."
        raise BadWish(why, "category")
    return code or None
