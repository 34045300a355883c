"""Puts the sections of a report together: of one programme, or of several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.words import Words
from bot.reports import beside_sections, cover_sections, funnels, work_sections
from bot.reports.gathering import Gathering
from bot.reports.section import Report, Section
from bot.reports.teller import Teller
from rules.figures import Figures, Month
from rules.programme import Programme
from storage import case_figures, catalogue, progress
from storage.statement import Row, Tx


def teller_of(tx: Tx, words: Words, programmes: Iterable[Programme]) -> Teller:
    """With the names of the kecamatan and villages of these programmes."""
    regions = [programme.region for programme in programmes]
    found = (pair for region in regions for look in (catalogue.below, catalogue.villages_of)
             for pair in look(tx, region))  # fmt: skip
    return Teller(words, dict(found))


@dataclass(frozen=True)
class Service:
    """Where conversations `ended` in the month: those of the report's programmes, and `nobodys`, of which no
    programme was known; the `cases` of whom nobody knows (by kind and status).
    """

    ended: Sequence[Row]
    nobodys: Sequence[Row]
    cases: Mapping[tuple[str, str], int]


def service_of(gathering: Gathering, programmes: Iterable[Programme]) -> Service:
    """What is counted of these programmes, and of none; never another one's."""
    codes = {one.code for one in programmes}
    month = gathering.month
    ended = progress.between(gathering.tx, month.first.isoformat(), month.last.isoformat())
    cases = case_figures.unknown(gathering.tx, month.until)
    own = [row for row in ended if row["programme"] in codes]
    nobodys = [row for row in ended if not row["programme"]]
    return Service(own, nobodys, {(row["kind"], row["status"]): row["count"] for row in cases})


def of_one(figures: Figures, teller: Teller, district: str = "", every: bool = False) -> tuple[Section, ...]:
    """The sections of one programme; its villages where a kecamatan is picked, or `every` one of them."""
    look_closer = (cover_sections.villages(figures, teller, district),) if district or every else ()
    return (
        cover_sections.summary(figures, teller), cover_sections.districts(figures, teller), *look_closer,
        cover_sections.categories(figures, teller), cover_sections.payers(figures, teller),
        work_sections.budget(figures, teller), work_sections.months(figures, teller),
        work_sections.registrations(figures, teller), work_sections.flow(figures, teller),
        work_sections.waited(figures, teller), work_sections.cases(figures, teller),
        work_sections.case_times(figures, teller), work_sections.clocks(figures, teller),
    )  # fmt: skip


def of_service(service: Service, teller: Teller) -> tuple[Section, ...]:
    """What is not told by village and kind of work, as far as there is anything."""
    cases = (work_sections.unknown_cases(service.cases, teller),) if service.cases else ()
    ended, nobodys = funnels.sections(service.ended, teller), funnels.nowhere(service.nobodys, teller)
    return (*cases, *ended, *nobodys)


def report_of_one(figures: Figures, service: Service, teller: Teller, at: datetime, by: str) -> Report:
    """The monthly report of one programme, with every village."""
    sections = (*of_one(figures, teller, every=True), *of_service(service, teller))
    name = figures.programme.name[teller.language]
    return Report(figures.programme.region_name, name, _month(figures.month, teller), at, by, sections)


def report_of_all(
    all_of_them: Sequence[Figures], service: Service, teller: Teller, at: datetime, by: str
) -> Report:
    """The monthly report of several: side by side, then the kecamatan of each."""
    apart = [cover_sections.districts(one, teller) for one in all_of_them]
    named = [_of(one, figures) for one, figures in zip(apart, all_of_them, strict=True)]
    sections = (*beside_sections.beside(all_of_them, teller), *named, *of_service(service, teller))
    title = teller.words("reports.all")
    names = ", ".join(one.programme.region_name for one in all_of_them)
    return Report(title, names, _month(all_of_them[0].month, teller), at, by, sections)


def _of(section: Section, figures: Figures) -> Section:
    name = figures.programme.region_name
    return Section(f"{section.key}-{figures.programme.code}", f"{name}: {section.title}", section.columns,
                   section.rows, section.chart, section.notes, section.codes)  # fmt: skip


def _month(month: Month, teller: Teller) -> str:
    return teller.month(month.first)
