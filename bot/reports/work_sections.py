"""What is worked on: registrations, decisions, cases, the budget. Sections of one programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.reports.section import RUPIAH, TEXT, Bar, Chart, Column, Section, Value
from bot.reports.teller import Teller
from rules.budget import Budget
from rules.cases import ANY, KINDS
from rules.figures import STATUSES, Figures
from rules.kept_clocks import CODES, STATES
from rules.reckoning import price
from rules.spread import Spread

FLOW = ("submitted", "put_on_list", "returned", "verified", "rejected", "enrolled", "withdrawn")


def registrations(figures: Figures, teller: Teller) -> Section:
    """How many stand where."""
    rows = tuple((teller.status(status), figures.by_status.get(status, 0)) for status in STATUSES)
    bars = tuple(Bar(name, count) for name, count in rows)
    columns = (teller.column("status", TEXT), teller.column("count"))
    title = teller.words("reports.registrations.title")
    return Section("registrations", title, columns, rows, Chart(bars, teller.words("reports.column.count")))


def flow(figures: Figures, teller: Teller) -> Section:
    """What happened in the month."""
    rows = tuple((teller.words(f"reports.flow.{kind}"), figures.flow.get(kind, 0)) for kind in FLOW)
    columns = (teller.column("event", TEXT), teller.column("count"))
    return Section("flow", teller.words("reports.flow.title"), columns, rows)


def waited(figures: Figures, teller: Teller) -> Section:
    """How long decisions of the month took."""
    row = _took(teller.words("reports.waited.decided"), figures.waited)
    return Section("waited", teller.words("reports.waited.title"), _times(teller), (row,),
                   notes=(teller.words("reports.waited.note"),))  # fmt: skip


def cases(figures: Figures, teller: Teller) -> Section:
    """By kind and status."""
    return _cases("cases", teller.words("reports.cases.title"), figures.cases.counts, teller)


def unknown_cases(counts: Mapping[tuple[str, str], int], teller: Teller) -> Section:
    """Those whose insured nobody here knows: of no programme, and counted for the whole service."""
    found = _cases("unknown_cases", teller.words("reports.unknown_cases.title"), counts, teller)
    return replace(found, chart=None, notes=(teller.words("reports.unknown_cases.note"), *found.notes))


def _cases(key: str, title: str, counts: Mapping[tuple[str, str], int], teller: Teller) -> Section:
    columns = (teller.column("case", TEXT), *(teller.column_of("case", status) for status in ANY))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (teller.words(f"reports.case.{kind}"), *(counts.get((kind, status), 0) for status in ANY))
        for kind in KINDS
    )
    bars = tuple(Bar(str(row[0]), sum(counts.get((kind, status), 0) for status in ANY))
                 for row, kind in zip(rows, KINDS, strict=True))  # fmt: skip
    chart = Chart(bars, teller.words("reports.column.cases"))
    return Section(key, title, columns, rows, chart, notes=(teller.words("reports.cases.note"),))


def case_times(figures: Figures, teller: Teller) -> Section:
    """From the report to the branch office, to its decision, and to the payment."""
    found = figures.cases
    rows = (
        _took(teller.words("reports.case.to_sent"), found.to_sent),
        _took(teller.words("reports.case.to_decided"), found.to_decided),
        _took(teller.words("reports.case.to_paid"), found.to_paid),
    )
    return Section("case_times", teller.words("reports.case_times.title"), _times(teller), rows,
                   notes=(teller.words("reports.year.note"),))  # fmt: skip


def clocks(figures: Figures, teller: Teller) -> Section:
    """Were the legal clocks kept?"""
    columns = (teller.column("clock", TEXT), *(teller.column_of("clock", state) for state in STATES))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (teller.words(f"reports.clock.{code}"), *(_stand(figures, code, state) for state in STATES))
        for code in CODES
    )
    return Section("clocks", teller.words("reports.clocks.title"), columns, rows,
                   notes=(teller.words("reports.clocks.note"),))  # fmt: skip


def _stand(figures: Figures, code: str, state: str) -> int:
    return figures.cases.clocks.get(code, {}).get(state, 0)


def budget(figures: Figures, teller: Teller) -> Section:
    """What the period costs so far, and what is left where the budget is known."""
    found, title = figures.budget, teller.words("reports.budget.title")
    columns = (
        teller.column("period", TEXT), teller.column("monthly", RUPIAH), teller.column("membership_months"),
        teller.column("used", RUPIAH), teller.column("budget", RUPIAH), teller.column("left", RUPIAH),
    )  # fmt: skip
    if found is None:
        why = teller.words("reports.budget.none" if figures.whole else "reports.budget.part")
        return Section("budget", title, columns, (), notes=(why,))
    return Section("budget", title, columns, (_budget_row(figures, found, teller),),
                   notes=_budget_notes(found, teller))  # fmt: skip


def _budget_row(figures: Figures, found: Budget, teller: Teller) -> tuple[Value, ...]:
    day = teller.words.language.formats.date
    period = f"{day(found.period.start)} - {day(found.period.until)}"
    programme = figures.programme
    each = price(programme, programme.payer.code, programme.package, figures.month.last)
    paid = sum(one.memberships for one in found.months)
    return period, each, paid, found.used, found.known, found.left


def _budget_notes(found: Budget, teller: Teller) -> tuple[str, ...]:
    notes = [teller.words("reports.budget.note")]
    if found.known is None:
        notes.append(teller.words("reports.budget.unknown"))
    elif (left := found.left) is not None and left < 0:
        notes.append(teller.words("reports.budget.over", amount=teller.words.language.formats.rupiah(-left)))
    if found.others:
        amount = teller.words.language.formats.rupiah(found.others)
        notes.append(teller.words("reports.budget.others", amount=amount))
    return tuple(notes)


def months(figures: Figures, teller: Teller) -> Section:
    """Month by month: how many are paid for, what it costs."""
    paid = figures.budget.months if figures.budget else ()
    rows = tuple((teller.month(one.month), one.memberships, one.rupiah) for one in paid)
    bars = tuple(Bar(teller.month(one.month), one.memberships) for one in paid)
    columns = (teller.column("month", TEXT), teller.column("memberships"), teller.column("rupiah", RUPIAH))
    chart = Chart(bars, teller.words("reports.column.memberships")) if bars else None
    return Section("months", teller.words("reports.months.title"), columns, rows, chart)


def _times(teller: Teller) -> tuple[Column, ...]:
    return (teller.column("what", TEXT), *(teller.column(name) for name in ("count", "median", "ninety")))


def _took(what: str, spread: Spread) -> tuple[Value, ...]:
    return what, spread.count, spread.median, spread.within(90)
