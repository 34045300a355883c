"""What an estimate tells in the end, by rules/benefit.py. Writes nothing, knows no person.

The day that counts is today: the amounts are those of an event of this day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from handlers.sums import apart_told, otherwise_told, told
from rules.age import completed_years
from rules.benefit import Base, Estimate, bases, estimate, row
from rules.dated import find, table

LOWEST = 0  # an income of the lowest bracket
NAMES = {
    "death_accident": "jkk-death",
    "death_illness": "jkm",
    "total_disability": "jkk-total-disability",
    "partial_disability": "jkk-partial-disability",
    "unable_to_work": "jkk-unable-to-work",
    "scholarship": "scholarship",
}
BY_WAGE = ("death_accident", "total_disability", "partial_disability", "unable_to_work")
WITH_CHILDREN = ("death_accident", "total_disability", "scholarship")


def income_counts(context: Context) -> str:
    """The sum depends on the income after an accident, and where somebody pays the contribution alone."""
    answers = context.answers
    return "yes" if answers["kind"] in BY_WAGE or answers.get("payer") == "self" else "no"


def schooling(context: Context) -> str:
    """May there be scholarships? After other deaths only of members of three years (PP 82/2019)."""
    if context.answers["kind"] in WITH_CHILDREN:
        return "yes"
    since, today = context.answers.get("since"), context.now.date()
    years = completed_years(date.fromisoformat(since), today) if since else 0
    return "yes" if years and years >= scholarship_years(today) else "no"


def scholarship_years(today: date) -> int:
    return row("jkm.scholarship.years", today).whole


def expected(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Every item by the bracket, what differs by the exact income, the scholarships, what may change it."""
    first, *others = readings(context)
    words, wage = context.words, answers["kind"] in BY_WAGE
    parts = [told(first, words, named=wage)]
    parts += [otherwise_told(other, first, words) for other in others]
    parts += [apart_told(first, words), "\n".join(hints(first, context))]
    return Outcome("sum", {"kind": heading(context), "lines": joined(parts)})


def heading(context: Context) -> str:
    return context.words(f"told.{context.answers['kind']}")


def joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def readings(context: Context) -> list[Estimate]:
    """By the bracket; by the exact income as well where that gives other sums."""
    income = context.answers.get("income", LOWEST)
    first, *others = (made(base, context) for base in bases(income, context.now.date()))
    return [first, *(other for other in others if income and other.items != first.items)]


def made(base: Base, context: Context) -> Estimate:
    """The estimate of what was answered, with one base."""
    answers = context.answers
    since, loss, months = (answers.get(name) for name in ("since", "loss", "months"))
    return estimate(
        NAMES[answers["kind"]],
        base,
        context.now.date(),
        member_since=date.fromisoformat(since) if since else None,
        children=ages(context),
        loss=Decimal(loss) if loss else None,
        months=int(months) if months else None,
    )


def ages(context: Context) -> list[int]:
    """The ages of the children today, in completed years."""
    rows = (context.answers.get("children") or {"rows": []})["rows"]
    births = (date.fromisoformat(context.answers[f"children.{row}.born"]) for row in rows)
    return [completed_years(born, context.now.date()) for born in births]


def hints(first: Estimate, context: Context) -> list[str]:
    """What would change the sum, in a sentence each."""
    return [hint for hint in (lowest(first, context), new(context), schools(first, context)) if hint]


def lowest(first: Estimate, context: Context) -> str:
    """Of members paid by a city mostly the lowest base is reported: the sum by that, where it is another."""
    least = made(bases(LOWEST, context.now.date())[0], context)
    if least.items == first.items:
        return ""
    rupiah = context.words.language.formats.rupiah
    return context.words("hint.lowest", base=rupiah(least.base.amount), amount=rupiah(least.total))


def new(context: Context) -> str:
    """Who was not asked since when, or did not say, may be a new member."""
    answers, today = context.answers, context.now.date()
    if answers["kind"] != "death_illness" or answers.get("since"):
        return ""
    amount = context.words.language.formats.rupiah(row("jkm.new_member", today).whole)
    return context.words("hint.new", months=row("jkm.new_member.months", today).whole, amount=amount)


def schools(first: Estimate, context: Context) -> str:
    """Why there is no scholarship, or not one for each child."""
    today, given = context.now.date(), len(ages(context))
    if context.answers["schooling"] == "no":
        later = context.answers["kind"] == "death_illness"
        return context.words("hint.later", years=scholarship_years(today)) if later else ""
    if given and not first.scholarships:
        return context.words("hint.too_old", age=limit("ends_at", today))
    most = limit("children", today)
    return context.words("hint.most", most=most) if given > most else ""


def limit(name: str, today: date) -> int:
    """A limit of the scholarships: `children`, or the age `ends_at`."""
    return find(table("scholarships"), f"scholarship.{name}", today).whole


def for_school(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The scholarships alone; without a child, or with grown-up children alone, there is no sum."""
    today = context.now.date()
    if not ages(context):
        return Outcome("no_children")
    found, conditions = readings(context)[0], {"years": scholarship_years(today)}
    if not found.items:
        return Outcome("too_old", {"age": limit("ends_at", today)})
    alone = Estimate(found.base, (), found.items)
    parts = [apart_told(alone, context.words), schools(alone, context)]
    return Outcome("scholarship", {"lines": joined(parts), **conditions})
