"""A programme: everything one city decides about whom it protects, until when and who pays. Data only.

Knows no file, no person and no amount of money per month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.regions import village_kind

LABEL_LENGTH = 24  # what the row of a WhatsApp list can hold


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Indonesian and English; `wording["id"]` reads like a dictionary."""

    id: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The words in `language`; Indonesian where that language is not written."""
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose money pays the contributions: a code for the rules and the words for people."""

    code: str
    label: Wording


@dataclass(frozen=True, slots=True)
class AgeRule:
    """The youngest and the oldest age in completed years, both included ("not yet 65" is 64)."""

    min: int
    max: int
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Residence:
    """Where a worker must live: `ktp_region` (a KTP of the region) or `anywhere`."""

    rule: str
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Who is refused whatever the work: `civil_servant` (ASN, TNI, Polri), `student`."""

    who: tuple[str, ...]
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` until `until`, both included, local dates of the programme.

    `basis` tells how the days are known: `reported`, `derived` (from a reported year or sum) or `demo`
    (invented). `people` and `budget` (rupiah for the whole period) are those of the report.
    """

    start: date
    until: date
    basis: str
    people: int | None = None
    budget: int | None = None
    source: str | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.until


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of work that is covered. `reported` is the number of people a report gives for it alone.

    `active` is false for a kind that is only hoped for. `package` replaces the programme's where it is given.
    `verified` is false where the name of the kind is ours and not the report's.
    """

    code: str
    label: Wording
    synonyms: tuple[str, ...] = ()
    quota: int | None = None
    reported: int | None = None
    package: tuple[str, ...] | None = None
    active: bool = True
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Programme:
    """What a file in programmes/ says; docs/programmes.md explains each field."""

    code: str
    name: Wording
    region: str
    region_name: str
    timezone: str
    run_by: Wording
    payer: Payer
    package: tuple[str, ...]
    jht_optional: bool
    contribution_base: int
    age: AgeRule
    residence: Residence
    not_for: Exclusion
    villages: str
    periods: tuple[Period, ...]
    accepting: tuple[Period, ...]
    categories: tuple[Category, ...]
    excluded_villages: tuple[str, ...] = ()
    matching: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    quota: int | None = None
    quota_per_village: int | None = None
    note: Wording | None = None

    @property
    def offered(self) -> tuple[Category, ...]:
        """The categories a worker may choose, in the order of the file."""
        return tuple(category for category in self.categories if category.active)

    def local(self, moment: int) -> datetime:
        """A moment (milliseconds) by the programme's own clock."""
        return datetime.fromtimestamp(moment / 1000, ZoneInfo(self.timezone))

    def category(self, code: str) -> Category | None:
        return next((category for category in self.categories if category.code == code), None)

    def period_on(self, day: date) -> Period | None:
        """The period of cover a day lies in."""
        return next((period for period in self.periods if day in period), None)

    def accepts_on(self, day: date) -> bool:
        """Whether new registrations are taken on a day."""
        return any(day in window for window in self.accepting)

    def has_village(self, village: str) -> bool:
        """Whether a village (code with four parts) lies in the region and its workers may be covered."""
        of_a_kind = self.villages == "all" or village_kind(village) == self.villages
        return village.startswith(f"{self.region}.") and of_a_kind and village not in self.excluded_villages
