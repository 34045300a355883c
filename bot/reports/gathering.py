"""Counts the figures of programmes in a reading transaction. Knows no page, no words and no officer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.reports.case_gathering import cases_of
from bot.reports.months import Local
from rules.budget import Budget, Span, budget_of
from rules.figures import Counted, Figures, Month
from rules.programme import Programme
from rules.spread import Spread
from rules.targets import Targets
from storage import catalogue, figures, groups
from storage.statement import Row, Tx
from storage.vault import Vault

Sees = Callable[[str, int | None], bool]  # may this village, this group be seen?


@dataclass(frozen=True)
class Gathering:
    """One reading of the figures at `now` (milliseconds); `month` is one by the time that `local` gives."""

    tx: Tx
    vault: Vault
    month: Month
    now: int
    local: Local

    def of(self, programme: Programme, sees: Sees | None = None) -> Figures:
        """All of a programme by village and kind of work; with `sees` the part of it that may be seen."""
        code, day = programme.code, self.month.last.isoformat()
        covered = _seen(figures.covered(self.tx, self.vault, code, day), sees)
        flow = _seen(figures.flow(self.tx, code, self.month.since, self.month.until), sees)
        found = sum(row["count"] for row in covered)
        return Figures(
            programme, self.month, self._targets(programme, sees), sees is None,
            standing=_counted(_seen(figures.standing(self.tx, code), sees), "status"),
            covered=_counted(covered, "payer"),
            people=figures.people(self.tx, self.vault, code, day) if sees is None else found,
            budget=self._budget(programme, figures.spans(self.tx, code)) if sees is None else None,
            flow=_flow(flow), waited=_waited(flow), cases=cases_of(self, programme, sees),
        )  # fmt: skip

    def beside(self, programmes: Sequence[Programme]) -> list[Figures]:
        """Of several whole programmes, without villages and kinds of work: less to count."""
        people = figures.people_all(self.tx, self.vault, self.month.last.isoformat())
        standing, spans = figures.standing_all(self.tx), figures.spans(self.tx)
        flow = figures.flow_all(self.tx, self.month.since, self.month.until)
        return [self._beside(one, people, *(_own(rows, one) for rows in (standing, spans, flow)))
                for one in programmes]  # fmt: skip

    def _beside(
        self,
        programme: Programme,
        people: dict[str, int],
        standing: list[Row],
        spans: list[Row],
        flow: list[Row],
    ) -> Figures:
        known = people.get(programme.code, 0)
        return Figures(
            programme, self.month, self._targets(programme), True,
            standing={("", "", row["status"]): row["count"] for row in standing},
            covered={("", "", programme.payer.code): known} if known else {}, people=known,
            budget=self._budget(programme, spans), flow=_flow(flow), waited=_waited(flow),
            cases=cases_of(self, programme, None),
        )  # fmt: skip

    def _targets(self, programme: Programme, sees: Sees | None = None) -> Targets:
        """Of the villages that take part, and may be seen."""
        found = [code for code, _ in catalogue.villages_of(self.tx, programme.region)]
        part = [code for code in found if programme.has_village(code) and (sees is None or sees(code, None))]
        own = [one for one in groups.everyone(self.tx) if one.programme == programme.code]
        return Targets(programme, self.month.last, part, own)

    def _budget(self, programme: Programme, spans: Iterable[Row]) -> Budget | None:
        """Of the period in which the last day of the month lies."""
        period = programme.period_on(self.month.last)
        return budget_of(programme, period, map(_span, spans)) if period else None


def _seen(rows: list[Row], sees: Sees | None) -> list[Row]:
    return rows if sees is None else [row for row in rows if sees(row["village"] or "", row["group_id"])]


def _own(rows: Iterable[Row], programme: Programme) -> list[Row]:
    return [row for row in rows if row["programme"] == programme.code]


def _counted(rows: Iterable[Row], last: str) -> Counted:
    found = Counter[tuple[str, str, str]]()
    for row in rows:
        found[row["village"] or "", row["category"] or "", row[last]] += row["count"]
    return found


def _flow(rows: Iterable[Row]) -> Counter[str]:
    found = Counter[str]()
    for row in rows:
        found[row["kind"]] += row["count"]
    return found


def _waited(rows: Iterable[Row]) -> Spread:
    """Of decisions; who was refused without having been handed in (from the waiting list) has no time."""
    found = Counter[int]()
    for row in rows:
        if row["days"] is not None:
            found[int(row["days"])] += row["count"]
    return Spread(found)


def _span(row: Row) -> Span:
    first, last = (date.fromisoformat(row[name]) for name in ("paid_from", "paid_until"))
    return Span(first, last, row["payer"], tuple(row["package"].split(",")), row["count"])
