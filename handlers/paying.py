"""What a month costs a member, part by part, with the relief of today. Words: estimate.po."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from rules.contribution import rate
from rules.dated import NoRate, Row, find, table
from rules.payment import Member, Monthly, Part, monthly

LOWEST = 0  # an income of the lowest bracket: what cities report
SECTORS = ("other", "transport")


def by_government(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Paid by a city or a village: usually of the lowest base, and without the relief (PP 50/2025 art. 3)."""
    today = context.now.date()
    costs = monthly(Member(LOWEST, "apbd"), today)
    relieved = any(relief_row(sector, today) for sector in SECTORS)
    note = context.words("contribution.no_relief") if relieved else ""
    return Outcome("contribution.government", {**details(costs, context), "note": note})


def by_oneself(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Paid by the worker, with the relief where it counts today, and what the JHT would add."""
    today, transport = context.now.date(), answers["transport"] == "yes"
    costs = monthly(Member(answers["income"], "self", transport), today)
    savings = monthly(Member(answers["income"], "self", transport, jht=True), today).total - costs.total
    more = {
        "relief": relief_told(costs, relief_row(SECTORS[transport], today), context),
        "savings": context.words.language.formats.rupiah(savings),
    }
    return Outcome("contribution.self", {**details(costs, context), **more})


def details(costs: Monthly, context: Context) -> dict[str, str]:
    """The month's sum, its base, a line for each part, the regulation."""
    rupiah = context.words.language.formats.rupiah
    return {
        "amount": rupiah(costs.total),
        "base": rupiah(costs.base),
        "lines": "\n".join(part_told(part, context) for part in costs.parts),
        "rule": rate("bpu.jkk", context.now.date()).regulation,
    }


def part_told(part: Part, context: Context) -> str:
    """One programme's part; before the relief as well where there is one."""
    rupiah = context.words.language.formats.rupiah
    return context.words(
        "part_relieved" if part.relief else "part",
        name=context.words(f"part.{part.name}"),
        amount=rupiah(part.amount),
        full=rupiah(part.amount + part.relief),
    )


def relief_told(costs: Monthly, granted: Row | None, context: Context) -> str:
    """The relief with its last day and what is paid after it; "" where there is none today."""
    if granted is None:
        return ""
    formats, full = context.words.language.formats, sum(part.amount + part.relief for part in costs.parts)
    until = ""
    if granted.valid_until:
        last = formats.date(granted.valid_until)
        until = context.words("contribution.until", day=last, full=formats.rupiah(full))
    rule = granted.regulation
    return context.words("contribution.relief", percent=granted.whole, rule=rule, until=until)


def relief_row(sector: str, today: date) -> Row | None:
    """The relief of a sector (SECTORS) in force today, None where there is none."""
    try:
        return find(table("relief"), f"bpu.relief.{sector}.jkk", today)
    except NoRate:
        return None
