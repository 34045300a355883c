"""What the mayor asks: programmes side by side, or one of them from quota to where people give up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bot.reports.beside_sections import beside
from bot.reports.composing import of_one, of_service, service_of, teller_of
from bot.reports.gathering import Gathering
from bot.reports.making import FORMATS
from bot.reports.section import TEXT, Section, written
from bot.reports.teller import Teller
from console.answer import Answer, View
from console.form import Form
from console.house import ROOT
from console.report_chart import Picture, picture
from console.report_ground import Ground, areas_of
from console.visit import Visit
from rules.figures import Figures, Month
from rules.officers import Spot
from rules.programme import Programme
from storage import made_reports
from storage.made_reports import MadeReport

HERE = f"{ROOT}/reports"
DISTRICT = re.compile(r"\d\d\.\d\d\.\d\d", re.ASCII)


@dataclass(frozen=True)
class Cell:
    """A value as the page shows it."""

    text: str
    number: bool
    href: str = ""


@dataclass(frozen=True)
class Shown:
    """A section as the page shows it: texts for values, a picture for a chart."""

    key: str
    title: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    picture: Picture | None
    notes: tuple[str, ...]


def shown(visit: Visit) -> Answer:
    """GET: one programme, or all of the officer's side by side; that it was read is noted."""
    ground = Ground(visit)
    asked = visit.asked.query.get("programme", "")
    mine = ground.programmes
    alone = ground.programme(asked) if asked else mine[0] if len(mine) == 1 else None
    month = ground.month(visit.asked.query.get("month", ""), alone)
    visit.noted("reports_read", "report", alone.code if alone else "", _spot(alone), month=month.written)
    teller = teller_of(visit.tx, visit.house.words(visit.asked.language), [alone] if alone else ())
    gathering = Gathering(visit.tx, visit.vault, month, visit.now, ground.clock(alone))
    sections = _of_one(ground, gathering, alone, teller) if alone else _beside(ground, gathering, teller)
    return View("reports.html", _values(ground, month, alone, sections, teller))


def _of_one(ground: Ground, gathering: Gathering, programme: Programme, teller: Teller) -> list[Shown]:
    figures = gathering.of(programme, ground.sees(programme))
    asked = ground.visit.asked.query.get("district", "")
    district = asked if DISTRICT.fullmatch(asked) and asked.startswith(programme.region) else ""
    sections = (*of_one(figures, teller, district), *of_service(service_of(gathering, [programme]), teller))
    to = {"programme": programme.code, "month": gathering.month.written}
    hrefs = {"districts": lambda code: f"{_address(**to, district=code)}#villages" if code else ""}
    return [_shown(one, teller, hrefs.get(one.key)) for one in sections]


def _beside(ground: Ground, gathering: Gathering, teller: Teller) -> list[Shown]:
    """Whole programmes are counted together, parts of one by one."""
    figures = {one.programme.code: one for one in _figures(ground, gathering)}
    ordered = [figures[one.code] for one in ground.programmes]
    service = service_of(gathering, ground.programmes)
    sections = (*(beside(ordered, teller) if ordered else ()), *of_service(service, teller))
    month = gathering.month.written

    def to(code: str) -> str:
        return _address(programme=code, month=month)

    return [_shown(one, teller, to if one.codes else None) for one in sections]


def _figures(ground: Ground, gathering: Gathering) -> Iterable[Figures]:
    whole = [one for one in ground.programmes if ground.whole(one)]
    yield from gathering.beside(whole) if whole else ()
    for one in ground.programmes:
        if one not in whole:
            yield gathering.of(one, ground.sees(one))


def _shown(section: Section, teller: Teller, href: Any) -> Shown:
    """`href`: where the name in a row leads, by the row's code."""
    heads = tuple(Cell(column.label, column.kind != TEXT) for column in section.columns)
    links = [href(code) for code in section.codes] if href else [""] * len(section.rows)
    rows = tuple(
        tuple(
            Cell(written(value, column.kind, teller.words), column.kind != TEXT, link if not place else "")
            for place, (value, column) in enumerate(zip(row, section.columns, strict=True))
        )
        for row, link in zip(section.rows, links, strict=True)
    )
    drawn = picture(section.chart, teller.words) if section.chart else None
    return Shown(section.key, section.title, heads, rows, drawn, section.notes)


def _values(
    ground: Ground, month: Month, alone: Programme | None, sections: Sequence[Shown], teller: Teller
) -> Mapping[str, Any]:
    language = teller.language
    named = [{"value": one.code, "label": one.name[language]} for one in ground.programmes]
    months = [{"value": one, "label": teller.month(ground.month(one, alone).first)}
              for one in ground.months(alone)]  # fmt: skip
    code = alone.code if alone else ""
    return {
        "form": Form({"programme": code, "month": month.written}), "programmes": named, "months": months,
        "sections": sections, "programme": alone.name[language] if alone else "",
        "run_by": alone.run_by[language] if alone else "", "code": code, "month": month.written,
        "of_month": teller.month(month.first), "formats": FORMATS, "made": _made(ground, teller),
    }  # fmt: skip


def _made(ground: Ground, teller: Teller) -> list[dict[str, Any]]:
    """The officer's own reports, as long as their areas are what they were."""
    visit, names = ground.visit, {one.code: one.region_name for one in ground.programmes}
    own = made_reports.newest(visit.tx, visit.officer.id)
    return [_line(one, names.get(one.programme) or teller.words("reports.all"), teller)
            for one in own if one.areas == areas_of(visit.officer)]  # fmt: skip


def _line(one: MadeReport, name: str, teller: Teller) -> dict[str, Any]:
    month = teller.month(date.fromisoformat(f"{one.month}-01"))
    return {"id": one.id, "name": name, "month": month, "format": one.format.upper(), "at": one.at}


def _spot(programme: Programme | None) -> Spot | None:
    return Spot(programme.region, programme.code) if programme else None


def _address(**query: str) -> str:
    return f"{HERE}?{urlencode(query)}"
