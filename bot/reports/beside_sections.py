"""Programmes side by side: one row each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reports.section import PERCENT, RUPIAH, TARGET, TEXT, Bar, Chart, Column, Section, Value, share
from bot.reports.teller import Teller
from rules.cases import KINDS
from rules.figures import STATUSES, Figures
from rules.kept_clocks import MISSED


def beside(all_of_them: Sequence[Figures], teller: Teller) -> tuple[Section, ...]:
    """Cover, registrations, cases and budget of each."""
    return tuple(make(all_of_them, teller) for make in (cover, registrations, waited, cases, budget))


def cover(all_of_them: Sequence[Figures], teller: Teller) -> Section:
    columns = (
        _programme(teller), teller.column("quota", TARGET), teller.column("holding"),
        teller.column("covered"), teller.column("percent", PERCENT),
    )  # fmt: skip
    rows = tuple((_name(one, teller), one.quota, one.holding, one.people, share(one.people, one.quota))
                 for one in all_of_them)  # fmt: skip
    bars = tuple(Bar(_name(one, teller), one.people, one.quota) for one in all_of_them)
    chart = Chart(bars, teller.words("reports.column.covered"), teller.words("reports.column.quota"))
    notes = () if all(one.whole for one in all_of_them) else (teller.words("reports.part"),)
    return Section(
        "beside", teller.words("reports.beside.title"), columns, rows, chart, notes, _codes(all_of_them)
    )


def registrations(all_of_them: Sequence[Figures], teller: Teller) -> Section:
    """By status, as they stand."""
    columns = (_programme(teller), *(Column(teller.status(status)) for status in STATUSES))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (_name(one, teller), *(one.by_status.get(status, 0) for status in STATUSES)) for one in all_of_them
    )
    title = teller.words("reports.beside_registrations.title")
    return Section("beside_registrations", title, columns, rows, codes=_codes(all_of_them))


def waited(all_of_them: Sequence[Figures], teller: Teller) -> Section:
    """How long the decisions of the month took."""
    columns = (_programme(teller), *(teller.column(name) for name in ("decided", "median", "ninety")))
    rows = tuple(
        (_name(one, teller), one.waited.count, one.waited.median, one.waited.within(90))
        for one in all_of_them
    )
    notes = (teller.words("reports.waited.note"),)
    title = teller.words("reports.waited.title")
    return Section("beside_waited", title, columns, rows, notes=notes, codes=_codes(all_of_them))


def cases(all_of_them: Sequence[Figures], teller: Teller) -> Section:
    columns = (
        _programme(teller), *(teller.column_of("case_kind", kind) for kind in KINDS), teller.column("open"),
        teller.column("to_decided"), teller.column("to_paid"), teller.column("missed"),
    )  # fmt: skip
    rows = tuple(_cases_row(one, teller) for one in all_of_them)
    title = teller.words("reports.beside_cases.title")
    return Section("beside_cases", title, columns, rows, codes=_codes(all_of_them))


def _cases_row(one: Figures, teller: Teller) -> tuple[Value, ...]:
    kinds = (sum(count for (kind, _), count in one.cases.counts.items() if kind == of) for of in KINDS)
    missed = sum(states.get(MISSED, 0) for states in one.cases.clocks.values())
    took = one.cases.to_decided.median, one.cases.to_paid.median
    return _name(one, teller), *kinds, one.open_cases, *took, missed


def budget(all_of_them: Sequence[Figures], teller: Teller) -> Section:
    columns = (_programme(teller), teller.column("used", RUPIAH), teller.column("budget", RUPIAH),
               teller.column("left", RUPIAH))  # fmt: skip
    rows = tuple(_budget_row(one, teller) for one in all_of_them)
    notes = [teller.words("reports.budget.note")]
    if any(row[2] is None for row in rows):
        notes.append(teller.words("reports.budget.unknown"))
    title = teller.words("reports.beside_budget.title")
    return Section("beside_budget", title, columns, rows, notes=tuple(notes), codes=_codes(all_of_them))


def _budget_row(one: Figures, teller: Teller) -> tuple[Value, ...]:
    if one.budget is None:
        return _name(one, teller), None, None, None
    return _name(one, teller), one.budget.used, one.budget.known, one.budget.left


def _programme(teller: Teller) -> Column:
    return teller.column("city", TEXT)


def _name(one: Figures, teller: Teller) -> str:
    return one.programme.region_name


def _codes(all_of_them: Sequence[Figures]) -> tuple[str, ...]:
    return tuple(one.programme.code for one in all_of_them)
