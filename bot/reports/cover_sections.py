"""Who is covered, against quota and target: the sections of one programme. Knows no transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.reports.section import PERCENT, TARGET, TEXT, Bar, Chart, Column, Section, Value, share
from bot.reports.teller import Teller
from rules.figures import CATEGORY, LAST, VILLAGE, Figures

DISTRICT = len("51.71.03")
WAITING = ("submitted", "returned", "verified")


def summary(figures: Figures, teller: Teller) -> Section:
    """One row: quota, who is covered, who waits."""
    waiting = sum(figures.by_status.get(status, 0) for status in WAITING)
    row = (figures.quota, figures.people, share(figures.people, figures.quota), figures.holding, waiting,
           figures.by_status.get("waiting_list", 0))  # fmt: skip
    notes = [teller.words("reports.summary.note", on=teller.words.language.formats.date(figures.month.last))]
    if not figures.whole:
        notes.append(teller.words("reports.part"))
    if (twice := sum(figures.covered.values()) - figures.people) > 0:
        notes.append(teller.words("reports.twice", count=twice))
    columns = (
        teller.column("quota", TARGET), teller.column("covered"), teller.column("percent", PERCENT),
        teller.column("holding"), teller.column("waiting"), teller.column("waiting_list"),
    )  # fmt: skip
    return Section("summary", teller.words("reports.summary.title"), columns, (row,), notes=tuple(notes))


def districts(figures: Figures, teller: Teller) -> Section:
    """By kecamatan, all of them: also where nobody is covered yet."""
    codes = sorted({code[:DISTRICT] for code in figures.targets.villages})
    return _by_place(figures, teller, "districts", codes, figures.targets.district)


def villages(figures: Figures, teller: Teller, district: str = "") -> Section:
    """By village: all that take part, or those of one kecamatan."""
    codes = sorted(
        code for code in figures.targets.villages if code.startswith(f"{district}." if district else "")
    )
    return _by_place(figures, teller, "villages", codes, figures.targets.village, district)


def _by_place(
    figures: Figures, teller: Teller, key: str, codes: list[str], target: Callable[[str], int | None],
    inside: str = "",
) -> Section:  # fmt: skip
    length = DISTRICT if key == "districts" else None
    held = _shortened(figures.holding_by(VILLAGE), length)
    covered = _shortened(figures.covered_by(VILLAGE), length)
    others = sorted(code for code in {*held, *covered} - set(codes) if not inside or code.startswith(inside))
    rows = [(teller.region(code), target(code) if code in codes else None, held.get(code, 0),
             covered.get(code, 0)) for code in (*codes, *others)]  # fmt: skip
    title = teller.words(f"reports.{key}.in", district=teller.region(inside)) if inside else ""
    return _against(teller, key, rows, (*codes, *others), title)


def categories(figures: Figures, teller: Teller) -> Section:
    """By kind of work, in the order of the programme; those that came from elsewhere below."""
    held, covered = figures.holding_by(CATEGORY), figures.covered_by(CATEGORY)
    codes = [one.code for one in figures.programme.offered]
    others = sorted({*held, *covered} - set(codes))
    wanted = figures.targets.category if figures.whole else _nothing
    rows = [(teller.category(figures.programme, code), wanted(code), held.get(code, 0), covered.get(code, 0))
            for code in (*codes, *others)]  # fmt: skip
    return _against(teller, "categories", rows, (*codes, *others))


def payers(figures: Figures, teller: Teller) -> Section:
    """By who pays; of memberships alone, a registration has no payer yet."""
    covered, own = figures.covered_by(LAST), figures.programme.payer.code
    codes = [own, *sorted(set(covered) - {own})]
    wanted = figures.targets.payer if figures.whole else _nothing
    rows = [(teller.payer(figures.programme, code), wanted(code), covered.get(code, 0)) for code in codes]
    columns = (teller.column("payer", TEXT), teller.column("target", TARGET), teller.column("covered"),
               teller.column("percent", PERCENT))  # fmt: skip
    shown = tuple((name, target, count, share(count, target)) for name, target, count in rows)
    bars = _bars(teller, ((name, count, target) for name, target, count in rows))
    return Section("payers", teller.words("reports.payers.title"), columns, shown, bars, codes=tuple(codes))


def _against(
    teller: Teller,
    key: str,
    rows: list[tuple[str, int | None, int, int]],
    codes: Iterable[str],
    title: str = "",
) -> Section:
    """A table of name, target, places taken, people covered and percent, with its chart."""
    columns = (
        Column(teller.words(f"reports.column.{key}"), TEXT), teller.column("target", TARGET),
        teller.column("holding"), teller.column("covered"), teller.column("percent", PERCENT),
    )  # fmt: skip
    shown: list[tuple[Value, ...]] = [(*row, share(row[3], row[1])) for row in rows]
    notes = () if any(row[1] is not None for row in rows) else (teller.words("reports.no_targets"),)
    bars = _bars(teller, ((name, covered, target) for name, target, _, covered in rows))
    named = title or teller.words(f"reports.{key}.title")
    return Section(key, named, columns, tuple(shown), bars, notes, tuple(codes))


def _bars(teller: Teller, rows: Iterable[tuple[str, int, int | None]]) -> Chart:
    bars = tuple(Bar(name, count, target) for name, count, target in rows)
    empty = teller.words("reports.column.target") if any(bar.target is not None for bar in bars) else ""
    return Chart(bars, teller.words("reports.column.covered"), empty)


def _nothing(code: str) -> None:
    """Of a part of a programme it is not known how many of all are wanted in it."""
    return None


def _shortened(counts: Mapping[str, int], length: int | None) -> Mapping[str, int]:
    """Villages put together by the beginning of their codes."""
    found: dict[str, int] = {}
    for code, count in counts.items():
        found[code[:length]] = found.get(code[:length], 0) + count
    return found
