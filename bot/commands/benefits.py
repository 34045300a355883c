"""payung benefits KIND --income N: what JKK or JKM would pay, by the bracket and by the exact wage."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bot.commands.amounts import ages, amount, count, day, percent, today
from bot.complaint import Complaint
from rules.benefit import KINDS, Base, Estimate, Impossible, Item, bases, estimate
from rules.item import rupiah

MOST_MONTHS = 1200


class Readings(NamedTuple):
    """The estimate by the bracket, and by the exact wage where that gives other sums."""

    bracket: Estimate
    exact: Estimate | None


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--income", metavar="N", help=words["benefits.income"])
    parser.add_argument("--on", metavar="D", help=words["benefits.on"])
    parser.add_argument("--member-since", metavar="D", help=words["benefits.member_since"])
    parser.add_argument("--children", metavar="AGE,AGE", help=words["benefits.children"])
    parser.add_argument("--loss", metavar="PERCENT", help=words["benefits.loss"])
    parser.add_argument("--months", metavar="M", help=words["benefits.months"])
    parser.add_argument("--json", action="store_true", help=words["benefits.json"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    on = day("--on", arguments.on) if arguments.on else today()
    try:
        readings = _readings(arguments, on)
    except Impossible as impossible:
        raise Complaint(str(impossible)) from None
    if arguments.json:
        print(json.dumps(_json(arguments.kind, readings), ensure_ascii=False))
    else:
        print("\n".join(_page(arguments, on, readings)))
    return 0


def _readings(arguments: argparse.Namespace, on: date) -> Readings:
    if arguments.income is None:
        raise Complaint("--income is needed: whole rupiah a month such as 1500000.")
    first, *others = (_estimate(arguments, base, on) for base in bases(_income(arguments), on))
    differing = [other for other in others if other.items != first.items]
    return Readings(first, differing[0] if differing else None)


def _income(arguments: argparse.Namespace) -> int:
    return amount("--income", arguments.income)


def _estimate(given: argparse.Namespace, base: Base, on: date) -> Estimate:
    return estimate(
        given.kind,
        base,
        on,
        member_since=day("--member-since", given.member_since) if given.member_since else None,
        children=ages("--children", given.children) if given.children else (),
        loss=percent("--loss", given.loss) if given.loss is not None else None,
        months=count("--months", given.months, MOST_MONTHS) if given.months is not None else None,
    )


def _json(kind: str, readings: Readings) -> dict[str, object]:
    other = _shape(kind, readings.exact) if readings.exact else None
    return {"kind": kind, **_shape(kind, readings.bracket), "alternative": other}


def _shape(kind: str, made: Estimate) -> dict[str, object]:
    return {
        "base": {"kind": made.base.kind, "amount": made.base.amount},
        "items": _items(made.items),
        "total": made.total,
        "scholarships": _items(made.scholarships),
        "scholarship_total": made.total if kind == "scholarship" else made.scholarship_total,
    }


def _items(items: Iterable[Item]) -> list[dict[str, object]]:
    return [
        {"name": item.name, "amount": item.amount, "formula": item.formula, "rule": item.rule}
        for item in items
    ]


def _page(given: argparse.Namespace, on: date, readings: Readings) -> Iterator[str]:
    words: Mapping[str, str] = given.words
    yield f"{words[f'benefits.kind.{given.kind}']} ({on})"
    for made in filter(None, readings):
        yield ""
        yield words[f"benefits.base.{made.base.kind}"].format(amount=rupiah(made.base.amount))
        yield from _lines(made.items, words)
        yield words["benefits.total"].format(amount=rupiah(made.total))
    yield from _scholarships(readings.bracket, words)
    yield ""
    if given.kind == "jkm" and not given.member_since:
        yield words["benefits.no_membership"]
    yield words["benefits.estimate"]


def _scholarships(made: Estimate, words: Mapping[str, str]) -> Iterator[str]:
    """They do not depend on the base, so they are told once."""
    if made.scholarships:
        yield ""
        yield from _lines(made.scholarships, words)
        yield words["benefits.scholarship_total"].format(amount=rupiah(made.scholarship_total))


def _lines(items: Iterable[Item], words: Mapping[str, str]) -> Iterator[str]:
    rows = [(words[f"benefits.item.{item.name}"], rupiah(item.amount), item) for item in items]
    widest = max((len(name) for name, _, _ in rows), default=0)
    for name, sum_, item in rows:
        yield f"  {name:<{widest}}  {sum_:>14}  {item.formula}  ({item.rule})"
