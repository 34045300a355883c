"""From the fields of a programme file to a `Programme`, and back to fields.

Says what is missing, unknown or of the wrong kind; whether values make sense together: programme_checks.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date

from rules.fields import Table, Value
from rules.programme import AgeRule, Category, Exclusion, Payer, Period, Programme, Residence, Wording

TIMEZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
PAYERS = ("city_budget", "province_budget", "village_budget", "village_fund", "csr", "donor")
PROTECTIONS = ("jkk", "jkm", "jht")
RESIDENCES = ("ktp_region", "anywhere")
PEOPLE = ("civil_servant", "student")
VILLAGES = ("all", "desa", "kelurahan")
MATCHING = ("population", "poverty", "membership")
BASES = ("reported", "derived", "demo")


def read_programme(values: Mapping[str, object]) -> Programme:
    """Build a programme from the fields of its file; raise `Wrong`, a sentence about the first mistake."""
    table = Table(values)
    table.only(_names(Programme))
    return Programme(
        code=table.text("code"),
        name=_wording(table.table("name")),
        region=table.text("region"),
        region_name=table.text("region_name"),
        timezone=table.choice("timezone", TIMEZONES),
        run_by=_wording(table.table("run_by")),
        payer=_payer(table.table("payer")),
        package=table.choices("package", PROTECTIONS),
        jht_optional=table.flag("jht_optional"),
        contribution_base=table.number("contribution_base"),
        age=_age(table.table("age")),
        residence=_residence(table.table("residence")),
        not_for=_exclusion(table.table("not_for")),
        villages=table.choice("villages", VILLAGES),
        periods=tuple(map(_period, table.tables("periods"))),
        accepting=tuple(map(_period, table.tables("accepting"))),
        categories=tuple(map(_category, table.tables("categories"))),
        excluded_villages=_or(table, table.texts, "excluded_villages", ()),
        matching=_or(table, lambda key: table.choices(key, MATCHING), "matching", ()),
        legal_basis=_or(table, table.texts, "legal_basis", ()),
        quota=table.maybe(table.number, "quota"),
        quota_per_village=table.maybe(table.number, "quota_per_village"),
        note=table.maybe(lambda key: _wording(table.table(key)), "note"),
    )


def write_programme(programme: Programme) -> dict[str, object]:
    """The fields as a file would hold them, with dates as YYYY-MM-DD; the inverse of `read_programme`."""
    return _fields(asdict(programme))


def _or(table: Table, read: Callable[[str], Value], key: str, default: Value) -> Value:
    value = table.maybe(read, key)
    return default if value is None else value


def _names(kind: type) -> tuple[str, ...]:
    return tuple("from" if field.name == "start" else field.name for field in fields(kind))


def _known(table: Table, kind: type) -> Table:
    table.only(_names(kind))
    return table


def _wording(table: Table) -> Wording:
    _known(table, Wording)
    return Wording(table.text("id"), table.text("en"))


def _payer(table: Table) -> Payer:
    _known(table, Payer)
    return Payer(table.choice("code", PAYERS), _wording(table.table("label")))


def _age(table: Table) -> AgeRule:
    _known(table, AgeRule)
    return AgeRule(table.number("min"), table.number("max"), table.flag("verified"), table.text("source"))


def _residence(table: Table) -> Residence:
    _known(table, Residence)
    return Residence(table.choice("rule", RESIDENCES), table.flag("verified"), table.text("source"))


def _exclusion(table: Table) -> Exclusion:
    _known(table, Exclusion)
    return Exclusion(table.choices("who", PEOPLE), table.flag("verified"), table.text("source"))


def _period(table: Table) -> Period:
    _known(table, Period)
    return Period(
        start=table.day("from"),
        until=table.day("until"),
        basis=table.choice("basis", BASES),
        people=table.maybe(table.number, "people"),
        budget=table.maybe(table.number, "budget"),
        source=table.maybe(table.text, "source"),
    )


def _category(table: Table) -> Category:
    _known(table, Category)
    return Category(
        code=table.text("code"),
        label=_wording(table.table("label")),
        synonyms=_or(table, table.texts, "synonyms", ()),
        quota=table.maybe(table.number, "quota"),
        reported=table.maybe(table.number, "reported"),
        package=table.maybe(lambda key: table.choices(key, PROTECTIONS), "package"),
        active=_or(table, table.flag, "active", True),
        verified=_or(table, table.flag, "verified", True),
    )


def _fields(values: Mapping[str, object]) -> dict[str, object]:
    """The fields of a table; one without a value is left out, as in a file."""
    kept = {key: value for key, value in values.items() if value is not None}
    return {"from" if key == "start" else key: _plain(value) for key, value in kept.items()}


def _plain(value: object) -> object:
    """Lists for tuples, text for dates."""
    if isinstance(value, dict):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
